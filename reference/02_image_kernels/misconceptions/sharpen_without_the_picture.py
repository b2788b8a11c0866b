"""SHARPEN has 4 in the middle and shows the edges alone.

caught_by: test_blur_and_sharpen
replaces: SHARPEN
ko: SHARPEN의 가운데가 4여서 아홉 칸의 합이 0입니다. 그러면 평평한 곳이 모두 검게 되고 모서리만 남습니다. 평평한 영상이 그대로 남으려면 합이 얼마여야 하는지
생각해 보세요.
en: The middle of SHARPEN is 4 and its cells add up to 0, so that flat areas turn black and
edges alone are left. What must the sum be for a flat picture to stay as it is?
"""

SHARPEN = [[0, -1, 0], [-1, 4, -1], [0, -1, 0]]
