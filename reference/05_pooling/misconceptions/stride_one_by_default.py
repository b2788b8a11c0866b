"""Without a stride the windows move by one cell.

caught_by: test_max_of_the_tables, test_average_of_a_table, test_minimum_of_the_tables, test_small_shift
ko: stride를 주지 않았을 때 창이 한 칸씩 움직인 결과와 같습니다. 합성곱에서는 보폭의 기본값이 1이지만 풀링은 창이 서로 겹치지 않는 것이 기본입니다. 설명에서 stride=None의 뜻을 다시 읽어 보세요.
en: Your values are those of windows that move by one cell when no stride is given. That is the default of convolution; pooling windows do not overlap unless asked to. Read again what stride=None means.
"""

import numpy as np


def as_map(image):
    values = np.asarray(image, dtype=np.float64)
    if values.ndim not in (2, 3) or values.size == 0:
        raise ValueError(f"image of shape {values.shape}")
    return values


def checked(image, size, stride):
    values = as_map(image)
    step = 1 if stride is None else stride
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
    return pool(image, size, stride, np.mean)


def min_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.min)


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=(0, 1))
