"""One cell is added whatever the kernel.

caught_by: test_conv2d_same_3x3, test_conv2d_same_odd, test_conv2d_same_even
ko: 커널이 3×3일 때만 크기가 그대로입니다. 언제나 한 칸씩 덧댄 것과 같습니다. 덧댈 칸이 커널의 크기에 따라 어떻게 달라지는지 보세요.
en: The size stays for 3×3 kernels only: one cell was added on each side whatever the kernel. See how the cells to add depend on the kernel's size.
"""


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    kh, kw = weights.shape
    padded = zero_pad(values, 1)  # wrong: right for 3 x 3 only
    result = np.zeros((max(padded.shape[0] - kh + 1, 0), max(padded.shape[1] - kw + 1, 0)))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
