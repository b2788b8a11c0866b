"""Hidden checks of exercise 01: random inputs against the reference, and properties."""

import numpy as np

from grader.checks import (
    array_of,
    assert_alike,
    assert_all_untouched,
    assert_close,
    assert_different,
    assert_same,
    assert_true,
    assert_value_errors,
    check,
)

SQUARE = [((7, 7), (3, 3)), ((6, 6), (5, 5)), ((5, 5), (1, 1)), ((9, 9), (3, 3))]
NOT_SQUARE = [
    ((8, 8), (2, 2)),  # even
    ((5, 9), (3, 3)),
    ((9, 5), (2, 4)),
    ((7, 8), (4, 1)),
    ((1, 8), (1, 3)),  # a single row
    ((8, 1), (4, 1)),  # a single column
    ((6, 4), (6, 4)),  # one place
    ((3, 7), (3, 2)),  # one row of places
    ((1, 1), (1, 1)),
    ((24, 64), (5, 6)),
]
NUMPY_NUMBERS = (np.float32(0.25), np.float64(-1.5), np.int64(-2), np.uint8(7))
FUNCTIONS = ("conv1d", "conv2d", "conv2d_channels", "flipped_convolution2d")


def draw(rng, shapes):
    """Random (image, kernel) of these shapes: whole numbers, none of them 0.

    Their sums are exact in any type, so that precision is a matter of the checks of types alone.
    """
    return [tuple(whole_numbers(rng, shape) for shape in pair) for pair in shapes]


def whole_numbers(rng, shape):
    """Random numbers from -9 to 9 as floats, none of them 0."""
    return rng.integers(1, 10, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def arguments_of(name, image, kernel):
    """The parts of an (H, W, C) image and kernel that the function of that name takes."""
    if name == "conv2d_channels":
        return image, kernel
    if name == "conv1d":
        return image[:, 0, 0], kernel[:, 0, 0]
    return image[:, :, 0], kernel[:, :, 0]


def assert_types_change_nothing(function, rng):
    """Types that overflow, truncate or round when nothing is converted give the same values.

    All is square: another mistake should be paid in other checks.
    """
    bright = rng.integers(150, 256, size=(6, 6, 3), dtype=np.uint8)
    weights = rng.integers(2, 9, size=(3, 3, 3), dtype=np.uint8)
    bits = rng.random((6, 6, 3)) < 0.7
    below_zero = rng.integers(-9, 0, size=(3, 3, 3))
    fractions = rng.normal(size=(3, 3, 3))
    single = rng.normal(size=(6, 6, 3)).astype(np.float32)
    drawn = [
        (bright, weights),
        (bright, below_zero),
        (bright, fractions),
        (bits, np.ones((3, 3, 3), dtype=bool)),
        (bits, fractions),
        (single, fractions.astype(np.float32)),
        (bright, weights[:1, :1]),  # one cell is enough to overflow
    ]
    pairs = [
        (arguments_of(function.name, *pair), as_floats(arguments_of(function.name, *pair)))
        for pair in drawn
    ]
    in_lists = arguments_of(function.name, bright, 2.0 * fractions)
    pairs.append((tuple(array.tolist() for array in in_lists), as_floats(in_lists)))
    assert_alike(function, pairs)

    image, kernel = as_floats(arguments_of(function.name, single, fractions))
    whole, part = function.each([(image, kernel), (0.37 * image, kernel)])
    assert_close(part, 0.37 * array_of(whole))  # not if either was stored with fewer digits


def as_floats(arrays):
    """The same arrays in float64."""
    return tuple(array.astype(np.float64) for array in arrays)


def assert_bias_added(function, pairs, biases):
    """A bias adds itself to what the function gives without one, also where that is nothing."""
    plain = [array_of(answer) for answer in function.each(pairs)]
    assert_different(plain)
    biased = function.each([(*pair, bias) for pair in pairs for bias in biases])
    for cells in plain:
        for bias in biases:
            assert_close(next(biased), cells + float(bias))
    image, kernel = pairs[0]
    nothing = [(0 * image, kernel), (image, 0 * kernel)]
    for answer in function.each((*pair, 1.5) for pair in nothing):
        assert_close(answer, 0 * plain[0] + 1.5)


def refuse_wrong_images(function):
    """One call is right; in all the others the image and the kernel do not fit each other."""
    array_of(function(np.ones((4, 4)), np.ones((1, 1))))

    wrong = [
        ((3, 4), (4, 4)),
        ((3, 4), (2, 6)),
        ((3, 4), (5, 6)),  # SciPy swaps the two
        ((3, 4), (0, 0)),
        ((4,), (2,)),
        ((3, 4, 2), (2, 2, 2)),
        ((4, 4, 1), (2, 2)),
        # a kernel of a single 1, and one as large as the image: nothing to slide, all to refuse
        ((0, 4), (1, 1)),
        ((4,), (1, 1)),
        ((4, 4), (1,)),
        ((4, 4, 1), (1, 1)),
        ((4, 4), (1, 1, 1)),
        ((4,), (4,)),
        ((2, 2, 2), (2, 2, 2)),
        ((0, 0), (0, 0)),
    ]
    refuse(function, wrong)


def refuse(function, shapes):
    """Images and kernels of these shapes are a ValueError."""
    assert_value_errors(function, [(np.ones(image), np.ones(kernel)) for image, kernel in shapes])


@check(
    points=0.5, ko="conv1d: 길이가 다양한 신호에서도 값이 맞아야 합니다.", hint="slide_multiply_add"
)
def test_random_signals(student, reference, rng):
    """conv1d: signals and kernels of many lengths give the right values."""
    lengths = [(9, 3), (10, 4), (7, 1), (6, 6), (1, 1), (5, 4), (64, 8)]

    assert_same(student.conv1d, reference.conv1d, draw(rng, lengths))


@check(
    points=0.5,
    ko="conv2d: 임의의 정사각형 영상에서도 값이 맞아야 합니다.",
    hint="slide_multiply_add",
)
def test_square_images(student, reference, rng):
    """conv2d: random square images give the right values."""
    assert_same(student.conv2d, reference.conv2d, draw(rng, SQUARE))


@check(
    points=0.5,
    ko="conv2d: 정사각형이 아닌 영상, 짝수 크기 커널, 한 줄짜리 영상에서도 값이 맞아야 합니다.",
    hint="output_shape",
)
def test_other_shapes(student, reference, rng):
    """conv2d: images and kernels of other shapes (not square, even, a single row) work as well."""
    assert_same(student.conv2d, reference.conv2d, draw(rng, NOT_SQUARE))


@check(
    points=0.25,
    ko="conv2d: 음수, 0, 정수, NumPy 수인 편향도 되고 이름으로 줄 수 있어야 합니다.",
    hint="bias",
)
def test_other_biases(student, rng):
    """conv2d: a bias below zero, of zero, an integer or a NumPy number is fine, also by keyword."""
    image = rng.integers(1, 10, size=(6, 6)).astype(np.float64)
    kernel = rng.integers(1, 10, size=(3, 3)).astype(np.float64)
    drawn = float(rng.integers(5, 40)) / 4

    pairs = [(image, kernel), (2.0 * image, kernel)]
    assert_bias_added(student.conv2d, pairs, (-0.75, 0, 3, drawn, *NUMPY_NUMBERS))
    plain, named = (
        student.conv2d(image, kernel),
        student.conv2d(bias=4.5, kernel=kernel, image=image),
    )
    assert_close(named, array_of(plain) + 4.5)


@check(
    points=0.5,
    ko="conv2d_channels: 채널 수와 모양이 다양해도 값이 맞아야 합니다.",
    hint="channels",
)
def test_random_channels(student, reference, rng):
    """conv2d_channels: many shapes and channel counts give the right values."""
    shapes = [
        ((3, 7, 2), (3, 2, 2)),  # one row of places
        ((6, 6, 3), (3, 3, 3)),
        ((5, 8, 3), (2, 3, 3)),
        ((7, 4, 1), (3, 2, 1)),  # a single channel
        ((4, 6, 5), (1, 1, 5)),
        ((1, 7, 2), (1, 4, 2)),
        ((3, 5, 4), (3, 5, 4)),  # one place
        ((20, 32, 3), (4, 5, 3)),
    ]

    assert_same(student.conv2d_channels, reference.conv2d_channels, draw(rng, shapes))


@check(
    points=0.25,
    ko="conv2d_channels: 채널이 하나든 여럿이든 편향은 칸마다 한 번이어야 합니다.",
    hint="bias",
)
def test_channels_biases(student, rng):
    """conv2d_channels: the bias enters each cell once, for one channel as for many."""
    shapes = [((6, 6, channels), (3, 3, channels)) for channels in (1, 2, 4)]
    pairs = [tuple(np.abs(array) for array in pair) for pair in draw(rng, shapes)]
    drawn = float(rng.integers(5, 40)) / 4

    assert_bias_added(student.conv2d_channels, pairs, (drawn, -drawn, 0, *NUMPY_NUMBERS))


@check(
    points=0.5,
    ko="flipped_convolution2d: 임의의 영상에서 맞고, 점 하나에서는 커널이 그대로 나와야 합니다.",
    hint="flip",
)
def test_random_flipped(student, reference, rng):
    """flipped_convolution2d: random images must be right, and a point must give the kernel back."""
    cases = draw(rng, SQUARE[:2] + NOT_SQUARE)
    assert_same(student.flipped_convolution2d, reference.flipped_convolution2d, cases)

    kernel = whole_numbers(rng, (3, 4))
    point = np.zeros((5, 7))
    point[2, 3] = 1.0
    assert_close(student.flipped_convolution2d(point, kernel), kernel)


@check(
    points=0.25,
    ko="conv2d: 선형이고, 영상이 밀리면 특징 맵도 그만큼 밀려야 합니다.",
    hint="slide_multiply_add",
)
def test_linear_and_shifted(student, rng):
    """conv2d: it is linear, and a shifted image gives a map shifted by as much."""
    image, other = rng.normal(size=(2, 8, 8))
    kernel = rng.normal(size=(3, 3))
    shifted = np.roll(image, (1, 2), axis=(0, 1))
    images = (image, other, 2.0 * image - 3.0 * other, shifted)
    one, two, both, moved = map(array_of, student.conv2d.each((given, kernel) for given in images))
    assert_different([one, two, both, moved])

    # wrong values may be linear; they are paid in other checks
    assert_close(both, 2.0 * one - 3.0 * two, atol=1e-6)
    assert_true(
        moved.ndim == 2 and np.allclose(moved[1:, 2:], one[:-1, :-2], rtol=0.0, atol=1e-6),
        en="When the image moves one row down and two columns right, so must the map.",
        ko="영상이 한 행 아래로, 두 열 오른쪽으로 움직이면 특징 맵도 똑같이 움직여야 합니다.",
    )


@check(
    points=0.25,
    ko="conv1d: 다른 자료형과 리스트도 float64의 정밀도로 계산해야 합니다.",
    hint="dtype",
)
def test_signal_types(student, rng):
    """conv1d: other types and lists are computed with float64's precision."""
    assert_types_change_nothing(student.conv1d, rng)


@check(
    points=0.25,
    ko="conv2d: 다른 자료형과 리스트도 float64의 정밀도로 계산해야 합니다.",
    hint="dtype",
)
def test_image_types(student, rng):
    """conv2d: other types and lists are computed with float64's precision."""
    assert_types_change_nothing(student.conv2d, rng)


@check(
    points=0.25,
    ko="conv2d_channels: 다른 자료형과 리스트도 float64의 정밀도로 계산해야 합니다.",
    hint="dtype",
)
def test_channels_types(student, rng):
    """conv2d_channels: other types and lists are computed with float64's precision."""
    assert_types_change_nothing(student.conv2d_channels, rng)


@check(
    points=0.25,
    ko="flipped_convolution2d: 다른 자료형과 리스트도 float64의 정밀도로 계산해야 합니다.",
    hint="dtype",
)
def test_flipped_types(student, rng):
    """flipped_convolution2d: other types and lists are computed with float64's precision."""
    assert_types_change_nothing(student.flipped_convolution2d, rng)


@check(points=0.25, ko="앞서 부른 계산이 다음 계산에 남지 않아야 합니다.", hint="clean_function")
def test_repeated_calls(student, rng):
    """Nothing of one call is left in the next."""
    images, kernel = rng.normal(size=(2, 6, 6, 1)), rng.normal(size=(3, 3, 1))
    for name in FUNCTIONS:
        cases = [arguments_of(name, image, kernel) for image in images]
        if name in {"conv2d", "conv2d_channels"}:
            cases += [(*case, bias) for case, bias in zip(cases, (1.5, -2.5), strict=True)]
        order = rng.permutation(len(cases))
        again = [cases[index] for index in order]
        answers = list(map(array_of, getattr(student, name).each([*cases, *again])))

        first, second = answers[: len(cases)], answers[len(cases) :]
        assert_different(first)
        for index, answer in zip(order, second, strict=True):
            assert_close(answer, first[index])


@check(
    points=0.25,
    ko="네 함수는 인수를 바꾸지 않고 새 배열을 돌려주어야 합니다.",
    hint="clean_function",
)
def test_arguments_untouched(student, rng):
    """All four leave their arguments alone and return arrays of their own."""
    images = rng.normal(size=(2, 5, 5, 1))
    copying = np.ones((1, 1, 1))  # gives the image itself, but not the same memory
    for name in FUNCTIONS:
        kernels = (rng.normal(size=(3, 3, 1)), copying)
        cases = [arguments_of(name, image, kernel) for kernel in kernels for image in images]
        answers = assert_all_untouched(getattr(student, name), cases)
        assert_different(list(map(array_of, answers)))


@check(points=0.25, ko="conv1d: 맞지 않는 입력은 ValueError여야 합니다.", hint="errors")
def test_wrong_signals(student):
    """conv1d: wrong input is a ValueError."""
    signal = np.arange(4.0)
    array_of(student.conv1d(signal, np.ones(1)))  # this one is right

    wrong = [
        ((4,), (5,)),
        ((4,), (7,)),
        ((4,), (0,)),
        ((4, 4), (2, 2)),
        ((4, 2), (2,)),
        ((0,), (1,)),
        ((4, 4), (1,)),
        ((4,), (1, 1)),
        ((0,), (0,)),
        ((2, 2), (2, 2)),
    ]
    refuse(student.conv1d, wrong)


@check(points=0.25, ko="conv2d: 맞지 않는 입력은 ValueError여야 합니다.", hint="errors")
def test_wrong_images(student):
    """conv2d: wrong input is a ValueError."""
    refuse_wrong_images(student.conv2d)


@check(
    points=0.25, ko="flipped_convolution2d: 맞지 않는 입력은 ValueError여야 합니다.", hint="errors"
)
def test_wrong_flipped(student):
    """flipped_convolution2d: wrong input is a ValueError."""
    refuse_wrong_images(student.flipped_convolution2d)


@check(points=0.25, ko="conv2d_channels: 맞지 않는 입력은 ValueError여야 합니다.", hint="errors")
def test_wrong_channels(student):
    """conv2d_channels: wrong input is a ValueError."""
    function = student.conv2d_channels
    array_of(function(np.ones((4, 4, 2)), np.ones((1, 1, 2))))  # this one is right

    wrong = [
        ((4, 4, 3), (2, 2, 2)),
        ((4, 4, 2), (2, 2, 3)),
        ((4, 4, 3), (2, 2, 1)),  # would broadcast
        ((4, 4, 1), (2, 2, 3)),
        ((4, 4, 3), (5, 2, 3)),
        ((4, 4, 3), (2, 5, 3)),
        ((4, 4, 0), (2, 2, 0)),
        ((4, 4), (2, 2)),
        ((4, 4, 2), (2, 2)),
        ((4, 4, 2), (2, 2, 2, 5)),
        # a kernel of a single 1 for each channel, and one as large as the image
        ((4, 4, 3), (1, 1, 1)),
        ((4, 4, 1), (1, 1, 3)),
        ((4, 4), (1, 1, 1)),
        ((4, 4, 1), (1, 1)),
        ((0, 4, 2), (1, 1, 2)),
        ((4, 4, 0), (1, 1, 0)),
        ((4, 4), (4, 4)),
        ((2, 2, 0), (2, 2, 0)),
    ]
    refuse(function, wrong)
