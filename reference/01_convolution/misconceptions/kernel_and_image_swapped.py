"""When the kernel is larger than the image, the two are swapped.

caught_by: test_kernel_that_does_not_fit, test_wrong_signals, test_wrong_images
ko: 커널이 입력보다 클 때 둘의 역할을 바꾸어 계산했습니다. np.convolve나 SciPy가 그렇게 하지만, 이
문제에서는 들어가지 않는 커널은 잘못된 입력입니다. 계산하기 전에 크기를 견주어 보세요.
en: When the kernel was larger than the input, the two changed places, as np.convolve and SciPy
do. Here a kernel that does not fit is wrong input. Compare the sizes before you compute.
"""

import numpy as np


def prepare(image, kernel, rank):
    image = np.asarray(image, dtype=float)
    kernel = np.asarray(kernel, dtype=float)
    if image.ndim != rank or kernel.ndim != rank:
        raise ValueError("wrong rank")
    if image.size == 0 or kernel.size == 0:
        raise ValueError("empty array")
    if kernel.size > image.size:
        image, kernel = kernel, image
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
