"""Global average pooling averages the channels too and gives one number.

caught_by: test_global_average_of_three_channels, test_global_average_on_random_maps
ko: 모든 채널을 합쳐 평균 하나만 구했습니다. 전역 평균 풀링은 공간(행과 열)만 줄이고 채널은 남깁니다. 평균을 구하는 축을 다시 확인해 보세요.
en: You averaged over all channels and got a single number. Global average pooling does away with rows and columns but keeps the channels. Check the axes of your average.
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
    return pool(image, size, stride, np.min)


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return np.asarray(values.mean())
