"""With nothing to add, the image itself is returned.

caught_by: test_lists_and_new_arrays
ko: 덧댈 칸이 없을 때 받은 배열을 그대로 돌려줍니다. 결과를 바꾸면 입력도 바뀌게 됩니다. 값이 같더라도 새 배열이어야 합니다.
en: With nothing to add you return the very array that came in; whoever changes the result changes the input. It must be a new array even when the values are equal.
"""


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    if top == bottom == left == right == 0:
        return values  # wrong: np.asarray does not copy
    height, width = values.shape[:2]
    result = np.zeros((top + height + bottom, left + width + right, *values.shape[2:]))
    result[top : top + height, left : left + width] = values
    return result
