"""Both sides get the same: an odd total loses a cell.

caught_by: test_same_padding_extra_cell, test_same_padding_totals, test_same_padding_random, test_conv2d_same_even
ko: 앞뒤가 언제나 같고, 덧댈 칸이 홀수이면 한 칸이 모자랍니다. 3을 둘로 나누면 1과 1이 아니라 한 칸이 남습니다. 앞뒤의 합을 다시 더해 보세요.
en: Before and after are always equal, and with an odd total one cell is missing. Half of 3 leaves one over. Add your two numbers up again.
"""


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    places = (size + stride - 1) // stride
    total = max((places - 1) * stride + kernel - size, 0)
    return total // 2, total // 2  # wrong when the total is odd


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
