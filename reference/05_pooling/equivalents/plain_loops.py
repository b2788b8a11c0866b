"""Nested loops over plain Python lists, without any NumPy arithmetic."""

import numpy as np


def to_list(image):
    array = np.array(image, dtype=float)
    if array.ndim != 2 and array.ndim != 3:
        raise ValueError("2차원 또는 3차원 영상이 필요합니다")
    if 0 in array.shape:
        raise ValueError("빈 영상입니다")
    return array.tolist(), array.shape


def pool(image, size, stride, choose):
    pixels, shape = to_list(image)
    if stride is None:
        stride = size
    height, width = shape[0], shape[1]
    if size < 1 or stride < 1:
        raise ValueError("size와 stride는 1 이상이어야 합니다")
    if size > height or size > width:
        raise ValueError("창이 영상보다 큽니다")

    result = []
    i = 0
    while i + size <= height:
        line = []
        j = 0
        while j + size <= width:
            cells = []
            for a in range(size):
                for b in range(size):
                    cells.append(pixels[i + a][j + b])
            if len(shape) == 2:
                line.append(choose(cells))
            else:
                line.append([choose([cell[c] for cell in cells]) for c in range(shape[2])])
            j += stride
        result.append(line)
        i += stride
    return np.array(result, dtype=float)


def average(values):
    total = 0.0
    for value in values:
        total += value
    return total / len(values)


def max_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, max)


def avg_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, average)


def min_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, min)


def global_avg_pool2d(image):
    pixels, shape = to_list(image)
    if len(shape) != 3:
        raise ValueError("(H, W, C) 영상이 필요합니다")
    return np.array([average([cell[c] for row in pixels for cell in row]) for c in range(shape[2])])
