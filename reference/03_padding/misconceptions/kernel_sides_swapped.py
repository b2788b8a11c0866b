"""The kernel's width decides the rows to add, its height the columns.

caught_by: test_conv2d_same_odd, test_conv2d_same_even, test_conv2d_same_large_kernel
ko: 행에 덧댈 칸을 커널의 가로로, 열에 덧댈 칸을 세로로 정한 것과 같습니다. 정사각형 커널에서만 맞습니다. kh와 kw를 쓰는 자리를 하나씩 확인하세요.
en: The kernel's width decided the rows to add and its height the columns, which is right for square kernels only. Check each place where kh and kw are used.
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
    padded = zero_pad(values, (same_padding(height, kw), same_padding(width, kh)))  # wrong
    result = np.zeros((padded.shape[0] - kh + 1, padded.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
