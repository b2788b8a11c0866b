"""The result is padded, not the image.

caught_by: test_conv2d_same_3x3, test_conv2d_same_blur, test_conv2d_same_odd, test_conv2d_same_even
ko: 가운데는 맞고 가장자리가 모두 0입니다. 영상이 아니라 합성곱의 결과에 덧댄 것과 같습니다. 가장자리의 출력 칸에도 영상의 값이 섞여야 하는지 생각해 보세요.
en: The middle is right and the border all 0: you padded the result of the convolution, not the image. Should no value of the image enter the output cells at the border?
"""


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    kh, kw = weights.shape
    result = np.zeros(values.shape)
    for row in range(values.shape[0] - kh + 1):
        for column in range(values.shape[1] - kw + 1):
            patch = values[row : row + kh, column : column + kw]
            result[row + (kh - 1) // 2, column + (kw - 1) // 2] = np.sum(patch * weights)
    return result  # wrong: the border stays 0
