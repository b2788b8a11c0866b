"""The image is not padded: the result is that of 'valid'.

caught_by: test_conv2d_same_3x3, test_conv2d_same_blur, test_conv2d_same_odd, test_conv2d_same_even
ko: 결과가 영상보다 작습니다. 덧대지 않고('valid') 계산한 것과 같습니다. 합성곱의 앞에 무엇을 해야 크기가 그대로인지 생각해 보세요.
en: The result is smaller than the image, as without padding ('valid'). Think what must come before the convolution for the size to stay.
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
    height, width = max(values.shape[0] - kh + 1, 0), max(values.shape[1] - kw + 1, 0)
    result = np.zeros((height, width))  # wrong: not the image's size
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(values[row : row + kh, column : column + kw] * weights)
    return result
