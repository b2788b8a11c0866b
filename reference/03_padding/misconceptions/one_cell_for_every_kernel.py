"""One cell is added whatever the kernel.

caught_by: test_conv2d_same_3x3, test_conv2d_same_odd, test_conv2d_same_even
ko: 커널이 3×3일 때만 크기가 그대로입니다. 언제나 한 칸씩 덧댄 것과 같습니다. 덧댈 칸이 커널의 크기에 따라 어떻게 달라지는지 보세요.
en: The size stays for 3×3 kernels only: one cell was added on each side whatever the kernel. See how the cells to add depend on the kernel's size.
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
    kh, kw = weights.shape
    padded = zero_pad(values, 1)  # wrong: right for 3 x 3 only
    result = np.zeros((max(padded.shape[0] - kh + 1, 0), max(padded.shape[1] - kw + 1, 0)))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
