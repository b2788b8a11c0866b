"""Cells are added before the image only, none after.

caught_by: test_zero_pad_lecture, test_zero_pad_random, test_replicate_pad_worked, test_replicate_pad_random
replaces: four_sides
ko: 덧댄 칸이 위와 왼쪽에만 있습니다. 정수 하나로 준 pad는 네 변 모두에 쓰입니다. 결과의 크기가 pad만큼이 아니라 그보다 더 커지는지 확인하세요.
en: The cells are at the top and on the left only. A single number counts for all four sides. See by how much the result should grow.
"""


def four_sides(pad):
    if isinstance(pad, (int, np.integer)):
        pad = ((pad, 0), (pad, 0))  # wrong
    (top, bottom), (left, right) = pad
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"pad {pad}")
    return top, bottom, left, right
