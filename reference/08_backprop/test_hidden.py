"""Hidden checks of exercise 08: random networks against the reference, slopes and properties.

A wrong forward is paid once: what builds on it may agree with the student's own. That holds only
for a forward that is a network of two layers, see `_kin`; any other could be made so simple that
its slopes take no backpropagation.
"""

from functools import cache, partial
from itertools import product

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_number,
    assert_true,
    assert_value_errors,
    check,
)

RATE = 0.75
KINSHIP = 0.15  # how far an output may be off in a forward that still counts as a network


@check(points=0.25, ko="forward: 어떤 신경망에서도 은닉층이 맞습니다.", hint="hidden_layer")
def test_random_hidden_layers(student, reference, rng):
    """forward: the hidden layer is right for any weights and inputs."""
    networks = [(x, weights) for x, _, weights in _cases(rng)]
    for network, answer in zip(networks, student.forward.each(networks), strict=True):
        z_hidden, h, _, _ = _parts_of(answer)
        expected = reference.forward(*network)
        assert_close(z_hidden, expected[0])
        assert_close(h, expected[1])


@check(points=0.5, ko="forward: 어떤 신경망에서도 출력층이 맞습니다.", hint="output_layer")
def test_random_output_layers(student, reference, rng):
    """forward: the output layer is right for any weights and inputs."""
    networks = [(x, weights) for x, _, weights in _cases(rng)]
    for network, answer in zip(networks, student.forward.each(networks), strict=True):
        _, _, z_out, o = _parts_of(answer)
        expected = reference.forward(*network)
        assert_close(z_out, expected[2])
        assert_close(o, expected[3])
    x, weights = networks[0]
    by_name = _parts_of(student.forward(weights=-weights, x=x))
    assert_close(by_name[3], reference.forward(x, -weights)[3])


@check(points=0.5, ko="total_error: 어떤 출력과 목표에서도 맞습니다.", hint="total_error")
def test_random_errors(student, reference, rng):
    """total_error: it is right for any outputs and targets."""
    pairs = [(rng.random(2), rng.random(2)) for _ in range(6)]
    pairs += [(rng.normal(size=2) * 3, rng.normal(size=2)), (np.zeros(2), np.ones(2))]

    for pair, error in zip(pairs, student.total_error.each(pairs), strict=True):
        assert_number(error, reference.total_error(*pair))


@check(
    points=0.75,
    ko="output_gradients: w5…w8을 조금 바꿀 때 오차가 변하는 만큼입니다.",
    hint="check_your_slopes",
)
def test_random_output_gradients(student, reference, rng):
    """output_gradients: they say how the error changes when w5 … w8 change a little."""
    cases = _cases(rng)
    kin = cache(partial(_kin, student, rng, cases))
    for case, answer in zip(cases, student.output_gradients.each(cases), strict=True):
        gradients = array_of(answer, shape=(4,))
        expected = reference.output_gradients(*case)
        if not np.allclose(gradients, expected, rtol=0.0, atol=1e-9) and kin():
            expected = _own_slopes(student, case, (4, 5, 6, 7), kin(), expected)
            assert_close(gradients, expected, atol=1e-8)
        else:
            assert_close(gradients, expected)


@check(
    points=0.75,
    ko="hidden_gradients: w1…w4를 조금 바꿀 때 오차가 변하는 만큼입니다.",
    hint="check_your_slopes",
)
def test_random_hidden_gradients(student, reference, rng):
    """hidden_gradients: they say how the error changes when w1 … w4 change a little."""
    cases = _cases(rng)
    kin = cache(partial(_kin, student, rng, cases))
    for case, answer in zip(cases, student.hidden_gradients.each(cases), strict=True):
        gradients = array_of(answer, shape=(4,))
        expected = reference.hidden_gradients(*case)
        if not np.allclose(gradients, expected, rtol=0.0, atol=1e-9) and kin():
            expected = _own_slopes(student, case, (0, 1, 2, 3), kin(), expected)
            assert_close(gradients, expected, atol=1e-8)
        else:
            assert_close(gradients, expected)


@check(
    points=0.5,
    ko="step: 여덟 가중치가 옛 가중치에서 잰 기울기만큼 내려갑니다.",
    hint="one_step",
)
def test_random_steps(student, reference, rng):
    """step: all eight weights go down the slopes that were taken at the old weights."""
    cases = [_draw(rng) for _ in range(4)]
    kin = cache(partial(_kin, student, rng, cases))
    steps = [(*case, rate) for case, rate in zip(cases, (0.5, 1.0, 0.05, RATE), strict=True)]
    for (x, targets, weights, rate), answer in zip(steps, student.step.each(steps), strict=True):
        new = array_of(answer, shape=(8,))
        expected = reference.step(x, targets, weights, rate)
        wrong = not np.allclose(new, expected, rtol=0.0, atol=1e-9)
        if wrong:  # a wrong slope is paid elsewhere
            hidden = array_of(student.hidden_gradients(x, targets, weights), shape=(4,))
            output = array_of(student.output_gradients(x, targets, weights), shape=(4,))
            if hidden.any() and output.any() and kin():
                expected = weights - rate * np.concatenate([hidden, output])
        assert_close(new, expected)


@check(
    points=0.25,
    ko="step: 학습률이 두 배이면 두 배로 움직이고, 0이면 그대로입니다.",
    hint="learning_rate",
)
def test_learning_rates(student, reference, rng):
    """step: twice the learning rate moves the weights twice as far, and 0 leaves them."""
    x, targets, weights = _draw(rng)

    steps = [(x, targets, weights, rate) for rate in (0.1, 0.2, 1, np.float64(3.0))]
    moved = [weights - array_of(new, shape=(8,)) for new in student.step.each(steps)]
    still = student.step(x, targets, weights, learning_rate=0)

    assert_true(
        bool(moved[0].any()),
        en="With a learning rate above 0 the weights must change.",
        ko="학습률이 0보다 크면 가중치가 달라져야 합니다.",
    )
    for times, move in [(2, moved[1]), (10, moved[2]), (30, moved[3])]:
        assert_close(move, times * moved[0])
    assert_close(still, weights)
    _require_network(student, reference, rng, or_slopes=True)


@check(points=0.5, ko="train: 어떤 신경망에서도 걸음마다의 오차가 맞습니다.", hint="training")
def test_random_training(student, reference, rng):
    """train: the errors before each step are right for any network."""
    cases = [_draw(rng) for _ in range(4)]
    kin = cache(partial(_kin, student, rng, cases))
    rates_and_steps = [(0.5, 6), (1.0, 3), (0.1, 2), (RATE, 2)]
    given = [(*case, *each) for case, each in zip(cases, rates_and_steps, strict=True)]
    for (*case, rate, steps), answer in zip(given, student.train.each(given), strict=True):
        errors = _errors_of(answer, steps)
        expected = reference.train(*case, rate, steps)
        wrong = not np.allclose(errors, expected, rtol=0.0, atol=1e-9)
        if wrong and kin():  # a wrong step is paid elsewhere
            expected = _followed(student, case, rate, expected)
        assert_close(errors, expected)


@check(
    points=0.25,
    ko="train: 학습률이 1까지이면 오차가 걸음마다 줄고, 0걸음이면 오차도 0개입니다.",
    hint="training",
)
def test_training_falls(student, reference, rng):
    """train: up to a rate of 1 the error falls with every step; no steps give no errors."""
    given = [(*_draw(rng), rate, 25) for rate in (0.2, 0.5, 1)]
    for answer in student.train.each(given):
        errors = _errors_of(answer, 25)
        assert_true(
            bool((errors[1:] < errors[:-1]).all()),
            en="Each error must be smaller than the one before it.",
            ko="오차는 걸음마다 앞의 오차보다 작아야 합니다.",
        )
    for steps in (1, 0):
        _errors_of(student.train(*_draw(rng), learning_rate=0.5, steps=steps), steps)
    _require_network(student, reference, rng, or_slopes=True)


@check(
    points=0.25,
    ko="forward, total_error와 두 기울기는 bool, int, uint8 배열과 리스트도 받습니다.",
    hint="dtype",
)
def test_integers_and_lists(student, reference, rng):
    """forward, total_error and both gradients take bool, int and uint8 arrays, and lists."""
    cases = []  # (x, targets, weights)
    for dtype, low, high in [(bool, 0, 2), (np.int64, -3, 4), (np.uint8, 0, 3)]:
        x, weights = rng.integers(low, high, size=2), rng.integers(low, high, size=8)
        x[0] = 1
        cases.append((x.astype(dtype), np.array([1, 0], dtype), weights.astype(dtype)))
    bright = np.array([130, 129], np.uint8)  # twice as much is beyond uint8
    cases.append((bright, cases[-1][1], np.array([2, 2, 0, 1, 1, 2, 0, 1], np.uint8)))
    cases.append(tuple(map(tuple, _draw(rng))))
    cases.append(tuple(values.tolist() for values in _draw(rng)))

    for answer, wanted in _twice(student.forward, [(x, weights) for x, _, weights in cases]):
        for part, right in zip(answer, wanted, strict=True):
            assert_close(part, array_of(right, shape=(2,)))
    _require_different(*_parts_of(answer))  # of the last case
    for function in (student.output_gradients, student.hidden_gradients):
        for answer, wanted in _twice(function, cases):
            assert_close(answer, array_of(wanted, shape=(4,)))
        _require_different(answer)
    pairs = [(targets, x) for x, targets, _ in cases]
    errors = [(error, _number_of(wanted)) for error, wanted in _twice(student.total_error, pairs)]
    for error, wanted in errors:
        assert_number(error, wanted)
    _require_different(np.array([wanted for _, wanted in errors]))
    _require_network(student, reference, rng)


@check(
    points=0.25,
    ko="정수나 float32를 받아도 결과는 float64이고 정밀도도 float64입니다.",
    hint="dtype",
)
def test_float64_results(student, reference, rng):
    """Integers and float32 come in, float64 of full precision goes out."""
    integers = np.array([2, -1]), np.array([1, 0]), rng.integers(-2, 3, size=8)
    cases = [integers, tuple(values.astype(np.float32) for values in _draw(rng))]
    for answer, wanted in _twice(student.forward, [(x, weights) for x, _, weights in cases]):
        for part, right in zip(answer, wanted, strict=True):
            assert_close(part, array_of(right, shape=(2,)), dtype=np.float64)
    _require_different(*_parts_of(answer))  # of random numbers
    for function in (student.output_gradients, student.hidden_gradients):
        for answer, wanted in _twice(function, cases):
            assert_close(answer, array_of(wanted, shape=(4,)), dtype=np.float64)
        _require_different(answer)
    for answer, wanted in _twice(student.step, cases, learning_rate=RATE):
        assert_close(answer, array_of(wanted, shape=(8,)), dtype=np.float64)
    _require_different(answer)
    _require_network(student, reference, rng)


@check(points=0.25, ko="앞의 호출이 다음 호출에 남지 않습니다.", hint="clean_function")
def test_repeated_calls(student, reference, rng):
    """Nothing of one call is left in the next."""
    cases = [_draw(rng) for _ in range(3)]
    given = [(*case, RATE) for case in cases]
    steps = [array_of(new, shape=(8,)) for new in student.step.each(given)]
    given = [(*case, RATE, 3) for case in cases]
    errors = [_errors_of(answer, 3) for answer in student.train.each(given)]

    for index in rng.permutation(3):
        assert_close(student.step(*cases[index], RATE), steps[index])
        assert_close(_errors_of(student.train(*cases[index], RATE, 3), 3), errors[index])
    assert_true(
        not np.allclose(steps[0], steps[1]) and not np.allclose(errors[0], errors[1]),
        en="Different networks must give different weights and errors.",
        ko="신경망이 다르면 새 가중치와 오차도 달라야 합니다.",
    )
    _require_network(student, reference, rng, or_slopes=True)


@check(
    points=0.25,
    ko="인수로 받은 배열은 바뀌지 않고, 결과는 새 배열입니다.",
    hint="clean_function",
)
def test_arguments_untouched(student, reference, rng):
    """The arrays that come in stay as they were, and the results are arrays of their own."""
    x, targets, weights = _draw(rng)

    [parts] = assert_all_untouched(student.forward, [(x, weights)])
    _require_different(*(array_of(part, shape=(2,)) for part in _parts_of(parts)))
    for function in (student.output_gradients, student.hidden_gradients):
        [answer] = assert_all_untouched(function, [(x, targets, weights)])
        _require_different(array_of(answer, shape=(4,)))
    steps = [(x, targets, weights, rate) for rate in (RATE, 0)]
    for answer in assert_all_untouched(student.step, steps):
        _require_different(array_of(answer, shape=(8,)))
    [answer] = assert_all_untouched(student.train, [(x, targets, weights, RATE, 2)])
    errors = _errors_of(answer, 2)
    assert_true(
        bool(errors.any()),
        en="The errors of a network that misses its targets are not 0.",
        ko="목표에 닿지 못한 신경망의 오차는 0이 아닙니다.",
    )
    _require_network(student, reference, rng)


@check(
    points=0.25,
    ko="forward와 total_error: 길이나 차원이 맞지 않으면 ValueError입니다.",
    hint="wrong_input",
)
def test_wrong_forward_input(student, reference, rng):
    """forward, total_error: a wrong length or number of axes is a ValueError."""
    x, targets, weights = _draw(rng)
    for part in _parts_of(student.forward(x, weights)):
        array_of(part, shape=(2,))
    _number_of(student.total_error(x, targets))

    wrong = _wrong_pairs(x)
    cases = [(pair, weights) for pair in wrong] + [(x, eight) for eight in _wrong_weights(weights)]
    assert_value_errors(student.forward, cases)
    cases = [(pair, targets) for pair in wrong] + [(targets, pair) for pair in wrong]
    cases += [(np.ones((2, 2)), np.ones((2, 2))), (np.zeros(0), np.zeros(0))]
    assert_value_errors(student.total_error, cases)
    _require_network(student, reference, rng)


@check(
    points=0.25,
    ko="두 기울기 함수: 길이나 차원이 맞지 않으면 ValueError입니다.",
    hint="wrong_input",
)
def test_wrong_gradient_input(student, reference, rng):
    """output_gradients, hidden_gradients: a wrong length or number of axes is a ValueError."""
    x, targets, weights = _draw(rng)
    wrong = [(pair, targets, weights) for pair in _wrong_pairs(x)]
    wrong += [(x, pair, weights) for pair in _wrong_pairs(targets)[::2]]
    wrong += [(x, targets, eight) for eight in _wrong_weights(weights)]
    for function in (student.output_gradients, student.hidden_gradients):
        array_of(function(x, targets, weights), shape=(4,))
        assert_value_errors(function, wrong)
    _require_network(student, reference, rng, or_slopes=True)


@check(
    points=0.25,
    ko="step과 train: 길이가 맞지 않거나 걸음 수가 음수이면 ValueError입니다.",
    hint="wrong_input",
)
def test_wrong_training_input(student, reference, rng):
    """step, train: a wrong length or a negative number of steps is a ValueError."""
    x, targets, weights = _draw(rng)
    array_of(student.step(x, targets, weights, RATE), shape=(8,))
    _errors_of(student.train(x, targets, weights, RATE, 2), 2)

    wrong = [(x[:1], targets, weights), (x, targets[:1], weights)]
    wrong += [(x, targets, weights[:7]), (x, targets, np.append(weights, 0.5))]
    assert_value_errors(student.step, [(*case, RATE) for case in wrong])
    cases = [(*case, RATE, 2) for case in wrong]
    cases += [(x, targets, weights, RATE, steps) for steps in (-1, -5)]
    assert_value_errors(student.train, cases)
    _require_network(student, reference, rng, or_slopes=True)


def _draw(rng):
    """A network with its input and targets: (2,), (2,), (8,)."""
    return rng.normal(size=2), rng.uniform(0.05, 0.95, size=2), 1.5 * rng.normal(size=8)


def _cases(rng):
    """Random networks, and some with zeros and with targets that no sigmoid reaches."""
    (x, targets, weights), *others = (_draw(rng) for _ in range(6))
    return [
        *others,
        (np.zeros(2), targets, weights),
        (np.array([0.0, 1.5]), np.array([0.0, 1.0]), -weights),
        (x, np.array([-1.0, 2.0]), weights),
        (x, targets, np.zeros(8)),
    ]


def _kin(student, rng, cases=()):
    """The network that the student's forward is, if not to the last digit: a function of x and
    weights, see `_slipped`. None where it is no network of two layers.

    It is the right one or has usual slips in its layers: weights in another order, no sigmoid (in
    one layer: without both it is linear) or another activation.
    """
    drawn = [*_draw_wide(rng), *((x, weights) for x, _, weights in cases)]
    answers = [_parts_of(answer) for answer in student.forward.each(drawn)]
    own = [np.array([array_of(parts[i], shape=(2,)) for i in (1, 3)]) for parts in answers]

    for slips in product(HIDDEN, OUT, LAYOUTS, LAYOUTS):
        if slips[:2] == (_same, _same):
            continue  # linear all through
        network = partial(_slipped, *slips)
        if all(_near(mine, network(*one)) for mine, one in zip(own, drawn, strict=True)):
            return network
    return None


def _draw_wide(rng):
    """Eight networks, (x, weights): each unit is near 0 in one of them and near 1 in another, so
    that nothing flat or straight stays close to their outputs.
    """
    while True:
        x, weights = rng.normal(size=(8, 2, 1)), 4.5 * rng.normal(size=(8, 2, 2, 2))
        h = _sigmoid(weights[:, 0] @ x)
        units = np.concatenate([h, _sigmoid(weights[:, 1] @ h)], axis=1)
        if (units.min(axis=0) < 0.01).all() and (units.max(axis=0) > 0.99).all():
            return list(zip(x[:, :, 0], weights.reshape(8, 8), strict=True))


def _near(own, right):
    (own_h, own_o), (h, fed, o) = own, right
    return np.abs(own_o - o).max() <= KINSHIP and (
        min(np.abs(own_h - h).max(), np.abs(own_h - fed).max()) <= KINSHIP
    )


def _slipped(hidden, out, hidden_layout, out_layout, x, weights):
    """(h, what the output layer is fed with, o) of a network with these slips in it."""
    z = hidden_layout(weights[:4].reshape(2, 2)) @ x
    fed = hidden(z)
    return _sigmoid(z), fed, out(out_layout(weights[4:].reshape(2, 2)) @ fed)


def _same(values):
    return values


def _sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)  # no overflow, however far a wrong network goes


def _falling_sigmoid(z):
    return _sigmoid(-z)


def _relu(z):
    return np.maximum(z, 0.0)


def _softmax(z):
    return _sigmoid(z - z[::-1])


HIDDEN = (_sigmoid, _same, _falling_sigmoid, np.tanh, _relu)
OUT = (_sigmoid, _same, _falling_sigmoid, np.tanh, _softmax)
LAYOUTS = (_same, np.transpose, np.flipud, np.fliplr)  # of a layer's weights


def _require_network(student, reference, rng, *, or_slopes=False):
    """How a network behaves is judged by one, right or not: by its forward or by its slopes."""
    x, targets, weights = _draw(rng)
    assert_true(
        (
            or_slopes
            and np.allclose(
                array_of(student.hidden_gradients(x, targets, weights), shape=(4,)),
                reference.hidden_gradients(x, targets, weights),
                rtol=0.0,
                atol=1e-9,
            )
        )
        or _kin(student, rng) is not None,
        en="For this check forward must be a network of two layers, if not quite the right one: a "
        "slip in the order of the weights or in an activation does no harm.",
        ko="이 검사를 통과하려면 forward가 두 층의 신경망이어야 합니다. 가중치의 순서나 "
        "활성화 함수를 잘못 쓴 정도는 괜찮습니다.",
    )


def _own_slopes(student, case, indices, network, expected, h=1e-5):
    """Central differences of the error of the student's own outputs, as a wrong forward is paid
    elsewhere; `expected` where the outputs do not change as those of a network do.
    """
    x, targets, weights = case
    slopes, own, right = [], [], []
    nudges = [h * (np.arange(8) == index) for index in indices]
    nudged = [(x, weights + sign * nudge) for nudge in nudges for sign in (1, -1)]
    outputs = [array_of(_parts_of(parts)[3], shape=(2,)) for parts in student.forward.each(nudged)]
    for nudge, ahead, behind in zip(nudges, outputs[::2], outputs[1::2], strict=True):
        difference = np.sum((targets - ahead) ** 2) - np.sum((targets - behind) ** 2)
        slopes.append(0.5 * difference / (2 * h))
        own.append((ahead - behind) / (2 * h))
        right.append((network(x, weights + nudge)[2] - network(x, weights - nudge)[2]) / (2 * h))
    alike = np.vdot(own, right) >= 0.7 * np.linalg.norm(own) * np.linalg.norm(right)
    return slopes if np.any(slopes) and alike else expected


def _followed(student, case, rate, expected):
    """The errors along the student's own steps; `expected` where those lead nowhere."""
    x, targets, weights = case
    errors = []
    for _ in expected:
        o = array_of(_parts_of(student.forward(x, weights))[3], shape=(2,))
        errors.append(_number_of(student.total_error(o, targets)))
        weights = array_of(student.step(x, targets, weights, rate), shape=(8,))
    return np.array(errors) if len(set(errors)) > 1 else expected


def _twice(function, cases, **others):
    """The answers to these arguments, each with the answer to them as float64 arrays."""
    plain = [tuple(np.array(argument, np.float64) for argument in case) for case in cases]
    answers = list(function.each([*cases, *plain], **others))
    return zip(answers[: len(cases)], answers[len(cases) :], strict=True)


def _wrong_pairs(pair):
    return [pair[:1], np.append(pair, 0.5), pair[:0], pair[None, :], pair[:, None]]


def _wrong_weights(weights):
    return [weights[:7], np.append(weights, 0.5), weights[:4], weights[:0], weights.reshape(2, 4)]


def _require_different(*arrays):
    """Which values a random network gives is for other checks; one value alone it cannot give."""
    values = np.concatenate([array_of(array).ravel() for array in arrays])
    assert_true(
        np.unique(values).size > 1,
        en="The values for a random network must not all be the same.",
        ko="임의의 신경망에서 나온 값이 모두 같을 수는 없습니다.",
    )


def _parts_of(answer):
    """What forward returned, once it is known to be four things: a tuple, a list or four rows."""
    four = (
        answer.shape == (4, 2)
        if isinstance(answer, np.ndarray)
        else type(answer) in (tuple, list) and len(answer) == 4
    )
    assert_true(
        four,
        en="forward must return four arrays: (z_hidden, h, z_out, o).",
        ko="forward는 배열 네 개 (z_hidden, h, z_out, o)를 돌려주어야 합니다.",
    )
    return tuple(answer)


def _errors_of(answer, steps):
    """What train returned, an array or a list of numbers, as an array of `steps` errors."""
    if type(answer) in (tuple, list):
        answer = np.array([_number_of(error) for error in answer])
    return array_of(answer, shape=(steps,))


def _number_of(value):
    """A student's number as a float, once it is known to be a finite number."""
    assert_number(value, 0.0, atol=np.inf)
    return float(value)
