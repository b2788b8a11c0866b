"""BLUR is the plain mean of nine pixels.

caught_by: test_blur_and_sharpen
replaces: BLUR
ko: BLUR의 아홉 칸이 모두 1/9입니다. 그런 흐리기도 있지만, 강의의 커널은 가운데에 가장 큰 무게를 둡니다. 설명의 표를 다시 보세요.
en: All nine cells of BLUR are 1/9. Such a blur exists, but the lecture's gives the middle the
most weight. Look at the table again.
"""

BLUR = [[1 / 9] * 3 for _ in range(3)]
