"""The kernel's width decides the rows to add, its height the columns.

caught_by: test_conv2d_same_odd, test_conv2d_same_even, test_conv2d_same_large_kernel
ko: 행에 덧댈 칸을 커널의 가로로, 열에 덧댈 칸을 세로로 정한 것과 같습니다. 정사각형 커널에서만 맞습니다. kh와 kw를 쓰는 자리를 하나씩 확인하세요.
en: The kernel's width decided the rows to add and its height the columns, which is right for square kernels only. Check each place where kh and kw are used.
"""


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = zero_pad(values, (same_padding(height, kw), same_padding(width, kh)))  # wrong
    result = np.zeros((padded.shape[0] - kh + 1, padded.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
