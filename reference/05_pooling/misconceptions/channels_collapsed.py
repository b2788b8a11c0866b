"""A window spans all channels, and one value is left of them.

caught_by: test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes, test_channels_stay_apart
ko: 창 하나에서 모든 채널을 한꺼번에 요약해 채널 축이 사라졌습니다. 합성곱은 채널을 더하지만 풀링은 채널마다 따로 합니다. 결과의 shape에 채널 수가 그대로 있는지 보세요.
en: Your windows summarise all channels at once, so that the channel axis is gone. Convolution adds the channels up; pooling works on each of them alone. See whether the number of channels is still in the shape of your result.
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
    result = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window)
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
