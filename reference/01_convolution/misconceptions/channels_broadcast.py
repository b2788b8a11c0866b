"""A kernel with one channel is used for all channels of the image.

caught_by: test_wrong_channels
ko: 채널 수가 다른 커널을 그대로 받아들였습니다. 채널이 하나인 배열은 NumPy가 다른 채널 수에
맞추어 늘리므로 오류가 나지 않습니다. 영상과 커널의 마지막 축을 견주어 보세요.
en: A kernel with another number of channels was accepted. NumPy stretches a single channel to any
number, so nothing complains. Compare the last axes of image and kernel.
"""

import numpy as np


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


def conv1d(signal, kernel):
    signal, kernel = prepare(signal, kernel, 1)
    size = len(kernel)
    out = np.zeros(len(signal) - size + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i : i + size] * kernel)
    return out


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = bias
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel[::-1, ::-1])
