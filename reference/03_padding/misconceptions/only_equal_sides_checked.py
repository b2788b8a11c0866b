"""A negative number is refused when it is alone, not within a pair.

caught_by: test_wrong_images
ko: 정수 하나로 준 음수는 거절하지만 쌍 안에 있는 음수는 지나칩니다. 네 수를 모두 확인해야 합니다. 오른쪽만 음수인 경우를 불러 보세요.
en: A negative number is refused when it comes alone, but not within a pair. All four must be looked at. Try a call in which only the right side is negative.
"""

import numpy as np


def as_floats(values, ranks):
    array = np.asarray(values, dtype=np.float64)
    if array.ndim not in ranks or array.size == 0:
        raise ValueError(f"an array of shape {array.shape}")
    return array


def four_sides(pad):
    if isinstance(pad, (int, np.integer)):
        if pad < 0:
            raise ValueError(f"pad {pad}")
        pad = ((pad, pad), (pad, pad))
    (top, bottom), (left, right) = pad  # wrong: these are not checked
    return [max(side, 0) for side in (top, bottom, left, right)]


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
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
