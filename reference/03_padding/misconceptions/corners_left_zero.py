"""The sides are copied, the corners stay 0.

caught_by: test_replicate_pad_worked, test_replicate_pad_channels, test_replicate_pad_random, test_replicate_pad_uneven
ko: 네 변에는 값이 복사되었지만 네 귀퉁이는 0입니다. 귀퉁이의 칸에도 가장 가까운 칸이 있습니다. 변을 채우는 순서와 범위를 보세요.
en: The four sides are filled, but the four corners are 0. A corner cell has a nearest cell, too. Look at the order and the extent in which you fill the sides.
"""


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    height, width = values.shape[:2]
    result = zero_pad(values, pad)
    inner_rows, inner_columns = slice(top, top + height), slice(left, left + width)
    result[:top, inner_columns] = values[0]
    result[top + height :, inner_columns] = values[-1]
    result[inner_rows, :left] = values[:, :1]  # wrong: the corners are never written
    result[inner_rows, left + width :] = values[:, -1:]
    return result
