"""Labels become one-hot vectors, for a loss that takes whole numbers.

caught_by: test_prepare_two_images, test_prepare_any_images
ko: 레이블을 원-핫 벡터로 바꾸었습니다. 이름에 sparse가 붙은 손실 함수는 정수 레이블을 받습니다. 둘 가운데 하나만 골라야 합니다.
en: Labels have become one-hot vectors, while a loss with sparse in its name takes whole numbers. It
is one or the other.
"""


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32) / 255
    return scaled[..., np.newaxis], keras.utils.to_categorical(labels, 10)
