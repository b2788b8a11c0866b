"""The numbers of cells are floats.

caught_by: test_same_padding_odd_kernels, test_same_padding_strides, test_same_padding_totals
ko: 칸의 수가 1.0 같은 실수로 나왔습니다. 칸의 수는 정수여야 합니다. 나눗셈과 올림에 쓴 연산이 어떤 자료형을 주는지 출력해 보세요.
en: The numbers of cells are floats such as 1.0. They must be integers. Print the type that your division and rounding give.
"""


def same_padding(size, kernel, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel}, stride {stride}")
    places = (size + stride - 1) // stride
    total = max((places - 1) * stride + kernel - size, 0)
    return float(total // 2), float(total - total // 2)  # wrong


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = zero_pad(values, (((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
