"""The zeros are written over the image's own border.

caught_by: test_zero_pad_lecture, test_zero_pad_four_sides, test_zero_pad_random
ko: 영상의 크기가 그대로이고 가장자리의 값이 0으로 바뀌었습니다. 덧대기는 영상의 바깥에 칸을 더하는 일입니다. 영상의 값은 하나도 사라지지 않아야 합니다.
en: The image kept its size and lost the values at its border. Padding adds cells outside the image; no value of it may disappear.
"""


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    height, width = values.shape[:2]
    result = np.zeros(values.shape)  # wrong: no larger than the image
    inside = slice(top, max(height - bottom, top)), slice(left, max(width - right, left))
    result[inside] = values[inside]
    return result


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = np.pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
