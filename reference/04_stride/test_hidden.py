"""Hidden checks of exercise 04: random inputs against the reference, and properties.

Most images hold whole numbers as float64: rounding to float32 is then seen by its own check only.
"""

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

# (image, kernel, stride): remainders, even kernels, a stride beyond the kernel and the image.
OTHER_SHAPES = [
    ((5, 9), (3, 3), 2),
    ((9, 5), (2, 4), 3),
    ((7, 8), (4, 1), 2),
    ((1, 8), (1, 3), 2),  # a single row
    ((8, 1), (4, 1), 3),  # a single column
    ((6, 4), (6, 4), 2),  # one place
    ((6, 10), (1, 2), 4),  # cells that no place covers
    ((4, 7), (2, 2), 9),  # a step out of the image
    ((1, 1), (1, 1), 1),
    ((30, 64), (5, 4), 3),
]


def whole(rng, *shape):
    """Whole numbers from -99 to 99, as float64."""
    return rng.integers(-99, 100, size=shape).astype(np.float64)


def compare(student, reference, rng, cases):
    """Compare on random whole numbers; a case is (image shape, kernel shape, stride[, padding])."""
    given = [
        (whole(rng, *image), whole(rng, *kernel), *options) for image, kernel, *options in cases
    ]

    assert_same(student.conv2d_strided, reference.conv2d_strided, given)


@check(points=0.5, ko="임의의 정사각형 영상에서도 보폭마다 값이 맞아야 합니다.", hint="stepping")
def test_square_images(student, reference, rng):
    """Random square images give the right values for every stride."""
    sizes = [(7, 3, 1), (7, 3, 2), (9, 3, 3), (8, 2, 2), (5, 1, 4), (6, 5, 1)]
    cases = [
        (rng.normal(size=(side, side)), rng.normal(size=(window, window)), stride)
        for side, window, stride in sizes
    ]

    assert_same(student.conv2d_strided, reference.conv2d_strided, cases, atol=1e-6)


@check(
    points=0.5,
    ko="정사각형이 아닌 영상, 짝수 크기 커널, 커널이나 영상보다 큰 보폭에서도 값이 맞아야 합니다.",
    hint="output_size",
)
def test_other_shapes(student, reference, rng):
    """Other shapes, and strides beyond the kernel or the image, give the right values."""
    compare(student, reference, rng, OTHER_SHAPES)


@check(
    points=0.5,
    ko="행과 열의 보폭이 서로 달라도 임의의 영상에서 값이 맞아야 합니다.",
    hint="two_directions",
)
def test_random_pairs(student, reference, rng):
    """Strides that differ between rows and columns give the right values on random images."""
    cases = [
        ((7, 7), (3, 3), (2, 1)),
        ((8, 8), (3, 3), (1, 3)),
        ((6, 11), (2, 4), (3, 2)),
        ((11, 6), (3, 2), (2, 5)),
        ((5, 9), (1, 2), (4, 3)),
        ((9, 8), (5, 4), (2, 7)),
        ((5, 5), (1, 1), (2, 2)),
    ]
    compare(student, reference, rng, cases)


@check(
    points=0.25,
    ko="인수를 이름으로, 쌍을 리스트로, 정수를 np.int64로 줄 수도 있어야 합니다.",
    hint="two_directions",
)
def test_other_ways_to_call(student, rng):
    """Arguments may be given by name, pairs as lists, integers as np.int64."""
    two, three = np.int64(2), np.int64(3)
    ways = [
        (([3, 1],), ((3, 1),)),
        (([2, 3], 1), ((2, 3), 1)),
        ((two,), (2,)),
        (((three, 1),), ((3, 1),)),
        (([two, two], "same"), ((2, 2), "same")),
        ((1, two), (1, 2)),
        ((three, np.int64(0)), (3, 0)),
    ]
    inputs = [(whole(rng, 7, 7), whole(rng, 3, 3)) for _ in ways]

    pairs = [((*given, *a), (*given, *b)) for given, (a, b) in zip(inputs, ways, strict=True)]
    assert_alike(student.conv2d_strided, pairs)
    image, kernel = inputs[0]
    in_order = student.conv2d_strided(image, kernel, [2, 1], 1)
    by_name = student.conv2d_strided(padding=1, stride=[2, 1], kernel=kernel, image=image)
    assert_close(by_name, array_of(in_order))


@check(points=0.25, ko="여러 폭으로 0을 덧댄 영상에서 값이 맞아야 합니다.", hint="zero_padding")
def test_random_padding(student, reference, rng):
    """Images padded with zeros by several widths give the right values."""
    cases = [
        ((6, 6), (3, 3), 1, 1),
        ((5, 8), (3, 2), 1, 2),
        ((4, 5), (1, 1), 1, 3),  # some pieces are padding alone
        ((1, 6), (1, 3), 1, 1),
        ((6, 5), (3, 3), 1, 0),
    ]
    compare(student, reference, rng, cases)


@check(
    points=0.25,
    ko="덧대기와 보폭을 함께 써도, 덧대야 들어가는 커널에서도 값이 맞아야 합니다.",
    hint="zero_padding",
)
def test_padding_with_strides(student, reference, rng):
    """Padding with a stride must be right, also for kernels that fit only with the padding."""
    cases = [
        ((5, 8), (3, 2), 2, 1),
        ((7, 4), (2, 2), 3, 2),
        ((4, 5), (1, 1), 2, 3),
        ((3, 4), (5, 4), 2, 1),  # one place down
        ((2, 1), (6, 3), 2, 2),
        ((1, 7), (3, 3), 2, 1),
    ]
    compare(student, reference, rng, cases)


@check(
    points=0.25,
    ko='보폭이 1일 때 "same"은 크기를 지키고, 남는 한 칸은 뒤에 덧댑니다.',
    hint="same",
)
def test_same_with_stride_1(student, reference, rng):
    """With stride 1, "same" keeps the size and pads an odd cell after."""
    shapes = [((5, 6), (2, 4)), ((6, 6), (3, 3)), ((1, 7), (1, 2)), ((4, 9), (4, 1))]

    compare(student, reference, rng, [(*pair, 1, "same") for pair in shapes])


@check(
    points=0.75,
    ko='"same"은 여러 크기와 보폭에서 TensorFlow와 똑같은 자리에 커널을 놓습니다.',
    hint="same",
)
def test_same_with_strides(student, reference, rng):
    """For many sizes and strides "same" lays the kernel in the same places as TensorFlow."""
    cases = [
        ((6, 6), (3, 3), 2),
        ((7, 7), (3, 3), 2),
        ((8, 5), (4, 2), 2),
        ((9, 10), (5, 3), 3),
        ((7, 6), (2, 5), 3),
        ((8, 11), (1, 2), 4),  # the stride exceeds the kernel: the formula turns negative
        ((5, 6), (2, 2), 5),
        ((2, 9), (2, 4), 2),
    ]
    compare(student, reference, rng, [(*case, "same") for case in cases])


@check(
    points=0.25,
    ko='"same"은 보폭의 쌍에서도, 커널이 영상보다 클 때에도 맞습니다.',
    hint="same",
)
def test_same_in_two_directions(student, reference, rng):
    """The word "same" must be right with pairs of strides and kernels larger than the image."""
    cases = [
        ((6, 9), (3, 3), (2, 3)),
        ((8, 6), (3, 4), (1, 2)),
        ((10, 7), (2, 5), (4, 1)),
        ((2, 3), (5, 4), 1),
        ((3, 4), (4, 7), (2, 3)),
        ((1, 9), (1, 4), (3, 2)),
        ((1, 1), (3, 2), 2),
    ]
    compare(student, reference, rng, [(*case, "same") for case in cases])


@check(
    points=0.25,
    ko="출력의 크기는 ⌊(H + 2p − kh) / s⌋ + 1이고, 보폭 k는 칸을 약 1/k²로 줄여야 합니다.",
    hint="output_size",
)
def test_output_sizes(student, rng):
    """The size is ⌊(H + 2p − kh) / s⌋ + 1, and a stride of k leaves about 1/k² of the cells."""
    cases, shapes = [], []
    sizes = [  # with and without cells left over, in one direction or in both
        ((8, 9), (3, 4), 2, 1),
        ((5, 7), (2, 3), 3, 2),
        ((6, 11), (3, 3), 4, 0),
        ((12, 10), (5, 3), 5, 1),
        ((9, 9), (3, 3), 2, 0),
    ]
    for _ in range(4):
        height, width = (int(n) for n in rng.integers(5, 18, size=2))
        kh, kw = (int(rng.integers(1, side + 1)) for side in (height, width))
        sizes.append(((height, width), (kh, kw), *map(int, rng.integers((1, 0), (6, 3)))))
    for (height, width), (kh, kw), stride, padding in sizes:
        cases.append((whole(rng, height, width), whole(rng, kh, kw), stride, padding))
        rows = (height + 2 * padding - kh) // stride + 1
        shapes.append((rows, (width + 2 * padding - kw) // stride + 1))
    for answer, shape in zip(student.conv2d_strided.each(cases), shapes, strict=True):
        array_of(answer, shape)

    image, kernel = whole(rng, 64, 64), whole(rng, 3, 3)
    table = {2: 31, 3: 21, 4: 16}  # the statement's
    answers = student.conv2d_strided.each((image, kernel, stride) for stride in table)
    for answer, side in zip(answers, table.values(), strict=True):
        assert_true(
            np.unique(array_of(answer, (side, side))).size > 1,  # which values: other checks
            en="The cells for a random image must not all hold the same value.",
            ko="임의의 영상에서 나온 칸의 값이 모두 같을 수는 없습니다.",
        )


@check(
    points=0.25,
    ko="보폭 k의 결과는 보폭 1의 결과에서 k칸마다 하나씩 골라낸 것이어야 합니다.",
    hint="stepping",
)
def test_every_kth_cell(student, rng):
    """The result for stride k is every k-th cell of the result for stride 1."""
    image, kernel = whole(rng, 10, 10), whole(rng, 3, 3)
    cases = [(image, kernel), *((image, kernel, k) for k in (2, 3, 5))]
    cases.append((np.roll(image, 3, axis=0), kernel, 3))
    everywhere, *every_kth, moved = map(array_of, student.conv2d_strided.each(cases))

    assert_different([everywhere, *every_kth])
    for k, answer in zip((2, 3, 5), every_kth, strict=True):
        assert_close(answer, everywhere[::k, ::k])
    still = every_kth[1]
    assert_true(
        moved.shape == still.shape and np.allclose(moved[1:], still[:-1], rtol=0.0, atol=1e-6),
        en="When the image moves down by one stride, the map moves down by one cell.",
        ko="영상이 보폭만큼 아래로 움직이면 특징 맵은 한 칸 아래로 움직여야 합니다.",
    )


@check(points=0.25, ko="uint8, bool, int 배열과 리스트도 값이 맞아야 합니다.", hint="dtype")
def test_integers_booleans_lists(student, rng):
    """Arrays of uint8, bool and int, and nested lists, give the right values."""
    weights = rng.integers(2, 9, size=(3, 3), dtype=np.uint8)
    halves = rng.integers(-9, 10, size=(3, 3)) + 0.5
    kernels = [weights, rng.integers(-9, 0, size=(3, 3)), halves, np.ones((3, 3), dtype=bool)]
    pairs = []
    for kernel in (*kernels, halves):
        bright = rng.integers(150, 256, size=(7, 7), dtype=np.uint8)
        bits = rng.random((7, 7)) < 0.7
        image = bits if len(pairs) > 2 else bright
        for way in [(), (2, 0), (1, 1), (2, "same")]:
            plain = image.astype(np.float64), kernel.astype(np.float64)
            pairs.append(((image, kernel, *way), (*plain, *way)))
        in_lists = np.roll(image, 1, axis=0).tolist(), kernel.tolist()
        pairs.append((in_lists, tuple(np.array(one, dtype=np.float64) for one in in_lists)))

    one_cell = bright, weights[:1, :1]  # enough to overflow
    pairs.append((one_cell, tuple(one.astype(np.float64) for one in one_cell)))

    assert_alike(student.conv2d_strided, pairs)


@check(
    points=0.25,
    ko="float64의 정밀도로 계산하며, float32 입력에서도 그래야 합니다.",
    hint="dtype",
)
def test_float64_precision(student, rng):
    """It computes with the precision of float64, for float32 input as well."""
    image, kernel = rng.normal(size=(9, 9)), rng.normal(size=(4, 4))
    single = image.astype(np.float32), kernel.astype(np.float32)
    floats = single[0].astype(np.float64), single[1].astype(np.float64)
    every_way = [(2, 0), (1, 1), (2, "same")]

    def in_every_way(image, kernel):
        return student.conv2d_strided.each((image, kernel, *way) for way in every_way)

    # However it is padded, it is linear; float32 would round here.
    for once, thrice in zip(
        in_every_way(image, kernel), in_every_way(3.0 * image, kernel), strict=True
    ):
        assert_close(thrice, 3.0 * array_of(once))
    for answer, as_floats in zip(in_every_way(*single), in_every_way(*floats), strict=True):
        assert_close(answer, array_of(as_floats))


@check(points=0.25, ko="앞서 부른 계산이 다음 계산에 남지 않아야 합니다.", hint="clean_function")
def test_repeated_calls(student, rng):
    """Nothing of one call is left in the next."""
    cases = [(whole(rng, 7, 7), whole(rng, 3, 3)) for _ in range(2)]
    # what a call says must not stand for what the next one leaves unsaid
    ways = [(1, 0), (), (2, 0), (2,), (1, 1), (), (3, "same"), (2,)]
    order = [0, 1, *rng.permutation(2), *rng.permutation(2)]
    calls = [(*cases[index], *way) for index in order for way in ways]
    answers = list(map(array_of, student.conv2d_strided.each(calls)))

    assert_different([answers[0], answers[8], answers[2], answers[10]])
    for turn, index in enumerate(order):
        _, plain, _, by_two, *_, plain_again, _, by_two_again = answers[8 * turn : 8 * turn + 8]
        assert_close(plain, answers[8 * index + 1])
        assert_close(plain_again, answers[8 * index + 1])
        assert_close(by_two, answers[8 * index + 3])
        assert_close(by_two_again, answers[8 * index + 3])


@check(
    points=0.25,
    ko="함수가 받은 배열은 그대로이고 결과는 새 배열이어야 합니다.",
    hint="clean_function",
)
def test_arguments_untouched(student, rng):
    """The arrays that come in stay as they were and the result is a new array."""
    copying = np.ones((1, 1))  # gives the image itself, but not the same memory
    ways = [(), (1, 0), (2, 0), (4, "valid"), (1, 1), (2, "same")]
    cases = [
        (rng.normal(size=(6, 6)), kernel, *way)
        for kernel in (copying, rng.normal(size=(3, 3)))
        for way in ways
    ]

    answers = assert_all_untouched(student.conv2d_strided, cases)
    assert_different(list(map(array_of, answers)))


@check(
    points=0.25,
    ko="축이 둘이 아니거나 빈 배열, 덧댄 영상보다 큰 커널은 ValueError여야 합니다.",
    hint="errors",
)
def test_wrong_arrays(student, rng):
    """Arrays without two axes or without cells, and kernels too large, are a ValueError."""
    image, one = whole(rng, 4, 6), np.ones((1, 1))
    array_of(student.conv2d_strided(image, whole(rng, 4, 6), 1))

    too_large = [
        (image, whole(rng, 5, 3), 1),
        (image, whole(rng, 3, 7), 1),
        (image, whole(rng, 5, 3), 2),  # floor(-1 / 2) + 1 is 0
        (image, whole(rng, 2, 8), 7),
        (image, whole(rng, 5, 7), 1, "valid"),
        (image, whole(rng, 7, 3), 2, 1),
        (image, whole(rng, 3, 9), 1, 1),
    ]
    images = (np.zeros((0, 6)), np.zeros((4, 0)), whole(rng, 6), whole(rng, 4, 6, 1))
    kernels = (np.zeros((0, 0)), np.zeros((2, 0)), whole(rng, 2), whole(rng, 2, 2, 1))
    kernels += (np.ones(1), np.ones((1, 1, 1)))
    # a kernel of a single 1 leaves nothing to compute, and the input is as wrong
    ways = [(), (1, "same"), (1, "valid"), (2, 1)]
    wrong = [(given, one, *way) for given in images for way in ways]
    wrong += [(image, kernel) for kernel in kernels]
    wrong += [(given, np.ones(given.shape)) for given in images]  # one place
    wrong += [(whole(rng, 4, 6, 2), whole(rng, 2, 2, 2)), (np.zeros((0, 6)), one, 1, 2)]
    assert_value_errors(student.conv2d_strided, too_large + wrong)


@check(points=0.25, ko="1보다 작은 보폭은 ValueError여야 합니다.", hint="errors")
def test_wrong_strides(student, rng):
    """A stride below 1 is a ValueError."""
    image, kernel = whole(rng, 6, 5), whole(rng, 2, 3)
    array_of(student.conv2d_strided(image, kernel, 1))

    strides = (0, -1, -2, (0, 1), (1, 0), (2, -1), [-1, 2], (-2, -2))
    steps = [(stride, 0) for stride in strides]
    steps += [(stride, padding) for stride in (0, (2, -1)) for padding in ("valid", "same", 1)]
    # one place, or a kernel of a single 1: the stride moves nothing, and is as wrong
    inputs = [(image, kernel), (image, image), (image, np.ones((1, 1)))]
    wrong = [(*pair, *step) for pair in inputs for step in steps]
    assert_value_errors(student.conv2d_strided, wrong)


@check(points=0.25, ko="음수 덧대기와 모르는 낱말은 ValueError여야 합니다.", hint="errors")
def test_wrong_padding(student, rng):
    """Negative padding and unknown words are a ValueError."""
    image, kernel = whole(rng, 6, 5), whole(rng, 2, 3)
    array_of(student.conv2d_strided(image, kernel, 1, 0))

    words = (-1, -2, np.int64(-1), "full", "reflect")
    wrong = [
        (image, weights, stride, padding)
        for padding in words
        for stride in (1, 2)
        for weights in (kernel, np.ones((1, 1)))
    ]
    assert_value_errors(student.conv2d_strided, wrong)
