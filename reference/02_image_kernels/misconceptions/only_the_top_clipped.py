"""Sums above 255 are clipped, those below zero wrap around.

caught_by: test_worked_clipping, test_clipping
replaces: to_picture
ko: 255를 넘는 합은 잘랐지만 음수인 합은 그대로 uint8이 되어 밝은 점으로 바뀌었습니다. 범위에는 끝이 둘입니다. SHARPEN의 예제에서 0이어야 하는 칸을
보세요.
en: Sums above 255 were clipped, but negative ones went into uint8 as they were and came out
bright. The range has two ends: look at the cells of the sharpened example that must be 0.
"""


def to_picture(sums):
    return np.minimum(np.rint(sums), 255).astype(np.int64).astype(np.uint8)
