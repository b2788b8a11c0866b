"""The statement's pictures: zeros around, copies of the border, and the size that stays."""

from grader.pictures import Convolution, Words, convolve, pad

LECTURE = [[1, 2, 3, 4, 5], [2, 1, 0, 1, 2], [3, 0, 1, 1, 0], [1, 4, 1, 1, 2], [2, 1, 1, 0, 0]]
SMALL = [[1, 2, 3], [4, 5, 6]]
IMAGE, KERNEL = [[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 2], [3, 4]]


def pictures(solution):
    """Name -> SVG."""
    made = solution("03_padding")
    sides = ((1, 2), (3, 1))
    rows = made.same_padding(len(IMAGE), len(KERNEL))
    columns = made.same_padding(len(IMAGE[0]), len(KERNEL[0]))
    return {
        "zeros": pad(
            LECTURE,
            made.zero_pad(LECTURE, 1),
            ((1, 1), (1, 1)),
            Words("둘레에 0을 한 줄", "One line of zeros all around", "5×5 → 7×7"),
        ),
        "sides": pad(
            SMALL,
            made.zero_pad(SMALL, sides),
            sides,
            Words("네 변에 다른 개수", "A number for each side", "((1, 2), (3, 1)): 2×3 → 5×7"),
        ),
        "copies": pad(
            SMALL,
            made.replicate_pad(SMALL, 2),
            ((2, 2), (2, 2)),
            Words("가장 가까운 칸의 복사", "Copies of the nearest cell", "2×3 → 6×7"),
        ),
        "same": convolve(
            Convolution(
                made.zero_pad(IMAGE, (rows, columns)),
                KERNEL,
                made.conv2d_same(IMAGE, KERNEL),
                pad=(rows, columns),
            ),
            Words(
                "크기를 지키는 합성곱",
                "A convolution that keeps the size",
                "37 47 21, 67 77 33, 23 26 9",
            ),
        ),
    }
