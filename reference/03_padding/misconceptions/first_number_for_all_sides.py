"""Only the first of the four numbers is read.

caught_by: test_zero_pad_four_sides, test_zero_pad_uneven, test_replicate_pad_uneven
replaces: four_sides
ko: 네 변에 모두 똑같은 칸 수가 쓰였습니다. 쌍으로 받은 pad에는 네 변의 수가 따로 있습니다. 네 수를 모두 다르게 넣고 결과의 크기를 보세요.
en: All four sides got the same number of cells. A pad given in pairs holds one number for each side. Pass four different numbers and look at the size.
"""


def four_sides(pad):
    if not isinstance(pad, (int, np.integer)):
        if np.min(pad) < 0:
            raise ValueError(f"pad {pad}")
        pad = pad[0][0]  # wrong
    if pad < 0:
        raise ValueError(f"pad {pad}")
    return pad, pad, pad, pad
