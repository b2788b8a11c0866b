"""The bias is accepted and forgotten when there are channels.

caught_by: test_worked_channels_bias, test_channels_biases
ko: 채널이 있는 합성곱에서 편향이 결과에 들어가지 않았습니다. 인수로 받기만 하고 쓰지 않은 값이
있는지 보세요. 편향을 바꾸어 두 번 불러 보면 알 수 있습니다.
en: With channels, the bias does not enter the result. See whether an argument is accepted but
never used: call the function twice with different biases.
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
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    out = 0.0
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel[::-1, ::-1])
