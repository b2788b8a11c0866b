"""A kernel with one channel is used for all channels of the image.

caught_by: test_wrong_channels
replaces: prepare
ko: 채널 수가 다른 커널을 그대로 받아들였습니다. 채널이 하나인 배열은 NumPy가 다른 채널 수에
맞추어 늘리므로 오류가 나지 않습니다. 영상과 커널의 마지막 축을 견주어 보세요.
en: A kernel with another number of channels was accepted. NumPy stretches a single channel to any
number, so nothing complains. Compare the last axes of image and kernel.
"""


def prepare(image, kernel, rank):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if image.ndim != rank or kernel.ndim != rank:
        raise ValueError("wrong rank")
    if image.size == 0 or kernel.size == 0:
        raise ValueError("empty array")
    for n, f in zip(image.shape[:2], kernel.shape[:2]):
        if f > n:
            raise ValueError("kernel does not fit")
    if rank == 3:
        kernel = kernel * np.ones(image.shape[2])  # as many channels as the image has
    return image, kernel
