"""Hidden checks of exercise 08: random networks against the reference, slopes and properties.

A mistake is paid once: slopes may be those of the student's own forward, a step may go down the
student's own slopes, a training may take the student's own steps. This needs a forward that is a
network in one of its layers; any other could be made so simple that there is nothing to send back.
What that takes is asked of everybody, as far as it can be: a question that only a wrong answer
brings would tell a worker of it.
"""

from contextlib import suppress
from functools import partial

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
# Float32 passes: its lack of digits costs points in test_float64_results alone.
COARSE = 1e-6
FIXED = [
    # targets that no sigmoid reaches, on both sides
    (
        np.array([0.5, -1.5]),
        np.array([-1.0, 2.0]),
        np.array([0.3, -0.8, 1.1, 0.4, -0.6, 0.9, 0.7, -1.2]),
    ),
    (
        np.array([-1.2, 0.7]),
        np.array([1.75, -0.5]),
        np.array([-0.9, 0.2, 0.6, 1.3, 0.8, -0.4, -1.1, 0.5]),
    ),
    # net inputs of 13, -20, 16 and -28: sigmoids of which the digits near 0 and 1 count
    (
        np.array([1.0, -1.0]),
        np.array([0.3, 0.8]),
        np.array([7.0, -6.0, -12.0, 8.0, 16.0, 3.0, -28.0, 5.0]),
    ),
]


@check(points=0.25, ko="forward: 어떤 신경망에서도 은닉층이 맞아야 합니다.", hint="hidden_layer")
def test_random_hidden_layers(student, reference, rng):
    """forward: the hidden layer must be right for any weights and inputs."""
    networks = [(x, weights) for x, _, weights in _cases(rng)]
    for network, answer in zip(networks, student.forward.each(networks), strict=True):
        z_hidden, h, _, _ = _parts_of(answer)
        expected = reference.forward(*network)
        assert_close(z_hidden, expected[0], atol=COARSE)
        assert_close(h, expected[1], atol=COARSE)


@check(points=0.5, ko="forward: 어떤 신경망에서도 출력층이 맞아야 합니다.", hint="output_layer")
def test_random_output_layers(student, reference, rng):
    """forward: the output layer must be right for any weights and inputs."""
    networks = [(x, weights) for x, _, weights in _cases(rng)]
    for network, answer in zip(networks, student.forward.each(networks), strict=True):
        _, _, z_out, o = _parts_of(answer)
        expected = reference.forward(*network)
        assert_close(z_out, expected[2], atol=COARSE)
        assert_close(o, expected[3], atol=COARSE)
    x, weights = networks[0]
    by_name = _parts_of(student.forward(weights=-weights, x=x))
    assert_close(by_name[3], reference.forward(x, -weights)[3], atol=COARSE)


@check(points=0.5, ko="total_error: 어떤 출력과 목표에서도 맞아야 합니다.", hint="total_error")
def test_random_errors(student, reference, rng):
    """total_error: it must be right for any outputs and targets."""
    pairs = [(rng.random(2), rng.random(2)) for _ in range(6)]
    pairs += [(rng.normal(size=2) * 3, rng.normal(size=2)), (np.zeros(2), np.ones(2))]
    pairs += [(targets, x) for x, targets, _ in FIXED]  # outside 0…1, both and one of them
    pairs += [(np.array([0.2, 0.9]), targets) for _, targets, _ in FIXED]
    pairs += [(np.array([0.25, 0.5]), np.array([0.75, -0.25])), (np.ones(2), np.ones(2))]

    for pair, error in zip(pairs, student.total_error.each(pairs), strict=True):
        assert_number(error, reference.total_error(*pair), atol=COARSE)


@check(
    points=0.75,
    ko="output_gradients: w5…w8을 조금 바꿀 때 오차가 변하는 만큼이어야 합니다.",
    hint="check_your_slopes",
)
def test_random_output_gradients(student, reference, rng):
    """output_gradients: they say how the error changes when w5 … w8 change a little."""
    _assert_slopes(student, reference, rng, "output_gradients", (4, 5, 6, 7))


@check(
    points=0.75,
    ko="hidden_gradients: w1…w4를 조금 바꿀 때 오차가 변하는 만큼이어야 합니다.",
    hint="check_your_slopes",
)
def test_random_hidden_gradients(student, reference, rng):
    """hidden_gradients: they say how the error changes when w1 … w4 change a little."""
    _assert_slopes(student, reference, rng, "hidden_gradients", (0, 1, 2, 3))


@check(
    points=0.5,
    ko="step: 여덟 가중치가 옛 가중치에서 잰 기울기만큼 내려가야 합니다.",
    hint="one_step",
)
def test_random_steps(student, reference, rng):
    """step: all eight weights go down the slopes that were taken at the old weights."""
    cases = [*(_draw(rng) for _ in range(4)), *FIXED[:2]]
    rates = (0.5, 1.0, 0.05, RATE, 0.25, 2)
    given = [(*case, rate) for case, rate in zip(cases, rates, strict=True)]
    answers = [array_of(answer, shape=(8,)) for answer in student.step.each(given)]
    expected = [reference.step(*one) for one in given]
    _assert_right(student, rng, answers, expected, partial(_own_steps, student, cases, rates))


@check(
    points=0.25,
    ko="step: 학습률이 두 배이면 두 배로 움직이고, 0이면 그대로여야 합니다.",
    hint="learning_rate",
)
def test_learning_rates(student, reference, rng):
    """step: twice the learning rate moves the weights twice as far, and 0 leaves them."""
    x, targets, weights = _draw(rng)

    steps = [(x, targets, weights, rate) for rate in (0.25, np.float32(0.5), np.int64(1), 3)]
    moved = [weights - array_of(new, shape=(8,)) for new in student.step.each(steps)]
    rests = [(*FIXED[0], rate) for rate in (0.0, np.float64(0), np.int64(0))]
    still = [student.step(x, targets, weights, learning_rate=0), *student.step.each(rests)]

    assert_true(
        bool(moved[0].any()),
        en="With a learning rate above 0 the weights must change.",
        ko="학습률이 0보다 크면 가중치가 달라져야 합니다.",
    )
    for times, move in [(2, moved[1]), (4, moved[2]), (12, moved[3])]:
        assert_close(move, times * moved[0], atol=10 * COARSE)
    for same, given in zip(still, [weights, *(FIXED[0][2] for _ in rests)], strict=True):
        assert_close(same, given, atol=COARSE)
    _require_network(student, rng, reference)


@check(points=0.5, ko="train: 어떤 신경망에서도 걸음마다의 오차가 맞아야 합니다.", hint="training")
def test_random_training(student, reference, rng):
    """train: the errors before each step must be right for any network."""
    cases = [*(_draw(rng) for _ in range(4)), *FIXED[:2]]
    rates_and_steps = [(0.5, 6), (1.0, 3), (0.1, 2), (RATE, 2), (0.5, 4), (1, 3)]
    given = [(*case, *each) for case, each in zip(cases, rates_and_steps, strict=True)]
    answers = [
        _errors_of(answer, one[-1])
        for one, answer in zip(given, student.train.each(given), strict=True)
    ]
    expected = [reference.train(*one) for one in given]
    if not _are_close(answers, expected):  # what is asked here depends on what is answered
        _assert_right(student, rng, answers, expected, partial(_own_errors, student, given))


@check(
    points=0.25,
    ko="train: 학습률이 1까지이면 오차가 걸음마다 줄고, 0걸음이면 오차도 0개여야 합니다.",
    hint="training",
)
def test_training_falls(student, reference, rng):
    """train: up to a rate of 1 the error falls with every step; no steps give no errors."""
    rates = (0.2, np.float32(0.5), np.int64(1))
    given = [(*_draw(rng), rate, np.int64(25)) for rate in rates]
    for answer in student.train.each(given):
        errors = _errors_of(answer, 25)
        assert_true(
            bool((errors[1:] < errors[:-1]).all()),
            en="Each error must be smaller than the one before it.",
            ko="오차는 걸음마다 앞의 오차보다 작아야 합니다.",
        )
    for steps in (1, 0):
        _errors_of(student.train(*_draw(rng), learning_rate=0.5, steps=steps), steps)
    x, _, weights = _draw(rng)
    reached = reference.forward(x, weights)[3]  # an error of 0 ends nothing
    _errors_of(student.train(x, reached, weights, 0.5, 4), 4)
    _require_network(student, rng, reference)


@check(
    points=0.25,
    ko="여섯 함수는 bool, int, uint8 배열과 리스트, 튜플도 받아야 합니다.",
    hint="dtype",
)
def test_integers_and_lists(student, rng):
    """All six functions take bool, int and uint8 arrays, lists and tuples."""
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
    for answer, wanted in _twice(student.step, cases, learning_rate=1):
        assert_close(answer, array_of(wanted, shape=(8,)))
    _require_different(answer)
    for answer, wanted in _twice(student.train, cases, learning_rate=1, steps=3):
        assert_close(_any_errors(answer), _any_errors(wanted))
    pairs = [(targets, x) for x, targets, _ in cases]
    errors = [(error, _number_of(wanted)) for error, wanted in _twice(student.total_error, pairs)]
    for error, wanted in errors:
        assert_number(error, wanted)
    _require_different(np.array([wanted for _, wanted in errors]))
    _require_network(student, rng)


@check(
    points=0.2,
    ko="정수나 float32를 받아도 결과는 float64이고 정밀도도 float64여야 합니다.",
    hint="dtype",
)
def test_float64_results(student, reference, rng):
    """Integers and float32 come in, float64 of full precision goes out."""
    integers = np.array([2, -1]), np.array([1, 0]), rng.integers(-2, 3, size=8)
    cases = [integers, tuple(values.astype(np.float32) for values in _draw(rng))]
    cases += [_draw(rng), *FIXED[:2]]
    for answer, wanted in _twice(student.forward, [(x, weights) for x, _, weights in cases]):
        for part, right in zip(answer, wanted, strict=True):
            assert_close(part, array_of(right, shape=(2,)), dtype=np.float64)
    _require_different(*_parts_of(answer))
    for function in (student.output_gradients, student.hidden_gradients):
        for answer, wanted in _twice(function, cases):
            assert_close(answer, array_of(wanted, shape=(4,)), dtype=np.float64)
        _require_different(answer)
    for answer, wanted in _twice(student.step, cases, learning_rate=RATE):
        assert_close(answer, array_of(wanted, shape=(8,)), dtype=np.float64)
    _require_different(answer)
    _require_digits(student, reference, [_draw(rng), *FIXED[:2]])
    _require_network(student, rng)


@check(points=0.25, ko="앞의 호출이 다음 호출에 남지 않아야 합니다.", hint="clean_function")
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
    _require_network(student, rng, reference)


@check(
    points=0.2,
    ko="인수로 받은 배열은 바뀌지 않고, 결과는 새 배열이어야 합니다.",
    hint="clean_function",
)
def test_arguments_untouched(student, rng):
    """The arrays that come in stay as they were, and the results are arrays of their own."""
    x, targets, weights = _draw(rng)

    case, other = (x, targets, weights), _draw(rng)  # two: an array that is kept is found again
    networks = [(x, weights), (other[0], other[2])]
    for parts in assert_all_untouched(student.forward, networks):
        _require_different(*(array_of(part, shape=(2,)) for part in _parts_of(parts)))
    for function in (student.output_gradients, student.hidden_gradients):
        for answer in assert_all_untouched(function, [case, other]):
            _require_different(array_of(answer, shape=(4,)))
    steps = [(*case, RATE), (*case, 0), (*other, RATE)]
    for answer in assert_all_untouched(student.step, steps):
        _require_different(array_of(answer, shape=(8,)))
    given = [(*case, RATE, 2), (*other, RATE, 2)]
    answer, _ = assert_all_untouched(student.train, given)
    errors = _errors_of(answer, 2)
    assert_true(
        bool(errors.any()),
        en="The errors of a network that misses its targets are not 0.",
        ko="목표에 닿지 못한 신경망의 오차는 0이 아닙니다.",
    )
    _require_network(student, rng)


@check(
    points=0.2,
    ko="forward와 total_error: 길이나 축의 수가 맞지 않으면 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_forward_input(student, rng):
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
    _require_network(student, rng)


@check(
    points=0.25,
    ko="두 기울기 함수: 길이나 축의 수가 맞지 않으면 ValueError여야 합니다.",
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
    _require_network(student, rng, reference)


@check(
    points=0.25,
    ko="step과 train: 길이가 맞지 않거나 걸음 수가 음수이면 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_wrong_training_input(student, reference, rng):
    """step, train: a wrong length or a negative number of steps is a ValueError."""
    x, targets, weights = _draw(rng)
    array_of(student.step(x, targets, weights, RATE), shape=(8,))
    _errors_of(student.train(x, targets, weights, RATE, 2), 2)

    wrong = [(pair, targets, weights) for pair in _wrong_pairs(x)]
    wrong += [(x, pair, weights) for pair in _wrong_pairs(targets)[::2]]
    wrong += [(x, targets, eight) for eight in _wrong_weights(weights)]
    # a rate of 0 leaves the weights, and no wrong shape unseen
    assert_value_errors(student.step, [(*case, rate) for case in wrong for rate in (RATE, 0)])
    cases = [(*case, RATE, 2) for case in wrong]
    cases += [(*case, 0, 1) for case in wrong[::3]]
    cases += [(x, targets, weights, rate, steps) for rate in (RATE, 0) for steps in (-1, -5)]
    assert_value_errors(student.train, cases)
    _require_network(student, rng, reference)


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
        *FIXED,
    ]


def _assert_slopes(student, reference, rng, name, indices):
    cases = _cases(rng)
    answers = [array_of(answer, shape=(4,)) for answer in getattr(student, name).each(cases)]
    expected = [getattr(reference, name)(*case) for case in cases]
    own = partial(_own_slopes, student, cases, indices)
    _assert_right(student, rng, answers, expected, own)


def _assert_right(student, rng, answers, expected, own):
    """Each answer is right, or what the student's own functions lead to, if `own` gives that."""
    with suppress(Exception):  # the student's other functions, which right answers do not need
        is_network, others = _is_network(student, rng), own()
        if is_network and others is not None and not _are_close(answers, expected):
            expected = others
    for answer, wanted in zip(answers, expected, strict=True):
        assert_close(answer, wanted, atol=COARSE)


def _are_close(answers, expected):
    return np.allclose(np.concatenate(answers), np.concatenate(expected), rtol=0.0, atol=COARSE)


def _own_slopes(student, cases, indices, h=1e-5):
    """Central differences of the error of the student's own outputs."""
    nudges = [sign * h * (np.arange(8) == index) for index in indices for sign in (1, -1)]
    nudged = [(x, weights + nudge) for x, _, weights in cases for nudge in nudges]
    outputs = _outputs(student, nudged).reshape(len(cases), len(nudges), 2)
    targets = np.array([targets for _, targets, _ in cases])[:, None]
    errors = 0.5 * np.sum((targets - outputs) ** 2, axis=2)
    slopes = (errors[:, ::2] - errors[:, 1::2]) / (2 * h)
    return slopes if slopes.any() else None


def _own_steps(student, cases, rates):
    """Where the student's own slopes lead."""
    hidden, output = (
        np.array([array_of(slopes, shape=(4,)) for slopes in gradients.each(cases)])
        for gradients in (student.hidden_gradients, student.output_gradients)
    )
    weights = np.array([weights for _, _, weights in cases])
    new = weights - np.array(rates)[:, None] * np.hstack([hidden, output])
    return new if hidden.any() and output.any() else None


def _own_errors(student, given):
    """The errors along the student's own steps."""
    errors = []
    for x, targets, weights, rate, steps in given:
        found, now = [], weights
        for _ in range(steps):
            [o] = _outputs(student, [(x, now)])
            found.append(_number_of(student.total_error(o, targets)))
            now = array_of(student.step(x, targets, now, rate), shape=(8,))
        errors.append(np.array(found))
    return errors if all(map(np.ptp, errors)) else None


def _outputs(student, networks):
    answers = student.forward.each(networks)
    return np.array([array_of(_parts_of(answer)[3], shape=(2,)) for answer in answers])


def _require_network(student, rng, reference=None):
    """How a network behaves is judged by one: by its forward, or by right slopes where asked."""
    case = _draw(rng)
    is_network = _is_network(student, rng)
    if reference is not None:
        slopes = array_of(student.hidden_gradients(*case), shape=(4,))
        is_network |= _are_close([slopes], [reference.hidden_gradients(*case)])
    assert_true(
        is_network,
        en="For this check z_hidden or z_out of your forward must be right.",
        ko="이 검사를 통과하려면 forward의 z_hidden과 z_out 가운데 하나는 맞아야 합니다.",
    )


def _is_network(student, rng):
    """Whether the student's forward is one, if a wrong one: in one layer z is right for what comes
    into it, whatever the order of the weights.
    """
    x, _, weights = _draw(rng)
    with suppress(Exception):
        parts = _parts_of(student.forward(x, weights))
        z_hidden, h, z_out, _ = (array_of(part, shape=(2,)) for part in parts)
        layers = [(z_hidden, weights[:4].reshape(2, 2), x), (z_out, weights[4:].reshape(2, 2), h)]
        return any(
            z.any() and np.allclose(z, order @ inputs, atol=0.01)
            for z, rows, inputs in layers
            for order in (rows, rows.T)
        )
    return False


def _twice(function, cases, **others):
    """The answers to these arguments, each with the answer to them as float64 arrays."""
    plain = [tuple(np.array(argument, np.float64) for argument in case) for case in cases]
    answers = list(function.each([*cases, *plain], **others))
    return zip(answers[: len(cases)], answers[len(cases) :], strict=True)


def _wrong_pairs(pair):
    return [pair[:1], np.append(pair, 0.5), pair[:0], pair[None, :], pair[:, None]]


def _wrong_weights(weights):
    return [weights[:7], np.append(weights, 0.5), weights[:4], weights[:0], weights.reshape(2, 4)]


def _require_digits(student, reference, cases):
    """A function that is right to float32's digits is right to float64's; others are for others."""
    answers = student.forward.each((x, weights) for x, _, weights in [*cases, *FIXED])
    found = {"forward": [part for answer in answers for part in _parts_of(answer)]}
    right = {
        "forward": [
            part for x, _, weights in [*cases, *FIXED] for part in reference.forward(x, weights)
        ]
    }
    for name, more in [
        ("output_gradients", ()),
        ("hidden_gradients", ()),
        ("step", (RATE,)),
        ("train", (RATE, 2)),
    ]:
        given = [(*case, *more) for case in cases]
        found[name] = [_any_errors(answer) for answer in getattr(student, name).each(given)]
        right[name] = [getattr(reference, name)(*one) for one in given]
    for name, parts in found.items():
        answers = [array_of(part) for part in parts]
        shapes = [answer.shape for answer in answers]
        if shapes == [one.shape for one in right[name]] and _are_close(answers, right[name]):
            for answer, wanted in zip(answers, right[name], strict=True):
                assert_close(answer, wanted)


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
        about_form=True,
    )
    return tuple(answer)


def _errors_of(answer, steps):
    """What train returned, an array or a list of numbers, as an array of `steps` errors."""
    if type(answer) in (tuple, list):
        answer = np.array([_number_of(error) for error in answer])
    return array_of(answer, shape=(steps,))


def _any_errors(answer):
    """What train returned, however many errors; other arrays as they are."""
    if type(answer) in (tuple, list):
        return np.array([_number_of(error) for error in answer])
    return array_of(answer) if isinstance(answer, np.ndarray) else np.array([_number_of(answer)])


def _number_of(value):
    """A student's number as a float, once it is known to be a finite number."""
    assert_number(value, 0.0, atol=np.inf)
    return float(value)
