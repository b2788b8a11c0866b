"""Arrays of other ranks are padded along all their axes.

caught_by: test_wrong_images
ko: 축이 하나이거나 넷인 배열에서도 결과가 나왔습니다. 영상은 (H, W)나 (H, W, C)뿐입니다. 축의 수를 먼저 확인하세요.
en: An array with one axis or four was padded. Images are (H, W) or (H, W, C) and nothing else. Look at the number of axes first.
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
    values = np.atleast_2d(np.asarray(image, dtype=np.float64))  # wrong: any rank is taken
    if values.size == 0:
        raise ValueError(f"an array of shape {values.shape}")
    top, bottom, left, right = four_sides(pad)
    widths = [(top, bottom), (left, right)] + [(0, 0)] * values.ndim
    return np.pad(values, widths[: values.ndim])


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
