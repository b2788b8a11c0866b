"""The padded image is stored as integers.

caught_by: test_kinds_of_input
ko: 영상의 값에서 소수점 아래가 사라졌습니다. 값을 담는 배열의 자료형이 정수이면 0.5가 0이 됩니다. 결과 배열을 어떤 자료형으로 만들었는지 보세요.
en: The values of the image lost their decimals. An array of integers turns 0.5 into 0. See with which type you made the result.
"""


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    height, width = values.shape[:2]
    result = np.zeros(
        (top + height + bottom, left + width + right, *values.shape[2:]), dtype=int
    )  # wrong
    result[top : top + height, left : left + width] = values
    return result
