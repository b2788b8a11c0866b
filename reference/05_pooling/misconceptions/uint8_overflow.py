"""The sum of a window is taken in the image's own type and wraps around.

caught_by: test_average_of_other_types, test_global_average_of_other_types
ko: uint8 값을 그대로 더해 255를 넘으면 0부터 다시 세는 결과와 같습니다. 평균은 작아 보여도 그 전의 합은 uint8에 들어가지 않습니다. 어느 자료형으로 더하고 있는지 출력해 보세요.
en: You add uint8 values as they are, and beyond 255 the sum begins again at 0. The average may be small, the sum before it does not fit. Print the type in which you add.
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
    checked(image, size, stride)
    own = np.asarray(image).dtype
    kind = own if own == np.uint8 else np.float64

    def add(window, axis):
        return window.astype(kind).sum(axis=axis, dtype=kind)  # wrong: wraps around

    return pool(image, size, stride, add) / size**2


def min_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.min)


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    own = np.asarray(image).dtype
    kind = own if own == np.uint8 else np.float64
    total = values.astype(kind).sum(axis=(0, 1), dtype=kind)  # wrong: wraps around
    return total / (values.shape[0] * values.shape[1])
