"""The height is taken for the width.

caught_by: test_zero_pad_four_sides, test_zero_pad_random, test_zero_pad_uneven
ko: 세로의 길이를 가로에도 쓴 것과 같습니다. 정사각형에서만 맞습니다. 결과의 열의 수가 영상의 어느 축에서 나오는지 보세요.
en: The height was used for the width, which is right for squares only. See from which axis of the image the number of columns comes.
"""


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    size = len(values)  # wrong: the number of rows, for columns as well
    result = np.zeros((top + size + bottom, left + size + right, *values.shape[2:]))
    for row in range(size):
        for column in range(min(size, values.shape[1])):
            result[top + row, left + column] = values[row, column]
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
