"""The convolution pads with copies instead of zeros.

caught_by: test_conv2d_same_3x3, test_conv2d_same_blur, test_conv2d_same_odd, test_conv2d_same_even
ko: 가운데는 맞고 가장자리의 값이 큽니다. 0이 아니라 가장자리의 값을 복사해 덧댄 것과 같습니다. conv2d_same이 어느 덧대기를 쓰는지 다시 보세요.
en: The middle is right, the border is not: it was padded with copies of the border instead of zeros. Read again which padding conv2d_same uses.
"""


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = replicate_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
