"""Sums outside 0 ... 255 wrap around instead of being clipped.

caught_by: test_worked_clipping, test_clipping
replaces: to_picture
ko: 255를 넘거나 0보다 작은 합이 반대쪽 끝에서 다시 셉니다(오버플로 overflow). 260이 4가 되고 −3이 253이 되었습니다. uint8로 바꾸기 전에
값이 그 범위 안에 있는지 보세요.
en: Sums beyond 255 or below 0 start again from the other end (overflow): 260 became 4, −3
became 253. See whether the values are in range before you turn them into uint8.
"""


def to_picture(sums):
    return np.rint(sums).astype(np.int64).astype(np.uint8)
