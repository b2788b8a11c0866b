"""Plain loops over Python floats, as a beginner writes them."""

import numpy as np


def conv1d(signal, kernel):
    signal = np.array(signal, dtype=float)
    kernel = np.array(kernel, dtype=float)
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError("1차원 배열이 필요합니다")
    n = len(signal)
    f = len(kernel)
    if f == 0 or f > n:
        raise ValueError("커널의 길이가 맞지 않습니다")

    result = []
    for i in range(n - f + 1):
        total = 0.0
        for x in range(f):
            total += signal[i + x] * kernel[x]
        result.append(total)
    return np.array(result)


def conv2d(image, kernel, bias=0.0):
    image = np.array(image, dtype=float)
    kernel = np.array(kernel, dtype=float)
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError("2차원 배열이 필요합니다")
    height, width = image.shape
    kh, kw = kernel.shape
    if kh == 0 or kw == 0 or kh > height or kw > width:
        raise ValueError("커널의 크기가 맞지 않습니다")

    result = []
    for j in range(height - kh + 1):
        row = []
        for i in range(width - kw + 1):
            total = bias
            for y in range(kh):
                for x in range(kw):
                    total += image[j + y][i + x] * kernel[y][x]
            row.append(total)
        result.append(row)
    return np.array(result, dtype=float)


def conv2d_channels(image, kernel, bias=0.0):
    image = np.array(image, dtype=float)
    kernel = np.array(kernel, dtype=float)
    if image.ndim != 3 or kernel.ndim != 3:
        raise ValueError("3차원 배열이 필요합니다")
    if image.shape[2] != kernel.shape[2] or image.shape[2] == 0:
        raise ValueError("채널 수가 맞지 않습니다")

    result = conv2d(image[:, :, 0], kernel[:, :, 0], bias)
    for c in range(1, image.shape[2]):
        result = result + conv2d(image[:, :, c], kernel[:, :, c])
    return result


def flipped_convolution2d(image, kernel):
    kernel = np.array(kernel, dtype=float)
    if kernel.ndim != 2:
        raise ValueError("커널은 2차원이어야 합니다")
    kh, kw = kernel.shape
    flipped = np.zeros((kh, kw))
    for y in range(kh):
        for x in range(kw):
            flipped[kh - 1 - y][kw - 1 - x] = kernel[y][x]
    return conv2d(image, flipped)
