"""A pad is taken for a number only where it is a Python int, an image only where it is an array.

caught_by: test_kinds_of_input
replaces: four_sides
ko: np.int64인 pad나 리스트로 준 영상을 받지 못합니다. 이 과목에서는 np.int64도 정수이고 리스트도 영상입니다. type을 견주는 줄이 있는지 보세요.
en: A pad of np.int64 or an image in lists is not taken. Here np.int64 counts as an integer and lists as an image. Look for a line that compares types.
"""


def four_sides(pad):
    if type(pad) is int:  # wrong: np.int64 is an integer, too
        pad = ((pad, pad), (pad, pad))
    (top, bottom), (left, right) = pad
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"pad {pad}")
    return top, bottom, left, right
