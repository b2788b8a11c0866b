"""The sides are copied, the corners stay 0.

caught_by: test_replicate_pad_worked, test_replicate_pad_channels, test_replicate_pad_random, test_replicate_pad_uneven
ko: 네 변에는 값이 복사되었지만 네 귀퉁이는 0입니다. 귀퉁이의 칸에도 가장 가까운 칸이 있습니다. 변을 채우는 순서와 범위를 보세요.
en: The four sides are filled, but the four corners are 0. A corner cell has a nearest cell, too. Look at the order and the extent in which you fill the sides.
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
    height, width = values.shape[:2]
    result = np.zeros((top + height + bottom, left + width + right, *values.shape[2:]))
    result[top : top + height, left : left + width] = values
    return result


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    height, width = values.shape[:2]
    result = zero_pad(values, pad)
    inner_rows, inner_columns = slice(top, top + height), slice(left, left + width)
    result[:top, inner_columns] = values[0]
    result[top + height :, inner_columns] = values[-1]
    result[inner_rows, :left] = values[:, :1]  # wrong: the corners are never written
    result[inner_rows, left + width :] = values[:, -1:]
    return result


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
