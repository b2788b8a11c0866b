"""The running minimum starts at 255.

caught_by: test_minimum_of_large_values
ko: 창의 값이 모두 클 때 창에 없는 255가 최솟값으로 나왔습니다. 특징 맵의 값은 화소처럼 0에서 255 사이라는 보장이 없습니다. 최솟값을 찾기 시작하는 값이 어디에서 오는지 보세요.
en: Where a window holds large values only, your minimum is a 255 that does not occur in it. Feature maps, unlike pixels, are not bound to 0 to 255. See where the first value of your comparison comes from.
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
    return pool(image, size, stride, np.mean)


def min_pool2d(image, size=2, stride=None):
    return np.minimum(pool(image, size, stride, np.min), 255.0)  # wrong: as a loop from 255 gives


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=(0, 1))
