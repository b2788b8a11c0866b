"""Hidden checks of exercise 09: random layers against the reference, slopes, and properties."""

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_number,
    assert_same,
    assert_true,
    assert_value_errors,
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


@check(points=0.5, ko="conv_forward: 임의의 영상 배치과 커널에서 맞아야 합니다.", hint="forward")
def test_random_forward(student, reference, rng):
    """conv_forward: random batches of images with random kernels must be right."""
    cases = [
        tuple(_eighths(rng, shape) for shape in (x, kernels, kernels[-1:]))
        for x, kernels in _shuffled(rng, PLAIN)
    ]

    assert_same(student.conv_forward, reference.conv_forward, cases)
    x, kernels, bias = cases[0]
    by_name = student.conv_forward(x=x, kernels=kernels, bias=-bias)
    assert_close(by_name, reference.conv_forward(x, kernels, -bias))


@check(
    points=0.5,
    ko="conv_forward: 어떤 보폭과 덧대기에서도 맞아야 합니다.",
    hint="stride_and_padding",
)
def test_random_forward_stepped(student, reference, rng):
    """conv_forward: it must be right at any stride and with any padding."""
    cases = [
        (*(_eighths(rng, shape) for shape in (x, kernels, kernels[-1:])), stride, padding)
        for x, kernels, stride, padding in _shuffled(rng, STEPPED)
    ]

    assert_same(student.conv_forward, reference.conv_forward, cases)
    *arrays, stride, padding = cases[0]
    by_name = student.conv_forward(*arrays, padding=padding, stride=stride)
    assert_close(by_name, reference.conv_forward(*cases[0]))


@check(
    points=0.25,
    ko="conv_forward: 물체가 움직이면 특징 맵도 그만큼 움직이고, 커널은 어디서나 같아야 합니다.",
    hint="shift",
)
def test_shift_and_sharing(student, rng):
    """conv_forward: when the object moves its feature map moves, and kernels are shared."""
    kernels, bias = _eighths(rng, (3, 3, 2, 3)), _eighths(rng, (3,))
    image = np.zeros((1, 10, 10, 2))
    image[:, 2:5, 3:6] = _eighths(rng, (1, 3, 3, 2))
    moved = np.roll(image, (3, 1), axis=(1, 2))

    maps = student.conv_forward.each([(image, kernels, bias), (moved, kernels, bias)])
    before, after = (array_of(answer, (1, 8, 8, 3)) for answer in maps)
    assert_true(
        not np.array_equal(before, after),
        en="An object that moves must change the feature map.",
        ko="물체가 움직이면 특징 맵이 달라져야 합니다.",
    )
    assert_close(after, np.roll(before, (3, 1), axis=(1, 2)))

    flat = array_of(student.conv_forward(np.ones((1, 6, 6, 2)), kernels, bias), (1, 4, 4, 3))
    assert_close(flat, np.broadcast_to(kernels.sum(axis=(0, 1, 2)) + bias, (1, 4, 4, 3)))


@check(
    points=0.5,
    ko="conv_backward: 임의의 영상 배치에서 커널의 기울기가 맞아야 합니다.",
    hint="kernel_slopes",
)
def test_random_kernel_slopes(student, reference, rng):
    """conv_backward: the slopes of the kernels must be right for random batches."""
    _compare_slopes(student, reference, rng, 1, [(*shapes, 1, 0) for shapes in PLAIN])


@check(
    points=0.25,
    ko="conv_backward: 보폭과 덧대기가 있을 때 커널의 기울기가 맞아야 합니다.",
    hint="strided_slopes",
)
def test_random_kernel_slopes_stepped(student, reference, rng):
    """conv_backward: the slopes of the kernels must be right at any stride and with any padding."""
    _compare_slopes(student, reference, rng, 1, STEPPED)


@check(
    points=0.5,
    ko="conv_backward: 임의의 영상 배치에서 입력의 기울기가 맞아야 합니다.",
    hint="input_slopes",
)
def test_random_input_slopes(student, reference, rng):
    """conv_backward: the slopes of the input must be right for random batches."""
    _compare_slopes(student, reference, rng, 0, [(*shapes, 1, 0) for shapes in PLAIN])


@check(
    points=0.25,
    ko="conv_backward: 보폭이 있을 때 입력의 기울기가 맞고, 쓰이지 않은 칸은 0이어야 합니다.",
    hint="strided_slopes",
)
def test_random_input_slopes_strided(student, reference, rng):
    """conv_backward: the slopes of the input must be right at any stride; cells not used have 0."""
    _compare_slopes(student, reference, rng, 0, [case for case in STEPPED if case[3] == 0])


@check(
    points=0.25,
    ko="conv_backward: 덧대기가 있을 때 입력의 기울기가 맞고, 모양은 입력의 모양이어야 합니다.",
    hint="cropped_slopes",
)
def test_random_input_slopes_padded(student, reference, rng):
    """conv_backward: with padding, the slopes of the input must be right and have its shape."""
    _compare_slopes(student, reference, rng, 0, [case for case in STEPPED if case[3] > 0])


@check(
    points=0.25,
    ko="conv_backward의 세 기울기가 conv_forward와 짝이 맞아야 합니다.",
    hint="pairing",
)
def test_backward_is_paired_with_forward(student, rng):
    """The three slopes of conv_backward fit conv_forward."""
    # square, because heights and widths are for other checks
    chosen = [((2, 5, 5, 2), (3, 3, 2, 3), 2, 0), ((1, 6, 6, 1), (2, 2, 1, 2), 3, 0)]
    chosen += [((2, 4, 4, 2), (3, 3, 2, 2), 1, 1), ((1, 3, 3, 2), (4, 4, 2, 1), 1, 2)]
    chosen += [((2, 7, 7, 1), (3, 3, 1, 2), 2, 1), ((3, 4, 4, 3), (2, 2, 3, 4), 1, 0)]
    cases = [_backward_input(rng, *case, draw=rng.normal) for case in _shuffled(rng, chosen)]
    biases = [0.5 + np.arange(kernels.shape[3]) for _, _, kernels, *_ in cases]
    given = list(zip(cases, biases, strict=True))
    forward = student.conv_forward.each
    by_x = forward((x, kernels, 0 * bias, *steps) for (_, x, kernels, *steps), bias in given)
    by_x = list(by_x)  # before the forward of other images
    by_bias = forward((3 * x, 0 * w, bias, *steps) for (_, x, w, *steps), bias in given)
    slopes = student.conv_backward.each(cases)

    # An inner product can be taken before the layer or after it: it is the same number.
    answers = zip(given, by_x, list(by_bias), slopes, strict=True)
    for ((d_out, x, kernels, *_), bias), of_x, of_bias, answer in answers:
        d_x, d_kernels, d_bias = _three(answer)
        after = float(np.sum(array_of(of_x, d_out.shape) * d_out))
        _assert_paired(np.sum(array_of(d_x, x.shape) * x), after)
        _assert_paired(np.sum(array_of(d_kernels, kernels.shape) * kernels), after)
        after = float(np.sum(array_of(of_bias, d_out.shape) * d_out))
        _assert_paired(np.sum(array_of(d_bias, bias.shape) * bias), after)


@check(
    points=0.25,
    ko="네 함수로 하는 기울기 검사에서 상대 오차가 1e-6보다 작아야 합니다.",
    hint="gradient_check",
)
def test_gradient_check(driver, rng):
    """The gradient check, by four functions together, finds relative errors below 1e-6."""
    for x, kernels, stride, padding in [
        ((2, 3, 3, 2), (2, 2, 2, 2), 1, 0),
        ((1, 4, 4, 1), (3, 3, 1, 3), 2, 1),
    ]:
        places = _places(x, kernels[:2], stride, padding)
        shapes = x, kernels, kernels[3:], (x[0], *places, kernels[3])
        arrays = [rng.uniform(0.5, 1.5, size=shape) for shape in shapes]

        found = driver.gradient_check(*arrays, stride=stride, padding=padding)
        for answer, shape in zip(_three(found), (x, kernels, kernels[3:]), strict=True):
            assert_true(
                type(answer) in (tuple, list) and len(answer) == 4,
                en="The gradient check must end with numbers.",
                ko="기울기 검사의 결과는 수여야 합니다.",
            )
            measured, computed, error, larger = answer
            slopes = array_of(measured, shape)
            assert_true(
                bool((slopes > 0).any()),
                en="The slopes that were measured must not all be 0.",
                ko="잰 기울기가 모두 0일 수는 없습니다.",
            )
            assert_close(computed, slopes, atol=1e-6)
            assert_number(error, 0.0, atol=1e-6)
            assert_number(larger, 0.5, atol=0.49)  # 0.2 in fact: wrong slopes must show


@check(points=0.25, ko="max_pool_forward: 임의의 특징 맵에서 맞아야 합니다.", hint="pool_forward")
def test_random_pools(student, reference, rng):
    """max_pool_forward: random maps must be right, also where all values are below 0."""
    cases = [(_distinct(rng, shape), *steps) for shape, *steps in _shuffled(rng, POOLS)]
    cases += [(-1 - rng.random((2, 4, 5, 2)), *steps) for steps in [(2, None), (3, 1), (1, 1)]]

    assert_same(student.max_pool_forward, reference.max_pool_forward, cases)
    x = _distinct(rng, (2, 6, 7, 1))  # without a stride, it is that of None
    by_name = student.max_pool_forward(x=x, size=3)
    assert_close(by_name, reference.max_pool_forward(x, 3, None))


@check(
    points=0.25,
    ko="max_pool_backward: 창이 맞닿거나 겹치거나 떨어져 있어도 기울기가 맞아야 합니다.",
    hint="pool_backward",
)
def test_random_pool_slopes(student, reference, rng):
    """max_pool_backward: slopes must be right where windows touch, overlap or leave gaps."""
    cases = []
    for shape, size, stride in _shuffled(rng, POOLS):
        places = _places(shape, (size, size), stride or size)
        d_out = _eighths(rng, (shape[0], *places, shape[3]))
        cases.append((d_out, _distinct(rng, shape), size, stride))

    assert_same(student.max_pool_backward, reference.max_pool_backward, cases)


@check(
    points=0.5,
    ko="max_pool_backward: 최댓값이 여럿이면 그 가운데 한 칸이 창의 기울기를 모두 받아야 합니다.",
    hint="ties",
)
def test_ties_are_paid_once(student, rng):
    """max_pool_backward: where several cells are largest, one of them gets the whole slope."""
    cases = []
    for shape, size, stride in _shuffled(rng, POOLS[:7]):
        x = rng.integers(0, 3, size=shape) * (rng.random(shape) < 0.7)
        rows, columns = _places(shape, (size, size), stride or size)
        # A power of 2 for each window: any sum of them tells which ones were added.
        powers = 2.0 ** np.arange(rows * columns).reshape(rows, columns, 1)
        d_out = np.broadcast_to(powers, (shape[0], rows, columns, shape[3])).copy()
        cases.append((d_out, x, size, stride))

    d_out, x, size, stride = cases[0]
    cases += [(d_out, filled + 0 * x, size, stride) for filled in (0, -2)]  # nothing but ties
    slopes = student.max_pool_backward.each(cases)
    for (d_out, x, size, stride), answer in zip(cases, slopes, strict=True):
        d_x = array_of(answer, x.shape)
        sums = np.rint(d_x)
        whole = np.array_equal(sums, d_x) and sums.min() >= 0 and sums.max() < 2 * d_out.max()
        assert_true(
            bool(whole and _paid_once(x, sums.astype(np.int64), size, stride or size)),
            en="Each window's slope must go, as a whole, to exactly one of its largest cells.",
            ko="창마다 기울기 전체가 그 창의 가장 큰 칸 가운데 꼭 한 칸에 가야 합니다.",
        )


@check(
    points=0.25,
    ko="numerical_gradient: 어떤 모양, 자료형, h에서도 중앙 차분의 값이어야 합니다.",
    hint="numerical",
)
def test_random_numerical_gradients(driver, rng):
    """numerical_gradient: it gives central differences, for any shape, number type and h."""
    around = {  # slopes by hand
        "squares": lambda x, _: 2 * np.array(x, dtype=np.float64),
        "cubes": lambda x, h: 3 * x**2 + h**2,
        "products of neighbours": lambda x, _: np.roll(x, 1) + np.roll(x, -1),
        "absolute values": lambda x, _: 0 * x,
    }
    cases = [
        ("squares", cast(rng.integers(1, 250, size=(2, 3))), 0.5)
        for cast in (np.int64, np.uint8, np.float32, np.ndarray.tolist)
    ]
    for shape in [(5,), (2, 3), (1,), (2, 1, 3), (1, 2, 2, 2)]:
        x, h = rng.integers(-9, 10, size=shape) / 4, float(rng.choice([0.25, 0.5, 1.0]))
        cases += [("cubes", x, h), ("products of neighbours", x, h)]
    cases.append(("absolute values", 0 * x, h))

    for (name, x, h), slopes in zip(cases, driver.numerical_gradient.each(cases), strict=True):
        assert_close(slopes, around[name](x, h))
    x = rng.integers(-9, 10, size=(2, 3)) / 4
    unasked = [("products of neighbours", x), ("steep cubes", 0 * x)]
    near, steep = driver.numerical_gradient.each(unasked)  # h as the student has it
    assert_close(near, np.roll(x, 1) + np.roll(x, -1), atol=1e-6)
    assert_close(steep, 0 * x + 1)  # 1e10 h²


@check(
    points=0.25, ko="relative_error: 어떤 모양, 어떤 자료형에서도 맞아야 합니다.", hint="relative"
)
def test_random_relative_errors(student, reference, rng):
    """relative_error: it must be right for any shape and type, with zeros and tiny values."""
    a, b = rng.normal(size=(2, 3, 2)), rng.normal(size=(2, 3, 2))
    same_sign = np.abs(a) * rng.uniform(0.5, 2.0, size=a.shape)
    cases = [(a, b), (np.abs(a), same_sign), (100 * a, 100.001 * a), (a, a), (0 * a, 0 * a)]
    cases += [(a * (a > 0), same_sign * (a > 0)), (3e-13 * np.abs(a), 0 * a), (a, -a)]
    for shape in [(), (6,), (1,), (3, 4), (2, 2, 3, 2)]:
        cases.append((rng.uniform(0.5, 2.0, size=shape), rng.uniform(0.5, 2.0, size=shape)))
    for cast in (np.uint8, _as_bool, np.int64, np.float32, np.ndarray.tolist):
        cases.append(tuple(cast(rng.uniform(100.0, 255.0, size=(2, 3))) for _ in range(2)))

    for case, error in zip(cases, student.relative_error.each(cases), strict=True):
        assert_number(error, reference.relative_error(*case))
    a, b = cases[0]
    assert_number(student.relative_error(b=b, a=a), reference.relative_error(a, b))


@check(
    points=0.2,
    ko="두 층은 어떤 자료형이 들어와도 float64로 계산하고 float64 배열을 주어야 합니다.",
    hint="number_type",
)
def test_number_types(student, driver, reference, rng):
    """Both layers compute in float64 and give float64, whatever number types come in."""
    # square, because heights and widths are for other checks
    shapes = [(2, 5, 5, 2), (2, 2, 2, 3), (2, 4, 4, 3), (3,), (2, 2, 2, 2)]
    given = {"conv_forward": [], "conv_backward": [], "max_pool_forward": []}
    given["max_pool_backward"] = []
    for cast in (np.uint8, _as_bool, np.int64, np.float32, np.ndarray.tolist):
        # sums leave the range of uint8
        arrays = (cast(rng.uniform(100.0, 255.0, size=shape)) for shape in shapes)
        x, kernels, d_out, bias, d_pooled = arrays
        given["conv_forward"].append((x, kernels, bias))
        given["conv_backward"].append((d_out, x, kernels))
        given["max_pool_forward"].append((x,))
        given["max_pool_backward"].append((d_pooled, _without_ties(rng, x)))

    backward = given.pop("conv_backward")
    for name, cases in given.items():
        assert_same(getattr(student, name), getattr(reference, name), cases, dtype=np.float64)
    for case, answer in zip(backward, student.conv_backward.each(backward), strict=True):
        for part, wanted in zip(_three(answer), reference.conv_backward(*case), strict=True):
            assert_close(part, wanted, dtype=np.float64)
    bright, one = given["conv_forward"][0][0], np.full((1, 1, 2, 3), 200, dtype=np.uint8)
    one_cell = bright, one, np.zeros(3)
    [answer] = student.conv_forward.each([one_cell])  # one product is enough to overflow
    assert_close(answer, reference.conv_forward(*one_cell))
    _compare_kinds_of_steps(student, driver, rng)


def _compare_kinds_of_steps(student, driver, rng):
    """NumPy's numbers change no value; which is right without them is for other checks."""
    x, kernels, bias = (rng.normal(size=shape) for shape in [(1, 5, 5, 2), (2, 2, 2, 3), (3,)])
    d_out, d_pooled = rng.normal(size=(1, 3, 3, 3)), rng.normal(size=(1, 2, 2, 2))
    whole = rng.integers(-9, 10, size=(2, 3))
    for function, given, steps, kinds in [
        (student.conv_forward, (x, kernels, bias), (2, 1), np.int64),
        (student.conv_backward, (d_out, x, kernels), (2, 1), np.int64),
        (student.max_pool_forward, (x,), (3, 2), np.int32),
        (student.max_pool_backward, (d_pooled, x), (3, 2), np.int32),
        (driver.numerical_gradient, ("squares", whole), (0.5,), np.float64),
        (driver.numerical_gradient, ("squares", whole), (1,), np.int64),
    ]:
        cases = [(*given, *steps), (*given, *map(kinds, steps))]
        plain, numpys = (
            answer if isinstance(answer, (tuple, list)) else (answer,)
            for answer in function.each(cases)
        )
        for one, other in zip(plain, numpys, strict=True):
            assert_close(other, array_of(one), dtype=np.float64)


@check(
    points=0.2, ko="함수가 받은 배열은 그대로이고, 결과는 새 배열이어야 합니다.", hint="arguments"
)
def test_arguments_untouched(student, driver, rng):
    """The arrays that come in stay as they were, and the results are arrays of their own."""
    x, one, bias = rng.normal(size=(2, 4, 4, 1)), np.ones((1, 1, 1, 1)), np.zeros(1)
    # each twice: an array that is kept for results is found again
    layers = 2 * [(one, 1, 0), (rng.normal(size=(2, 2, 1, 1)), 2, 1)]
    cases = [(x, kernels, bias, *steps) for kernels, *steps in layers]
    for out in assert_all_untouched(student.conv_forward, cases):
        array_of(out)
    cases = []
    for kernels, *steps in layers:
        places = _places(x.shape, kernels.shape, *steps)
        cases.append((rng.normal(size=(2, *places, 1)), x, kernels, *steps))
    for slopes in assert_all_untouched(student.conv_backward, cases):
        _three(slopes)
    pools = 2 * [(1, 1), (2, 2)] + [(2, 1)]
    for out in assert_all_untouched(student.max_pool_forward, [(x, *pool) for pool in pools]):
        array_of(out)
    cases = [
        (rng.normal(size=(2, *_places(x.shape, (size, size), stride), 1)), x, size, stride)
        for size, stride in pools
    ]
    for d_x in assert_all_untouched(student.max_pool_backward, cases):
        array_of(d_x, x.shape)
    cases = [("cubes", x / 3), ("squares", x)]
    for slopes in assert_all_untouched(driver.numerical_gradient, cases):
        array_of(slopes, x.shape)


@check(
    points=0.2,
    ko="conv_forward, conv_backward: 맞지 않는 입력은 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_layers(student):
    """conv_forward, conv_backward: input that does not fit is a ValueError."""
    x, kernels = np.ones((2, 4, 4, 3)), np.ones((3, 3, 3, 4))
    bias, d_out = np.ones(4), np.ones((2, 2, 2, 4))
    array_of(student.conv_forward(x, kernels, bias), d_out.shape)  # these fit
    fits = student.conv_backward(d_out, x, kernels)
    for part, shape in zip(_three(fits), (x.shape, kernels.shape, (4,)), strict=True):
        array_of(part, shape)

    one = np.ones((1, 1, 3, 4))  # a kernel of one cell leaves the rest to be looked at
    biases = (bias[:1], np.ones(5), bias[:0], bias[:, None], np.array(1.0))
    cases = [(x, given, wrong) for given in (kernels, one) for wrong in biases]
    cases.append((x[..., :1], np.ones((1, 1, 1, 1)), np.ones(2)))
    assert_value_errors(student.conv_forward, cases)
    wrong = _wrong_convolutions(x, kernels)
    wrong += [(x[0], one), (x[:0], one), (x[:, :0], one, 1, 1), (x[..., :1], one)]
    wrong += [(x, one[:, :, :1]), (x, one, 0), (x, one, -1), (x, one, 1, -1)]
    assert_value_errors(
        student.conv_forward, [(x, given, bias, *steps) for x, given, *steps in wrong]
    )
    slopes = (d_out[:1], d_out[:, :1], d_out[:, :, :1], d_out[..., :1], d_out[0])
    cases = [(given, x, kernels) for given in (*slopes, np.ones((2, 4, 4, 4)))]
    cases += [(d_out, x, kernels, 2), (d_out, x, kernels, 1, 1)]
    cases += [(given, x, one) for given in (d_out, np.ones((2, 4, 4, 1)), np.ones((1, 4, 4, 4)))]
    cases += [(d_out, *given) for given in wrong]
    assert_value_errors(student.conv_backward, cases)


@check(
    points=0.25,
    ko="풀링, numerical_gradient, relative_error: 맞지 않는 입력은 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_pools_and_tools(student, driver):
    """Pools, numerical_gradient, relative_error: input that does not fit is a ValueError."""
    x, d_out = np.arange(48.0).reshape(2, 4, 6, 1), np.ones((2, 2, 3, 1))
    array_of(student.max_pool_forward(x), d_out.shape)  # these fit
    array_of(student.max_pool_backward(d_out, x), x.shape)
    array_of(driver.numerical_gradient("squares", x[0]), x[0].shape)
    assert_number(student.relative_error(1.5, 2.5), 0.0, atol=np.inf)

    maps = (x[0], x[..., 0], x[None], x[:0], x[..., :0], x[:, :1], x[:, :, :1])
    wrong = [(given,) for given in maps]
    wrong += [(x, *steps) for steps in [(0, 1), (-1, None), (2, 0), (2, -1), (5, None), (5, 1)]]
    wrong += [(given, 1) for given in maps[:5]]  # a window of one cell changes nothing
    wrong += [(x, 1, 0), (x, 1, -1)]
    slopes = (d_out[:1], d_out[:, :1], d_out[0], np.ones((2, 3, 5, 1)), np.ones((2, 2, 3, 2)))
    cases = [*((d_out, *given) for given in wrong[::2]), *((given, x) for given in slopes)]
    pairs = [((2,), (3,)), ((3,), (1,)), ((3,), (1, 3)), ((2, 3), (3, 2)), ((0,), (0,))]
    assert_value_errors(student.max_pool_forward, wrong)
    cases += [(d_out, x, 2, 1), (d_out, x, 1), (x[:1], x, 1, 1), (x, x, 1, 0), (x[0], x[0], 1, 1)]
    assert_value_errors(student.max_pool_backward, cases)
    cases = [("squares", x[0], 0), ("squares", x[0], 0.0), ("squares", x[0], -1e-5)]
    cases += [("squares", x[:0]), ("absolute values", np.zeros((2, 0))), ("squares", 0 * x, -1)]
    assert_value_errors(driver.numerical_gradient, cases)
    cases = [(np.ones(a), np.ones(b)) for a, b in pairs]
    assert_value_errors(student.relative_error, [*cases, (np.ones(3), 1.0)])


def _shuffled(rng, cases):
    """Every case in an order of the rng's, and the first of them once more."""
    order = rng.permutation(len(cases))
    return [cases[index] for index in (*order, order[0])]


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
    """One of the three parts of conv_backward, on every case; plain ones without their steps."""
    given = [_backward_input(rng, *case) for case in _shuffled(rng, cases)]
    given = [case[:3] if case[3:] == (1, 0) else case for case in given]
    for case, answer in zip(given, student.conv_backward.each(given), strict=True):
        assert_close(_three(answer)[part], reference.conv_backward(*case)[part])


def _three(answer):
    """What conv_backward returned, once it is known to be three things."""
    assert_true(
        type(answer) in (tuple, list) and len(answer) == 3,
        en="conv_backward must return three arrays: (d_x, d_kernels, d_bias).",
        ko="conv_backward는 배열 세 개 (d_x, d_kernels, d_bias)를 돌려주어야 합니다.",
        about_form=True,
    )
    return answer


def _assert_paired(before, after):
    assert_true(
        bool(abs(before - after) <= 1e-6 * max(1.0, abs(after))) and after != 0,
        en="Forward and backward do not fit each other: their inner products differ, or are 0.",
        ko="순전파와 역전파의 짝이 맞지 않습니다. 내적이 서로 다르거나 0입니다.",
    )


def _paid_once(x, sums, size, step):
    """Whether each window's power of 2 is in exactly one cell, a largest one of that window."""
    paid = np.zeros_like(sums)  # what the windows' largest cells got, all windows together
    for place, (i, j) in enumerate(np.ndindex(*_places(x.shape, (size, size), step))):
        window = np.s_[:, i * step : i * step + size, j * step : j * step + size]
        is_paid = (sums[window] >> place) & 1
        is_largest = x[window] == x[window].max(axis=(1, 2), keepdims=True)
        if (np.sum(is_paid & is_largest, axis=(1, 2)) != 1).any():
            return False
        paid[window] += (is_paid & is_largest) << place
    return np.array_equal(paid, sums)


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
