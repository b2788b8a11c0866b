"""Public checks of exercise 05: the worked tables of the lectures and the kinds of input."""

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_different,
    assert_dtype,
    assert_value_errors,
    check,
)

LECTURE_A = np.array([[4, 3, 1, 5], [1, 3, 4, 8], [4, 5, 4, 3], [6, 5, 9, 4]])
LECTURE_B = np.array([[1, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]])
LECTURE_C = np.array([[110, 256, 153, 67], [12, 89, 88, 43], [10, 15, 50, 55], [23, 9, 49, 23]])

ROWS = [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]
KINDS = (np.uint8, np.int64, np.float32, np.float64)
MAPS = [factor * np.array(ROWS, dtype=kind) for factor, kind in enumerate(KINDS, 2)]
MAPS += [np.array(ROWS, dtype=bool), [[9, 9, 0, 0], [9, 9, 0, 0], [0, 0, 7, 7], [0, 0, 7, 7]]]


@check(
    points=0.5,
    ko="강의의 세 표를 2×2 최대 풀링하면 손으로 계산한 값이 나와야 합니다.",
    hint="stride",
)
def test_max_of_the_tables(student):
    """The lectures' three tables, max-pooled 2x2, must give the values worked out by hand."""
    assert_close(student.max_pool2d(LECTURE_A), [[4, 8], [6, 9]])
    assert_close(student.max_pool2d(LECTURE_B, 2), [[9, 2], [6, 3]])
    assert_close(student.max_pool2d(LECTURE_C, size=2, stride=2), [[256, 153], [23, 55]])


@check(points=0.25, ko="보폭 1이면 창이 겹치고 3×3 결과가 나와야 합니다.", hint="windows")
def test_max_with_stride_1(student):
    """With stride 1 the windows overlap and the result is 3x3."""
    pooled = student.max_pool2d(LECTURE_C, size=2, stride=1)

    assert_close(pooled, [[256, 256, 153], [89, 89, 88], [23, 50, 55]])
    assert_close(student.max_pool2d(LECTURE_B, 2, 1), [[9, 9, 2], [9, 9, 3], [6, 6, 3]])


@check(points=0.75, ko="2×2 평균 풀링에서 손으로 계산한 값이 나와야 합니다.", hint="average")
def test_average_of_a_table(student):
    """Average pooling 2x2 must give the values worked out by hand."""
    assert_close(student.avg_pool2d(LECTURE_B), [[3.75, 1.25], [3.75, 2.0]])
    assert_close(student.avg_pool2d(LECTURE_A), [[2.75, 4.5], [5.0, 5.0]])


@check(points=0.75, ko="2×2 최소 풀링은 창마다 가장 작은 값을 남겨야 합니다.", hint="extremes")
def test_minimum_of_the_tables(student):
    """Min pooling 2x2 keeps the smallest value of every window."""
    assert_close(student.min_pool2d(LECTURE_A), [[1, 1], [4, 3]])
    assert_close(student.min_pool2d(LECTURE_C), [[12, 43], [9, 23]])


@check(
    points=0.75,
    ko="전역 평균 풀링은 채널마다 평균 하나를 남겨야 합니다.",
    hint="global_average",
)
def test_global_average_of_three_channels(student):
    """Global average pooling leaves one average for each channel."""
    image = np.array([[[1, 10, -1], [2, 20, -2]], [[3, 30, -3], [6, 40, -8]]])  # (2, 2, 3)

    assert_close(student.global_avg_pool2d(image), [3.0, 25.0, -3.5])
    assert_close(student.global_avg_pool2d(image[:1]), [1.5, 15.0, -1.5])


@check(
    points=0.25,
    ko="max_pool2d와 min_pool2d의 결과는 어떤 입력에서도 새 float64 배열이어야 합니다.",
    hint="number_type",
)
def test_float64_of_extremes(student):
    """max_pool2d and min_pool2d give a new float64 array whatever comes in, lists too."""
    for pool in (student.max_pool2d, student.min_pool2d):
        answers = assert_all_untouched(pool, [(image, 2, 2) for image in MAPS])
        assert_different(list(map(array_of, answers)))
        for pooled in answers:
            assert_dtype(pooled, np.float64)


@check(
    points=0.25,
    ko="avg_pool2d와 global_avg_pool2d의 결과는 어떤 입력에서도 새 float64 배열이어야 합니다.",
    hint="number_type",
)
def test_float64_of_averages(student):
    """avg_pool2d and global_avg_pool2d give a new float64 array whatever comes in, lists too."""
    pooled = assert_all_untouched(student.avg_pool2d, [(image, 2, 2) for image in MAPS])
    deep = [([image] if isinstance(image, list) else image[np.newaxis],) for image in MAPS]
    averages = assert_all_untouched(student.global_avg_pool2d, deep)  # of (1, 4, 4)
    for answers in (pooled, averages):
        assert_different(list(map(array_of, answers)))
        for answer in answers:
            assert_dtype(answer, np.float64)


@check(
    points=0.25,
    ko="global_avg_pool2d: 축의 수가 맞지 않거나 빈 영상은 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_input_of_global_average(student):
    """global_avg_pool2d: an image of the wrong rank or without cells is a ValueError."""
    array_of(student.global_avg_pool2d(np.ones((3, 4, 2))))  # this one is right

    shapes = [(), (4,), (3, 4), (1, 1), (1, 3, 4, 2), (0, 4, 2), (3, 0, 2), (3, 4, 0), (1, 1, 0)]
    assert_value_errors(student.global_avg_pool2d, [(np.zeros(shape),) for shape in shapes])
