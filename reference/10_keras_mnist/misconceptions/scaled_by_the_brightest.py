"""Each batch is divided by its own maximum.

caught_by: test_prepare_any_images
ko: 255가 아니라 배치에서 가장 밝은 값으로 나누었습니다. 그러면 같은 영상도 어떤 배치에 들어 있느냐에 따라 달라집니다.
en: The batch is divided by its own brightest pixel instead of 255, so that an image depends on the
company it is in.
"""


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32) / np.max(images)
    return scaled[..., np.newaxis], np.array(labels, dtype=np.int64)
