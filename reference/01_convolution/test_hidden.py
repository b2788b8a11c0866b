"""Hidden checks of exercise 01: random inputs against the reference, and properties."""

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_same,
    assert_true,
    assert_value_errors,
    check,
)

SQUARE = [((7, 7), (3, 3)), ((6, 6), (5, 5)), ((5, 5), (1, 1)), ((8, 8), (2, 2))]
NOT_SQUARE = [
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
FUNCTIONS = ("conv1d", "conv2d", "conv2d_channels", "flipped_convolution2d")


def draw(rng, shapes):
    """Random (image, kernel) of these shapes."""
    return [tuple(rng.normal(size=shape) for shape in pair) for pair in shapes]


def arguments_of(name, image, kernel):
    """The parts of an (H, W, C) image and kernel that the function of that name takes."""
    if name == "conv2d_channels":
        return image, kernel
    if name == "conv1d":
        return image[:, 0, 0], kernel[:, 0, 0]
    return image[:, :, 0], kernel[:, :, 0]


def compare_on_other_types(student, reference, rng, name):
    """Call one function with types that overflow, truncate or round when nothing is converted."""
    bright = rng.integers(150, 256, size=(6, 5, 3), dtype=np.uint8)
    weights = rng.integers(2, 9, size=(2, 3, 3), dtype=np.uint8)
    bits = rng.random((6, 5, 3)) < 0.7
    below_zero = rng.integers(-9, 0, size=(2, 3, 3))
    fractions = rng.normal(size=(2, 3, 3))
    single = rng.normal(size=(6, 5, 3)).astype(np.float32)
    pairs = [
        (bright, weights),
        (bright, below_zero),
        (bright, fractions),
        (bits, np.ones((2, 3, 3), dtype=bool)),
        (bits, fractions),
        (single, fractions.astype(np.float32)),
    ]

    cases = [arguments_of(name, *pair) for pair in pairs]
    cases.append(tuple(array.tolist() for array in arguments_of(name, bits, fractions)))
    assert_same(getattr(student, name), getattr(reference, name), cases)


def refuse_wrong_images(function):
    """One call is right; in all the others the image and the kernel do not fit each other."""
    array_of(function(np.ones((3, 4)), np.ones((1, 1))), shape=(3, 4))

    wrong = [
        ((3, 4), (4, 4)),
        ((3, 4), (2, 6)),
        ((3, 4), (5, 6)),  # SciPy swaps the two
        ((3, 4), (0, 0)),
        ((0, 4), (1, 1)),
        ((4,), (2,)),
        ((3, 4, 2), (2, 2, 2)),
        ((4, 4, 1), (2, 2)),
    ]
    refuse(function, wrong)


def refuse(function, shapes):
    """Images and kernels of these shapes are a ValueError."""
    assert_value_errors(function, [(np.ones(image), np.ones(kernel)) for image, kernel in shapes])


@check(points=0.5, ko="conv1d: 길이가 다양한 신호에서도 값이 맞습니다.", hint="slide_multiply_add")
def test_random_signals(student, reference, rng):
    """conv1d: signals and kernels of many lengths give the right values."""
    lengths = [(9, 3), (10, 4), (7, 1), (6, 6), (1, 1), (5, 4), (64, 8)]

    assert_same(student.conv1d, reference.conv1d, draw(rng, lengths))


@check(
    points=0.5,
    ko="conv2d: 임의의 정사각형 영상에서도 값이 맞습니다.",
    hint="slide_multiply_add",
)
def test_square_images(student, reference, rng):
    """conv2d: random square images give the right values."""
    assert_same(student.conv2d, reference.conv2d, draw(rng, SQUARE))


@check(
    points=0.5,
    ko="conv2d: 정사각형이 아닌 영상, 짝수 크기 커널, 한 줄짜리 영상에서도 값이 맞습니다.",
    hint="output_shape",
)
def test_other_shapes(student, reference, rng):
    """conv2d: images and kernels of other shapes (not square, even, a single row) work as well."""
    assert_same(student.conv2d, reference.conv2d, draw(rng, NOT_SQUARE))


@check(points=0.25, ko="conv2d: 음수, 0, 정수 편향도 이름으로 줄 수 있습니다.", hint="bias")
def test_other_biases(student, reference, rng):
    """conv2d: a bias below zero, of zero or an integer is fine, also by keyword."""
    image, kernel = rng.integers(-9, 10, size=(5, 6)), rng.integers(-9, 10, size=(2, 3))

    cases = [(image, kernel, bias) for bias in (-0.75, 0, 3, np.float64(rng.normal()))]
    assert_same(student.conv2d, reference.conv2d, cases)
    by_name = student.conv2d(bias=0.3, kernel=np.zeros((3, 2)), image=image)
    assert_close(by_name, np.full((3, 5), 0.3))


@check(
    points=0.5,
    ko="conv2d_channels: 채널 수와 모양이 다양해도 값이 맞습니다.",
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
    ko="conv2d_channels: 채널이 하나든 여럿이든 편향은 칸마다 한 번입니다.",
    hint="bias",
    requires=["test_worked_channels"],
)
def test_channels_biases(student, rng):
    """conv2d_channels: the bias enters each cell once, for one channel as for many."""
    pairs = draw(rng, [((5, 4, channels), (2, 3, channels)) for channels in (1, 2, 4)])
    bias = 1.0 + rng.random()
    plain = list(student.conv2d_channels.each(pairs))
    cases = [(*pair, change) for pair in pairs for change in (bias, -bias)]
    biased = list(student.conv2d_channels.each(cases))

    for answer, above, below in zip(plain, biased[::2], biased[1::2], strict=True):
        cells = array_of(answer, shape=(4, 2))
        assert_close(above, cells + bias)
        assert_close(below, cells - bias)


@check(
    points=0.5,
    ko="flipped_convolution2d: 임의의 영상에서 맞고, 점 하나인 영상에서는 커널이 그대로 나옵니다.",
    hint="flip",
)
def test_random_flipped(student, reference, rng):
    """flipped_convolution2d: random images are right, and a single point gives the kernel back."""
    cases = draw(rng, SQUARE[:2] + NOT_SQUARE)
    assert_same(student.flipped_convolution2d, reference.flipped_convolution2d, cases)

    kernel = rng.normal(size=(3, 4))
    point = np.zeros((5, 7))
    point[2, 3] = 1.0
    assert_close(student.flipped_convolution2d(point, kernel), kernel)


@check(
    points=0.25,
    ko="conv2d: 선형이고, 영상이 밀리면 특징 맵도 그만큼 밀립니다.",
    hint="slide_multiply_add",
    requires=["test_worked_3x3"],
)
def test_linear_and_shifted(student, rng):
    """conv2d: it is linear, and a shifted image gives a map shifted by as much."""
    image, other = rng.normal(size=(2, 7, 9))
    kernel = rng.normal(size=(3, 2))
    shifted = np.roll(image, (1, 2), axis=(0, 1))
    images = (image, other, 2.0 * image - 3.0 * other, shifted)
    answers = student.conv2d.each((given, kernel) for given in images)
    one, two, both, moved = (array_of(answer, shape=(5, 8)) for answer in answers)

    assert_true(
        np.allclose(both, 2.0 * one - 3.0 * two, rtol=0.0, atol=1e-8),
        en="The map of a weighted sum of two images must be that weighted sum of their maps.",
        ko="두 영상을 섞은 영상의 특징 맵은 두 특징 맵을 똑같은 비율로 섞은 것이어야 합니다.",
    )
    assert_true(
        np.allclose(moved[1:, 2:], one[:-1, :-2], rtol=0.0, atol=1e-8),
        en="When the image moves one row down and two columns right, so must the map.",
        ko="영상이 한 행 아래로, 두 열 오른쪽으로 움직이면 특징 맵도 똑같이 움직여야 합니다.",
    )


@check(
    points=0.25,
    ko="conv1d: 다른 자료형과 리스트도 float64의 정밀도로 계산합니다.",
    hint="dtype",
)
def test_signal_types(student, reference, rng):
    """conv1d: other types and lists are computed with float64's precision."""
    compare_on_other_types(student, reference, rng, "conv1d")


@check(
    points=0.25,
    ko="conv2d: 다른 자료형과 리스트도 float64의 정밀도로 계산합니다.",
    hint="dtype",
)
def test_image_types(student, reference, rng):
    """conv2d: other types and lists are computed with float64's precision."""
    compare_on_other_types(student, reference, rng, "conv2d")


@check(
    points=0.25,
    ko="conv2d_channels: 다른 자료형과 리스트도 float64의 정밀도로 계산합니다.",
    hint="dtype",
)
def test_channels_types(student, reference, rng):
    """conv2d_channels: other types and lists are computed with float64's precision."""
    compare_on_other_types(student, reference, rng, "conv2d_channels")


@check(
    points=0.25,
    ko="flipped_convolution2d: 다른 자료형과 리스트도 float64의 정밀도로 계산합니다.",
    hint="dtype",
)
def test_flipped_types(student, reference, rng):
    """flipped_convolution2d: other types and lists are computed with float64's precision."""
    compare_on_other_types(student, reference, rng, "flipped_convolution2d")


@check(points=0.25, ko="네 함수의 결과는 자료형이 언제나 float64입니다.", hint="dtype")
def test_float64_result(student, reference, rng):
    """The results of all four are float64, whatever comes in."""
    image = rng.integers(0, 5, size=(4, 5, 2))
    kernel = rng.integers(-2, 3, size=(3, 2, 2))

    for name in FUNCTIONS:
        cases = [
            arguments_of(name, image.astype(dtype), kernel.astype(dtype))
            for dtype in (np.int64, np.float32)
        ]
        assert_same(getattr(student, name), getattr(reference, name), cases, dtype=np.float64)


@check(points=0.25, ko="앞서 부른 계산이 다음 계산에 남지 않습니다.", hint="clean_function")
def test_repeated_calls(student, reference, rng):
    """Nothing of one call is left in the next."""
    cases = [(rng.normal(size=(6, 7)), rng.normal(size=(3, 2))) for _ in range(3)]
    calls = []
    for index in (*rng.permutation(3), *rng.permutation(3)):
        calls += [(*cases[index], float(index)), cases[index]]

    assert_same(student.conv2d, reference.conv2d, calls)


@check(
    points=0.25,
    ko="네 함수는 인수를 바꾸지 않고 새 배열을 돌려줍니다.",
    hint="clean_function",
)
def test_arguments_untouched(student, rng):
    """All four leave their arguments alone and return arrays of their own."""
    image = rng.integers(1, 100, size=(4, 5, 1)).astype(np.float64)
    copying = np.ones((1, 1, 1))  # gives the image itself, but not the same memory
    for name in FUNCTIONS:
        function = getattr(student, name)
        kernels = (rng.normal(size=(2, 3, 1)), copying)
        cases = [arguments_of(name, image, kernel) for kernel in kernels]
        _, copy = map(array_of, assert_all_untouched(function, cases))
        wanted, _ = arguments_of(name, image, copying)
        cells, wanted = np.sort(copy, axis=None), np.sort(wanted, axis=None)  # flips: other checks
        assert_true(
            cells.shape == wanted.shape and np.allclose(cells, wanted, rtol=0.0, atol=1e-6),
            en="With a kernel that is a single 1, the result holds the values of the image.",
            ko="값이 1 하나뿐인 커널을 쓰면 결과에는 영상의 값이 그대로 있어야 합니다.",
        )


@check(points=0.25, ko="conv1d: 맞지 않는 입력은 ValueError입니다.", hint="errors")
def test_wrong_signals(student):
    """conv1d: wrong input is a ValueError."""
    signal = np.arange(4.0)
    array_of(student.conv1d(signal, np.ones(1)), shape=(4,))  # this one is right

    refuse(
        student.conv1d, [((4,), (5,)), ((4,), (7,)), ((4,), (0,)), ((4, 4), (2, 2)), ((4, 2), (2,))]
    )


@check(points=0.25, ko="conv2d: 맞지 않는 입력은 ValueError입니다.", hint="errors")
def test_wrong_images(student):
    """conv2d: wrong input is a ValueError."""
    refuse_wrong_images(student.conv2d)


@check(points=0.25, ko="flipped_convolution2d: 맞지 않는 입력은 ValueError입니다.", hint="errors")
def test_wrong_flipped(student):
    """flipped_convolution2d: wrong input is a ValueError."""
    refuse_wrong_images(student.flipped_convolution2d)


@check(points=0.25, ko="conv2d_channels: 맞지 않는 입력은 ValueError입니다.", hint="errors")
def test_wrong_channels(student):
    """conv2d_channels: wrong input is a ValueError."""
    function = student.conv2d_channels
    array_of(function(np.ones((3, 4, 2)), np.ones((1, 1, 2))), shape=(3, 4))  # this one is right

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
    ]
    refuse(function, wrong)
