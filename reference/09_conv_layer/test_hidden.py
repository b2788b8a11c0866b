"""Hidden checks of exercise 09: random layers against the reference, slopes, and properties."""

import numpy as np

from grader.checks import (
    array_of,
    assert_close,
    assert_number,
    assert_true,
    assert_untouched,
    assert_value_error,
    check,
)

# (x, kernels): not square, even sides, one row, one column, one channel, 1x1, filling the image,
# and axes of one length, where swapped ones make no error.
PLAIN = [
    ((2, 5, 6, 3), (3, 2, 3, 4)),
    ((3, 6, 3, 2), (4, 3, 2, 5)),
    ((1, 4, 4, 1), (2, 2, 1, 1)),
    ((1, 1, 7, 2), (1, 3, 2, 3)),
    ((2, 6, 1, 3), (2, 1, 3, 1)),
    ((4, 2, 5, 1), (1, 1, 1, 3)),
    ((2, 3, 3, 2), (3, 3, 2, 2)),
    ((3, 4, 4, 3), (3, 3, 3, 3)),
    ((1, 13, 11, 3), (3, 3, 3, 4)),
]

# (x, kernels, stride, padding): windows that overlap, touch and leave gaps, cells left over,
# kernels that only fit once the image is padded, a stride beyond the image.
STEPPED = [
    ((2, 5, 7, 2), (3, 2, 2, 3), 2, 0),
    ((1, 6, 6, 1), (2, 2, 1, 2), 3, 0),
    ((1, 1, 6, 2), (1, 2, 2, 2), 4, 0),
    ((2, 4, 5, 2), (3, 3, 2, 2), 1, 1),
    ((1, 3, 3, 2), (2, 4, 2, 1), 1, 2),
    ((2, 2, 3, 1), (4, 4, 1, 2), 1, 1),
    ((2, 7, 5, 1), (3, 3, 1, 2), 2, 1),
    ((1, 5, 4, 2), (1, 1, 2, 3), 2, 2),
    ((1, 3, 4, 1), (2, 3, 1, 2), 9, 1),
]

# (x, size, stride): windows that touch, overlap, leave gaps, leave cells over, fill the map.
POOLS = [
    ((2, 4, 6, 3), 2, None),
    ((1, 5, 7, 1), 2, None),
    ((2, 6, 5, 2), 3, 2),
    ((2, 5, 4, 1), 2, 1),
    ((1, 7, 7, 2), 2, 3),
    ((3, 1, 6, 2), 1, 2),
    ((1, 3, 3, 4), 3, None),
    ((2, 2, 9, 1), 2, 9),
    ((1, 14, 11, 3), 3, 2),
]


@check(points=0.5, ko="conv_forward: 임의의 영상 묶음과 커널에서 맞습니다.", hint="forward")
def test_random_forward(student, reference, rng):
    """conv_forward: random batches of images with random kernels are right."""
    for shapes in _shuffled_twice(rng, PLAIN):
        x, kernels, bias = (_eighths(rng, shape) for shape in (*shapes, shapes[1][-1:]))
        given = {"x": x, "kernels": kernels, "bias": bias}

        assert_close(student.conv_forward(**given), reference.conv_forward(**given))


@check(
    points=0.5,
    ko="conv_forward: 어떤 보폭과 덧대기에서도 맞습니다.",
    hint="stride_and_padding",
)
def test_random_forward_stepped(student, reference, rng):
    """conv_forward: it is right at any stride and with any padding."""
    for *shapes, stride, padding in _shuffled_twice(rng, STEPPED):
        x, kernels, bias = (_eighths(rng, shape) for shape in (*shapes, shapes[1][-1:]))
        given = {"stride": np.int64(stride), "padding": padding}

        expected = reference.conv_forward(x, kernels, bias, **given)
        assert_close(student.conv_forward(x, kernels, bias, **given), expected)


@check(
    points=0.25,
    ko="conv_forward: 물체가 움직이면 특징 맵도 그만큼 움직이고, 커널은 어디서나 같습니다.",
    hint="shift",
)
def test_shift_and_sharing(student, rng):
    """conv_forward: when the object moves its feature map moves, and kernels are shared."""
    kernels, bias = _eighths(rng, (2, 3, 2, 3)), _eighths(rng, (3,))
    image = np.zeros((1, 9, 10, 2))
    image[:, 2:5, 3:6] = _eighths(rng, (1, 3, 3, 2))
    moved = np.roll(image, (3, 1), axis=(1, 2))

    before = array_of(student.conv_forward(image, kernels, bias), (1, 8, 8, 3))
    after = array_of(student.conv_forward(moved, kernels, bias), (1, 8, 8, 3))
    assert_true(
        not np.array_equal(before, after),
        en="An object that moves must change the feature map.",
        ko="물체가 움직이면 특징 맵이 달라져야 합니다.",
    )
    assert_close(after, np.roll(before, (3, 1), axis=(1, 2)))

    flat = array_of(student.conv_forward(np.ones((1, 5, 6, 2)), kernels, bias), (1, 4, 4, 3))
    assert_close(flat, np.broadcast_to(kernels.sum(axis=(0, 1, 2)) + bias, (1, 4, 4, 3)))


@check(
    points=0.5,
    ko="conv_backward: 임의의 영상 묶음에서 커널의 기울기가 맞습니다.",
    hint="kernel_slopes",
)
def test_random_kernel_slopes(student, reference, rng):
    """conv_backward: the slopes of the kernels are right for random batches."""
    _compare_slopes(student, reference, rng, 1, [(*shapes, 1, 0) for shapes in PLAIN])


@check(
    points=0.25,
    ko="conv_backward: 보폭과 덧대기가 있을 때 커널의 기울기가 맞습니다.",
    hint="strided_slopes",
)
def test_random_kernel_slopes_stepped(student, reference, rng):
    """conv_backward: the slopes of the kernels are right at any stride and with any padding."""
    _compare_slopes(student, reference, rng, 1, STEPPED)


@check(
    points=0.5,
    ko="conv_backward: 임의의 영상 묶음에서 입력의 기울기가 맞습니다.",
    hint="input_slopes",
)
def test_random_input_slopes(student, reference, rng):
    """conv_backward: the slopes of the input are right for random batches."""
    _compare_slopes(student, reference, rng, 0, [(*shapes, 1, 0) for shapes in PLAIN])


@check(
    points=0.25,
    ko="conv_backward: 보폭이 있을 때 입력의 기울기가 맞고, 쓰이지 않은 칸은 0입니다.",
    hint="strided_slopes",
)
def test_random_input_slopes_strided(student, reference, rng):
    """conv_backward: the slopes of the input are right at any stride; cells not used have 0."""
    _compare_slopes(student, reference, rng, 0, [case for case in STEPPED if case[3] == 0])


@check(
    points=0.25,
    ko="conv_backward: 덧대기가 있을 때 입력의 기울기가 맞고, 모양은 입력의 모양입니다.",
    hint="cropped_slopes",
)
def test_random_input_slopes_padded(student, reference, rng):
    """conv_backward: the slopes of the input are right with padding, and have the input's shape."""
    _compare_slopes(student, reference, rng, 0, [case for case in STEPPED if case[3] > 0])


@check(
    points=0.25,
    ko="conv_backward의 세 기울기가 conv_forward와 짝이 맞습니다.",
    hint="pairing",
)
def test_backward_is_paired_with_forward(student, rng):
    """The three slopes of conv_backward fit conv_forward."""
    for case in _shuffled_twice(rng, [*STEPPED, *((*shapes, 1, 0) for shapes in PLAIN[:4])]):
        d_out, x, kernels, *steps = _backward_input(rng, *case, draw=rng.normal)
        bias = 0.5 + np.arange(kernels.shape[3])
        by_x = student.conv_forward(x, kernels, 0 * bias, *steps)
        by_bias = student.conv_forward(3 * x, 0 * kernels, bias, *steps)  # of another x
        d_x, d_kernels, d_bias = _three(student.conv_backward(d_out, x, kernels, *steps))

        # An inner product can be taken before the layer or after it: it is the same number.
        after = float(np.sum(array_of(by_x, d_out.shape) * d_out))
        _assert_paired(np.sum(array_of(d_x, x.shape) * x), after)
        _assert_paired(np.sum(array_of(d_kernels, kernels.shape) * kernels), after)
        after = float(np.sum(array_of(by_bias, d_out.shape) * d_out))
        _assert_paired(np.sum(array_of(d_bias, bias.shape) * bias), after)


@check(
    points=0.25,
    ko="네 함수로 하는 기울기 검사에서 상대 오차가 1e-6보다 작습니다.",
    hint="gradient_check",
)
def test_gradient_check(driver, rng):
    """The gradient check, by four functions together, finds relative errors below 1e-6."""
    for x, kernels, stride, padding in [
        ((2, 4, 3, 2), (2, 2, 2, 2), 1, 0),
        ((1, 5, 4, 1), (3, 2, 1, 3), 2, 1),
    ]:
        places = _places(x, kernels[:2], stride, padding)
        shapes = x, kernels, kernels[3:], (x[0], *places, kernels[3])
        arrays = [rng.uniform(0.5, 1.5, size=shape) for shape in shapes]

        errors = driver.gradient_check(*arrays, stride=stride, padding=padding)
        for error in _three(errors):
            assert_number(error, 0.0, atol=1e-6)


@check(points=0.25, ko="max_pool_forward: 임의의 특징 맵에서 맞습니다.", hint="pool_forward")
def test_random_pools(student, reference, rng):
    """max_pool_forward: random maps are right, also where all values are below 0."""
    for shape, size, stride in _shuffled_twice(rng, POOLS):
        x = _distinct(rng, shape)
        given = {"x": x, "size": size, "stride": stride}
        if stride is None:
            del given["stride"]  # None and nothing at all mean the same

        assert_close(student.max_pool_forward(**given), reference.max_pool_forward(**given))


@check(
    points=0.25,
    ko="max_pool_backward: 창이 맞닿거나 겹치거나 떨어져 있어도 기울기가 맞습니다.",
    hint="pool_backward",
)
def test_random_pool_slopes(student, reference, rng):
    """max_pool_backward: slopes are right where windows touch, overlap or leave gaps."""
    for shape, size, stride in _shuffled_twice(rng, POOLS):
        x = _distinct(rng, shape)
        d_out = _eighths(rng, reference.max_pool_forward(x, size, stride).shape)

        d_x = student.max_pool_backward(d_out, x, size, stride)
        assert_close(d_x, reference.max_pool_backward(d_out, x, size, stride))


@check(
    points=0.5,
    ko="max_pool_backward: 최댓값이 여럿이면 그 가운데 한 칸이 창의 기울기를 모두 받습니다.",
    hint="ties",
)
def test_ties_are_paid_once(student, rng):
    """max_pool_backward: where several cells are largest, one of them gets the whole slope."""
    for shape, size, stride in _shuffled_twice(rng, POOLS[:7]):
        x = rng.integers(0, 3, size=shape) * (rng.random(shape) < 0.7)
        rows, columns = _places(shape, (size, size), stride or size)
        places = np.arange(rows * columns).reshape(rows, columns)
        # A power of 2 for each window: any sum of them tells which ones were added.
        d_out = np.broadcast_to(
            2.0 ** places[np.newaxis, :, :, np.newaxis], (shape[0], rows, columns, shape[3])
        ).copy()

        d_x = array_of(student.max_pool_backward(d_out, x, size, stride), shape)
        sums = np.rint(d_x)
        whole = np.array_equal(sums, d_x) and sums.min() >= 0 and sums.max() < 2.0**places.size
        assert_true(
            bool(whole and _paid_once(x, sums.astype(np.int64), places, size, stride or size)),
            en="Each window's slope must go, as a whole, to exactly one of its largest cells.",
            ko="창마다 기울기 전체가 그 창의 가장 큰 칸 가운데 꼭 한 칸에 가야 합니다.",
        )


@check(
    points=0.25,
    ko="numerical_gradient: 어떤 모양, 자료형, h에서도 중앙 차분의 값입니다.",
    hint="numerical",
)
def test_random_numerical_gradients(driver, rng):
    """numerical_gradient: it gives central differences, for any shape, number type and h."""
    for cast in (np.int64, np.uint8, np.float32, np.ndarray.tolist):
        x = cast(rng.integers(1, 250, size=(2, 3)))
        assert_close(driver.numerical_gradient("squares", x, h=0.5), 2 * np.array(x, np.float64))
    for shape in [(5,), (2, 3), (1,), (2, 1, 3), (1, 2, 2, 2)]:
        x, h = rng.integers(-9, 10, size=shape) / 4, float(rng.choice([0.25, 0.5, 1.0]))
        around = np.roll(x, 1) + np.roll(x, -1)

        assert_close(driver.numerical_gradient("cubes", x, h=h), 3 * x**2 + h**2)
        assert_close(driver.numerical_gradient("products of neighbours", x, h=h), around)
        slopes = driver.numerical_gradient("products of neighbours", x)
        assert_close(slopes, around, atol=1e-6)
        assert_close(driver.numerical_gradient("absolute values", 0 * x, h=h), 0 * x)
        assert_close(driver.numerical_gradient("steep cubes", 0 * x), 0 * x + 1)  # 1e10 h²


@check(points=0.25, ko="relative_error: 어떤 모양, 어떤 자료형에서도 맞습니다.", hint="relative")
def test_random_relative_errors(student, reference, rng):
    """relative_error: it is right for any shape and number type, with zeros and tiny values."""
    for shape in [(6,), (1,), (3, 4), (2, 3, 2), (2, 2, 3, 2)]:
        a, b = rng.normal(size=shape), rng.normal(size=shape)
        same_sign = np.abs(a) * rng.uniform(0.5, 2.0, size=shape)
        pairs = [(a, b), (np.abs(a), same_sign), (100 * a, 100.001 * a), (a, a), (0 * a, 0 * a)]
        pairs += [(a * (a > 0), same_sign * (a > 0)), (3e-13 * np.abs(a), 0 * a), (a, -a)]
        for first, second in pairs:
            expected = reference.relative_error(first, second)
            assert_number(student.relative_error(a=first, b=second), expected)
    for cast in (np.uint8, _as_bool, np.int64, np.float32, np.ndarray.tolist):
        a, b = (cast(rng.uniform(100.0, 255.0, size=(2, 3))) for _ in range(2))
        assert_number(student.relative_error(a, b), reference.relative_error(a, b))


@check(
    points=0.25,
    ko="두 층은 어떤 자료형이 들어와도 float64로 계산하고 float64 배열을 줍니다.",
    hint="number_type",
)
def test_number_types(student, reference, rng):
    """Both layers compute in float64 and give float64, whatever number types come in."""
    for cast in (np.uint8, _as_bool, np.int64, np.float32, np.float64, np.ndarray.tolist):
        x, kernels, d_out, bias, d_pooled = (
            cast(rng.uniform(100.0, 255.0, size=shape))  # sums leave the range of uint8
            for shape in [(2, 5, 4, 2), (2, 3, 2, 3), (2, 4, 2, 3), (3,), (2, 2, 2, 2)]
        )
        for name, given in [
            ("conv_forward", (x, kernels, bias)),
            ("conv_backward", (d_out, x, kernels)),
            ("max_pool_forward", (x,)),
            ("max_pool_backward", (d_pooled, _without_ties(rng, x))),
        ]:
            answer, expected = (getattr(module, name)(*given) for module in (student, reference))
            is_one = name != "conv_backward"
            pairs = [(answer, expected)] if is_one else zip(_three(answer), expected, strict=True)
            for part, wanted in pairs:
                assert_close(part, wanted, dtype=np.float64)


@check(points=0.25, ko="함수가 받은 배열은 그대로이고, 결과는 새 배열입니다.", hint="arguments")
def test_arguments_untouched(student, driver, rng):
    """The arrays that come in stay as they were, and the results are arrays of their own."""
    x, one, bias = rng.normal(size=(2, 4, 4, 1)), np.ones((1, 1, 1, 1)), np.zeros(1)
    for kernels, stride, padding in [(one, 1, 0), (rng.normal(size=(2, 2, 1, 1)), 2, 1)]:
        array_of(assert_untouched(student.conv_forward, x, kernels, bias, stride, padding))
        d_out = rng.normal(size=(2, *_places(x.shape, kernels.shape, stride, padding), 1))
        _three(assert_untouched(student.conv_backward, d_out, x, kernels, stride, padding))
    for size, stride, side in [(1, 1, 4), (2, 2, 2), (2, 1, 3)]:
        d_out = rng.normal(size=(2, side, side, 1))
        array_of(assert_untouched(student.max_pool_forward, x, size, stride), d_out.shape)
        array_of(assert_untouched(student.max_pool_backward, d_out, x, size, stride), x.shape)
    array_of(assert_untouched(driver.numerical_gradient, "cubes", x / 3), x.shape)


@check(
    points=0.25,
    ko="conv_forward, conv_backward: 맞지 않는 입력은 ValueError입니다.",
    hint="wrong_input",
)
def test_wrong_layers(student):
    """conv_forward, conv_backward: input that does not fit is a ValueError."""
    x, kernels = np.ones((2, 4, 5, 3)), np.ones((3, 2, 3, 4))
    bias, d_out = np.ones(4), np.ones((2, 2, 4, 4))
    array_of(student.conv_forward(x, kernels, bias), d_out.shape)  # these fit
    for part, shape in zip(
        _three(student.conv_backward(d_out, x, kernels)), (x.shape, (3, 2, 3, 4), (4,)), strict=True
    ):
        array_of(part, shape)

    for wrong in (bias[:1], np.ones(5), bias[:0], bias[:, None], np.array(1.0)):
        assert_value_error(student.conv_forward, x, kernels, wrong)
    for wrong in (d_out[:1], d_out[:, :1], d_out[:, :, :1], d_out[..., :1], d_out[0]):
        assert_value_error(student.conv_backward, wrong, x, kernels)
    assert_value_error(student.conv_backward, np.ones((2, 4, 5, 4)), x, kernels)
    assert_value_error(student.conv_backward, d_out, x, kernels, 2)
    assert_value_error(student.conv_backward, d_out, x, kernels, 1, 1)
    for given in _wrong_convolutions(x, kernels):
        assert_value_error(student.conv_forward, given[0], given[1], bias, *given[2:])
        assert_value_error(student.conv_backward, d_out, *given)


@check(
    points=0.25,
    ko="풀링, numerical_gradient, relative_error: 맞지 않는 입력은 ValueError입니다.",
    hint="wrong_input",
)
def test_wrong_pools_and_tools(student, driver):
    """Pools, numerical_gradient, relative_error: input that does not fit is a ValueError."""
    x, d_out = np.arange(48.0).reshape(2, 4, 6, 1), np.ones((2, 2, 3, 1))
    array_of(student.max_pool_forward(x), d_out.shape)  # these fit
    array_of(student.max_pool_backward(d_out, x), x.shape)
    array_of(driver.numerical_gradient("squares", x[0]), x[0].shape)
    assert_number(student.relative_error(1.5, 2.5), 0.0, atol=np.inf)

    for size, stride in [(0, 1), (-1, None), (2, 0), (2, -1), (5, None), (5, 1)]:
        assert_value_error(student.max_pool_forward, x, size, stride)
        assert_value_error(student.max_pool_backward, d_out, x, size, stride)
    for wrong in (x[0], x[..., 0], x[None], x[:0], x[..., :0], x[:, :1], x[:, :, :1]):
        assert_value_error(student.max_pool_forward, wrong)
        assert_value_error(student.max_pool_backward, d_out, wrong)
    for wrong in (d_out[:1], d_out[:, :1], d_out[0], np.ones((2, 3, 5, 1)), np.ones((2, 2, 3, 2))):
        assert_value_error(student.max_pool_backward, wrong, x)
    assert_value_error(student.max_pool_backward, d_out, x, 2, 1)
    for h in (0, 0.0, -1e-5):
        assert_value_error(driver.numerical_gradient, "squares", x[0], h=h)
    assert_value_error(driver.numerical_gradient, "squares", x[:0])
    for a, b in [((2,), (3,)), ((3,), (1,)), ((3,), (1, 3)), ((2, 3), (3, 2)), ((0,), (0,))]:
        assert_value_error(student.relative_error, np.ones(a), np.ones(b))
    assert_value_error(student.relative_error, np.ones(3), 1.0)


def _shuffled_twice(rng, cases):
    """Every case two times, in an order of the rng's."""
    return [cases[index] for _ in range(2) for index in rng.permutation(len(cases))]


def _eighths(rng, shape):
    """Random eighths: their sums of products are exact in float32, too."""
    return rng.integers(-40, 41, size=shape) / 8


def _distinct(rng, shape):
    """Values of which no two are equal; most are below 0, so many windows are altogether."""
    return (rng.permutation(np.prod(shape)).reshape(shape) - 0.8 * np.prod(shape)) / 4


def _without_ties(rng, x):
    """Values of x's type and shape of which one is the largest in each 2x2 window."""
    given = np.asarray(x)
    if given.dtype.kind == "b":
        return (np.indices(given.shape)[1:3] % 2 == 0).all(axis=0)
    values = rng.permutation(given.size).reshape(given.shape)
    return values.tolist() if isinstance(x, list) else values.astype(given.dtype)


def _as_bool(values):
    return values > 150


def _places(x, window, stride, padding=0):
    """How many places a window has: (H', W')."""
    return tuple((x[side + 1] + 2 * padding - window[side]) // stride + 1 for side in (0, 1))


def _backward_input(rng, x, kernels, stride, padding, draw=None):
    """Random arguments for conv_backward; eighths, if not drawn otherwise."""
    places = _places(x, kernels[:2], stride, padding)
    shapes = (x[0], *places, kernels[3]), x, kernels
    arrays = (_eighths(rng, shape) if draw is None else draw(size=shape) for shape in shapes)
    return *arrays, stride, padding


def _compare_slopes(student, reference, rng, part, cases):
    """One of the three parts of conv_backward, on every case twice."""
    for case in _shuffled_twice(rng, cases):
        *arrays, stride, padding = _backward_input(rng, *case)
        steps = {"stride": stride, "padding": padding}
        given = {name: steps[name] for name in steps if (stride, padding) != (1, 0)}

        answer = _three(student.conv_backward(*arrays, **given))
        assert_close(answer[part], reference.conv_backward(*arrays, **given)[part])


def _three(answer):
    """What conv_backward returned, once it is known to be three things."""
    assert_true(
        type(answer) in (tuple, list) and len(answer) == 3,
        en="conv_backward must return three arrays: (d_x, d_kernels, d_bias).",
        ko="conv_backward는 배열 세 개 (d_x, d_kernels, d_bias)를 돌려주어야 합니다.",
    )
    return answer


def _assert_paired(before, after):
    assert_true(
        bool(abs(before - after) <= 1e-6 * max(1.0, abs(after))) and after != 0,
        en="Forward and backward do not fit each other: their inner products differ, or are 0.",
        ko="순전파와 역전파의 짝이 맞지 않습니다. 내적이 서로 다르거나 0입니다.",
    )


def _paid_once(x, sums, places, size, step):
    """Whether each window's power of 2 is in exactly one cell, a largest one of that window."""
    for n in range(x.shape[0]):
        for channel in range(x.shape[3]):
            for (i, j), place in np.ndenumerate(places):
                paid = np.argwhere((sums[n, :, :, channel] >> place) & 1)
                window = np.s_[n, i * step : i * step + size, j * step : j * step + size, channel]
                if len(paid) != 1:
                    return False
                row, column = paid[0]
                inside = 0 <= row - i * step < size and 0 <= column - j * step < size
                if not inside or x[n, row, column, channel] != x[window].max():
                    return False
    return True


def _wrong_convolutions(x, kernels):
    """(x, kernels) and sometimes (stride, padding): none of them fits."""
    return [
        (x[0], kernels),
        (x[..., 0], kernels[:, :, 0]),
        (x[None], kernels),
        (x, kernels[..., 0]),
        (x, kernels[0]),
        (x[:0], kernels),
        (x[:, :0], kernels, 1, 2),
        (x[..., :0], kernels[:, :, :0]),
        (x, kernels[:0]),
        (x, kernels[..., :0]),
        (x[..., :1], kernels),
        (x, kernels[:, :, :1]),
        (x, kernels[:, :, :2]),
        (x, kernels, 0),
        (x, kernels, -1),
        (x, kernels, 1, -1),
        (x[:, :2], kernels),
        (x[:, :, :1], kernels),
        (x, np.ones((7, 2, 3, 4)), 1, 1),
    ]
