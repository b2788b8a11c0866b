"""The fraction is cut off instead of rounded.

caught_by: test_worked_rounding, test_rounding
replaces: to_picture
ko: 소수 부분이 반올림되지 않고 버려졌습니다. astype(np.uint8)은 2.7을 2로 만듭니다. 자료형을 바꾸기 전에 무엇을 해야 하는지 보세요.
en: The fraction was cut off, not rounded: astype(np.uint8) makes 2 of 2.7. See what has to come
before the type is changed.
"""


def to_picture(sums):
    return np.clip(sums, 0, 255).astype(np.uint8)
