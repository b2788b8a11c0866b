"""The end of the inner part is counted from the back, which fails for no cells.

caught_by: test_sides_without_cells
ko: 덧대지 않는 변이 있을 때 영상이 결과에 제대로 들어가지 않습니다. 자르기의 끝을 뒤에서부터 세면 0칸일 때 뜻이 달라집니다. a[0:-0]이 몇 칸인지 출력해 보세요.
en: With nothing to add on some side, the image does not arrive in the result. An end counted from the back means something else when it is 0. Print how many cells a[0:-0] has.
"""


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    height, width = values.shape[:2]
    result = np.zeros((top + height + bottom, left + width + right, *values.shape[2:]))
    result[top:-bottom, left:-right] = values  # wrong where bottom or right is 0
    return result


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
