"""Hidden checks of exercise 03: random images against the reference, and properties."""

import numpy as np

from grader.checks import (
    array_of,
    assert_close,
    assert_integers,
    assert_true,
    assert_untouched,
    assert_value_error,
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


@check(points=0.5, ko="zero_pad: 임의의 영상과 칸 수에서 맞습니다.", hint="zeros")
def test_zero_pad_random(student, reference, rng):
    """zero_pad: random images with random numbers of cells are right."""
    for shape in SHAPES:
        image, pad = rng.normal(size=shape), int(rng.integers(1, 6))

        assert_close(student.zero_pad(image, pad), reference.zero_pad(image, pad))


@check(points=0.5, ko="zero_pad: 네 변의 칸 수가 모두 달라도 맞습니다.", hint="four_sides")
def test_zero_pad_uneven(student, reference, rng):
    """zero_pad: it is right when all four sides differ."""
    for shape, pad in UNEVEN:
        image = rng.normal(size=shape)

        assert_close(student.zero_pad(image=image, pad=pad), reference.zero_pad(image, pad))


@check(points=0.5, ko="replicate_pad: 임의의 영상과 칸 수에서 맞습니다.", hint="nearest")
def test_replicate_pad_random(student, reference, rng):
    """replicate_pad: random images are right, also with more cells than the image has."""
    for shape in SHAPES:
        image, pad = rng.normal(size=shape), int(rng.integers(2, 7))

        assert_close(student.replicate_pad(image, pad), reference.replicate_pad(image, pad))


@check(
    points=0.25,
    ko="replicate_pad: 네 변의 칸 수가 모두 달라도 맞습니다.",
    hint="four_sides",
)
def test_replicate_pad_uneven(student, reference, rng):
    """replicate_pad: it is right when all four sides differ."""
    for shape, pad in UNEVEN:
        image = rng.normal(size=shape)

        actual = student.replicate_pad(image=image, pad=pad)
        assert_close(actual, reference.replicate_pad(image, pad))


@check(
    points=0.25,
    ko="zero_pad, replicate_pad: 덧대지 않는 변이 있어도 맞습니다.",
    hint="zero_cells",
)
def test_sides_without_cells(student, reference, rng):
    """zero_pad, replicate_pad: sides to which nothing is added are fine."""
    pads = [0, ((0, 0), (0, 0)), ((0, 2), (0, 2)), ((3, 0), (3, 0))]

    for name in PADS:
        for shape in [(4, 5), (1, 1)]:
            image = rng.normal(size=shape)
            for pad in pads:
                expected = getattr(reference, name)(image, pad)
                assert_close(getattr(student, name)(image, pad), expected)


@check(
    points=0.25,
    ko="zero_pad, replicate_pad: 채널이 몇이든 채널마다 똑같이 덧댑니다.",
    hint="channels",
)
def test_random_channels(student, reference, rng):
    """zero_pad, replicate_pad: however many channels, each is padded alike and none is added."""
    for name in PADS:
        for shape in [(3, 4, 3), (5, 2, 1), (1, 6, 5), (4, 4, 4), (1, 1, 2)]:
            image = rng.normal(size=shape)
            for pad in (2, ((1, 1), (1, 1))):
                expected = getattr(reference, name)(image, pad)
                assert_close(getattr(student, name)(image, pad), expected)


@check(
    points=0.25,
    ko="zero_pad, replicate_pad: bool, uint8, int, float32 영상, 리스트, np.int64 칸 수도 됩니다.",
    hint="number_type",
)
def test_kinds_of_input(student, reference, rng):
    """zero_pad, replicate_pad: other number types, lists and pads of np.int64 are fine."""
    numbers = rng.integers(0, 256, size=(3, 4))
    images = [
        numbers > 99,
        numbers.astype(np.uint8),
        -numbers,
        (numbers / 7).astype(np.float32),
        (numbers / 7).tolist(),
    ]

    for name in PADS:
        for image in images:
            for pad in (2, np.int64(1), [[1, 1], [1, 1]], ([2, 2], (2, 2))):
                actual = getattr(student, name)(image, pad)
                assert_close(_numbers(actual), getattr(reference, name)(image, pad))


@check(
    points=0.25,
    ko="zero_pad, replicate_pad: 맞지 않는 입력은 ValueError입니다.",
    hint="errors",
)
def test_wrong_images(student):
    """zero_pad, replicate_pad: wrong input is a ValueError."""
    image = np.ones((3, 4))

    for name in PADS:
        pad_image = getattr(student, name)
        array_of(pad_image(image, 1))  # this one is right

        for pad in (-1, ((-1, 1), (1, 1)), ((1, -1), (1, 1)), ((1, 1), (-2, 2)), ((1, 1), (1, -1))):
            assert_value_error(pad_image, image, pad)
        for shape in [(), (4,), (1, 3, 4, 2), (0, 4), (4, 0), (0, 0), (3, 4, 0), (0, 4, 2)]:
            assert_value_error(pad_image, np.ones(shape), 1)
            assert_value_error(pad_image, np.ones(shape), ((1, 1), (1, 1)))


@check(
    points=0.5,
    ko="same_padding: 보폭이 얼마든 앞뒤를 더한 칸 수가 맞습니다.",
    hint="same_stride",
)
def test_same_padding_totals(student, reference, rng):
    """same_padding: the cells before and after add up rightly at any stride."""
    rows = _rows(rng)
    answers = [student.same_padding(*row) for row in rows]

    for row, answer in zip(rows, answers, strict=True):
        assert_integers(_in_order(answer), reference.same_padding(*row))


@check(
    points=0.25,
    ko="same_padding: 크기, 커널, 보폭이 무엇이든 앞과 뒤가 맞습니다.",
    hint="extra_cell",
)
def test_same_padding_random(student, reference, rng):
    """same_padding: before and after are right for any size, kernel and stride."""
    rows = [tuple(np.int64(number) for number in row) for row in _rows(rng)]
    strided = [student.same_padding(*row[:2], stride=row[2]) for row in rows]
    plain = [student.same_padding(size=row[0], kernel=row[1]) for row in rows]

    for row, with_stride, without in zip(rows, strided, plain, strict=True):
        assert_integers(with_stride, reference.same_padding(*row))
        assert_integers(without, reference.same_padding(*row[:2]))


@check(points=0.25, ko="same_padding: 1보다 작은 수는 ValueError입니다.", hint="errors")
def test_wrong_numbers(student):
    """same_padding: a number below 1 is a ValueError."""
    pair = student.same_padding(5, 3, 2)
    assert_true(
        type(pair) in (tuple, list) and len(pair) == 2,
        en="The result must be a pair (before, after).",
        ko="결과는 (앞, 뒤)의 쌍이어야 합니다.",
    )

    for size, kernel, stride in [(0, 3, 1), (-2, 3, 1), (5, 0, 1), (5, -1, 2), (5, 3, 0)]:
        assert_value_error(student.same_padding, size, kernel, stride)
    assert_value_error(student.same_padding, 5, 3, -1)
    assert_value_error(student.same_padding, 0, 0)


@check(
    points=0.5,
    ko="conv2d_same: 변이 홀수인 커널에서 맞고, 결과의 크기는 영상의 크기입니다.",
    hint="same_size",
)
def test_conv2d_same_odd(student, reference, rng):
    """conv2d_same: kernels with odd sides are right, and the result is as large as the image."""
    shapes = [((5, 5), (3, 3)), ((6, 9), (3, 5)), ((9, 6), (5, 1)), ((7, 7), (1, 1))]
    for image_shape, kernel_shape in [*shapes, ((24, 40), (5, 3)), ((7, 8), (1, 7))]:
        image, kernel = rng.normal(size=image_shape), rng.normal(size=kernel_shape)

        assert_close(student.conv2d_same(image, kernel), reference.conv2d_same(image, kernel))


@check(
    points=0.5,
    ko="conv2d_same: 변이 짝수인 커널에서도 맞고 크기가 그대로입니다.",
    hint="extra_cell",
)
def test_conv2d_same_even(student, reference, rng):
    """conv2d_same: kernels with even sides are right as well, and the size stays."""
    shapes = [((5, 5), (2, 2)), ((6, 6), (4, 4)), ((4, 9), (2, 3)), ((8, 5), (5, 4))]
    for image_shape, kernel_shape in [*shapes, ((24, 40), (6, 2)), ((7, 4), (1, 2))]:
        image, kernel = rng.normal(size=image_shape), rng.normal(size=kernel_shape)

        assert_close(student.conv2d_same(image, kernel), reference.conv2d_same(image, kernel))


@check(
    points=0.25,
    ko="conv2d_same: 영상보다 큰 커널과 한 줄짜리 영상에서도 맞습니다.",
    hint="large_kernel",
)
def test_conv2d_same_large_kernel(student, reference, rng):
    """conv2d_same: kernels larger than the image and images of one row are right."""
    shapes = [((1, 7), (3, 3)), ((6, 1), (3, 5)), ((2, 3), (5, 7)), ((1, 1), (3, 3))]
    for image_shape, kernel_shape in [*shapes, ((3, 2), (3, 9)), ((1, 1), (1, 1))]:
        image, kernel = rng.normal(size=image_shape), rng.normal(size=kernel_shape)

        assert_close(student.conv2d_same(image, kernel), reference.conv2d_same(image, kernel))


@check(
    points=0.25,
    ko="conv2d_same: 어떤 수의 배열이든 float64로 계산하고 float64 배열을 줍니다.",
    hint="number_type",
)
def test_conv2d_same_number_types(student, reference, rng):
    """conv2d_same: it computes in float64 and gives float64, whatever numbers come in."""
    bright = rng.integers(150, 256, size=(5, 6), dtype=np.uint8)
    weights = rng.integers(2, 9, size=(3, 3), dtype=np.uint8)
    single = rng.normal(size=(2, 5, 6)).astype(np.float32)
    pairs = [
        (bright, weights),
        (bright > 190, np.ones((3, 3), dtype=bool)),
        (bright, rng.normal(size=(3, 3))),
        (single[0], single[1, :3, :3]),
        (bright.tolist(), weights.tolist()),
    ]

    for image, kernel in pairs:
        expected = reference.conv2d_same(image, kernel)
        assert_close(student.conv2d_same(image, kernel), expected, dtype=np.float64)


@check(points=0.25, ko="conv2d_same: 맞지 않는 입력은 ValueError입니다.", hint="errors")
def test_wrong_kernels(student):
    """conv2d_same: wrong input is a ValueError."""
    array_of(student.conv2d_same(np.ones((3, 4)), np.ones((3, 3))))  # this one is right

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
    ]
    for image_shape, kernel_shape in wrong:
        assert_value_error(student.conv2d_same, np.ones(image_shape), np.ones(kernel_shape))


@check(
    points=0.25,
    ko="함수들은 인수를 바꾸지 않고 새 배열을 돌려줍니다.",
    hint="clean_function",
)
def test_arguments_untouched(student, rng):
    """The functions leave their arguments alone and return arrays of their own."""
    image = rng.permutation(np.arange(10.0, 34.0)).reshape(4, 6)  # no other check's shape
    pads = [(0, (4, 6)), (2, (8, 10)), ([[0, 0], [0, 0]], (4, 6)), ([[1, 2], [2, 1]], (7, 9))]

    for name in PADS:
        for pad, shape in pads:
            padded = array_of(assert_untouched(getattr(student, name), image, pad), shape)
            assert_true(
                bool(np.isin(image, padded.round(6)).all()),  # where they are: other checks
                en="Every value of the image must still be there in the padded image.",
                ko="영상의 값은 덧댄 영상에도 하나도 빠짐없이 있어야 합니다.",
            )
    copy = array_of(assert_untouched(student.conv2d_same, image, np.ones((1, 1))), (4, 6))
    assert_true(
        np.allclose(np.sort(copy, axis=None), np.sort(image, axis=None), rtol=0.0, atol=1e-6),
        en="With a kernel that is a single 1, the result holds the values of the image.",
        ko="값이 1 하나뿐인 커널을 쓰면 결과에는 영상의 값이 그대로 있어야 합니다.",
    )
    array_of(assert_untouched(student.conv2d_same, image, rng.normal(size=(3, 3))), (4, 6))


@check(points=0.25, ko="앞서 부른 계산이 다음 계산에 남지 않습니다.", hint="clean_function")
def test_repeated_calls(student, reference, rng):
    """Nothing of one call is left in the next."""
    images = rng.normal(size=(3, 4, 5))  # all of one shape, which a memory may take for one image
    kernels = rng.normal(size=(2, 3, 3))
    calls = [(name, (image, pad)) for name in PADS for image in images for pad in (1, 3)]
    calls += [("conv2d_same", (image, kernel)) for image in images for kernel in kernels]

    for index in np.concatenate([rng.permutation(len(calls)) for _ in range(2)]):
        name, arguments = calls[index]
        assert_close(getattr(student, name)(*arguments), getattr(reference, name)(*arguments))


def _rows(rng):
    """Sizes, kernels and strides: even and odd ones, and a stride beyond kernel and size."""
    fixed = [(7, 2, 5), (3, 3, 4), (5, 2, 9), (6, 1, 4), (2, 6, 3), (1, 1, 1), (10, 4, 3)]
    random = rng.integers((1, 1, 2), (40, 9, 7), size=(25, 3))
    return fixed + [tuple(int(number) for number in row) for row in random]


def _in_order(pair):
    """A pair of whole numbers with the smaller one first; anything else as it is."""
    if type(pair) in (tuple, list) and all(isinstance(n, (int, np.integer)) for n in pair):
        return sorted(pair)
    return pair


def _numbers(value):
    """A padded bool image may stay bool: its values are what counts."""
    is_bool = isinstance(value, np.ndarray) and value.dtype == np.bool_
    return value.astype(np.float64) if is_bool else value
