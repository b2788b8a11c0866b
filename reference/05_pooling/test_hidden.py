"""Hidden checks of exercise 05: random maps against the reference, and properties of pooling."""

import numpy as np

from grader.checks import (
    array_of,
    assert_close,
    assert_true,
    assert_untouched,
    assert_value_error,
    check,
)

POOLINGS = ("max_pool2d", "avg_pool2d", "min_pool2d")

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


def compare_on_random_maps(student, reference, rng, name):
    """Call one pooling on every geometry, in shuffled order, and compare with the reference."""
    for index in rng.permutation(len(GEOMETRIES)):
        shape, size, stride = GEOMETRIES[index]
        image = rng.normal(scale=3.0, size=shape)
        expected = getattr(reference, name)(image, size, stride)

        assert_close(getattr(student, name)(image, size=size, stride=stride), expected)


@check(points=0.75, ko="임의의 특징 맵과 크기, 보폭에서 최대 풀링이 맞습니다.", hint="windows")
def test_max_on_random_maps(student, reference, rng):
    """Max pooling is right on random maps of many sizes and strides."""
    compare_on_random_maps(student, reference, rng, "max_pool2d")


@check(points=0.75, ko="임의의 특징 맵과 크기, 보폭에서 평균 풀링이 맞습니다.", hint="average")
def test_average_on_random_maps(student, reference, rng):
    """Average pooling is right on random maps of many sizes and strides."""
    compare_on_random_maps(student, reference, rng, "avg_pool2d")


@check(points=0.5, ko="임의의 특징 맵과 크기, 보폭에서 최소 풀링이 맞습니다.", hint="windows")
def test_minimum_on_random_maps(student, reference, rng):
    """Min pooling is right on random maps of many sizes and strides."""
    compare_on_random_maps(student, reference, rng, "min_pool2d")


@check(
    points=0.5,
    ko="임의의 특징 맵에서 전역 평균 풀링이 채널마다 평균 하나를 줍니다.",
    hint="global_average",
)
def test_global_average_on_random_maps(student, reference, rng):
    """Global average pooling gives one average a channel on random maps."""
    for shape in [(4, 4, 3), (5, 2, 7), (1, 6, 2), (6, 1, 1), (1, 1, 5), (3, 3, 3), (40, 23, 4)]:
        image = rng.normal(scale=3.0, size=shape)

        assert_close(student.global_avg_pool2d(image), reference.global_avg_pool2d(image))


@check(
    points=0.5,
    ko="결과의 크기는 통째로 들어가는 창의 수와 같고 남는 칸은 버려집니다.",
    hint="remainder",
)
def test_output_sizes(student, rng):
    """The result has one cell for every window that fits; cells left over are dropped."""
    for _ in range(12):
        height, width, channels = (int(n) for n in rng.integers(1, 14, size=3))
        size = np.int64(rng.integers(1, min(height, width) + 1))
        stride = np.int64(rng.integers(1, 6))
        image = rng.normal(size=(height, width, channels))
        rows, columns = (height - size) // stride + 1, (width - size) // stride + 1

        for name in POOLINGS:
            pool = getattr(student, name)
            array_of(pool(image, size, stride), (rows, columns, channels))
            array_of(pool(image[:, :, 0], size), (height // size, width // size))


@check(
    points=0.5,
    ko="값이 모두 음수이거나 모두 큰 창에서도 최대와 최소는 창 안의 값입니다.",
    hint="extremes",
)
def test_negative_and_large_values(student, reference, rng):
    """Maximum and minimum come from the window even where all values are negative or large."""
    for low, high in [(-9000.0, -2000.0), (-0.5, -0.1), (0.1, 0.5), (2000.0, 9000.0)]:
        image = rng.uniform(low, high, size=(6, 6))

        for name in ("max_pool2d", "min_pool2d"):
            expected = getattr(reference, name)(image, 2, 2)
            assert_close(getattr(student, name)(image, 2, 2), expected)


@check(
    points=0.5,
    ko="uint8, int64, float32 특징 맵도 float64로 계산한 값과 같습니다.",
    hint="number_type",
)
def test_other_number_types(student, reference, rng):
    """uint8, int64 and float32 maps give what computing in float64 gives."""
    bright = rng.integers(128, 256, size=(6, 6, 3), dtype=np.uint8)
    bright[1, 1] = bright[2, 3] = 0
    signed = rng.integers(-200, 200, size=(6, 6, 2))
    single = rng.normal(size=(6, 6)).astype(np.float32)

    for image in (bright, signed, single):
        for name in POOLINGS:
            expected = getattr(reference, name)(image, 2, 2)
            assert_close(getattr(student, name)(image, 2, 2), expected)
        deep = image.reshape(6, 6, -1)
        assert_close(student.global_avg_pool2d(deep), reference.global_avg_pool2d(deep))


@check(points=0.25, ko="채널은 서로 섞이지 않고 채널 수도 그대로입니다.", hint="channels")
def test_channels_stay_apart(student, rng):
    """Channels are pooled one by one and their number stays."""
    for channels in (1, 2, 5):
        image = rng.normal(size=(6, 7, channels))

        for name in POOLINGS:
            pool = getattr(student, name)
            together = array_of(pool(image, 2, 2), (3, 3, channels))
            for channel in range(channels):
                alone = array_of(pool(image[:, :, channel], 2, 2), (3, 3))
                assert_close(alone, together[:, :, channel])


@check(
    points=0.25,
    ko="어느 창에서나 최소 ≤ 평균 ≤ 최대이고, 부호를 바꾸면 최대와 최소가 자리를 바꿉니다.",
    hint="average",
)
def test_order_of_the_three(student, rng):
    """Minimum <= average <= maximum everywhere, and a change of sign swaps the outer two."""
    for size, stride, level in [(2, 2, 0.0), (3, 1, 4.0), (2, 4, -4.0), (5, 5, 4.0)]:
        image = rng.normal(loc=level, size=(8, 9, 2))
        low = array_of(student.min_pool2d(image, size, stride))
        middle = array_of(student.avg_pool2d(image, size, stride))
        high = array_of(student.max_pool2d(image, size, stride))

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
        assert_close(student.max_pool2d(-image, size, stride), -low)


@check(
    points=0.25,
    ko="밝은 점이 자기 창 안에서 한 칸 움직여도 최대 풀링의 결과는 그대로입니다.",
    hint="stride",
)
def test_small_shift(student, rng):
    """A bright dot that moves by one cell within its window leaves max pooling's result alone."""
    brightness = rng.uniform(1.0, 9.0, size=(3, 5))

    for down, right in [(0, 0), (0, 1), (1, 0), (1, 1)]:
        image = np.zeros((6, 10))
        image[down::2, right::2] = brightness  # figure 4-17: one dot in every 2x2 window
        assert_close(student.max_pool2d(image), brightness)


@check(
    points=0.25,
    ko="size나 stride가 1보다 작거나 창이 영상보다 크면 ValueError입니다.",
    hint="wrong_input",
)
def test_sizes_that_do_not_fit(student, rng):
    """A size or stride below 1, or a window beyond the image, is a ValueError."""
    image = rng.normal(size=(4, 6))
    wrong = [(0, 1), (-1, 1), (-2, None), (0, None), (2, 0), (2, -1), (5, None), (5, 1), (7, 2)]

    for name in POOLINGS:
        pool = getattr(student, name)
        array_of(pool(image, 4, 9))  # a window as high as the image fits, a long step is no harm
        for size, stride in wrong:
            assert_value_error(pool, image, size, stride)
        assert_value_error(pool, image.T, 5)
        assert_value_error(pool, image[:1])


@check(points=0.25, ko="차수가 맞지 않거나 빈 영상은 ValueError입니다.", hint="wrong_input")
def test_maps_that_do_not_fit(student, rng):
    """An image of the wrong rank or without cells is a ValueError."""
    image = rng.normal(size=(3, 4, 2))
    everywhere_wrong = [
        np.array(3.0),
        image[0, 0],
        image[np.newaxis],
        np.zeros((0, 4, 2)),
        np.zeros((3, 4, 0)),
    ]

    for name in POOLINGS:
        pool = getattr(student, name)
        array_of(pool(image, 1))  # this one is right
        for wrong in [*everywhere_wrong, np.zeros((0, 4)), np.zeros((4, 0))]:
            assert_value_error(pool, wrong, 1)
    array_of(student.global_avg_pool2d(image))
    for wrong in [*everywhere_wrong, image[:, :, 0], np.zeros((3, 0, 2))]:
        assert_value_error(student.global_avg_pool2d, wrong)


@check(
    points=0.5,
    ko="함수가 받은 영상은 그대로이고 결과는 새 배열입니다.",
    hint="arguments",
    requires=["test_max_of_the_tables"],
)
def test_arguments_stay_as_they_were(student, rng):
    """The image stays as it was and the result is a new array."""
    for shape, size, stride in [((4, 6, 2), 2, 1), ((5, 5), 1, 1), ((3, 4, 1), 1, 2)]:
        image = rng.normal(size=shape)

        for name in POOLINGS:
            array_of(assert_untouched(getattr(student, name), image, size, stride))
    for shape in [(3, 4, 2), (1, 1, 3)]:
        array_of(assert_untouched(student.global_avg_pool2d, rng.normal(size=shape)))


@check(
    points=0.25,
    ko="크기와 보폭을 주거나 생략하며 어떤 순서로 여러 번 불러도 답이 맞습니다.",
    hint="memory",
    requires=["test_max_of_the_tables"],
)
def test_calls_in_any_order(student, reference, rng):
    """Calls with and without size and stride are right in any order and any number of times."""
    images = rng.normal(size=(2, 6, 6))
    options = [{}, {"size": 3}, {"stride": 1}, {"stride": 3}, {"size": 3, "stride": 2}]
    calls = [(name, image, given) for name in POOLINGS for image in images for given in options]

    for index in np.concatenate([rng.permutation(len(calls)) for _ in range(3)]):
        name, image, given = calls[index]
        expected = getattr(reference, name)(image, **given)
        assert_close(getattr(student, name)(image, **given), expected)
