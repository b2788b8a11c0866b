"""Public checks of exercise 08: the lecture's network, worked out to sixteen digits."""

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_dtype,
    assert_number,
    assert_true,
    assert_value_errors,
    check,
)

X = np.array([0.1, 0.2])
TARGETS = np.array([0.4, 0.6])
WEIGHTS = np.array([0.30, 0.25, 0.40, 0.35, 0.45, 0.40, 0.70, 0.60])  # w1 … w8
LEARNING_RATE = 0.5
COARSE = 1e-6  # float32 passes: its lack of digits costs points only where number types are judged

H = [0.5199893401555818, 0.5274723043445937]
Z_OUT = [0.4449841248078493, 0.6804759207156634]
O = [0.6094460049966992, 0.6638449096982892]  # noqa: E741 - the lecture's letter
ERROR = 0.023971900751730026

# checks of the functions that others may call
FORWARD = ["test_worked_hidden_layer", "test_worked_output_layer"]
GRADIENTS = [*FORWARD, "test_worked_output_gradients", "test_worked_hidden_gradients"]
STEP = [*GRADIENTS, "test_worked_step", "test_worked_error"]


@check(points=0.5, ko="forward: 은닉층의 z와 h가 강의의 예제 값이어야 합니다.", hint="hidden_layer")
def test_worked_hidden_layer(student):
    """forward: z and h of the hidden layer must be those of the lecture's example."""
    z_hidden, h, _, _ = _parts_of(student.forward(X, WEIGHTS))

    assert_close(z_hidden, [0.08, 0.11], atol=COARSE)
    assert_close(h, H, atol=COARSE)


@check(points=0.5, ko="forward: 출력층의 z와 o가 강의의 예제 값이어야 합니다.", hint="output_layer")
def test_worked_output_layer(student):
    """forward: z and o of the output layer must be those of the lecture's example."""
    _, _, z_out, o = _parts_of(student.forward(X, WEIGHTS))

    assert_close(z_out, Z_OUT, atol=COARSE)
    assert_close(o, O, atol=COARSE)


@check(
    points=0.5,
    ko="total_error: 두 오차와 그 합이 강의의 예제 값이고, 목표에 닿으면 0이어야 합니다.",
    hint="total_error",
)
def test_worked_error(student):
    """total_error: both errors and their sum must be the lecture's, and on target it is 0."""
    assert_number(student.total_error(np.array(O), TARGETS), ERROR, atol=COARSE)

    assert_number(student.total_error(np.array([O[0], 0.6]), TARGETS), 0.02193381, atol=COARSE)
    assert_number(student.total_error(np.array([0.4, O[1]]), TARGETS), 0.00203809, atol=COARSE)
    assert_number(student.total_error(o=TARGETS, targets=TARGETS), 0, atol=COARSE)


@check(
    points=0.75,
    ko="output_gradients: w5…w8의 기울기가 강의의 예제 값이어야 합니다.",
    hint="output_gradients",
    builds_on=FORWARD,
)
def test_worked_output_gradients(student):
    """output_gradients: the slopes in w5 … w8 must be those of the lecture's example."""
    expected = [0.0259228556036474, 0.02629590132820202, 0.007408444627213418, 0.007515056670116313]

    assert_close(student.output_gradients(X, TARGETS, WEIGHTS), expected, atol=COARSE)


@check(
    points=0.5,
    ko="hidden_gradients: w1…w4의 기울기가 강의의 예제 값이어야 합니다.",
    hint="hidden_gradients",
    builds_on=FORWARD,
)
def test_worked_hidden_gradients(student):
    """hidden_gradients: the slopes in w1 … w4 must be those of the lecture's example."""
    expected = [0.0008088753836262, 0.0016177507672524, 0.0007100860110549, 0.0014201720221098]

    assert_close(student.hidden_gradients(X, TARGETS, WEIGHTS), expected, atol=COARSE)


@check(
    points=0.5,
    ko="step: 새 가중치 여덟 개가 강의의 예제 값이어야 합니다.",
    hint="one_step",
    builds_on=GRADIENTS,
)
def test_worked_step(student):
    """step: all eight new weights must be those of the lecture's example."""
    new_w1_to_w4 = [0.2995955623081869, 0.2491911246163738, 0.39964495699447256, 0.3492899139889451]
    new_w5_to_w8 = [0.4370385721981763, 0.386852049335899, 0.6962957776863933, 0.5962424716649418]

    new = np.array(new_w1_to_w4 + new_w5_to_w8)
    # both before any is looked at: by one rate, slopes and rate cannot be told apart
    at_half, at_tenth = student.step.each(
        (X, TARGETS, WEIGHTS, rate) for rate in (LEARNING_RATE, LEARNING_RATE / 5)
    )
    assert_close(at_half, new, atol=COARSE)
    assert_close(at_tenth, WEIGHTS + (new - WEIGHTS) / 5, atol=COARSE)


@check(
    points=0.5,
    ko="train: 처음 다섯 걸음의 오차가 맞아야 합니다.",
    hint="training",
    builds_on=STEP,
)
def test_worked_training(student):
    """train: the errors of the first five steps must be right."""
    expected = [
        0.023971900751730026,
        0.023236338872291772,
        0.022519648426244123,
        0.0218216162559663,
        0.021142012422772454,
    ]

    errors = _errors_of(student.train(X, TARGETS, WEIGHTS, LEARNING_RATE, 5), 5)
    assert_close(errors, expected, atol=COARSE)


@check(
    points=0.25,
    ko="강의 슬라이드에 인쇄된 다섯 자리 값과 맞아야 합니다.",
    hint="output_layer",
    builds_on=STEP,
)
def test_digits_on_the_slide(student):
    """The values must agree with the five digits that the lecture's slide prints."""
    printed = 1.5e-5  # the slide cuts digits off in places instead of rounding

    _, h, z_out, o = _parts_of(student.forward(X, WEIGHTS))
    assert_close(h, [0.51998, 0.52747], atol=printed)
    assert_close(z_out, [0.44498, 0.68047], atol=printed)
    assert_close(o, [0.60944, 0.66384], atol=printed)

    for output, error in [
        ([0.60944, 0.6], 0.02193),
        ([0.4, 0.66384], 0.00204),
        ([0.60944, 0.66384], 0.02397),
    ]:
        assert_number(student.total_error(np.array(output), TARGETS), error, atol=printed)

    slopes = array_of(student.output_gradients(X, TARGETS, WEIGHTS), shape=(4,))
    assert_close(slopes[:1], [0.02592], atol=printed)
    new = array_of(student.step(X, TARGETS, WEIGHTS, LEARNING_RATE), shape=(8,))
    assert_close(new[4:], [0.43703, 0.38685, 0.69629, 0.59624], atol=printed)


@check(points=0.05, ko="리스트와 정수도 받고 결과는 float64 배열이어야 합니다.", hint="dtype")
def test_numbers_become_float64(student):
    """Lists and integers come in, and float64 arrays go out."""
    for x, targets, weights in [
        (X.tolist(), TARGETS.tolist(), WEIGHTS.tolist()),
        ((1, 2), (0, 1), (1, 0, 2, 1, 1, 1, 0, 2)),
    ]:
        for part in _parts_of(student.forward(x, weights)):
            array_of(part, shape=(2,))
            assert_dtype(part, np.float64)
        for name, rate, length in [
            ("output_gradients", (), 4),
            ("hidden_gradients", (), 4),
            ("step", (1,), 8),
        ]:
            answer = getattr(student, name)(x, targets, weights, *rate)
            array_of(answer, shape=(length,))
            assert_dtype(answer, np.float64)


@check(points=0.05, ko="길이가 맞지 않는 입력은 ValueError여야 합니다.", hint="wrong_input")
def test_some_input_is_refused(student):
    """Input of another length is a ValueError."""
    _parts_of(student.forward(X, WEIGHTS))  # this fits

    wrong = [(np.array([0.1, 0.2, 0.3]), WEIGHTS), (X[:1], WEIGHTS), (X, WEIGHTS[:7])]
    assert_value_errors(student.forward, wrong)
    assert_value_errors(student.total_error, [(X[:1], TARGETS), (X, np.array([0.4]))])


@check(points=0.05, ko="받은 배열은 그대로이고 결과는 새 배열이어야 합니다.", hint="clean_function")
def test_weights_stay_untouched(student):
    """The weights that come in stay as they were, and the new ones are a new array."""
    cases = [(X, TARGETS, WEIGHTS, rate) for rate in (LEARNING_RATE, 0)]
    for new in assert_all_untouched(student.step, cases):
        array_of(new, shape=(8,))
    for answer in assert_all_untouched(student.forward, [(X, WEIGHTS), (2 * X, WEIGHTS)]):
        for part in _parts_of(answer):
            array_of(part, shape=(2,))


def _parts_of(answer):
    """What forward returned, once it is known to be four things: a tuple, a list or four rows."""
    four = (
        answer.shape == (4, 2)
        if isinstance(answer, np.ndarray)
        else type(answer) in (tuple, list) and len(answer) == 4
    )
    ko, en = _described(answer)
    assert_true(
        four,
        en=f"forward must return four arrays, (z_hidden, h, z_out, o). It returned {en}.",
        ko="forward는 배열 네 개 (z_hidden, h, z_out, o)를 돌려주어야 합니다. "
        f"나온 것은 {ko}입니다.",
        about_form=True,
    )
    return tuple(answer)


def _described(answer):
    """How many values came back and of what kind, in Korean and in English."""
    if answer is None:
        return "None", "None"
    if type(answer) in (tuple, list):
        kinds = ", ".join(
            f"{np.shape(one)}" if isinstance(one, np.ndarray) else type(one).__name__
            for one in answer[:8]
        )
        is_arrays = all(isinstance(one, np.ndarray) for one in answer)
        ko, en = ("모양이", "arrays of the shapes") if is_arrays else ("차례로", "values:")
        return f"값 {len(answer)}개({ko} {kinds})", f"{len(answer)} {en} {kinds}"
    if isinstance(answer, np.ndarray):
        return f"모양이 {answer.shape}인 배열 하나", f"one array of shape {answer.shape}"
    return f"{type(answer).__name__} 하나", f"one {type(answer).__name__}"


def _errors_of(answer, steps):
    """What train returned, an array or a list of numbers, as an array of `steps` errors."""
    if type(answer) in (tuple, list):
        answer = np.array([_number_of(error) for error in answer])
    return array_of(answer, shape=(steps,))


def _number_of(value):
    """A student's number as a float, once it is known to be a finite number."""
    assert_number(value, 0.0, atol=np.inf)
    return float(value)
