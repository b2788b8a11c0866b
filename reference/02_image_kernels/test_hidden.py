"""Hidden checks of exercise 02: random pictures against the reference, and properties."""

import numpy as np

from grader.checks import (
    array_of,
    assert_close,
    assert_true,
    assert_untouched,
    assert_value_error,
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


def compare(student, reference, image, kernel, border=(0, 0)):
    """Filter one picture; the reference's sums tell what may come out."""
    sums = reference.filtered_sums(image, reference.checked_kernel(kernel))
    assert_picture(student.apply_kernel(image, kernel), sums, border)


@check(
    points=0.75,
    ko="apply_kernel: 모양이 다양한 영상과 커널에서 안쪽 값이 맞습니다.",
    hint="sliding",
)
def test_inner_pixels(student, reference, rng):
    """apply_kernel: pictures and kernels of many shapes give the right values inside."""
    for shape, sides in [
        ((7, 7), (3, 3)),
        ((6, 9), (3, 3)),
        ((9, 6), (5, 3)),
        ((8, 7), (1, 5)),
        ((5, 3), (3, 1)),
        ((4, 5), (1, 1)),
        ((30, 64), (5, 7)),
    ]:
        image = picture(rng, shape, high=4)
        kernel = rng.integers(0, 3, size=sides)  # whole sums, at most 210

        compare(student, reference, image, kernel, border=(sides[0] // 2, sides[1] // 2))


@check(
    points=0.5,
    ko="apply_kernel: 3×3 커널에서 가장자리까지 모두 맞습니다.",
    hint="border",
)
def test_border_of_3x3(student, reference, rng):
    """apply_kernel: with 3×3 kernels every pixel is right, those at the border too."""
    for shape in [(6, 6), (4, 9), (9, 4), (2, 2), (1, 8), (8, 1), (1, 1), (5, 3)]:
        image = picture(rng, shape, low=3, high=14)

        compare(student, reference, image, even_weights(rng, (3, 3)))


@check(
    points=0.25,
    ko="apply_kernel: 큰 커널, 영상보다 큰 커널에서도 가장자리가 맞습니다.",
    hint="border",
)
def test_border_of_large_kernels(student, reference, rng):
    """apply_kernel: the border is right with large kernels, even larger than the picture."""
    for shape, sides in [
        ((6, 7), (5, 5)),
        ((6, 7), (5, 3)),
        ((4, 5), (7, 1)),
        ((8, 9), (1, 7)),
        ((2, 3), (7, 5)),
        ((1, 6), (3, 5)),
        ((1, 1), (5, 5)),
    ]:
        image = picture(rng, shape, low=1, high=4)

        compare(student, reference, image, even_weights(rng, sides))


@check(
    points=0.5,
    ko="apply_kernel: 합이 음수이거나 255를 넘으면 0과 255가 됩니다.",
    hint="clipping",
)
def test_clipping(student, reference, rng):
    """apply_kernel: sums below zero and above 255 become 0 and 255."""
    for side in (3, 5):
        kernel = 2 - 3 * even_weights(rng, (side, side))  # 2, -1 and -4
        kernel[side // 2, side // 2] = 15

        compare(student, reference, picture(rng, (9, 9)), kernel, (side // 2, side // 2))
    for factor in (-1, 2, 300, -70_000):  # far outside, where an integer type wraps around, too
        compare(student, reference, picture(rng, (6, 6)), np.array([[factor]]))


@check(
    points=0.25,
    ko="apply_kernel: 소수인 합은 가장 가까운 정수가 됩니다.",
    hint="rounding",
)
def test_rounding(student, reference, rng):
    """apply_kernel: sums with a fraction become the nearest integer."""
    compare(student, reference, picture(rng, (14, 14), high=250), BLUR, border=(1, 1))
    for side in (3, 5, 1):
        kernel = 0.1 + rng.random() + even_weights(rng, (side, side))
        kernel *= 0.9 / kernel.sum()  # no sum leaves 0 ... 255

        compare(student, reference, picture(rng, (12, 12)), kernel, (side // 2, side // 2))


@check(
    points=0.5,
    ko="apply_kernel: 채널이 하나든 다섯이든 채널마다 따로 계산되고 모양이 남습니다.",
    hint="channels",
)
def test_channels(student, reference, rng):
    """apply_kernel: one channel or five, each is filtered on its own and the shape stays."""
    for shape in [(6, 7, 3), (7, 5, 1), (5, 6, 2), (6, 4, 4), (3, 8, 5), (3, 3, 3)]:
        image = picture(rng, shape, low=1, high=14)
        kernel = rng.integers(0, 3, size=(3, 3))

        compare(student, reference, image, kernel, border=(1, 1))
        compare(student, reference, image, np.array([[3]]))

    image, kernel = picture(rng, (6, 8, 3)), rng.normal(size=(5, 3))
    together = array_of(student.apply_kernel(image, kernel), shape=image.shape)
    for c in range(3):  # border, clipping and rounding are as in a grey picture, right or wrong
        assert_close(together[:, :, c], array_of(student.apply_kernel(image[:, :, c], kernel)))


@check(
    points=0.25,
    ko="apply_kernel: bool, uint8, int8, float32 커널과 리스트도 받습니다.",
    hint="kernel_types",
)
def test_kernel_types(student, reference, rng):
    """apply_kernel: kernels of bool, uint8, int8 and float32, and lists, are fine."""
    dark, bright = picture(rng, (7, 7), high=10), picture(rng, (7, 7), low=128)
    weights = even_weights(rng, (3, 3))
    weights[1, 1] = 2

    for kind in (np.uint8, bool, np.int8, np.float32):
        kernel = weights.astype(kind)
        compare(student, reference, dark, kernel, border=(1, 1))
        compare(student, reference, dark, kernel.tolist(), border=(1, 1))
        compare(student, reference, bright, np.array([[1]], dtype=kind))
    compare(student, reference, bright, np.array([[2]], dtype=np.uint8))  # 2 x 128 is no uint8


@check(points=0.25, ko="apply_kernel: 결과의 자료형은 언제나 uint8입니다.", hint="result_type")
def test_uint8_result(student, rng):
    """apply_kernel: the result is uint8, whatever the kernel's type."""
    for shape in [(5, 5), (5, 5, 3)]:
        image = picture(rng, shape)
        for kernel in [np.array([[1]]), np.array([[1.0]]), np.array([[1]], dtype=np.float32)]:
            assert_close(student.apply_kernel(image, kernel), image, dtype=np.uint8)


@check(
    points=0.25,
    ko="apply_kernel: 인수를 바꾸지 않고 새 배열을 돌려줍니다.",
    hint="clean_function",
    requires=["test_worked_blur"],
)
def test_picture_untouched(student, rng):
    """apply_kernel: the arguments stay as they were, and the result is an array of its own."""
    identity = np.zeros((3, 3))
    identity[1, 1] = 1.0
    for shape in [(5, 5), (5, 5, 3)]:
        for kernel in (identity, BLUR, np.array([[1]])):
            array_of(assert_untouched(student.apply_kernel, picture(rng, shape), kernel))


@check(
    points=0.25,
    ko="apply_kernel: 앞서 부른 계산이 다음 계산에 남지 않습니다.",
    hint="clean_function",
)
def test_repeated_pictures(student, reference, rng):
    """apply_kernel: nothing of one call is left in the next."""
    images = [picture(rng, (6, 6), high=10) for _ in range(3)]
    kernels = [even_weights(rng, (3, 3)) for _ in range(3)]

    for index in np.concatenate([rng.permutation(9), rng.permutation(9)]):
        image, kernel = images[index % 3], kernels[index // 3]
        compare(student, reference, image, kernel, border=(1, 1))


@check(points=0.25, ko="apply_kernel: 맞지 않는 영상은 ValueError입니다.", hint="errors")
def test_wrong_pictures(student):
    """apply_kernel: an image of another type or rank, or an empty one, is a ValueError."""
    kernel = np.ones((3, 3))
    image = np.ones((5, 5), dtype=np.uint8)
    array_of(student.apply_kernel(image, kernel), shape=(5, 5))

    for kind in (bool, np.int8, np.int64, np.uint16, np.float32, np.float64):
        assert_value_error(student.apply_kernel, image.astype(kind), kernel)
    for shape in [(5,), (2, 4, 5, 3), (0, 5), (4, 0), (4, 5, 0), (0, 0, 3)]:
        wrong = np.ones(shape, dtype=np.uint8)
        assert_value_error(student.apply_kernel, wrong, kernel)
        assert_value_error(student.apply_kernel, wrong, np.ones((1, 1)))  # needs no padding


@check(points=0.25, ko="apply_kernel: 맞지 않는 커널은 ValueError입니다.", hint="errors")
def test_wrong_kernels(student):
    """apply_kernel: a kernel with an even side or of another rank is a ValueError."""
    image = np.ones((7, 7), dtype=np.uint8)
    array_of(student.apply_kernel(image, np.ones((3, 3))), shape=(7, 7))

    for shape in [(2, 2), (3, 2), (4, 3), (1, 6), (3,), (3, 3, 3), (3, 3, 1), (0, 0), (0, 3)]:
        assert_value_error(student.apply_kernel, image, np.ones(shape))


@check(
    points=0.5,
    ko="edge_magnitude: 모양이 다양한 영상에서 안쪽 값이 맞습니다.",
    hint="magnitude",
)
def test_inner_edges(student, reference, rng):
    """edge_magnitude: pictures of many shapes have the right values inside."""
    for shape in [(7, 7), (5, 9), (9, 4), (3, 3), (24, 40)]:
        image = rng.normal(scale=100.0, size=shape)

        given = array_of(student.edge_magnitude(image), shape=shape)
        assert_close(given[1:-1, 1:-1], reference.edge_magnitude(image)[1:-1, 1:-1])


@check(
    points=0.25,
    ko="edge_magnitude: 가장자리와 한 줄짜리 영상에서도 맞습니다.",
    hint="border",
)
def test_edges_at_the_border(student, reference, rng):
    """edge_magnitude: the border and pictures of a single row are right as well."""
    for length, times in [(6, 5), (7, 1), (2, 2), (1, 1)]:
        stripes = np.tile(rng.normal(size=length) + 5.0, (times, 1))  # no edge but upright ones

        assert_close(student.edge_magnitude(stripes), reference.edge_magnitude(stripes))
        assert_close(student.edge_magnitude(stripes.T), reference.edge_magnitude(stripes.T))


@check(
    points=0.25,
    ko="edge_magnitude: 어떤 자료형을 넣어도 float64로 계산하고 float64로 돌려줍니다.",
    hint="edge_types",
)
def test_edge_types(student, rng):
    """edge_magnitude: any type goes in; it is computed in, and given back as, float64."""
    image = picture(rng, (6, 6))
    single = (image / 7).astype(np.float32)
    pictures = [image, image > 127, image.astype(np.int64) - 128, single]

    for given in pictures:
        plain = array_of(student.edge_magnitude(given.astype(np.float64)), shape=(6, 6))
        assert_true(plain.max() > 0.0, **MUST_SHOW)
        assert_close(student.edge_magnitude(given), plain, dtype=np.float64)
        assert_close(student.edge_magnitude(given.tolist()), plain, dtype=np.float64)


@check(
    points=0.25,
    ko="edge_magnitude: 밝기를 더해도 그대로이고, −2배 하면 두 배이며, 영상과 함께 돕니다.",
    hint="magnitude",
)
def test_edge_properties(student, rng):
    """edge_magnitude: added light changes nothing, times -2 doubles it, and it turns along."""
    image = rng.normal(scale=50.0, size=(7, 7))
    plain = array_of(student.edge_magnitude(image), shape=(7, 7))[1:-1, 1:-1]
    assert_true(plain.max() > 0.0, **MUST_SHOW)

    for changed, expected in [
        (image + 100.0, plain),
        (-2.0 * image, 2.0 * plain),
        (image.T, plain.T),
        (image[::-1, ::-1], plain[::-1, ::-1]),
    ]:
        edges = array_of(student.edge_magnitude(changed), shape=changed.shape)
        assert_close(edges[1:-1, 1:-1], expected)


@check(
    points=0.25,
    ko="edge_magnitude: 인수를 바꾸지 않고, 앞서 부른 계산이 남지 않습니다.",
    hint="clean_function",
)
def test_edges_clean(student, rng):
    """edge_magnitude: the argument stays as it was, and nothing of one call is left in the next."""
    images = [rng.normal(size=(5, 5)) for _ in range(2)]
    first = [array_of(assert_untouched(student.edge_magnitude, x), shape=(5, 5)) for x in images]

    assert_true(
        not np.array_equal(first[0], first[1]),
        en="Two different pictures cannot have exactly the same edges.",
        ko="서로 다른 두 영상의 모서리가 꼭 같을 수는 없습니다.",
    )
    for index in (1, 0, 0, 1):
        assert_close(student.edge_magnitude(image=images[index]), first[index])


@check(points=0.25, ko="edge_magnitude: 맞지 않는 영상은 ValueError입니다.", hint="errors")
def test_wrong_edges(student):
    """edge_magnitude: an image of another rank, or an empty one, is a ValueError."""
    array_of(student.edge_magnitude(np.ones((5, 5))), shape=(5, 5))

    for shape in [(5,), (4, 5, 3), (4, 5, 1), (0, 5), (4, 0), (0, 0)]:
        assert_value_error(student.edge_magnitude, np.ones(shape))
