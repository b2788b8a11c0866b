"""BLUR is scaled so that it adds up to 1.

caught_by: test_blur_and_sharpen
replaces: BLUR
ko: BLUR를 합이 1이 되도록 나누었습니다. 강의의 값은 반올림된 것이어서 합이 1.01이고, 그대로 씁니다. 표의 수를 바꾸는 줄을 보세요.
en: BLUR was divided so that it adds up to 1. The lecture's figures are rounded ones, add up to
1.01, and are used as they are. See where the numbers of the table are changed.
"""

BLUR = np.array([[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]) / 1.01
