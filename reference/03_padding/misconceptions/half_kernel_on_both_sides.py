"""Both sides get half a kernel, for even kernels as well.

caught_by: test_same_padding_extra_cell, test_same_padding_totals, test_same_padding_random
ko: 양쪽에 언제나 kernel // 2칸씩 덧댄 것과 같습니다. 커널이 짝수이거나 보폭이 있으면 앞뒤가 다르거나 모자라고 남습니다. 6칸에 커널 2이면 모두 몇 칸이 필요한지 세어 보세요.
en: Both sides always get kernel // 2. With an even kernel or a stride that is too much or too little. Count how many cells 6 cells and a kernel of 2 need in all.
"""


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    return kernel // 2, kernel // 2  # wrong for even kernels and strides


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((padded.shape[0] - kh + 1, padded.shape[1] - kw + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
