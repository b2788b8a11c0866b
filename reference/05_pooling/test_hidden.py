"""Hidden checks of exercise 05: random maps against the reference, and properties of pooling."""

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

# (shape, size, stride): windows that touch, overlap, leave gaps, leave a remainder, fill the image.
GEOMETRIES = [
    ((4, 4), 2, None),
    ((5, 7), 2, None),
    ((7, 4, 3), 3, 2),
    ((6, 9, 1), 2, 3),
    ((1, 8), 1, 3),
    ((9, 1, 2), 1, None),
    ((6, 6), 6, None),
    ((3, 11, 2), 3, 4),
    ((11, 3), 3, 1),
    ((1, 1), 1, None),
    ((10, 8, 4), 4, 3),
    ((5, 6, 3), 2, 9),
    ((64, 37, 3), 2, None),
]

# Each twice: an array that is kept for results of one size is returned again.
UNTOUCHED = 2 * [((4, 6, 2), 2, 1), ((5, 5), 1, 1), ((3, 4, 1), 1, 2)]


def compare_on_random_maps(student, reference, rng, name):
    """Call one pooling on every geometry in shuffled order, and two times without a stride."""
    geometries = [GEOMETRIES[index] for index in rng.permutation(len(GEOMETRIES))]
    geometries += [((4, 4), 2), ((5, 8, 2), 3)]  # None and nothing at all mean the same
    # Averages of these are whole numbers: precision is a matter of the checks of types alone.
    cases = [(whole(rng, shape) * steps[0] ** 2, *steps) for shape, *steps in geometries]

    assert_same(getattr(student, name), getattr(reference, name), cases)


def whole(rng, shape):
    """Random whole numbers as floats, none of them 0."""
    return rng.integers(1, 10, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def compare_on_levels(student, reference, rng, name, sign):
    """Call one function on maps of one sign, each at another height, also far from 0."""
    levels = [(0.1, 0.5), (300.0, 900.0), (2000.0, 9000.0), (2e6, 3e6)]
    drawn = [sign * rng.uniform(*level, size=(6, 6)) for level in levels]
    cases = [(image.astype(np.float32).astype(np.float64), 2, 2) for image in drawn]

    assert_same(getattr(student, name), getattr(reference, name), cases)


def assert_types_change_nothing(function, rng, *numbers):
    """Maps whose type overflows, truncates or rounds when it is kept give the same values.

    Args:
        function: the student's.
        rng: draws the maps.
        numbers: size and stride, to be given as np.int64 as well.
    """
    bright = rng.integers(128, 256, size=(6, 6, 3), dtype=np.uint8)
    bright[1, 1] = bright[2, 3] = 0
    signed = rng.integers(-200, 200, size=(6, 6, 2))
    bits = rng.random((6, 6, 2)) < 0.6
    single = rng.normal(loc=100.0, size=(6, 6, 5)).astype(np.float32)  # far above the tolerance
    in_lists = (signed / 7).tolist()
    kinds = (bright, signed, bits, single, in_lists)
    pairs = [((image,), (np.array(image, dtype=np.float64),)) for image in kinds]
    if numbers:
        image = rng.normal(size=(8, 8))
        pairs.append(((image, *map(np.int64, numbers)), (image, *numbers)))
    assert_alike(function, pairs)

    image = single.astype(np.float64)
    all_of_it, part = function.each([(image,), (0.37 * image,)])
    assert_close(part, 0.37 * array_of(all_of_it))  # not if either was stored with fewer digits


def require_different_cells(*pooled):
    """Which values random maps give is for other checks; one value alone they cannot give."""
    assert_true(
        np.unique(np.concatenate([cells.ravel() for cells in pooled])).size > 1,
        en="The results for random images must not consist of one and the same value.",
        ko="임의의 영상에서 나온 결과의 값이 모두 같을 수는 없습니다.",
    )


def refuse_wrong_maps_and_sizes(pool):
    """Three calls are right; in all others the map, the size or the stride is wrong."""
    image = np.arange(24.0).reshape(4, 6)
    fits = [(image, 1, 1), (image, 4, 9), (image.reshape(3, 4, 2), 1, 1)]  # 4: all the height
    for pooled in pool.each(fits):
        array_of(pooled)

    wrong = [(0, 1), (-1, 1), (0, None), (2, 0), (2, -1), (5, None), (5, 1)]
    wrong += [(1, 0), (1, -1), (4, 0), (4, -2), (0, 0)]  # windows of one cell, or one window
    shapes = [(), (4,), (1, 3, 4, 2), (0, 4, 2), (3, 4, 0), (4, 0), (1,), (1, 1, 1, 1)]
    square = image[:, :4]
    cases = [(given, *steps) for given in (image, square) for steps in wrong]
    cases += [(np.zeros(shape), *steps) for shape in shapes for steps in [(1,), (1, 1), (1, 2)]]
    assert_value_errors(pool, [*cases, (image.T, 5), (image[:1],), (np.ones((1, 1)), 2)])


@check(
    points=0.25,
    ko="max_pool2d: 창의 값이 모두 음수여도 최댓값은 창 안의 값이어야 합니다.",
    hint="extremes",
)
def test_maximum_of_negative_values(student, reference, rng):
    """max_pool2d: the maximum comes from the window where all values are negative, too."""
    compare_on_levels(student, reference, rng, "max_pool2d", sign=-1.0)


@check(
    points=0.25,
    ko="min_pool2d: 창의 값이 모두 커도(255보다 커도) 최솟값은 창 안의 값이어야 합니다.",
    hint="extremes",
)
def test_minimum_of_large_values(student, reference, rng):
    """min_pool2d: the minimum comes from the window where all values are large (above 255), too."""
    compare_on_levels(student, reference, rng, "min_pool2d", sign=1.0)


@check(points=0.5, ko="임의의 특징 맵과 크기, 보폭에서 최대 풀링이 맞아야 합니다.", hint="windows")
def test_max_on_random_maps(student, reference, rng):
    """Max pooling must be right on random maps of many sizes and strides."""
    compare_on_random_maps(student, reference, rng, "max_pool2d")


@check(points=0.5, ko="임의의 특징 맵과 크기, 보폭에서 평균 풀링이 맞아야 합니다.", hint="average")
def test_average_on_random_maps(student, reference, rng):
    """Average pooling must be right on random maps of many sizes and strides."""
    compare_on_random_maps(student, reference, rng, "avg_pool2d")


@check(points=0.5, ko="임의의 특징 맵과 크기, 보폭에서 최소 풀링이 맞아야 합니다.", hint="windows")
def test_minimum_on_random_maps(student, reference, rng):
    """Min pooling must be right on random maps of many sizes and strides."""
    compare_on_random_maps(student, reference, rng, "min_pool2d")


@check(
    points=0.75,
    ko="임의의 특징 맵에서 전역 평균 풀링이 채널마다 평균 하나를 주어야 합니다.",
    hint="global_average",
)
def test_global_average_on_random_maps(student, reference, rng):
    """Global average pooling gives one average a channel on random maps."""
    shapes = [(4, 4, 3), (5, 2, 7), (1, 6, 2), (6, 1, 1), (1, 1, 5), (3, 3, 3), (40, 23, 4)]
    cases = [(whole(rng, shape) * shape[0] * shape[1],) for shape in shapes]  # whole averages

    assert_same(student.global_avg_pool2d, reference.global_avg_pool2d, cases)


@check(points=0.25, ko="max_pool2d: 다른 자료형도 float64로 계산해야 합니다.", hint="number_type")
def test_maximum_of_other_types(student, rng):
    """max_pool2d: other types are computed in float64."""
    assert_types_change_nothing(student.max_pool2d, rng, 3, 2)


@check(points=0.25, ko="avg_pool2d: 다른 자료형도 float64로 계산해야 합니다.", hint="number_type")
def test_average_of_other_types(student, rng):
    """avg_pool2d: other types are computed in float64."""
    assert_types_change_nothing(student.avg_pool2d, rng, 3, 2)


@check(points=0.25, ko="min_pool2d: 다른 자료형도 float64로 계산해야 합니다.", hint="number_type")
def test_minimum_of_other_types(student, rng):
    """min_pool2d: other types are computed in float64."""
    assert_types_change_nothing(student.min_pool2d, rng, 3, 2)


@check(
    points=0.25,
    ko="global_avg_pool2d: 다른 자료형도 float64로 계산해야 합니다.",
    hint="number_type",
)
def test_global_average_of_other_types(student, rng):
    """global_avg_pool2d: other types are computed in float64."""
    assert_types_change_nothing(student.global_avg_pool2d, rng)


@check(
    points=0.25,
    ko="avg_pool2d: 결과의 크기는 통째로 들어가는 창의 수와 같고 남는 칸은 버려져야 합니다.",
    hint="remainder",
)
def test_output_sizes(student, rng):
    """avg_pool2d: the result has one cell for every window that fits; what is left is dropped."""
    cases, shapes = [], []
    geometries = [  # cells left over in both directions, in one, in none; a stride beyond all
        ((10, 6, 2), 3, 2),
        ((7, 11, 1), 2, 3),
        ((8, 5, 2), 3, 4),
        ((5, 9, 3), 2, 2),
        ((12, 9, 2), 3, 3),
        ((4, 6, 2), 2, 9),
    ]
    for _ in range(3):
        height, width, channels = (int(n) for n in rng.integers(1, 14, size=3))
        size = int(rng.integers(1, min(height, width) + 1))
        geometries.append(((height, width, channels), size, int(rng.integers(1, 6))))
    for (height, width, channels), size, stride in geometries:
        image = rng.normal(size=(height, width, channels))
        cases += [(image, size, stride), (image[:, :, 0], size)]
        shapes.append(((height - size) // stride + 1, (width - size) // stride + 1, channels))
        shapes.append((height // size, width // size))
    cases.append((rng.normal(scale=9.0, size=(9, 7, 3)), 2, 2))
    shapes.append((4, 3, 3))

    for pooled, shape in zip(student.avg_pool2d.each(cases), shapes, strict=True):
        cells = array_of(pooled, shape)
    require_different_cells(cells)  # the last ones


@check(
    points=0.25,
    ko="avg_pool2d: 채널은 서로 섞이지 않고 채널 수도 그대로여야 합니다.",
    hint="channels",
)
def test_channels_stay_apart(student, rng):
    """avg_pool2d: channels are pooled one by one and their number stays."""
    images = [rng.normal(size=(6, 6, channels)) for channels in (1, 2, 5)]
    for image, pooled in zip(
        images, student.avg_pool2d.each((image, 2, 2) for image in images), strict=True
    ):
        together = array_of(pooled)
        assert_true(
            together.ndim == 3 and together.shape[2] == image.shape[2],
            en="The result has as many channels as the image, in the last axis.",
            ko="결과의 채널 수는 영상의 채널 수와 같고, 채널은 마지막 축입니다.",
        )
        alone = [(image[:, :, channel], 2, 2) for channel in range(image.shape[2])]
        for channel, single in enumerate(student.avg_pool2d.each(alone)):
            assert_close(single, together[:, :, channel])
    assert_different([together[:, :, channel] for channel in range(5)])


@check(
    points=0.25,
    ko="max_pool2d: 밝은 점이 자기 창 안에서 한 칸 움직여도 결과는 그대로여야 합니다.",
    hint="stride",
)
def test_small_shift(student, rng):
    """max_pool2d: a bright dot that moves by one cell within its window leaves the result alone."""
    brightness = np.abs(whole(rng, (3, 5)))

    images = np.zeros((4, 6, 10))
    for image, (down, right) in zip(images, np.ndindex(2, 2), strict=True):
        image[down::2, right::2] = brightness  # figure 4-17: one dot in every 2x2 window
    for pooled in student.max_pool2d.each(zip(images)):
        assert_close(pooled, brightness)


@check(
    points=0.25,
    ko="어느 창에서나 최소 ≤ 평균 ≤ 최대이고, 부호를 바꾸면 최대와 최소가 자리를 바꾸어야 합니다.",
    hint="average",
)
def test_order_of_the_three(student, rng):
    """Minimum <= average <= maximum everywhere, and a change of sign swaps the outer two."""
    cases = [
        (rng.normal(loc=level, size=(8, 9, 2)), size, stride)
        for size, stride, level in [(2, 2, 0.0), (3, 1, 4.0), (2, 4, -4.0)]
    ]
    pools = (student.min_pool2d, student.avg_pool2d, student.max_pool2d)
    negative = student.max_pool2d.each((-image, *steps) for image, *steps in cases)
    for *three, swapped in zip(*(pool.each(cases) for pool in pools), negative, strict=True):
        low, middle, high = map(array_of, three)
        assert_true(
            low.shape == middle.shape == high.shape,
            en="The three kinds of pooling give results of the same shape.",
            ko="세 가지 풀링의 결과는 shape이 같아야 합니다.",
        )
        assert_true(
            bool(np.all(low <= middle + 1e-9) and np.all(middle <= high + 1e-9)),
            en="The average of a window lies between its minimum and its maximum.",
            ko="창의 평균은 그 창의 최솟값과 최댓값 사이에 있어야 합니다.",
        )
        assert_true(
            bool((low < high).any()),
            en="In a random image the minimum and the maximum of a window differ.",
            ko="임의의 영상에서는 창의 최솟값과 최댓값이 서로 다릅니다.",
        )
        assert_close(swapped, -low)


@check(
    points=0.25,
    ko="네 함수를 크기와 보폭을 주거나 생략하며 어떤 순서로 불러도 답이 그대로여야 합니다.",
    hint="memory",
)
def test_calls_in_any_order(student, rng):
    """All four: calls with and without size and stride give the same answers in any order."""
    images = rng.normal(size=(2, 6, 6, 2))
    steps = [(), (3,), (2, 1), (2, 3), (3, 2)]
    for name in ("max_pool2d", "avg_pool2d", "min_pool2d", "global_avg_pool2d"):
        options = steps if name != "global_avg_pool2d" else [()]
        cases = [(image, *given) for given in options for image in images]
        order = rng.permutation(len(cases))
        asked = [*cases, *(cases[index] for index in order)]
        answers = list(map(array_of, getattr(student, name).each(asked)))

        assert_different(answers[:2])  # of two images
        for index, answer in zip(order, answers[len(cases) :], strict=True):
            assert_close(answer, answers[index])
    in_order = student.min_pool2d(images[0], 2, 1)
    assert_close(student.min_pool2d(stride=1, image=images[0]), array_of(in_order))


@check(
    points=0.25,
    ko="max_pool2d, min_pool2d: 받은 영상은 그대로이고 결과는 새 배열이어야 합니다.",
    hint="arguments",
)
def test_extremes_leave_the_image_alone(student, rng):
    """max_pool2d, min_pool2d: the image stays as it was and the result is a new array."""
    cases = [(rng.normal(scale=9.0, size=shape), *steps) for shape, *steps in UNTOUCHED]
    for pool in (student.max_pool2d, student.min_pool2d):
        require_different_cells(*map(array_of, assert_all_untouched(pool, cases)))


@check(
    points=0.25,
    ko="avg_pool2d, global_avg_pool2d: 받은 영상은 그대로이고 결과는 새 배열이어야 합니다.",
    hint="arguments",
)
def test_averages_leave_the_image_alone(student, rng):
    """avg_pool2d, global_avg_pool2d: the image stays as it was and the result is a new array."""
    cases = [(rng.normal(scale=9.0, size=shape), *steps) for shape, *steps in UNTOUCHED]
    pooled = assert_all_untouched(student.avg_pool2d, cases)
    require_different_cells(*map(array_of, pooled))
    cases = [(rng.normal(scale=9.0, size=shape),) for shape in 2 * [(3, 4, 2), (1, 1, 3)]]
    averages = assert_all_untouched(student.global_avg_pool2d, cases)
    require_different_cells(*map(array_of, averages))


@check(
    points=0.25,
    ko="max_pool2d: 맞지 않는 영상, size, stride는 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_input_of_maximum(student):
    """max_pool2d: an image, a size or a stride that does not fit is a ValueError."""
    refuse_wrong_maps_and_sizes(student.max_pool2d)


@check(
    points=0.25,
    ko="avg_pool2d: 맞지 않는 영상, size, stride는 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_input_of_average(student):
    """avg_pool2d: an image, a size or a stride that does not fit is a ValueError."""
    refuse_wrong_maps_and_sizes(student.avg_pool2d)


@check(
    points=0.25,
    ko="min_pool2d: 맞지 않는 영상, size, stride는 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_input_of_minimum(student):
    """min_pool2d: an image, a size or a stride that does not fit is a ValueError."""
    refuse_wrong_maps_and_sizes(student.min_pool2d)
