"""The pair for rows is used for columns, and the other way round.

caught_by: test_zero_pad_four_sides, test_zero_pad_uneven, test_replicate_pad_uneven
replaces: four_sides
ko: 행에 덧댈 칸과 열에 덧댈 칸이 뒤바뀌었습니다. 첫째 쌍은 (위, 아래)이며 행의 수를 바꿉니다. 배열의 첫째 축이 무엇을 세는지 떠올려 보세요.
en: The cells for rows and those for columns are exchanged. The first pair is (top, bottom), which changes the number of rows. Recall what the first axis of an array counts.
"""


def four_sides(pad):
    if isinstance(pad, (int, np.integer)):
        pad = ((pad, pad), (pad, pad))
    (left, right), (top, bottom) = pad  # wrong
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"pad {pad}")
    return top, bottom, left, right
