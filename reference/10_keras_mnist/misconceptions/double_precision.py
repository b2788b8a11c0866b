"""The images become float64.

caught_by: test_prepare_two_images, test_prepare_any_images
ko: 영상의 자료형이 float64입니다. Keras의 층은 float32로 계산하고, float64는 메모리를 두 배로 씁니다.
en: The images are float64. Keras's layers compute in float32, and float64 takes twice the memory.
"""


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float64) / 255
    return scaled[..., np.newaxis], np.array(labels, dtype=np.int64)
