"""Negative sums become their magnitude instead of 0.

caught_by: test_worked_clipping, test_clipping
replaces: to_picture
ko: 음수인 합이 0이 아니라 크기가 같은 양수가 되었습니다. 이 과제에서 0보다 작은 합은 검정입니다. 절댓값을 어디서 취하는지 보세요.
en: Negative sums turned into positive ones of the same size. Here a sum below 0 is black. See
where you take an absolute value.
"""


def to_picture(sums):
    return np.clip(np.rint(np.abs(sums)), 0, 255).astype(np.uint8)
