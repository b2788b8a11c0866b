"""Rows and columns of the kernel are exchanged.

caught_by: test_worked_3x3, test_square_images, test_other_shapes
ko: 커널의 행과 열이 바뀌었습니다. 커널의 첫째 축은 영상의 세로, 둘째 축은 가로와 짝을 이룹니다.
대칭인 커널로는 드러나지 않으니 [[1, 2], [3, 4]]로 첫 칸을 계산해 보세요.
en: Rows and columns of the kernel are exchanged. Its first axis goes with the image's rows, its
second with the columns. Symmetric kernels hide this; work out the first cell with [[1, 2], [3,
4]].
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
    if rank == 3 and image.shape[2] != kernel.shape[2]:
        raise ValueError("channels differ")
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
    kernel = kernel.T
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
