"""Public checks of exercise 09: the statement's examples, the lectures' values, and a race."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from grader.checks import (
    answer_of,
    array_of,
    assert_all_untouched,
    assert_close,
    assert_dtype,
    assert_number,
    assert_true,
    assert_value_errors,
    check,
)

X = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]).reshape(1, 3, 3, 1)
KERNEL = np.array([[1, 2], [3, 4]]).reshape(2, 2, 1, 1)
D_OUT = np.array([[1, 0], [2, 1]]).reshape(1, 2, 2, 1)
ONE_SLOPE = np.array([[0, 1], [0, 0]]).reshape(1, 2, 2, 1)  # where D_OUT has its 0

MAP = np.array([[1, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]]).reshape(1, 4, 4, 1)
MAP_B = np.array([[110, 256, 153, 67], [12, 89, 88, 43], [10, 15, 50, 55], [23, 9, 49, 23]])


@check(
    points=0.5,
    ko="conv_forward: 3×3 영상과 커널 하나에서 손으로 계산한 값이 나와야 합니다.",
    hint="forward",
)
def test_worked_forward(student):
    """conv_forward: a 3x3 image, a kernel and a bias must give the values worked out by hand."""
    out = student.conv_forward(X, KERNEL, np.array([10]))

    assert_close(out, np.array([[47, 57], [77, 87]]).reshape(1, 2, 2, 1))
    none = student.conv_forward(X, KERNEL, np.array([0]))
    assert_close(none, np.array([[37, 47], [67, 77]]).reshape(1, 2, 2, 1))


@check(
    points=0.25,
    ko="conv_forward: 영상 둘, 채널 둘, 커널 둘에서 손으로 계산한 값이 나와야 합니다.",
    hint="channels_and_filters",
)
def test_worked_channels_and_filters(student):
    """conv_forward: two images, two channels, two kernels must give values worked out by hand."""
    out = student.conv_forward(*_two_of_each())

    assert_close(out, np.array([[7.5, -2], [8.5, 0]]).reshape(2, 1, 1, 2))


@check(
    points=0.5,
    ko="conv_forward: 보폭과 덧대기가 있을 때 손으로 계산한 값이 나와야 합니다.",
    hint="stride_and_padding",
)
def test_worked_stride_and_padding(student):
    """conv_forward: with a stride and with padding, the values worked out by hand must come out."""
    zero = np.array([0])
    assert_close(
        student.conv_forward(X, KERNEL, zero, 2, 1),
        np.array([[4, 18], [36, 77]]).reshape(1, 2, 2, 1),
    )

    image, blur = _blur_6x6()
    strided = student.conv_forward(image, blur, zero, stride=2)
    expected = np.array([[0.56, 0.57], [0.69, 0.95]]).reshape(1, 2, 2, 1)
    assert_close(strided, expected, atol=1e-6)

    image, kernel = _rgb_single_cell()
    padded = array_of(student.conv_forward(image, kernel, zero, padding=1), (1, 2, 2, 1))
    assert_close(padded[:, :1, :1], np.array([9]).reshape(1, 1, 1, 1))


@check(
    points=0.25,
    ko="conv_backward: 편향의 기울기가 영상 하나에서도 둘에서도 맞아야 합니다.",
    hint="bias_slopes",
)
def test_worked_bias_slopes(student):
    """conv_backward: the slopes of the biases must be right for one image and for two."""
    _, _, d_bias = _three(student.conv_backward(D_OUT, X, KERNEL))
    assert_close(d_bias, [4])

    x, kernels, _ = _two_of_each()
    d_out = np.array([[1, 10], [2, 20]]).reshape(2, 1, 1, 2)
    _, _, d_bias = _three(student.conv_backward(d_out, x, kernels))
    assert_close(d_bias, [3, 30])


@check(
    points=0.5,
    ko="conv_backward: 커널의 기울기가 손으로 계산한 값이어야 합니다.",
    hint="kernel_slopes",
)
def test_worked_kernel_slopes(student):
    """conv_backward: the slopes of the kernel must be the values worked out by hand."""
    _, d_kernels, _ = _three(student.conv_backward(D_OUT, X, KERNEL))

    assert_close(d_kernels, np.array([[14, 18], [26, 30]]).reshape(2, 2, 1, 1))

    _, d_kernels, _ = _three(student.conv_backward(ONE_SLOPE, X, KERNEL))
    assert_close(d_kernels, np.array([[2, 3], [5, 6]]).reshape(2, 2, 1, 1))


@check(
    points=0.5,
    ko="conv_backward: 입력의 기울기가 손으로 계산한 값이어야 합니다.",
    hint="input_slopes",
)
def test_worked_input_slopes(student):
    """conv_backward: the slopes of the input must be the values worked out by hand."""
    d_x, _, _ = _three(student.conv_backward(D_OUT, X, KERNEL))

    assert_close(d_x, np.array([[1, 2, 0], [5, 9, 2], [6, 11, 4]]).reshape(1, 3, 3, 1))

    d_x, _, _ = _three(student.conv_backward(ONE_SLOPE, X, KERNEL))
    assert_close(d_x, np.array([[0, 1, 2], [0, 3, 4], [0, 0, 0]]).reshape(1, 3, 3, 1))


@check(
    points=0.25,
    ko="conv_backward: 보폭 2와 덧대기 1에서도 손으로 계산한 값이 나와야 합니다.",
    hint="strided_slopes",
)
def test_worked_strided_slopes(student):
    """conv_backward: with stride 2 and padding 1, too, it must be the slopes worked out by hand."""
    d_x, d_kernels, _ = _three(student.conv_backward(D_OUT, X, KERNEL, 2, 1))

    assert_close(d_x, np.array([[4, 0, 0], [4, 1, 2], [8, 3, 4]]).reshape(1, 3, 3, 1))
    assert_close(d_kernels, np.array([[5, 14], [8, 24]]).reshape(2, 2, 1, 1))


@check(points=0.25, ko="max_pool_forward: 강의의 값이 맞아야 합니다.", hint="pool_forward")
def test_worked_pool(student):
    """max_pool_forward: the lectures' values must be right, at stride 2 and at stride 1."""
    assert_close(student.max_pool_forward(MAP), np.array([[9, 2], [6, 3]]).reshape(1, 2, 2, 1))

    overlapping = student.max_pool_forward(MAP_B.reshape(1, 4, 4, 1), 2, 1)
    expected = [[256, 256, 153], [89, 89, 88], [23, 50, 55]]
    assert_close(overlapping, np.array(expected).reshape(1, 3, 3, 1))


@check(
    points=0.5,
    ko="max_pool_backward: 기울기가 최댓값의 칸으로 가고, 겹치는 창에서는 더해져야 합니다.",
    hint="pool_backward",
)
def test_worked_pool_slopes(student):
    """max_pool_backward: slopes go to the cells of the maxima, and add up where windows overlap."""
    d_out = np.array([[10, 20], [30, 40]]).reshape(1, 2, 2, 1)
    expected = [[0, 0, 20, 0], [0, 10, 0, 0], [0, 0, 0, 40], [0, 30, 0, 0]]
    assert_close(student.max_pool_backward(d_out, MAP), np.array(expected).reshape(1, 4, 4, 1))

    d_out = np.arange(1, 10).reshape(1, 3, 3, 1)
    expected = [[0, 3, 3, 0], [0, 9, 6, 0], [0, 0, 8, 9], [7, 0, 0, 0]]
    d_x = student.max_pool_backward(d_out, MAP_B.reshape(1, 4, 4, 1), 2, 1)
    assert_close(d_x, np.array(expected).reshape(1, 4, 4, 1))


@check(points=0.25, ko="numerical_gradient: 예제의 기울기가 맞아야 합니다.", hint="numerical")
def test_worked_numerical_gradient(driver):
    """numerical_gradient: the slopes of the examples must be right."""
    values = np.array([[1.0, -2.0, 3.0], [0.5, 0.0, 4.0]])
    slopes = driver.numerical_gradient("squares", values)
    assert_close(slopes, 2 * values, atol=1e-6)

    assert_close(driver.numerical_gradient("cubes", np.array([2.0]), h=1.0), [13])
    slopes = driver.numerical_gradient("absolute values", np.array([0.0, 3.0]))
    assert_close(slopes, [0, 1], atol=1e-6)


@check(points=0.25, ko="relative_error: 예제의 오차가 맞아야 합니다.", hint="relative")
def test_worked_relative_error(student):
    """relative_error: the errors of the examples must be right."""
    pairs = [([1.0, 4.0], [3.0, 4.0]), ([0.0, 2.0], [0.0, 2.0]), ([1.0, 8.0], [-1.0, 8.0])]
    errors = student.relative_error.each((np.array(a), np.array(b)) for a, b in pairs)
    for error, expected in zip(errors, [0.5, 0, 1], strict=True):
        assert_number(error, expected)


@check(points=0.05, ko="정수와 리스트도 받고 결과는 float64 배열이어야 합니다.", hint="number_type")
def test_numbers_become_float64(student):
    """Integers and lists come in, and float64 arrays go out."""
    x, kernels, d_out = (values.tolist() for values in (X, KERNEL, D_OUT))
    for given in [(X, KERNEL, [10]), (x, kernels, [10])]:
        out = student.conv_forward(*given)
        array_of(out, (1, 2, 2, 1))
        assert_dtype(out, np.float64)
    shapes = [(1, 3, 3, 1), (2, 2, 1, 1), (1,)]
    for part, shape in zip(_three(student.conv_backward(d_out, x, kernels)), shapes, strict=True):
        array_of(part, shape)
        assert_dtype(part, np.float64)
    pooled = student.max_pool_forward(MAP)
    array_of(pooled, (1, 2, 2, 1))
    assert_dtype(pooled, np.float64)


@check(
    points=0.05, ko="채널 수가 맞지 않거나 보폭이 0이면 ValueError여야 합니다.", hint="wrong_input"
)
def test_some_input_is_refused(student):
    """Channels that do not fit, a bias of another length and a stride of 0 are a ValueError."""
    array_of(student.conv_forward(X, KERNEL, np.array([10])), (1, 2, 2, 1))  # this fits

    three = np.ones((1, 3, 3, 3))
    zero = np.array([0])
    wrong = [(three, KERNEL, zero), (X, KERNEL, np.zeros(2)), (X, KERNEL, zero, 0)]
    assert_value_errors(student.conv_forward, wrong)


@check(points=0.05, ko="받은 배열은 그대로이고 결과는 새 배열이어야 합니다.", hint="arguments")
def test_results_are_new(student):
    """The arrays that come in stay as they were, and results are new arrays."""
    x, one = X.astype(np.float64), np.ones((1, 1, 1, 1))

    layers = [(x, one, np.zeros(1)), (2 * x, one, np.zeros(1))]
    for out in assert_all_untouched(student.conv_forward, layers):
        array_of(out, (1, 3, 3, 1))
    for out in assert_all_untouched(student.max_pool_forward, [(x, 1), (2 * x, 1)]):
        array_of(out, (1, 3, 3, 1))


@check(
    points=1,
    bonus=True,
    ko="보너스: conv_forward가 네 겹의 반복문보다 10배 빨라야 합니다.",
    hint="speed",
    requires=["test_worked_forward", "test_worked_channels_and_filters"],
)
def test_bonus_speed(student, baseline, rng):
    """Bonus: conv_forward is 10 times as fast as four plain loops."""
    yours, limit = [], 0.0
    for _ in range(5):  # each time anew: nothing that is kept from before can help
        x, kernels = rng.normal(size=(8, 28, 28, 3)), rng.normal(size=(3, 3, 3, 16))
        bias = rng.normal(size=16)
        # One image with two kernels first: it is quick, and mostly clear enough.
        limit = limit or 1.5 * 64 * _seconds_of_loops(baseline, x[:1], kernels[..., :2], bias[:2])
        answer = answer_of(student.conv_forward, x, kernels, bias)
        assert_close(answer.value, _maps(x, kernels) + bias)
        yours.append(answer.seconds)
        if answer.seconds > limit / 3 or 100 * answer.seconds <= limit:
            break  # plain loops themselves, or far ahead of them: nothing is left to measure
    best = min(yours)
    for _ in range(3):
        if 10 * best <= limit < 100 * best:  # not yet clear: the loops may try (again)
            limit = min(limit, 8 * _seconds_of_loops(baseline, x[:1], kernels, bias))
    assert_true(
        10 * best <= limit,
        en="The values are right, but the time is more than a tenth of what four plain loops take.",
        ko="값은 맞지만, 네 겹의 반복문이 쓰는 시간의 10분의 1보다 오래 걸립니다.",
    )


def _two_of_each():
    """Two images with two channels (2, 2, 2, 2), two kernels (2, 2, 2, 2), two biases."""
    first = np.stack([[[1, 2], [3, 4]], [[0, 1], [1, 0]]], axis=-1)
    second = np.stack([[[2, 0], [0, 2]], [[1, 1], [1, 1]]], axis=-1)
    diagonal = np.stack([[[1, 0], [0, 1]], [[1, 1], [1, 1]]], axis=-1)
    mixed = np.stack([[[0, 1], [-1, 0]], [[2, 0], [0, -1]]], axis=-1)
    x, kernels = np.stack([first, second]), np.stack([diagonal, mixed], axis=-1)
    return x, kernels, np.array([0.5, -1.0])


def _blur_6x6():
    """The lecture's binary image (1, 6, 6, 1) and its blur kernel (3, 3, 1, 1)."""
    image = [
        [1, 0, 1, 1, 0, 1],
        [0, 1, 0, 0, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [1, 0, 1, 1, 0, 1],
        [1, 1, 0, 0, 1, 1],
    ]
    kernel = [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]
    return np.array(image).reshape(1, 6, 6, 1), np.array(kernel).reshape(3, 3, 1, 1)


def _rgb_single_cell():
    """The corner of the lecture's colour image (1, 2, 2, 3) and its kernel (3, 3, 3, 1)."""
    image = np.stack([[[1, 1], [2, 1]], [[2, 2], [1, 0]], [[0, 3], [1, 0]]], axis=-1)
    red = [[0, 0, 0], [0, 0, 1], [0, 1, 0]]
    green = [[0, 2, 0], [0, 2, 0], [0, 2, 0]]
    blue = [[1, 0, 0], [0, 2, 0], [0, 0, 1]]
    return image[np.newaxis], np.stack([red, green, blue], axis=-1)[..., np.newaxis]


def _three(answer):
    """What conv_backward returned, once it is known to be three things."""
    assert_true(
        type(answer) in (tuple, list) and len(answer) == 3,
        en="conv_backward must return three arrays: (d_x, d_kernels, d_bias).",
        ko="conv_backward는 배열 세 개 (d_x, d_kernels, d_bias)를 돌려주어야 합니다.",
        about_form=True,
    )
    return answer


def _maps(images, kernels):
    """The convolution of (N, H, W, C) with (kh, kw, C, K) at stride 1 and without a bias."""
    windows = sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcuv,uvck->nijk", windows, kernels)


def _seconds_of_loops(baseline, x, kernels, bias):
    """What the driver's loops take, in a worker where no student's code slows them."""
    return answer_of(baseline.plain_loops, x, kernels, bias).seconds
