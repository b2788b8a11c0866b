"""Wrong ranks and empty kernels are not refused by the convolution.

caught_by: test_wrong_kernels
ko: 빈 커널이나 축의 수가 맞지 않는 입력에서도 특징 맵이 나왔습니다. 문제 설명의 ValueError 목록을 conv2d_same으로 한 줄씩 불러 보세요.
en: An empty kernel, or input of another rank, gave a feature map. Call conv2d_same with every line of the statement's ValueError list.
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
    values = np.asarray(image, dtype=np.float64)
    weights = np.asarray(kernel, dtype=np.float64)  # wrong: neither is checked
    if values.ndim == 3:
        values = values.sum(axis=2)
    weights = np.atleast_2d(weights)
    values = np.atleast_2d(values)
    (height, width), (kh, kw) = values.shape, weights.shape[:2]
    before = max((kh - 1) // 2, 0), max((kw - 1) // 2, 0)
    padded = np.pad(values, [(before[0], max(kh // 2, 0)), (before[1], max(kw // 2, 0))])
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            patch = padded[row : row + kh, column : column + kw]
            result[row, column] = np.sum(patch * weights.reshape(kh, kw, -1).sum(axis=2))
    return result
