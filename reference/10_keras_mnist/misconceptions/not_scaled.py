"""The images keep values up to 255.

caught_by: test_prepare_two_images, test_prepare_any_images
ko: 영상의 값이 0에서 255까지 그대로입니다. 가중치가 다루기에는 큰 수입니다. 값의 범위를 어디로 옮겨야 하는지 보세요.
en: The images keep their values from 0 to 255: large numbers for weights to work with. See which
range the statement asks for.
"""


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32)
    return scaled[..., np.newaxis], np.array(labels, dtype=np.int64)
