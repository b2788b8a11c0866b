"""The kernel is turned by 180 degrees before it slides.

caught_by: test_conv2d_same_3x3, test_conv2d_same_odd, test_conv2d_same_even
ko: 커널을 뒤집어 계산한 값과 같습니다. 신호 처리의 합성곱과 신경망의 합성곱은 다릅니다. 01 문제에서 두 가지를 어떻게 나누었는지 떠올려 보세요.
en: Your values are those of a flipped kernel. Signal processing's convolution is not that of neural networks. Recall how exercise 01 tells them apart.
"""


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    weights = weights[::-1, ::-1]  # wrong
    kh, kw = weights.shape
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
