"""The axis of channels comes before height and width.

caught_by: test_prepare_two_images, test_prepare_any_images
ko: 채널 축이 높이와 너비 앞에 있습니다. Keras는 채널을 마지막 축에서 찾습니다.
en: The axis of channels stands before height and width. Keras looks for channels on the last axis.
"""


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32) / 255
    return scaled[:, np.newaxis], np.array(labels, dtype=np.int64)
