"""The products are formed in uint8, where they overflow.

caught_by: test_signal_types, test_image_types, test_channels_types, test_flipped_types
ko: uint8끼리 곱한 값이 255를 넘어 0부터 다시 셌습니다(오버플로 overflow). 곱셈은 입력의
자료형으로 이루어지므로 나중에 바꾸면 이미 늦습니다. 언제 float64로 바꾸는지 보세요.
en: Products of uint8 values went past 255 and started again from 0 (overflow). A product has the
type of its inputs, and converting afterwards is too late. See when you turn to float64.
"""

import numpy as np


def prepare(image, kernel, rank):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.uint8:
        image = image.astype(float)
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
    out = bias
    for c in range(image.shape[2]):
        out = out + conv2d(image[:, :, c], kernel[:, :, c])
    return out


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel[::-1, ::-1])
