"""Hidden checks of exercise 02: random pictures against the reference, and properties."""

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

BLUR = np.array([[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]])
# A sum this close to a half may become either neighbour: right solutions add in other orders.
TIE = 1e-6
MUST_SHOW = {
    "en": "A picture of noise must show edges.",
    "ko": "잡음으로 된 영상에는 모서리가 있어야 합니다.",
}


def picture(rng, shape, low=0, high=256):
    """A random picture, `high` left out."""
    return rng.integers(low, high, size=shape, dtype=np.uint8)


def even_weights(rng, sides):
    """A kernel of 0, 1 and 2 that a flip does not change: flips are another check's topic."""
    half = rng.integers(0, 3, size=sides)
    even = np.maximum(half, half[::-1, ::-1])
    return np.maximum(even, even.T) if sides[0] == sides[1] else even


def assert_picture(actual, sums, border=(0, 0)):
    """The student's picture is `sums`, rounded and clipped, leaving out `border` rows, columns."""
    given = array_of(actual, shape=sums.shape)
    rows, columns = border
    inner = np.s_[rows : sums.shape[0] - rows, columns : sums.shape[1] - columns]
    given, sums = given[inner], sums[inner]

    below = np.clip(np.ceil(sums - 0.5 - TIE), 0, 255)
    above = np.clip(np.floor(sums + 0.5 + TIE), 0, 255)  # differs from `below` at ties alone
    assert_close(given, np.where(given == below, below, above))


def compare(student, reference, cases):
    """Filter pictures, (image, kernel) each; the reference's sums tell what may come out."""
    for (image, kernel), answer in zip(cases, student.apply_kernel.each(cases), strict=True):
        sums = reference.filtered_sums(image, reference.checked_kernel(kernel))
        assert_picture(answer, sums)


def compare_inside(student, reference, cases):
    """As `compare`, without the pixels at the border, where the kernel leaves the picture."""
    for (image, kernel), answer in zip(cases, student.apply_kernel.each(cases), strict=True):
        weights = reference.checked_kernel(kernel)
        border = weights.shape[0] // 2, weights.shape[1] // 2
        assert_picture(answer, reference.filtered_sums(image, weights), border)


@check(
    points=0.75,
    ko="apply_kernel: 모양이 다양한 영상과 커널에서 안쪽 값이 맞아야 합니다.",
    hint="sliding",
)
def test_inner_pixels(student, reference, rng):
    """apply_kernel: pictures and kernels of many shapes must give the right values inside."""
    sizes = [
        ((7, 7), (3, 3)),
        ((6, 9), (3, 3)),
        ((9, 6), (5, 3)),
        ((8, 7), (1, 5)),
        ((5, 3), (3, 1)),
        ((4, 5), (1, 1)),
        ((30, 64), (5, 7)),
    ]
    # Kernels of whole numbers: sums of at most 210.
    cases = [
        (picture(rng, shape, high=4), rng.integers(0, 3, size=sides)) for shape, sides in sizes
    ]

    compare_inside(student, reference, cases)


@check(
    points=0.5,
    ko="apply_kernel: 3×3 커널에서 가장자리까지 모두 맞아야 합니다.",
    hint="border",
)
def test_border_of_3x3(student, reference, rng):
    """apply_kernel: with 3×3 kernels every pixel must be right, those at the border too."""
    shapes = [(6, 6), (4, 9), (9, 4), (2, 2), (1, 8), (8, 1), (1, 1), (5, 3)]
    pictures = [picture(rng, shape, low=3, high=14) for shape in shapes]

    compare(student, reference, [(image, even_weights(rng, (3, 3))) for image in pictures])


@check(
    points=0.25,
    ko="apply_kernel: 큰 커널, 영상보다 큰 커널에서도 가장자리가 맞아야 합니다.",
    hint="border",
)
def test_border_of_large_kernels(student, reference, rng):
    """apply_kernel: the border must be right with large kernels, even larger than the picture."""
    sizes = [
        ((6, 7), (5, 5)),
        ((6, 7), (5, 3)),
        ((4, 5), (7, 1)),
        ((8, 9), (1, 7)),
        ((2, 3), (7, 5)),
        ((1, 6), (3, 5)),
        ((1, 1), (5, 5)),
    ]
    cases = [
        (picture(rng, shape, low=1, high=4), even_weights(rng, sides)) for shape, sides in sizes
    ]

    compare(student, reference, cases)


@check(
    points=0.5,
    ko="apply_kernel: 합이 음수이거나 255를 넘으면 0과 255가 되어야 합니다.",
    hint="clipping",
)
def test_clipping(student, reference, rng):
    """apply_kernel: sums below zero and above 255 become 0 and 255."""
    cases = []
    for side in (3, 5):
        kernel = 2 - 3 * even_weights(rng, (side, side))  # 2, -1 and -4
        kernel[side // 2, side // 2] = 15
        cases.append((picture(rng, (9, 9)), kernel))
    factors = (-1, 2, 300, -70_000)  # far outside, where an integer type wraps around, too
    cases += [(picture(rng, (6, 6)), np.array([[factor]])) for factor in factors]
    cases.append((picture(rng, (6, 6)), np.diag([3, -1, -2])))  # adds up to 0

    compare_inside(student, reference, cases)


@check(
    points=0.25,
    ko="apply_kernel: 소수인 합은 가장 가까운 정수가 되어야 합니다.",
    hint="rounding",
)
def test_rounding(student, reference, rng):
    """apply_kernel: sums with a fraction become the nearest integer."""
    cases = [(picture(rng, (14, 14), high=250), BLUR)]
    for side in (3, 5, 1):
        kernel = 0.1 + rng.random() + even_weights(rng, (side, side))
        kernel *= 0.9 / kernel.sum()  # no sum leaves 0 ... 255
        cases.append((picture(rng, (12, 12)), kernel))

    compare_inside(student, reference, cases)


@check(
    points=0.5,
    ko="apply_kernel: 채널이 하나든 다섯이든 채널마다 따로 계산되고 모양이 남아야 합니다.",
    hint="channels",
)
def test_channels(student, reference, rng):
    """apply_kernel: one channel or five, each is filtered on its own and the shape stays."""
    shapes = [(7, 7, 3), (5, 5, 1), (6, 6, 2), (4, 4, 4), (8, 8, 5), (3, 3, 3)]
    pictures = [picture(rng, shape, low=1, high=14) for shape in shapes]
    cases = [(image, rng.integers(0, 3, size=(3, 3))) for image in pictures]
    cases += [(image, np.array([[3]])) for image in pictures[:3]]

    compare_inside(student, reference, cases)
    image, kernel = picture(rng, (8, 8, 3)), rng.normal(size=(5, 3))
    together = array_of(student.apply_kernel(image, kernel), shape=image.shape)
    alone = student.apply_kernel.each((image[:, :, channel], kernel) for channel in range(3))
    for channel, filtered in enumerate(alone):  # as a grey picture is filtered, right or wrong
        assert_close(together[:, :, channel], array_of(filtered))


@check(
    points=0.25,
    ko="apply_kernel: bool, uint8, int8, float32 커널과 리스트도 받아야 합니다.",
    hint="kernel_types",
)
def test_kernel_types(student, rng):
    """apply_kernel: kernels of bool, uint8, int8 and float32, and lists, are fine."""
    pairs = []

    def add(image, kernel):
        pairs.append(((image, kernel), (image, np.asarray(kernel, dtype=np.float64))))

    add(picture(rng, (7, 7), low=128), np.array([[2]], dtype=np.uint8))  # 2 x 128 is no uint8
    for kind in (np.uint8, bool, np.int8, np.float32):
        kernel = even_weights(rng, (3, 3))
        kernel[1, 1] = 2
        add(picture(rng, (7, 7), high=10), kernel.astype(kind))
        add(picture(rng, (7, 7), high=10), kernel.astype(kind).tolist())
        add(picture(rng, (7, 7), low=128), np.array([[1]], dtype=kind))

    assert_alike(student.apply_kernel, pairs)


@check(
    points=0.25,
    ko="apply_kernel: 인수를 바꾸지 않고 새 배열을 돌려주어야 합니다.",
    hint="clean_function",
)
def test_picture_untouched(student, rng):
    """apply_kernel: the arguments stay as they were, and the result is an array of its own."""
    identity = np.zeros((3, 3))
    identity[1, 1] = 1.0
    cases = [
        (picture(rng, shape), kernel)
        for shape in [(5, 5), (5, 5, 3)]
        for kernel in (identity, BLUR, np.array([[1]]), BLUR)
    ]

    assert_different(list(map(array_of, assert_all_untouched(student.apply_kernel, cases))))


@check(
    points=0.25,
    ko="apply_kernel: 앞서 부른 계산이 다음 계산에 남지 않아야 합니다.",
    hint="clean_function",
)
def test_repeated_pictures(student, rng):
    """apply_kernel: nothing of one call is left in the next."""
    images = [picture(rng, (6, 6), low=40) for _ in range(3)]
    kernels = [np.eye(3) / 3, np.fliplr(np.eye(3)) / 4]
    cases = [(image, kernel) for image in images for kernel in kernels]
    order = rng.permutation(6)
    asked = [*cases, *(cases[index] for index in order)]

    answers = list(map(array_of, student.apply_kernel.each(asked)))

    assert_different(answers[:6])
    for index, answer in zip(order, answers[6:], strict=True):
        assert_close(answer, answers[index])


@check(points=0.25, ko="apply_kernel: 맞지 않는 영상은 ValueError여야 합니다.", hint="errors")
def test_wrong_pictures(student):
    """apply_kernel: an image of another type or rank, or an empty one, is a ValueError."""
    image = np.ones((5, 5), dtype=np.uint8)
    array_of(student.apply_kernel(image, np.ones((3, 3))))

    kinds = (bool, np.int8, np.int64, np.uint16, np.float32, np.float64)
    shapes = [(5,), (2, 4, 5, 3), (0, 5), (4, 0), (4, 5, 0), (0, 0, 3)]
    wrong = [*map(image.astype, kinds), *(np.ones(shape, dtype=np.uint8) for shape in shapes)]
    identity = np.zeros((3, 3))
    identity[1, 1] = 1.0
    kernels = (np.ones((3, 3)), identity, np.ones((1, 1)))  # the last two ask for no work
    assert_value_errors(
        student.apply_kernel, [(one, kernel) for one in wrong for kernel in kernels]
    )


@check(points=0.25, ko="apply_kernel: 맞지 않는 커널은 ValueError여야 합니다.", hint="errors")
def test_wrong_kernels(student):
    """apply_kernel: a kernel with an even side or of another rank is a ValueError."""
    image = np.ones((7, 7), dtype=np.uint8)
    array_of(student.apply_kernel(image, np.ones((3, 3))))

    shapes = [(2, 2), (3, 2), (4, 3), (1, 6), (3,), (3, 3, 3), (3, 3, 1), (0, 0), (0, 3)]
    shapes += [(1,), (1, 1, 1), (1, 2), (7,), (6, 6)]
    assert_value_errors(student.apply_kernel, [(image, np.ones(shape)) for shape in shapes])


@check(
    points=0.5,
    ko="edge_magnitude: 모양이 다양한 영상에서 안쪽 값이 맞아야 합니다.",
    hint="magnitude",
)
def test_inner_edges(student, reference, rng):
    """edge_magnitude: pictures of many shapes have the right values inside."""
    shapes = [(7, 7), (5, 9), (9, 4), (3, 3), (24, 40)]
    images = [rng.normal(scale=100.0, size=shape) for shape in shapes]

    for image, edges in zip(images, student.edge_magnitude.each(zip(images)), strict=True):
        given = array_of(edges, shape=image.shape)
        assert_close(given[1:-1, 1:-1], reference.edge_magnitude(image)[1:-1, 1:-1])


@check(
    points=0.25,
    ko="edge_magnitude: 가장자리와 한 줄짜리 영상에서도 맞아야 합니다.",
    hint="border",
)
def test_edges_at_the_border(student, reference, rng):
    """edge_magnitude: the border and pictures of a single row must be right as well."""
    # No edges but upright ones, and these turned.
    sizes = [(6, 5), (7, 1), (2, 2), (1, 1)]
    stripes = [np.tile(rng.normal(size=length) + 5.0, (times, 1)) for length, times in sizes]
    cases = zip([*stripes, *(image.T for image in stripes)])

    assert_same(student.edge_magnitude, reference.edge_magnitude, cases)


@check(
    points=0.25,
    ko="edge_magnitude: 어떤 자료형을 넣어도 float64로 계산하고 float64로 돌려주어야 합니다.",
    hint="edge_types",
)
def test_edge_types(student, rng):
    """edge_magnitude: any type goes in; it is computed in, and given back as, float64."""
    image = picture(rng, (6, 6))
    single = (image / 7).astype(np.float32)
    pictures = [image, image > 127, image.astype(np.int64) - 128, single]

    floats = student.edge_magnitude.each((given.astype(np.float64),) for given in pictures)
    typed = student.edge_magnitude.each(zip(pictures))
    lists = student.edge_magnitude.each((given.tolist(),) for given in pictures)
    for answer, *others in zip(floats, typed, lists, strict=True):
        plain = array_of(answer)
        assert_true(plain.max() > 0.0, **MUST_SHOW)
        for other in others:
            assert_close(other, plain, dtype=np.float64)


@check(
    points=0.25,
    ko="edge_magnitude: 밝기를 더해도 그대로이고, −2배 하면 두 배이며, 영상과 함께 돌아야 합니다.",
    hint="magnitude",
)
def test_edge_properties(student, rng):
    """edge_magnitude: added light changes nothing, times -2 doubles it, and it turns along."""
    image = rng.normal(scale=50.0, size=(7, 7))
    changed = [image, image + 100.0, -2.0 * image, image.T, image[::-1, ::-1]]
    answers = map(array_of, student.edge_magnitude.each(zip(changed)))
    plain, *others = (edges[1:-1, 1:-1] if edges.shape == (7, 7) else edges for edges in answers)

    assert_true(plain.max() > 0.0, **MUST_SHOW)
    expected = [plain, 2.0 * plain, plain.T, plain[::-1, ::-1]]
    for edges, wanted in zip(others, expected, strict=True):
        assert_close(edges, wanted)


@check(
    points=0.25,
    ko="edge_magnitude: 인수를 바꾸지 않고, 앞서 부른 계산이 남지 않아야 합니다.",
    hint="clean_function",
)
def test_edges_clean(student, rng):
    """edge_magnitude: the argument stays as it was, and nothing of one call is left in the next."""
    images = [rng.normal(size=(5, 5)) for _ in range(2)]
    edges = assert_all_untouched(student.edge_magnitude, zip(images))
    first = list(map(array_of, edges))

    assert_different(first)
    order = (1, 0, 0, 1)
    again = student.edge_magnitude.each((images[index],) for index in order)
    for index, answer in zip(order, again, strict=True):
        assert_close(answer, first[index])
    assert_close(student.edge_magnitude(image=images[0]), first[0])


@check(points=0.25, ko="edge_magnitude: 맞지 않는 영상은 ValueError여야 합니다.", hint="errors")
def test_wrong_edges(student):
    """edge_magnitude: an image of another rank, or an empty one, is a ValueError."""
    array_of(student.edge_magnitude(np.ones((5, 5))))

    shapes = [(5,), (4, 5, 3), (4, 5, 1), (0, 5), (4, 0), (0, 0), (), (1,), (1, 1, 1)]
    flat = [np.ones(shape) for shape in shapes]  # no edges, and nothing to compute
    uneven = [np.arange(one.size).reshape(one.shape) for one in flat]
    assert_value_errors(student.edge_magnitude, zip([*flat, *uneven]))
