"""The first axis is taken for the channels.

caught_by: test_random_channels, test_channels_biases
ko: 채널을 첫째 축으로 읽었습니다. 이 과정의 배열은 채널이 마지막 축인 (H, W, C)입니다. 세 변의
길이가 모두 같은 예제로는 드러나지 않으니, 길이가 서로 다른 배열로 시험해 보세요.
en: The first axis was read as the channels. In this course the channel is the last axis: (H, W,
C). Equal sides hide this; try an array whose three sides all differ.
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
    prepare(image, kernel, 3)
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    if image.shape[0] != kernel.shape[0]:
        raise ValueError("channels differ")
    out = bias
    for c in range(image.shape[0]):
        out = out + conv2d(image[c], kernel[c])
    return out


def flipped_convolution2d(image, kernel):
    image, kernel = prepare(image, kernel, 2)
    return conv2d(image, kernel[::-1, ::-1])
