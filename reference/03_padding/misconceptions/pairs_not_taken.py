"""Only a single number is understood as pad.

caught_by: test_zero_pad_four_sides, test_zero_pad_uneven, test_replicate_pad_uneven
replaces: four_sides
ko: 네 변의 칸 수를 쌍으로 주면 계산하지 못합니다. pad에는 두 가지 꼴이 있습니다. 쌍을 받았을 때 코드가 어느 길로 가는지 따라가 보세요.
en: The cells of the four sides cannot be given in pairs. There are two forms of pad. Follow the way that a pair takes through your code.
"""


def four_sides(pad):
    if pad < 0:  # wrong: a pair cannot be compared with a number
        raise ValueError(f"pad {pad}")
    return pad, pad, pad, pad


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = np.pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result
