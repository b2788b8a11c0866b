"""A negative number crops the image.

caught_by: test_wrong_images
replaces: four_sides
ko: 음수만큼 덧대라는 호출에서 값이 나왔습니다. 이 과제에서는 네 변 가운데 하나라도 음수이면 ValueError입니다. 계산하기 전에 네 수를 확인하세요.
en: A call with a negative number gave a value. Here one negative side is enough for a ValueError. Look at the four numbers before you compute.
"""


def four_sides(pad):
    if isinstance(pad, (int, np.integer)):
        pad = ((pad, pad), (pad, pad))
    (top, bottom), (left, right) = pad
    return top, bottom, left, right


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)  # wrong: not checked
    height, width = values.shape[:2]
    result = np.zeros((top + height + bottom, left + width + right, *values.shape[2:]))
    for row in range(max(0, -top), height + min(0, bottom)):
        for column in range(max(0, -left), width + min(0, right)):
            result[top + row, left + column] = values[row, column]
    return result
