"""Hidden checks of exercise 07: random inputs against the reference, and properties of layers."""

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_integer,
    assert_integers,
    assert_number,
    assert_same,
    assert_true,
    assert_value_errors,
    check,
)

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "elu")
RANKS = [(7,), (1,), (4, 6), (3, 3), (2, 5, 3), (5, 1, 2, 3), (3, 11, 13, 3)]
ENDS = [-1000.0, -800.0, -60.0, -1.0, 0.0, 0.5, 60.0, 800.0, 1000.0]  # exp overflows beyond 709
# Float32 passes: its lack of digits costs points only where number types are judged.
COARSE = 1e-6


def shuffled(rng, items):
    """Every item in an order of the rng's, and the first of them once more."""
    order = rng.permutation(len(items))
    return [items[index] for index in (*order, order[0])]


def arrays_of_all_ranks(rng):
    """Random arrays, most of them with negative and positive values."""
    return [rng.normal(scale=3.0, size=shape) for shape in shuffled(rng, RANKS)]


def with_many_alphas(rng):
    """Random (x, alpha): x of any rank, and for one shape every alpha."""
    alphas = [0.3, 0, 1, float(rng.uniform(0.4, 0.9))]
    inputs = enumerate(arrays_of_all_ranks(rng))
    cases = [(x, alphas[index % len(alphas)]) for index, x in inputs]
    alphas = [*alphas[:3], 1.0, 0.0, np.float64(0.25), np.int64(1)]
    return cases + [(rng.normal(scale=3.0, size=(4, 6)), alpha) for alpha in alphas]


def dense_arguments(rng, samples, inputs, outputs):
    """Random x, weights and bias that fit each other."""
    sizes = [(samples, inputs), (inputs, outputs), (outputs,)]
    return tuple(rng.normal(scale=2.0, size=size) for size in sizes)


@check(
    points=0.25,
    ko="축이 없거나 칸이 없는 배열까지 모든 배열의 설명이 맞아야 합니다.",
    hint="tensor",
)
def test_describe_any_tensor(student, rng):
    """The description must be right for any array, also one without axes or without cells."""
    kinds = ["bool", "int8", "uint8", "int32", "int64", "float32", "float64"]
    shapes = [(), (1,), (0,), (9,), (1, 1), (0, 4), (3, 2), (2, 3, 4), (1, 8, 6, 3), (2, 1, 3, 1)]

    drawn = [(shape, kinds[rng.integers(len(kinds))]) for shape in shuffled(rng, shapes)]
    descriptions = student.describe_tensor.each((np.zeros(*each),) for each in drawn)
    for (shape, kind), description in zip(drawn, descriptions, strict=True):
        assert_true(
            isinstance(description, (tuple, list)) and len(description) == 3,
            en="The result should hold three things: (rank, shape, dtype name).",
            ko="결과에는 (축의 수, shape, 자료형 이름) 세 가지가 들어 있어야 합니다.",
        )
        assert_integer(description[0], len(shape))
        assert_integers(description[1], shape)
        assert_true(
            isinstance(description[2], str) and description[2] == kind,
            en="The name of the dtype is wrong.",
            ko="자료형의 이름이 틀렸습니다.",
        )


@check(
    points=0.4, ko="어떤 배치를 펴도 표본마다 한 줄이고 값의 순서가 맞아야 합니다.", hint="flatten"
)
def test_flatten_any_batch(student, rng):
    """A batch of any rank gives one row a sample, with its values in order."""
    shapes = [(5, 4, 3, 2), (1, 6, 7, 3), (3, 1, 4), (1, 1, 1, 1), (6, 2), (1, 9), (5,), (1,)]

    shapes = shuffled(rng, [*shapes, (4, 4, 4, 4), (2, 3, 2, 3, 2)])
    batches = [rng.normal(size=shape) for shape in shapes]
    for batch, flat in zip(batches, student.flatten.each(zip(batches)), strict=True):
        assert_close(flat, [sample.ravel() for sample in batch], atol=COARSE)


@check(points=0.5, ko="여러 크기의 임의의 입력에서 완전 연결층이 맞아야 합니다.", hint="dense")
def test_dense_on_random_input(student, reference, rng):
    """A dense layer must be right on random input of many sizes."""
    sizes = [(4, 3, 2), (1, 5, 3), (6, 1, 1), (3, 3, 3), (2, 7, 1), (1, 1, 4), (9, 40, 12)]

    cases = [dense_arguments(rng, *size) for size in shuffled(rng, sizes)]
    assert_same(student.dense, reference.dense, cases, atol=COARSE)


@check(points=0.4, ko="여러 크기의 임의의 입력에서 Maxout이 맞아야 합니다.", hint="maxout")
def test_maxout_on_random_input(student, reference, rng):
    """Maxout must be right on random input of many sizes."""
    sizes = [(5, 3, 4), (1, 4, 3), (6, 2, 1), (3, 3, 3), (1, 1, 1), (8, 30, 9)]

    cases = []
    for size in shuffled(rng, sizes):
        x, w1, b1 = dense_arguments(rng, *size)
        _, w2, b2 = dense_arguments(rng, *size)
        cases.append((x, w1, b1 - 1.0, w2, b2 - 1.0))  # both layers below 0 in many cells
    assert_same(student.maxout, reference.maxout, cases, atol=COARSE)


@check(
    points=0.35, ko="축의 수가 몇이든 임의의 배열에서 시그모이드가 맞아야 합니다.", hint="sigmoid"
)
def test_sigmoid_on_arrays(student, reference, rng):
    """Sigmoid must be right on random arrays of any rank."""
    assert_same(student.sigmoid, reference.sigmoid, zip(arrays_of_all_ranks(rng)), atol=COARSE)


@check(
    points=0.3, ko="축의 수가 몇이든 임의의 배열에서 tanh와 ReLU가 맞아야 합니다.", hint="tanh_relu"
)
def test_tanh_and_relu_on_arrays(student, reference, rng):
    """The functions tanh and ReLU must be right on random arrays of any rank."""
    assert_same(student.tanh, reference.tanh, zip(arrays_of_all_ranks(rng)), atol=COARSE)
    assert_same(student.relu, reference.relu, zip(arrays_of_all_ranks(rng)), atol=COARSE)


@check(points=0.4, ko="축의 수와 alpha가 얼마든 Leaky ReLU가 맞아야 합니다.", hint="leaky_relu")
def test_leaky_relu_on_arrays(student, reference, rng):
    """Leaky ReLU must be right on arrays of any rank with many alphas, 0 and 1 among them."""
    assert_same(student.leaky_relu, reference.leaky_relu, with_many_alphas(rng), atol=COARSE)


@check(points=0.3, ko="축의 수와 alpha가 얼마든 ELU가 맞아야 합니다.", hint="elu")
def test_elu_on_arrays(student, reference, rng):
    """ELU must be right on arrays of any rank with many alphas, 0 and 1 among them."""
    assert_same(student.elu, reference.elu, with_many_alphas(rng), atol=COARSE)


@check(
    points=0.5,
    ko="임의의 점수에서 소프트맥스가 맞고, 상수를 더해도 그대로여야 합니다.",
    hint="softmax",
)
def test_softmax_on_random_logits(student, reference, rng):
    """Softmax must be right on random scores and does not change when a constant is added."""
    shapes = [(6,), (1,), (4, 3), (3, 3), (1, 5), (5, 1), (12, 10)]

    cases = [rng.normal(scale=2.0, size=shape) for shape in shuffled(rng, shapes)]
    shifted = [x + rng.uniform(-40, 40, size=(*x.shape[:-1], 1)) for x in cases]  # each row its own
    for x, probabilities in zip(cases * 2, student.softmax.each(zip(cases + shifted)), strict=True):
        assert_close(probabilities, reference.softmax(x), atol=COARSE)
        sums = probabilities.sum(axis=-1, keepdims=True)
        assert_close(sums, np.ones((*x.shape[:-1], 1)), atol=COARSE)


@check(
    points=0.3,
    ko="시그모이드와 tanh는 ±1000에서도 맞고 RuntimeWarning이 없어야 합니다.",
    hint="overflow",
)
def test_sigmoid_and_tanh_at_the_ends(driver, reference):
    """Sigmoid and tanh must be right up to ±1000, without a RuntimeWarning."""
    inputs = [np.array(x) for x in (ENDS, [ENDS[::-1], ENDS], [-1000.0], [1000.0])]
    assert_same(driver.sigmoid, reference.sigmoid, zip(inputs), atol=COARSE)
    assert_same(driver.tanh, reference.tanh, zip(inputs), atol=COARSE)


@check(points=0.2, ko="ELU는 ±1000에서도 맞고 RuntimeWarning이 없어야 합니다.", hint="overflow")
def test_elu_at_the_ends(driver, reference):
    """ELU must be right up to ±1000, without a RuntimeWarning."""
    inputs = [np.array(x) for x in (ENDS, [ENDS[::-1], ENDS], [-1000.0], [1000.0])]
    cases = [(x, 1.0) for x in inputs] + [(x, alpha) for x in inputs[:2] for alpha in (0.25, 0.0)]
    assert_same(driver.elu, reference.elu, cases, atol=COARSE)


@check(
    points=0.35,
    ko="소프트맥스는 ±1000의 점수에서도 맞고 RuntimeWarning이 없어야 합니다.",
    hint="overflow",
)
def test_softmax_at_the_ends(driver, reference):
    """Softmax must be right on scores up to ±1000, without a RuntimeWarning."""
    rows = [[1000.0, 999.0, 998.5], [-1000.0, -1000.0, -999.0], [-1000.0, 0.0, 1000.0], [0, 1, -1]]

    inputs = [np.array(x) for x in (rows, *rows, [[700.0, 1000.0], [0.0, 0.0]])]
    assert_same(driver.softmax, reference.softmax, zip(inputs), atol=COARSE)


@check(
    points=0.35,
    ko="0이 되는 값의 비율은 rate와 같고, 값마다 따로 정해져야 합니다.",
    hint="dropout_mask",
)
def test_dropout_share_and_independence(driver, rng):
    """The share of dropped values is the rate, and each value is decided on its own."""
    cases = [
        (rng.uniform(0.5, 2.0, size=shape), rate, int(rng.integers(2**31)))
        for shape, rate in [((120, 100), 0.1), ((6, 16, 16, 8), 0.35), ((120, 100), 0.8)]
    ]
    for (x, rate, _), answer in zip(cases, driver.dropout.each(cases), strict=True):
        dropped = array_of(answer, x.shape) == 0
        margin = 6 * np.sqrt(rate * (1 - rate) / x.size)  # six standard deviations
        assert_true(
            bool(abs(dropped.mean() - rate) <= margin),
            en="The share of values that become 0 is not the rate.",
            ko="0이 되는 값의 비율이 rate와 다릅니다.",
        )
        for axis in range(x.ndim):
            first, second = np.take(dropped, 0, axis), np.take(dropped, 1, axis)
            assert_true(
                not np.array_equal(first, second),
                en="Whole rows, channels or samples are dropped together.",
                ko="행, 채널, 표본이 통째로 함께 0이 됩니다.",
            )


@check(
    points=0.3,
    ko="같은 시드는 같은 자리를, 다른 시드는 다른 자리를 0으로 만들어야 합니다.",
    hint="dropout_chance",
)
def test_dropout_takes_its_chance_from_rng(driver, rng):
    """The same seed drops the same values, another seed others; their number varies."""
    x = rng.uniform(0.5, 2.0, size=(8, 10))
    cases = [(x, 0.5, seed) for seed in rng.permutation(1000)[:10].tolist()]
    masks = [array_of(answer, x.shape) == 0 for answer in driver.dropout.each(cases)]
    doubled = driver.dropout.each([(x * 2, 0.5, seed) for _, _, seed in cases[:4]], training=True)
    pairs = driver.dropout_twice.each(cases[:3])

    for mask, answer in zip(masks[:4], doubled, strict=True):
        assert_same_values_dropped(mask, array_of(answer, x.shape) == 0)
    for mask, pair in zip(masks[:3], pairs, strict=True):
        assert_true(
            isinstance(pair, list) and len(pair) == 2,
            en="Two calls give two arrays.",
            ko="두 번 부르면 배열이 두 개여야 합니다.",
        )
        one, two = (array_of(value, x.shape) == 0 for value in pair)
        assert_same_values_dropped(mask, one)
        assert_true(
            not np.array_equal(one, two),
            en="Two calls with one generator drop the same values.",
            ko="생성기 하나로 두 번 불렀는데 같은 값이 0이 됩니다.",
        )
    assert_true(
        len({mask.tobytes() for mask in masks}) == len(masks),
        en="Other seeds drop the same values.",
        ko="시드가 달라도 같은 값이 0이 됩니다.",
    )
    assert_true(
        len({int(mask.sum()) for mask in masks}) > 1,
        en="The number of dropped values is the same every time; each is decided on its own.",
        ko="0이 되는 값의 개수가 매번 같습니다. 값마다 따로 정해야 합니다.",
    )


def assert_same_values_dropped(mask, other):
    """Two generators that were made from one seed drop the same values."""
    assert_true(
        bool(np.array_equal(mask, other)),
        en="Two generators made from the same seed drop different values.",
        ko="같은 시드로 만든 두 생성기가 서로 다른 값을 0으로 만듭니다.",
    )


@check(
    points=0.3, ko="학습 중에 값을 0으로 만들어도 평균은 그대로여야 합니다.", hint="dropout_scale"
)
def test_dropout_keeps_the_mean(driver, rng):
    """Values are dropped in training, and yet the mean stays."""
    cases = [
        (rng.uniform(1.0, 2.0, size=(90, 80)), rate, int(rng.integers(2**31)))
        for rate in (0.15, 0.5, 0.8)
    ]
    x, *_ = cases[0]
    array_of(driver.dropout(*cases[0], training=False), x.shape)  # tells two ideas apart
    for (x, rate, _), answer in zip(cases, driver.dropout.each(cases), strict=True):
        dropped = array_of(answer, x.shape)
        margin = 6 * np.sqrt(rate / (1 - rate) * np.mean(x**2) / x.size)
        assert_true(
            bool((dropped == 0).any()),
            en="Nothing is dropped.",
            ko="0이 된 값이 없습니다.",
        )
        assert_true(
            bool(abs(dropped.mean() - x.mean()) <= margin),
            en="The mean changes: what is kept does not make up for what is dropped.",
            ko="평균이 달라집니다. 남은 값이 사라진 값을 메우지 못합니다.",
        )


@check(
    points=0.1,
    ko="flatten, dense, maxout, dropout은 어떤 자료형이든 float64로 계산해 주어야 합니다.",
    hint="number_type",
)
def test_number_types_of_layers(student, driver, reference, rng):
    """flatten, dense, maxout and dropout compute in float64 and give float64, whatever comes in."""
    sizes = [(3, 4), (4, 2), 2, (4, 2), 2]
    cases = [
        tuple(cast(rng.integers(0, 256, size=size), kind) for size in sizes)
        for kind in ("uint8", "bool", "int64", "float32", "float64", "list")
    ]
    for name, count in [("flatten", 1), ("dense", 3), ("maxout", 5)]:
        given = [case[:count] for case in cases]
        assert_same(getattr(student, name), getattr(reference, name), given, dtype=np.float64)
    given = [(x, 0.3, int(rng.integers(2**31))) for x, *_ in cases]
    for (x, *_), dropped in zip(given, driver.dropout.each(given), strict=True):
        kept = array_of(dropped, (3, 4)) != 0
        scaled = np.asarray(x, dtype=np.float64) / (1 - 0.3)
        assert_close(dropped, np.where(kept, scaled, 0), dtype=np.float64)


def cast(integers, kind):
    """The numbers as an array of that kind, or as a nested list."""
    if kind == "list":
        return integers.tolist()
    if kind.startswith("float"):
        return (integers / 7).astype(kind)
    return integers % 2 == 0 if kind == "bool" else integers.astype(kind)


@check(
    points=0.15,
    ko="활성화 함수와 소프트맥스는 어떤 자료형이든 float64로 계산해 주어야 합니다.",
    hint="number_type",
)
def test_number_types_of_activations(student, reference, rng):
    """Activations and softmax compute in float64 and give float64, whatever comes in."""
    small = rng.integers(0, 6, size=(3, 5))
    inputs = [
        rng.integers(1, 256, size=(3, 5)).astype(np.uint8),
        rng.integers(-9, 9, size=(3, 5)),
        small % 2 == 0,
        rng.normal(size=(3, 5)).astype(np.float32),
        rng.normal(size=(3, 5)),
        (small - 2.5).tolist(),
        [0.0, 1 / 3, -20.0],
    ]

    for name in (*ACTIVATIONS, "softmax"):
        cases = zip(inputs)
        assert_same(getattr(student, name), getattr(reference, name), cases, dtype=np.float64)
    numbers = [np.array(-0.5), 2, np.int64(-3), np.float64(0.3), np.float32(-0.25), True]
    for name in ACTIVATIONS:
        answers = getattr(student, name).each(zip(numbers))
        for number, answer in zip(numbers, answers, strict=True):
            assert_number(answer, float(getattr(reference, name)(number)))


@check(
    points=0.1,
    ko="flatten, dense, maxout에 맞지 않는 입력은 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_input_of_layers(student, rng):
    """Input that does not fit flatten, dense or maxout is a ValueError."""
    x, w1, b1 = dense_arguments(rng, 4, 3, 2)
    wrong = [
        (x[0], w1, b1),
        (x, w1[0], b1),
        (x, w1, b1[np.newaxis]),
        (x[np.newaxis], w1, b1),
        (x, w1, np.array(1.0)),
        (x[:, :2], w1, b1),
        (x, w1.T, b1),
        (x, w1, b1[:1]),  # NumPy would stretch a single bias
        (x, w1, np.ones(4)),
        (x, w1[:, :1], b1),  # nor are outputs stretched to a longer bias
        (x, w1, np.ones((4, 2))),
        (np.ones((4, 3, 3)), w1, b1),
        (x[:2], w1, np.ones((2, 2))),
        (x[:0], w1, b1),
        (x[:, :0], w1[:0], b1),
        (x[:, :1], w1[:1, :1], b1),  # a single weight would go with any bias
        (x[:1, :1], w1[:1, :1], b1[:1, np.newaxis]),
        (x, w1[:, :0], b1[:0]),
    ]

    array_of(student.flatten(x), (4, 3))  # the input that fits
    batches = [np.array(3.0), 3.0, np.zeros(0), np.zeros((0, 3)), np.zeros((2, 0, 4))]
    assert_value_errors(student.flatten, zip(batches))
    array_of(student.dense(x, w1, b1), (4, 2))
    assert_value_errors(student.dense, wrong)
    array_of(student.maxout(x, w1, b1, w1, b1), (4, 2))
    layers = [(w1, b1, w1[:, :1], b1[:1]), (w1[:, :1], b1[:1], w1, b1)]
    layers += [(w1, b1, w1[:2], b1), (w1, b1[:1], w1, b1), (w1, b1, w1, b1[:1])]
    layers += [(w1, b1, w1, b1[np.newaxis]), (w1[:, :1], b1, w1[:, :1], b1)]
    assert_value_errors(student.maxout, [(x, *layer) for layer in layers])


@check(
    points=0.15,
    ko="활성화 함수, 소프트맥스, 드롭아웃에 맞지 않는 입력은 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_input_of_activations(student, driver, rng):
    """Input that does not fit the activations, softmax or dropout is a ValueError."""
    x = rng.normal(size=(4, 3))

    empty = [np.zeros(0), np.zeros((0, 3))]
    for name in ACTIVATIONS:
        array_of(getattr(student, name)(x), (4, 3))
        assert_value_errors(getattr(student, name), zip(empty))
    for name in ("leaky_relu", "elu"):  # with the alphas that leave or drop all negative values
        cases = [(values, alpha) for values in empty for alpha in (0, 1, 1.0)]
        assert_value_errors(getattr(student, name), cases)
    array_of(student.softmax(x), (4, 3))
    assert_value_errors(
        student.softmax,
        zip([*empty, np.zeros((3, 0)), np.zeros((0, 1)), np.array(1.5), x[np.newaxis]]),
    )
    assert_value_errors(student.softmax, zip([np.ones((2, 2, 1)), np.ones((1, 1, 1)), 3]))
    array_of(driver.dropout(x, 0.5, 1), (4, 3))
    cases = [(x, rate, 1) for rate in (1, 1.0, 1.5, -0.1, -1)]
    nothing = [(values, rate, 1) for values in empty for rate in (0.5, 0, 0.0)]
    assert_value_errors(driver.dropout, [*cases, *nothing])
    assert_value_errors(driver.dropout, [*cases, *nothing], training=False)


@check(
    points=0.15,
    ko="함수가 받은 배열은 그대로이고 결과는 새 배열이어야 합니다.",
    hint="arguments",
)
def test_arguments_stay_as_they_were(student, driver, rng):
    """The arguments stay as they were and the result is a new array."""
    x, w1, b1 = dense_arguments(rng, 4, 3, 2)

    batches = [(rng.normal(size=(2, 3, 2)),), (x,), (2 * x,)]
    batch, *rows = assert_all_untouched(student.flatten, batches)
    require_variety(batch, (2, 6))
    others = -x, 2 * w1, b1 + 1  # an array that is kept for results would be found again
    outs = assert_all_untouched(student.dense, [(x, w1, b1), others])
    cases = [(x, w1, b1, w1 - 1, b1), (*others, w1, b1)]
    outs += assert_all_untouched(student.maxout, cases)
    for out, shape in [*((row, (4, 3)) for row in rows), *((out, (4, 2)) for out in outs)]:
        require_variety(out, shape)
    for name in (*ACTIVATIONS, "softmax"):
        for out in assert_all_untouched(getattr(student, name), [(x,), (np.abs(x),)]):
            require_variety(out, (4, 3))
    dropped = assert_all_untouched(driver.dropout, [(x, 0.5, 5), (x, 0.0, 5)])
    same = [(x, 0.5, 5), (2 * x, 0.0, 5)]
    as_it_was = assert_all_untouched(driver.dropout, same, training=False)
    for out in (*dropped, *as_it_was):
        require_variety(out, (4, 3))


def require_variety(value, shape):
    """Judge the shape, and that the cells differ: any array can be new, an answer varies."""
    values = array_of(value, shape)
    assert_true(
        bool(values.min() < values.max()),
        en="All values of the result are the same.",
        ko="결과의 값이 모두 같습니다.",
    )
