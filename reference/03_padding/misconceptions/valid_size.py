"""The image is not padded: the result is that of 'valid'.

caught_by: test_conv2d_same_3x3, test_conv2d_same_blur, test_conv2d_same_odd, test_conv2d_same_even
ko: 결과가 영상보다 작습니다. 덧대지 않고('valid') 계산한 것과 같습니다. 합성곱의 앞에 무엇을 해야 크기가 그대로인지 생각해 보세요.
en: The result is smaller than the image, as without padding ('valid'). Think what must come before the convolution for the size to stay.
"""


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    kh, kw = weights.shape
    height, width = max(values.shape[0] - kh + 1, 0), max(values.shape[1] - kw + 1, 0)
    result = np.zeros((height, width))  # wrong: not the image's size
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(values[row : row + kh, column : column + kw] * weights)
    return result
