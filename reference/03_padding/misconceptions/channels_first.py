"""The last two axes are padded, as if channels came first.

caught_by: test_zero_pad_channels, test_replicate_pad_channels, test_random_channels
ko: 채널이 맨 앞에 있는 것처럼 뒤의 두 축에 덧댔습니다. 이 과목의 영상은 (H, W, C)입니다. 첫째 축과 마지막 축이 각각 무엇인지 확인하세요.
en: The last two axes were padded, as if channels came first. Images here are (H, W, C). See what the first axis is and what the last.
"""

import numpy as np


def as_floats(values, ranks):
    array = np.asarray(values, dtype=np.float64)
    if array.ndim not in ranks or array.size == 0:
        raise ValueError(f"an array of shape {array.shape}")
    return array


def four_sides(pad):
    if isinstance(pad, (int, np.integer)):
        pad = ((pad, pad), (pad, pad))
    (top, bottom), (left, right) = pad
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"pad {pad}")
    return top, bottom, left, right


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    widths = [(0, 0), (top, bottom), (left, right)]  # wrong for three axes
    return np.pad(values, widths[-values.ndim :])


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    widths = [(0, 0), (top, bottom), (left, right)]  # wrong for three axes
    return np.pad(values, widths[-values.ndim :], mode="edge")


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    places = (size + stride - 1) // stride
    total = max((places - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
