"""A negative number is refused when it is alone, not within a pair.

caught_by: test_wrong_images
replaces: four_sides
ko: 정수 하나로 준 음수는 거절하지만 쌍 안에 있는 음수는 지나칩니다. 네 수를 모두 확인해야 합니다. 오른쪽만 음수인 경우를 불러 보세요.
en: A negative number is refused when it comes alone, but not within a pair. All four must be looked at. Try a call in which only the right side is negative.
"""


def four_sides(pad):
    if isinstance(pad, (int, np.integer)):
        if pad < 0:
            raise ValueError(f"pad {pad}")
        pad = ((pad, pad), (pad, pad))
    (top, bottom), (left, right) = pad  # wrong: these are not checked
    return [max(side, 0) for side in (top, bottom, left, right)]
