"""Public checks of exercise 03: the worked examples of the lectures and of the statement."""

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_different,
    assert_dtype,
    assert_integers,
    assert_true,
    assert_value_errors,
    check,
)

LECTURE_5X5 = np.array(
    [[1, 2, 3, 4, 5], [2, 1, 0, 1, 2], [3, 0, 1, 1, 0], [1, 4, 1, 1, 2], [2, 1, 1, 0, 0]]
)

LECTURE_6X6 = np.array(
    [
        [1, 0, 1, 1, 0, 1],
        [0, 1, 0, 0, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [1, 0, 1, 1, 0, 1],
        [1, 1, 0, 0, 1, 1],
    ]
)

TWO_CHANNELS = np.array([[[1, 10], [2, 20]], [[3, 30], [4, 40]]])  # (2, 2, 2)


@check(
    points=0.5, ko="zero_pad: 강의의 5×5 영상이 0으로 둘러싸여 7×7이 되어야 합니다.", hint="zeros"
)
def test_zero_pad_lecture(student):
    """zero_pad: the lectures' 5x5 image becomes 7x7, and the 6x6 one 8x8."""
    padded_7x7 = [
        [0, 0, 0, 0, 0, 0, 0],
        [0, 1, 2, 3, 4, 5, 0],
        [0, 2, 1, 0, 1, 2, 0],
        [0, 3, 0, 1, 1, 0, 0],
        [0, 1, 4, 1, 1, 2, 0],
        [0, 2, 1, 1, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
    ]
    padded_8x8 = [
        [0, 0, 0, 0, 0, 0, 0, 0],
        [0, 1, 0, 1, 1, 0, 1, 0],
        [0, 0, 1, 0, 0, 1, 0, 0],
        [0, 0, 1, 1, 1, 1, 0, 0],
        [0, 0, 1, 1, 1, 1, 0, 0],
        [0, 1, 0, 1, 1, 0, 1, 0],
        [0, 1, 1, 0, 0, 1, 1, 0],
        [0, 0, 0, 0, 0, 0, 0, 0],
    ]

    assert_close(student.zero_pad(LECTURE_5X5, 1), padded_7x7)
    assert_close(student.zero_pad(LECTURE_6X6, 1), padded_8x8)


@check(points=0.5, ko="zero_pad: 네 변의 칸 수를 따로 줄 수 있어야 합니다.", hint="four_sides")
def test_zero_pad_four_sides(student):
    """zero_pad: the cells of the four sides can be given one by one."""
    image = np.array([[1, 2, 3], [4, 5, 6]])

    assert_close(
        student.zero_pad(image, ((1, 2), (3, 1))),
        [
            [0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 1, 2, 3, 0],
            [0, 0, 0, 4, 5, 6, 0],
            [0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0],
        ],
    )
    assert_close(
        student.zero_pad(image, ((2, 1), (1, 3))),
        [
            [0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0],
            [0, 1, 2, 3, 0, 0, 0],
            [0, 4, 5, 6, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0],
        ],
    )


@check(points=0.25, ko="zero_pad: 채널 축에는 덧대지 않아야 합니다.", hint="channels")
def test_zero_pad_channels(student):
    """zero_pad: the channel axis is not padded."""
    padded = student.zero_pad(TWO_CHANNELS, 1)

    first = np.array([[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]])
    assert_close(padded, np.stack([first, 10 * first], axis=2))  # (4, 4, 2)


@check(
    points=0.5,
    ko="replicate_pad: 덧댄 칸마다 가장 가까운 칸의 값이 복사되어야 합니다.",
    hint="nearest",
)
def test_replicate_pad_worked(student):
    """replicate_pad: every added cell copies the nearest cell of the image."""
    image = np.array([[1, 2, 3], [4, 5, 6]])

    assert_close(student.replicate_pad(image[:, :2], 1), [[1, 1, 2, 2]] * 2 + [[4, 4, 5, 5]] * 2)
    assert_close(
        student.replicate_pad(image, 2),
        [
            [1, 1, 1, 2, 3, 3, 3],
            [1, 1, 1, 2, 3, 3, 3],
            [1, 1, 1, 2, 3, 3, 3],
            [4, 4, 4, 5, 6, 6, 6],
            [4, 4, 4, 5, 6, 6, 6],
            [4, 4, 4, 5, 6, 6, 6],
        ],
    )


@check(points=0.25, ko="replicate_pad: 채널 축에는 덧대지 않아야 합니다.", hint="channels")
def test_replicate_pad_channels(student):
    """replicate_pad: the channel axis is not padded."""
    padded = student.replicate_pad(TWO_CHANNELS, 1)

    first = np.array([[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]])
    assert_close(padded, np.stack([first, 10 * first], axis=2))  # (4, 4, 2)


@check(
    points=0.5,
    ko="same_padding: 보폭 1이고 커널이 홀수이면 양쪽에 똑같이 덧대야 합니다.",
    hint="same_rule",
)
def test_same_padding_odd_kernels(student):
    """same_padding: with stride 1 and an odd kernel both sides get as many cells."""
    pairs = {(5, 3): (1, 1), (5, 5): (2, 2), (6, 1): (0, 0), (3, 7): (3, 3)}

    for answer, pair in zip(student.same_padding.each(pairs), pairs.values(), strict=True):
        assert_integers(answer, pair)


@check(
    points=0.5,
    ko="same_padding: 보폭이 있어도 손으로 계산한 값이 나와야 합니다.",
    hint="same_stride",
)
def test_same_padding_strides(student):
    """same_padding: with a stride, too, the values worked out by hand must come out."""
    pairs = {(5, 3, 2): (1, 1), (7, 5, 3): (2, 2), (7, 1, 2): (0, 0), (8, 3, 4): (0, 0)}

    for answer, pair in zip(student.same_padding.each(pairs), pairs.values(), strict=True):
        assert_integers(answer, pair)


@check(
    points=0.25,
    ko="same_padding: 덧댈 칸이 홀수이면 남는 한 칸은 뒤에 두어야 합니다.",
    hint="extra_cell",
)
def test_same_padding_extra_cell(student):
    """same_padding: when the number of cells is odd, the extra one comes after."""
    pairs = {(6, 2): (0, 1), (6, 4): (1, 2), (6, 3, 2): (0, 1), (224, 7, 2): (2, 3)}

    for answer, pair in zip(student.same_padding.each(pairs), pairs.values(), strict=True):
        assert_integers(answer, pair)


@check(
    points=0.5,
    ko="conv2d_same: 3×3 영상과 3×3, 2×2 커널에서 손으로 계산한 값이 나와야 합니다.",
    hint="same_size",
)
def test_conv2d_same_3x3(student):
    """conv2d_same: 3x3 and 2x2 kernels on the 3x3 image must give the values worked out by hand."""
    image = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    kernel = np.array([[0, 1, 0], [1, 0, 2], [0, 3, 0]])

    assert_close(student.conv2d_same(image, kernel), [[16, 22, 20], [32, 42, 35], [20, 30, 14]])
    middle = student.conv2d_same(image, np.array([[1, 0, 0], [0, 2, 0], [0, 0, 4]]))
    assert_close(middle, [[22, 28, 6], [40, 47, 14], [14, 20, 23]])  # 1·2 + 5·4 at the top left
    assert_close(
        student.conv2d_same(image, np.array([[1, 2], [3, 4]])),
        [[37, 47, 21], [67, 77, 33], [23, 26, 9]],
    )


@check(
    points=0.25,
    ko="conv2d_same: 흐리게 한 6×6 영상은 6×6이고, 안쪽은 강의의 값이어야 합니다.",
    hint="same_size",
)
def test_conv2d_same_blur(student):
    """conv2d_same: the blurred 6x6 image is 6x6, with the lecture's values inside."""
    kernel = np.array([[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]])

    assert_close(
        student.conv2d_same(LECTURE_6X6, kernel),
        [
            [0.31, 0.39, 0.44, 0.44, 0.39, 0.31],
            [0.32, 0.56, 0.57, 0.57, 0.56, 0.32],
            [0.25, 0.70, 0.82, 0.82, 0.70, 0.25],
            [0.32, 0.69, 0.95, 0.95, 0.69, 0.32],
            [0.50, 0.64, 0.69, 0.69, 0.64, 0.50],
            [0.51, 0.50, 0.32, 0.32, 0.50, 0.51],
        ],
    )


@check(points=0.25, ko="same_padding: 1보다 작은 수는 ValueError여야 합니다.", hint="errors")
def test_wrong_numbers(student):
    """same_padding: a number below 1 is a ValueError."""
    pair = student.same_padding(5, 3, 2)
    assert_true(
        type(pair) in (tuple, list) and len(pair) == 2,
        en="The result must be a pair (before, after).",
        ko="결과는 (앞, 뒤)의 쌍이어야 합니다.",
        about_form=True,
    )

    wrong = [(0, 3, 1), (-2, 3, 1), (5, 0, 1), (5, -1, 2), (5, 3, 0), (5, 3, -1), (0, 0)]
    wrong += [
        (0, 1, 1),
        (0, 1),
        (-1, 1),
        (5, 1, 0),
        (5, 1, -1),
        (1, 0, 1),
        (1, 1, 0),
    ]  # nothing to add
    assert_value_errors(student.same_padding, wrong)


@check(
    points=0.25,
    ko="함수들은 리스트도 받아 인수를 바꾸지 않고, 새 배열을 돌려주어야 합니다.",
    hint="clean_function",
)
def test_lists_and_new_arrays(student):
    """The functions take lists too, leave their arguments alone, and return new arrays."""
    image = np.arange(10.0, 34.0).reshape(4, 6)  # no other check's shape
    pads = [0, 2, [[0, 0], [0, 0]], ((1, 2), (2, 1)), 0]
    images = [image, image + 0.5, image * 2.0, (image + 1.0).tolist(), image + 3.0]
    for name in ("zero_pad", "replicate_pad"):
        answers = assert_all_untouched(getattr(student, name), zip(images, pads, strict=True))
        assert_different(list(map(array_of, answers)))

    kernels = [np.ones((1, 1)), np.ones((3, 3)), np.eye(3), [[1, 2], [3, 4]], np.ones((1, 1))]
    answers = assert_all_untouched(student.conv2d_same, zip(images, kernels, strict=True))
    assert_different(list(map(array_of, answers)))
    for answer in answers:
        assert_dtype(answer, np.float64)
