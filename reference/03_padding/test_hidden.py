"""Hidden checks of exercise 03: random images against the reference, and properties."""

import numpy as np

from grader.checks import (
    array_of,
    assert_alike,
    assert_close,
    assert_different,
    assert_dtype,
    assert_integers,
    assert_same,
    assert_value_errors,
    check,
)

PADS = ("zero_pad", "replicate_pad")
SHAPES = [(5, 5), (4, 7), (8, 3), (1, 6), (6, 1), (2, 2), (1, 1), (40, 64)]

# Every side has cells of its own; no side has none, which is judged apart.
UNEVEN = [
    ((3, 4), ((1, 2), (3, 4))),
    ((4, 4), ((4, 3), (2, 1))),
    ((5, 2), ((1, 1), (2, 2))),
    ((1, 5), ((3, 1), (1, 4))),
    ((6, 1), ((2, 5), (4, 1))),
    ((1, 1), ((1, 3), (2, 1))),
]


@check(points=0.5, ko="zero_pad: 임의의 영상과 칸 수에서 맞아야 합니다.", hint="zeros")
def test_zero_pad_random(student, reference, rng):
    """zero_pad: random images with random numbers of cells must be right."""
    cases = [(_whole_numbers(rng, shape), int(rng.integers(1, 6))) for shape in SHAPES]

    assert_same(student.zero_pad, reference.zero_pad, cases)


@check(points=0.5, ko="zero_pad: 네 변의 칸 수가 모두 달라도 맞아야 합니다.", hint="four_sides")
def test_zero_pad_uneven(student, reference, rng):
    """zero_pad: it must be right when all four sides differ."""
    cases = [(_whole_numbers(rng, shape), pad) for shape, pad in UNEVEN]

    assert_same(student.zero_pad, reference.zero_pad, cases)
    image, pad = cases[0]
    assert_close(student.zero_pad(pad=pad, image=-image), reference.zero_pad(-image, pad))


@check(points=0.5, ko="replicate_pad: 임의의 영상과 칸 수에서 맞아야 합니다.", hint="nearest")
def test_replicate_pad_random(student, reference, rng):
    """replicate_pad: random images must be right, also with more cells than the image has."""
    cases = [(_whole_numbers(rng, shape), int(rng.integers(2, 7))) for shape in SHAPES]

    assert_same(student.replicate_pad, reference.replicate_pad, cases)


@check(
    points=0.25,
    ko="replicate_pad: 네 변의 칸 수가 모두 달라도 맞아야 합니다.",
    hint="four_sides",
)
def test_replicate_pad_uneven(student, reference, rng):
    """replicate_pad: it must be right when all four sides differ."""
    cases = [(_whole_numbers(rng, shape), pad) for shape, pad in UNEVEN]

    assert_same(student.replicate_pad, reference.replicate_pad, cases)
    image, pad = cases[0]
    by_name = student.replicate_pad(pad=pad, image=-image)
    assert_close(by_name, reference.replicate_pad(-image, pad))


@check(
    points=0.25,
    ko="zero_pad, replicate_pad: 덧대지 않는 변이 있어도 맞아야 합니다.",
    hint="zero_cells",
)
def test_sides_without_cells(student, reference, rng):
    """zero_pad, replicate_pad: sides to which nothing is added are fine."""
    pads = [((0, 0), (0, 0)), ((0, 2), (0, 2)), ((3, 0), (3, 0))]

    cases = [(_whole_numbers(rng, shape), pad) for shape in [(4, 5), (1, 1)] for pad in pads]
    cases.append((_whole_numbers(rng, (3, 2)), 0))

    for name in PADS:
        assert_same(getattr(student, name), getattr(reference, name), cases)


@check(
    points=0.25,
    ko="zero_pad, replicate_pad: 채널이 몇이든 채널마다 똑같이 덧대야 합니다.",
    hint="channels",
)
def test_random_channels(student, reference, rng):
    """zero_pad, replicate_pad: however many channels, each is padded alike and none is added."""
    shapes = [(3, 4, 3), (5, 2, 1), (1, 6, 5), (4, 4, 4), (1, 1, 2)]
    cases = [(_whole_numbers(rng, shape), 2) for shape in shapes]
    cases += [(_whole_numbers(rng, shape), ((1, 1), (1, 1))) for shape in shapes[:1]]

    for name in PADS:
        assert_same(getattr(student, name), getattr(reference, name), cases)


@check(
    points=0.25,
    ko="zero_pad, replicate_pad: bool, uint8, int, float32, 리스트, np.int64도 받아야 합니다.",
    hint="number_type",
)
def test_kinds_of_input(student, rng):
    """zero_pad, replicate_pad: other number types, lists and pads of np.int64 are fine."""
    numbers = rng.integers(1, 256, size=(4, 4))
    kinds = [
        numbers > 99,
        numbers.astype(np.uint8),
        -numbers,
        (numbers / 7).astype(np.float32),
        (numbers / 5).tolist(),
    ]
    one = np.int64(1)
    pads = [
        (one, 1),
        ([[2, 2], [2, 2]], 2),
        (([3, 3], (3, 3)), 3),
        (((np.int64(4),) * 2,) * 2, 4),
        (np.int64(0), 0),
    ]
    for name in PADS:
        function = getattr(student, name)
        values = function.each(case for image in kinds for case in _as_floats(image))
        answers = [array_of(_numbers(value)) for value in values]
        assert_different(answers[::3])
        for kind, in_floats, part in zip(answers[::3], answers[1::3], answers[2::3], strict=True):
            assert_close(kind, in_floats)
            assert_close(part, 0.37 * in_floats)  # not if the result is stored as integers
        images = rng.normal(size=(len(pads), 4, 4))
        assert_alike(
            function, [((im, p), (im, plain)) for im, (p, plain) in zip(images, pads, strict=True)]
        )


@check(
    points=0.25,
    ko="zero_pad, replicate_pad: 맞지 않는 입력은 ValueError여야 합니다.",
    hint="errors",
)
def test_wrong_images(student):
    """zero_pad, replicate_pad: wrong input is a ValueError."""
    image = np.ones((4, 4))

    pads = (-1, ((-1, 1), (1, 1)), ((1, -1), (1, 1)), ((1, 1), (-2, 2)), ((1, 1), (1, -1)))
    pads += (((0, -1), (0, 0)), ((0, 0), (0, -2)))
    shapes = [(), (4,), (1, 3, 4, 2), (0, 4), (4, 0), (0, 0), (3, 4, 0), (0, 4, 2)]
    nothing = (0, ((0, 0), (0, 0)))  # adds no cell, and the image is as wrong
    wrong = [(image, pad) for pad in pads]
    wrong += [(np.ones(shape), pad) for shape in shapes for pad in (1, *nothing)]
    wrong += [(np.ones(shape), ((1, 1), (1, 1))) for shape in shapes[2:4]]

    for name in PADS:
        array_of(getattr(student, name)(image, 1))  # this one is right
        assert_value_errors(getattr(student, name), wrong)


@check(
    points=0.5,
    ko="same_padding: 보폭이 얼마든 앞뒤를 더한 칸 수가 맞아야 합니다.",
    hint="same_stride",
)
def test_same_padding_totals(student, reference, rng):
    """same_padding: the cells before and after add up rightly at any stride."""
    rows = _rows(rng)

    for row, answer in zip(rows, student.same_padding.each(rows), strict=True):
        assert_integers(_in_order(answer), reference.same_padding(*row))


@check(
    points=0.25,
    ko="same_padding: 크기, 커널, 보폭이 무엇이든 앞과 뒤가 맞아야 합니다.",
    hint="extra_cell",
)
def test_same_padding_random(student, reference, rng):
    """same_padding: before and after must be right for any size, kernel and stride."""
    rows = [tuple(np.int64(number) for number in row) for row in _rows(rng)]
    cases = [*rows, *(row[:2] for row in rows[:7])]

    for case, answer in zip(cases, student.same_padding.each(cases), strict=True):
        assert_integers(answer, reference.same_padding(*case))
    size, kernel, stride = rows[-1]
    by_name = student.same_padding(kernel=kernel, stride=stride, size=size)
    assert_integers(by_name, reference.same_padding(*rows[-1]))


@check(
    points=0.5,
    ko="conv2d_same: 변이 홀수인 커널에서 맞고, 결과의 크기는 영상의 크기여야 합니다.",
    hint="same_size",
)
def test_conv2d_same_odd(student, reference, rng):
    """conv2d_same: kernels with odd sides must be right, the result as large as the image."""
    shapes = [((5, 5), (3, 3)), ((6, 9), (3, 5)), ((9, 6), (5, 1)), ((7, 7), (1, 1))]
    shapes += [((24, 40), (5, 3)), ((7, 8), (1, 7))]
    cases = [tuple(_whole_numbers(rng, shape) for shape in pair) for pair in shapes]

    assert_same(student.conv2d_same, reference.conv2d_same, cases)


@check(
    points=0.5,
    ko="conv2d_same: 변이 짝수인 커널에서도 맞고 크기가 그대로여야 합니다.",
    hint="extra_cell",
)
def test_conv2d_same_even(student, reference, rng):
    """conv2d_same: kernels with even sides must be right as well, and the size stays."""
    shapes = [((5, 5), (2, 2)), ((6, 6), (4, 4)), ((4, 9), (2, 3)), ((8, 5), (5, 4))]
    shapes += [((24, 40), (6, 2)), ((7, 4), (1, 2))]
    cases = [tuple(_whole_numbers(rng, shape) for shape in pair) for pair in shapes]

    assert_same(student.conv2d_same, reference.conv2d_same, cases)


@check(
    points=0.25,
    ko="conv2d_same: 영상보다 큰 커널과 한 줄짜리 영상에서도 맞아야 합니다.",
    hint="large_kernel",
)
def test_conv2d_same_large_kernel(student, reference, rng):
    """conv2d_same: kernels larger than the image and images of one row must be right."""
    shapes = [((1, 7), (3, 3)), ((6, 1), (3, 5)), ((2, 3), (5, 7)), ((1, 1), (3, 3))]
    shapes += [((3, 2), (3, 9)), ((1, 1), (1, 1))]
    cases = [tuple(_whole_numbers(rng, shape) for shape in pair) for pair in shapes]

    assert_same(student.conv2d_same, reference.conv2d_same, cases)


@check(
    points=0.25,
    ko="conv2d_same: 어떤 수의 배열이든 float64로 계산하고 float64 배열을 주어야 합니다.",
    hint="number_type",
)
def test_conv2d_same_number_types(student, rng):
    """conv2d_same: it computes in float64 and gives float64, whatever numbers come in."""
    bright = rng.integers(150, 256, size=(6, 6), dtype=np.uint8)
    weights = rng.integers(2, 9, size=(3, 3), dtype=np.uint8)
    fractions = rng.normal(size=(3, 3))
    single = rng.normal(size=(6, 6)).astype(np.float32)
    kinds = [
        (bright, weights),
        (bright, weights[:1, :1]),  # one cell is enough to overflow
        (bright > 190, np.ones((3, 3), dtype=bool)),
        (bright, fractions),
        (single, fractions.astype(np.float32)),
        (bright.tolist(), (2.0 * fractions).tolist()),
    ]

    in_floats = [tuple(np.array(one, dtype=np.float64) for one in pair) for pair in kinds]
    assert_alike(student.conv2d_same, list(zip(kinds, in_floats, strict=True)))
    image, kernel = in_floats[4]
    *typed, whole, part = student.conv2d_same.each(
        [*kinds, (image, kernel), (0.37 * image, kernel)]
    )
    assert_close(part, 0.37 * array_of(whole))  # not if either was stored with fewer digits
    for answer in typed:
        assert_dtype(answer, np.float64)


@check(points=0.25, ko="conv2d_same: 맞지 않는 입력은 ValueError여야 합니다.", hint="errors")
def test_wrong_kernels(student):
    """conv2d_same: wrong input is a ValueError."""
    array_of(student.conv2d_same(np.ones((4, 4)), np.ones((3, 3))))  # this one is right

    wrong = [
        ((4,), (2,)),
        ((4, 4), (3,)),
        ((5,), (3, 3)),
        ((4, 4, 1), (3, 3)),
        ((4, 4, 2), (3, 3, 2)),
        ((4, 4), (3, 3, 1)),
        ((0, 4), (3, 3)),
        ((4, 0), (1, 1)),
        ((4, 4), (0, 3)),
        ((4, 4), (0, 0)),
        # a kernel of a single 1 needs no padding, and the input is as wrong
        ((4,), (1, 1)),
        ((4, 4, 1), (1, 1)),
        ((4, 4, 2), (1, 1)),
        ((0, 4), (1, 1)),
        ((0, 0), (1, 1)),
        ((4, 4), (1,)),
        ((4, 4), (1, 1, 1)),
        ((4,), (1,)),
    ]
    cases = [(np.ones(image), np.ones(kernel)) for image, kernel in wrong]
    assert_value_errors(student.conv2d_same, cases)


@check(points=0.25, ko="앞서 부른 계산이 다음 계산에 남지 않아야 합니다.", hint="clean_function")
def test_repeated_calls(student, rng):
    """Nothing of one call is left in the next."""
    images = rng.normal(size=(2, 5, 5))  # both of one shape, which a memory may take for one image
    kernels = rng.normal(size=(2, 3, 3))
    cases = {name: [(image, pad) for image in images for pad in (1, 3)] for name in PADS}
    cases["conv2d_same"] = [(image, kernel) for image in images for kernel in kernels]

    for name, given in cases.items():
        order = rng.permutation(4)
        asked = [*given, *(given[index] for index in order)]
        answers = list(map(array_of, getattr(student, name).each(asked)))
        assert_different(answers[:4])
        for index, answer in zip(order, answers[4:], strict=True):
            assert_close(answer, answers[index])


def _rows(rng):
    """Sizes, kernels and strides: even and odd ones, and a stride beyond kernel and size."""
    fixed = [(7, 2, 5), (3, 3, 4), (5, 2, 9), (6, 1, 4), (2, 6, 3), (1, 1, 1), (10, 4, 3)]
    random = rng.integers((1, 1, 2), (40, 9, 7), size=(7, 3))
    return fixed + [tuple(int(number) for number in row) for row in random]


def _in_order(pair):
    """A pair of whole numbers with the smaller one first; anything else as it is."""
    if type(pair) in (tuple, list) and all(isinstance(n, (int, np.integer)) for n in pair):
        return sorted(pair)
    return pair


def _as_floats(image):
    """An image to pad, then its values in float64, then 0.37 times these."""
    values = np.array(image, dtype=np.float64)
    return (image, 2), (values, 2), (0.37 * values, 2)


def _whole_numbers(rng, shape):
    """Random whole numbers as floats: fractions are the checks of types' topic."""
    return rng.integers(1, 100, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def _numbers(value):
    """A padded bool image may stay bool: its values are what counts."""
    is_bool = isinstance(value, np.ndarray) and value.dtype == np.bool_
    return value.astype(np.float64) if is_bool else value
