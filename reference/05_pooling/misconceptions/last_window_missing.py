"""The loops end one window too early.

caught_by: test_max_of_the_tables, test_max_with_stride_1, test_average_of_a_table, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
ko: 마지막 행과 열의 창이 빠져 있습니다. 창이 시작할 수 있는 칸은 0부터 H - size까지이고 H - size도 들어갑니다. 파이썬의 range가 끝값을 포함하는지 생각해 보세요.
en: The last row and column of windows are missing. A window may begin at 0, …, H - size, and H - size is one of them. Think about whether range includes its end.
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
    starts = [range(0, side - size, step) for side in values.shape[:2]]  # wrong: ends too early
    result = np.zeros((len(starts[0]), len(starts[1]), *values.shape[2:]))
    for row, top in enumerate(starts[0]):
        for column, left in enumerate(starts[1]):
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result


def max_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.max)


def avg_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.mean)


def min_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.min)


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=(0, 1))
