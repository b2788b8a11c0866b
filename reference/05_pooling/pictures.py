"""The statement's pictures: the largest, the average, windows that overlap, and a small shift."""

import numpy as np

from grader.pictures import Words, pool, shift

MAP = [[1, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]]
GREY = [[110, 256, 153, 67], [12, 89, 88, 43], [10, 15, 50, 55], [23, 9, 49, 23]]


def pictures(solution):
    """Name -> SVG."""
    made = solution("05_pooling")
    dots = np.zeros((2, 2, 4))
    dots[0, 0, 0] = dots[1, 0, 1] = 7
    return {
        "max": pool(
            MAP,
            made.max_pool2d(MAP),
            Words("창마다 가장 큰 값", "The largest value of each window", "9 2, 6 3"),
            size=2,
            stride=2,
            how="max",
        ),
        "average": pool(
            MAP,
            made.avg_pool2d(MAP),
            Words("창마다 평균", "The average of each window", "3.75 1.25, 3.75 2"),
            size=2,
            stride=2,
            how="mean",
        ),
        "overlap": pool(
            GREY,
            made.max_pool2d(GREY, 2, 1),
            Words(
                "보폭 1: 겹치는 창", "Stride 1: windows overlap", "256 256 153, 89 89 88, 23 50 55"
            ),
            size=2,
            stride=1,
            how="max",
        ),
        "shift": shift(
            [(dot, made.max_pool2d(dot)) for dot in dots],
            Words(
                "점이 창 안에서 움직여도 결과는 그대로",
                "A dot moves within its window, the result stays",
                "7 0",
            ),
        ),
    }
