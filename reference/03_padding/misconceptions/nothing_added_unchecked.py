"""With nothing to add, or a kernel of one cell, the input is not checked.

caught_by: test_wrong_images, test_wrong_kernels, test_wrong_numbers
ko: 덧댈 칸이 없거나 커널이 한 칸이면 확인하지 않고 복사만 합니다. 계산은 건너뛰어도 되지만 잘못된 입력은 그때도 ValueError입니다. 확인하는 줄과 돌아가는(return) 줄의 순서를 보세요.
en: With nothing to add, or a kernel of one cell, you copy without a check. The work may be skipped; wrong input is a ValueError all the same. Look at the order of the lines that check and return.
"""


def zero_pad(image, pad):
    if not np.any(pad):
        return np.array(image)  # wrong: before the checks
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    height, width = values.shape[:2]
    result = np.zeros((top + height + bottom, left + width + right, *values.shape[2:]))
    result[top : top + height, left : left + width] = values
    return result


def same_padding(size, kernel, stride=1):
    if kernel == 1:
        return 0, 0  # wrong: before the checks
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    places = (size + stride - 1) // stride
    total = max((places - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def conv2d_same(image, kernel):
    if np.size(kernel) == 1:
        return np.array(image, dtype=float) * np.array(kernel).item()  # wrong: before the checks
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
