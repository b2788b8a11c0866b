"""Kernels with an even side are refused.

caught_by: test_conv2d_same_3x3, test_conv2d_same_even
ko: 변이 짝수인 커널을 거절했습니다. 짝수이면 앞뒤의 칸 수가 다를 뿐입니다. same_padding이 짝수 커널에 주는 쌍을 출력해 보세요.
en: A kernel with an even side was refused. With an even side the cells before and after just differ. Print the pair that same_padding gives for it.
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
    rows = np.clip(np.arange(-top, values.shape[0] + bottom), 0, values.shape[0] - 1)
    columns = np.clip(np.arange(-left, values.shape[1] + right), 0, values.shape[1] - 1)
    return values[rows][:, columns]


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
    if kh % 2 == 0 or kw % 2 == 0:  # wrong
        raise ValueError(f"a kernel of {kh} x {kw}")
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
