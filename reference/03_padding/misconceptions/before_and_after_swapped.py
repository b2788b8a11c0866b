"""Within a pair, the first number is used after the image.

caught_by: test_zero_pad_four_sides, test_zero_pad_uneven, test_replicate_pad_uneven
replaces: four_sides
ko: 쌍 안의 두 수가 서로 반대쪽 변에 쓰였습니다. 앞의 수는 영상의 앞(위, 왼쪽)에 놓입니다. 영상의 첫 칸이 결과의 몇째 칸에 있는지 보세요.
en: The two numbers of a pair went to the opposite sides. The first one belongs before the image, at the top or on the left. See where the image's first cell is in your result.
"""


def four_sides(pad):
    if isinstance(pad, (int, np.integer)):
        pad = ((pad, pad), (pad, pad))
    (bottom, top), (right, left) = pad  # wrong
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"pad {pad}")
    return top, bottom, left, right


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
