"""Without a stride the windows move by two cells, whatever their size.

caught_by: test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
ko: stride를 주지 않으면 size와 상관없이 두 칸씩 움직인 결과와 같습니다. 예제에서 보폭이 2였던 것은 창의 크기가 2였기 때문입니다. size=3일 때 기본 보폭이 얼마여야 하는지 설명에서 확인해 보세요.
en: Without a stride your windows move by two cells whatever their size. The stride of the examples was 2 because their windows were. Read in the statement what the default is when size is 3.
"""

import numpy as np


def as_map(image):
    values = np.asarray(image, dtype=np.float64)
    if values.ndim not in (2, 3) or values.size == 0:
        raise ValueError(f"image of shape {values.shape}")
    return values


def checked(image, size, stride):
    values = as_map(image)
    step = 2 if stride is None else stride
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
