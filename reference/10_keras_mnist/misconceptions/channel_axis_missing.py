"""The images stay (N, 28, 28).

caught_by: test_prepare_two_images, test_prepare_any_images
ko: 채널 축이 없습니다. 합성곱층은 흑백 영상에서도 채널을 마지막 축으로 받습니다.
en: The axis of channels is missing. A convolution layer takes channels as the last axis, of grey
images too.
"""


def prepare(images, labels):
    scaled = np.asarray(images, dtype=np.float32) / 255
    return scaled, np.array(labels, dtype=np.int64)
