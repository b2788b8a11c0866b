"""Public checks of exercise 07: values that can be worked out by hand, one topic a check."""

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_integer,
    assert_integers,
    assert_number,
    assert_true,
    assert_value_errors,
    check,
)

LN2, LN3, LN5 = np.log([2.0, 3.0, 5.0])

# The lecture's picture of flattening: five rows of five binary pixels become one row of 25.
PICTURE = [[1, 1, 0, 0, 1], [0, 1, 0, 1, 0], [0, 0, 1, 0, 0], [0, 1, 0, 1, 0], [1, 0, 0, 1, 1]]
FLATTENED = [1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1]

# Float32 passes: its lack of digits costs points only where number types are judged.
COARSE = 1e-6


@check(
    points=0.4,
    ko="벡터, 행렬, 흑백과 컬러 영상 배치의 축의 수, shape, 자료형 이름이 맞아야 합니다.",
    hint="tensor",
)
def test_describe_four_tensors(student):
    """Rank, shape and dtype name of a vector, a matrix and batches of grey and colour images."""
    for shape, kind in [
        ((12,), "float64"),
        ((5, 3), "float32"),
        ((4, 28, 28, 1), "uint8"),
        ((2, 6, 8, 3), "int64"),
    ]:
        description = student.describe_tensor(np.zeros(shape, dtype=kind))

        assert_true(
            isinstance(description, (tuple, list)) and len(description) == 3,
            en="The result should hold three things: (rank, shape, dtype name).",
            ko="결과에는 (축의 수, shape, 자료형 이름) 세 가지가 들어 있어야 합니다.",
        )
        assert_integer(description[0], len(shape))
        assert_integers(description[1], shape)
        assert_true(
            isinstance(description[2], str) and description[2] == kind,
            en="The third part should be the name of the dtype, a string such as 'uint8'.",
            ko="셋째는 'uint8'처럼 자료형의 이름을 담은 문자열이어야 합니다.",
            about_form=True,
        )


@check(
    points=0.4,
    ko="강의의 5×5 그림은 25칸 한 줄이 되고, 표본은 서로 섞이지 않아야 합니다.",
    hint="flatten",
)
def test_flatten_the_picture(student):
    """The lecture's 5x5 picture becomes a row of 25, and samples stay apart."""
    assert_close(student.flatten(np.array([PICTURE])), [FLATTENED], atol=COARSE)

    colours = np.arange(1, 13).reshape(2, 1, 2, 3)  # two samples of 1x2 pixels in 3 channels
    assert_close(
        student.flatten(batch=colours), [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]], atol=COARSE
    )


@check(points=0.5, ko="손으로 계산한 완전 연결층의 값이 맞아야 합니다.", hint="dense")
def test_dense_by_hand(student):
    """A dense layer gives the values worked out by hand."""
    x = np.array([[1, 2, 3], [0, -1, 1]])
    weights = np.array([[1, 0], [0, 1], [2, -1]])

    assert_close(student.dense(x, weights, np.array([10, 20])), [[17, 19], [12, 18]], atol=COARSE)

    hidden = student.dense(x=[[0.1, 0.2]], weights=[[0.3, 0.4], [0.25, 0.35]], bias=[0, 0])
    assert_close(hidden, [[0.08, 0.11]], atol=COARSE)  # the lecture's small network, exercise 08


@check(points=0.3, ko="시그모이드의 값이 배열과 숫자 하나에서 맞아야 합니다.", hint="sigmoid")
def test_sigmoid_by_hand(student):
    """Sigmoid must be right on an array and on a single number."""
    assert_close(student.sigmoid(np.array([0.0, LN3, -LN3])), [0.5, 0.75, 0.25], atol=COARSE)
    assert_close(
        student.sigmoid(np.array([[0.08, 0.11]])),
        [[0.5199893401555818, 0.5274723043445937]],
        atol=COARSE,
    )
    assert_number(student.sigmoid(x=0), 0.5, atol=COARSE)


@check(points=0.3, ko="tanh와 ReLU의 값이 배열과 숫자 하나에서 맞아야 합니다.", hint="tanh_relu")
def test_tanh_and_relu_by_hand(student):
    """The functions tanh and ReLU must be right on an array and on a single number."""
    assert_close(student.tanh(np.array([0.0, LN2, -LN2])), [0.0, 0.6, -0.6], atol=COARSE)
    assert_number(student.tanh(x=float(LN3)), 0.8, atol=COARSE)

    assert_close(
        student.relu(np.array([[-2.0, 0.0], [0.5, 3.0]])), [[0.0, 0.0], [0.5, 3.0]], atol=COARSE
    )
    assert_number(student.relu(x=-7), 0, atol=COARSE)


@check(
    points=0.4, ko="Leaky ReLU의 값이 맞고 alpha의 기본값은 0.1이어야 합니다.", hint="leaky_relu"
)
def test_leaky_relu_by_hand(student):
    """Leaky ReLU must be right, with 0.1 for alpha when none is given."""
    x = np.array([-10.0, -1.0, 0.0, 4.0])

    assert_close(student.leaky_relu(x), [-1.0, -0.1, 0.0, 4.0], atol=COARSE)
    assert_close(student.leaky_relu(x, alpha=0.5), [-5.0, -0.5, 0.0, 4.0], atol=COARSE)
    assert_number(student.leaky_relu(x=-2.0), -0.2, atol=COARSE)


@check(points=0.3, ko="ELU의 값이 맞고 alpha의 기본값은 1이어야 합니다.", hint="elu")
def test_elu_by_hand(student):
    """ELU must be right, with 1 for alpha when none is given."""
    x = np.array([-LN2, 0.0, 2.5, -LN5])

    assert_close(student.elu(x), [-0.5, 0.0, 2.5, -0.8], atol=COARSE)
    assert_close(student.elu(x, 0.5), [-0.25, 0.0, 2.5, -0.4], atol=COARSE)
    assert_number(student.elu(x=-float(LN2)), -0.5, atol=COARSE)


@check(
    points=0.3, ko="Maxout은 두 완전 연결층에서 출력마다 더 큰 값을 남겨야 합니다.", hint="maxout"
)
def test_maxout_by_hand(student):
    """Maxout keeps, for each output, the larger value of two dense layers."""
    x = np.array([[1.0, 2.0], [-1.0, -2.0]])
    w1, b1 = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.0, 0.0])  # [[1, 2], [-1, -2]]
    w2, b2 = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([-3.0, 4.0])  # [[-1, 5], [-5, 3]]

    assert_close(student.maxout(x=x, w1=w1, b1=b1, w2=w2, b2=b2), [[1, 5], [-1, 3]], atol=COARSE)


@check(points=0.5, ko="소프트맥스의 값이 벡터와 행렬에서 맞아야 합니다.", hint="softmax")
def test_softmax_by_hand(student):
    """Softmax must be right on a vector and on a matrix."""
    assert_close(
        student.softmax(logits=np.array([0.0, LN2, LN5])), [0.125, 0.25, 0.625], atol=COARSE
    )
    assert_close(
        student.softmax(np.array([[0.0, LN3], [LN2 + LN2, 0.0]])),
        [[0.25, 0.75], [0.8, 0.2]],
        atol=COARSE,
    )


@check(
    points=0.4,
    ko="학습 중의 드롭아웃은 값을 0으로 만들거나 1 - rate로 나눈 값으로 남겨야 합니다.",
    hint="dropout_scale",
)
def test_dropout_keeps_or_drops(driver):
    """Dropout in training makes a value 0 or leaves it divided by 1 - rate."""
    x = np.linspace(-3, 3, 200).reshape(10, 4, 5)  # no value is 0

    for rate, seed in [(0.5, 7), (0.2, 8), (0.75, 9)]:
        dropped = array_of(driver.dropout(x, rate, seed), x.shape)
        kept = dropped != 0
        assert_true(
            bool(kept.any() and not kept.all()),
            en="Some values should be kept and some dropped.",
            ko="남은 값도 있고 0이 된 값도 있어야 합니다.",
        )
        assert_close(dropped, np.where(kept, x / (1 - rate), 0), atol=COARSE)
    assert_close(driver.dropout(x, 0, 7), x, atol=COARSE)  # nothing is dropped at rate 0


@check(
    points=0.2,
    ko="학습 중이 아니면 드롭아웃은 값을 그대로 두어야 합니다.",
    hint="dropout_test_time",
)
def test_dropout_when_not_training(driver):
    """Dropout leaves the values as they are when not training."""
    x = np.linspace(-3, 3, 60).reshape(12, 5)

    in_training = array_of(driver.dropout(x, 0.4, 3, training=True), x.shape)
    assert_true(
        bool((in_training == 0).any()),
        en="In training some values should become 0.",
        ko="학습 중에는 0이 되는 값이 있어야 합니다.",
    )
    for rate in (0.0, 0.4, 0.9):
        assert_close(driver.dropout(x, rate, 3, training=False), x, atol=COARSE)


@check(
    points=0.05,
    ko="정수와 리스트도 받으며 결과는 float64 배열이어야 합니다.",
    hint="number_type",
)
def test_numbers_become_float64(student):
    """Integers and lists come in, and float64 arrays go out."""
    values = [-3, 0, 7]

    for name in ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "softmax"):
        function = getattr(student, name)
        whole, listed = function.each([(np.array(values),), (values,)])
        assert_close(listed, array_of(whole, (3,)), dtype=np.float64)
    rows, weights, bias = [[1, 2]], [[3], [4]], [5]
    for name, arguments in [
        ("flatten", (rows,)),
        ("dense", (rows, weights, bias)),
        ("maxout", (rows, weights, bias, weights, bias)),
    ]:
        whole = tuple(np.array(argument) for argument in arguments)
        from_arrays, from_lists = getattr(student, name).each([whole, arguments])
        assert_close(from_lists, array_of(from_arrays), dtype=np.float64)


@check(
    points=0.05,
    ko="빈 배열과 맞지 않는 shape은 ValueError여야 합니다.",
    hint="wrong_input",
)
def test_some_input_is_refused(student):
    """An empty array and shapes that do not fit are a ValueError."""
    array_of(student.relu(np.ones((2, 3))), (2, 3))  # this fits
    array_of(student.dense(np.ones((2, 3)), np.ones((3, 4)), np.ones(4)), (2, 4))

    assert_value_errors(student.relu, [(np.zeros((0, 3)),)])
    wrong = [(np.ones((2, 3)), np.ones((2, 4)), np.ones(4))]
    wrong += [(np.ones((2, 3)), np.ones((3, 4)), np.ones(1))]  # NumPy would stretch this bias
    assert_value_errors(student.dense, wrong)


@check(
    points=0.05,
    ko="받은 배열은 그대로이고 결과는 새 배열이어야 합니다.",
    hint="arguments",
)
def test_results_are_new(student):
    """What comes in stays as it was, and results are new arrays."""
    values = np.array([[-1.0, 2.0], [3.0, 4.0]])

    for name in ("relu", "flatten", "softmax"):
        function = getattr(student, name)
        for answer in assert_all_untouched(function, [(values,), (np.abs(values),)]):
            array_of(answer, (2, 2))
