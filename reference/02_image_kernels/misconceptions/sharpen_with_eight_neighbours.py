"""SHARPEN takes all eight neighbours away.

caught_by: test_blur_and_sharpen
replaces: SHARPEN
ko: SHARPEN이 대각선 이웃까지 여덟을 모두 뺍니다(가운데 9). 강의의 커널은 위아래와 좌우의 넷만 봅니다. 모서리 칸에 얼마가 있는지 보세요.
en: SHARPEN takes away all eight neighbours (with 9 in the middle). The lecture's looks at the
four above, below, left and right. See what its corner cells hold.
"""

SHARPEN = [[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]]
