"""Average pooling puts the mean of the whole map into every cell.

caught_by: test_average_of_a_table, test_average_on_random_maps, test_float64_of_averages
ko: 평균 풀링의 모든 칸에 특징 맵 전체의 평균이 들어 있습니다. 그것은 전역 평균 풀링의 생각입니다. 여기에서는 칸마다 자기 창의 값만 평균해야 합니다.
en: Every cell of your average pooling holds the mean of the whole map. That is the idea of global average pooling. Here each cell averages the values of its own window only.
"""

import numpy as np


def as_map(image):
    values = np.asarray(image, dtype=np.float64)
    if values.ndim not in (2, 3) or values.size == 0:
        raise ValueError(f"image of shape {values.shape}")
    return values


def checked(image, size, stride):
    values = as_map(image)
    step = size if stride is None else stride
    if size < 1 or step < 1 or size > min(values.shape[:2]):
        raise ValueError(f"size {size}, stride {step}, image {values.shape}")
    return values, step


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result


def max_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.max)


def avg_pool2d(image, size=2, stride=None):
    result = pool(image, size, stride, np.mean)
    result[...] = as_map(image).mean(axis=(0, 1))  # wrong: the map's mean, not the window's
    return result


def min_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.min)


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=(0, 1))
