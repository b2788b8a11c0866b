"""The number of windows is the side divided by the stride.

caught_by: test_max_with_stride_1, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
ko: 창의 수를 변의 길이 ÷ 보폭으로 구한 결과와 같습니다. 창이 겹치거나 사이가 벌어지면 그 수는 맞지 않습니다. 마지막 창도 영상 안에 통째로 들어가야 한다는 것을 공식에서 찾아보세요.
en: You count the windows as side divided by stride. With windows that overlap or leave gaps that is not their number. Find in the formula where it says that the last window must lie inside the image too.
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
    rows = values.shape[0] // step
    columns = values.shape[1] // step
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]  # may stick out
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
