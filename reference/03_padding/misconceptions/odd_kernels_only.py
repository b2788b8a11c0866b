"""Kernels with an even side are refused.

caught_by: test_conv2d_same_3x3, test_conv2d_same_even
ko: 변이 짝수인 커널을 거절했습니다. 짝수이면 앞뒤의 칸 수가 다를 뿐입니다. same_padding이 짝수 커널에 주는 쌍을 출력해 보세요.
en: A kernel with an even side was refused. With an even side the cells before and after just differ. Print the pair that same_padding gives for it.
"""


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    if kh % 2 == 0 or kw % 2 == 0:  # wrong
        raise ValueError(f"a kernel of {kh} x {kw}")
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
