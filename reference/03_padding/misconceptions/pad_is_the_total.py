"""A single number is shared out over two opposite sides.

caught_by: test_zero_pad_lecture, test_zero_pad_random, test_replicate_pad_random
replaces: four_sides
ko: pad를 두 변에 나누어 덧댄 것과 같습니다. 정수 하나는 양쪽을 합한 수가 아니라 한 변에 덧댈 칸의 수입니다. 5×5에 1을 덧댄 강의의 그림이 몇 행인지 보세요.
en: You shared pad out over two opposite sides. A single number is what each side gets, not the sum of both. Count the rows of the lecture's 5×5 image with a pad of 1.
"""


def four_sides(pad):
    if isinstance(pad, (int, np.integer)):
        pad = ((pad // 2, pad - pad // 2),) * 2  # wrong
    (top, bottom), (left, right) = pad
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"pad {pad}")
    return top, bottom, left, right
