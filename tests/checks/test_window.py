"""The window behind a wrong cell: found by the exercise's rule, shown only if it proves itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grader.checks import assert_close
from grader.checks.api.wrong_answer import WrongAnswerError
from grader.checks.call_log import Call, EncodedCall
from grader.checks.staff_modules import StaffModules
from grader.checks.window import MAX_SIDE, window_of
from grader.course import load_course
from grader.model import WindowRule
from grader.worker import wire

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT / "exercises")
STAFF = StaffModules(COURSE)
RNG = np.random.default_rng(3)
PLAIN = WindowRule(arguments={"image": "array", "kernel": "weights", "bias": "bias"})


def call_of(function: str, value, args, kwargs=None) -> Call:
    encoded = EncodedCall(function, False, wire.encode([list(args), kwargs or {}]), b"")
    return Call(encoded, value)


def wrong_at(right, at) -> np.ndarray:
    answer = np.array(right, dtype=float)
    answer[at] += 1000
    return answer


def found(function: str, right, at, args, rules, *, kwargs=None, reference=None):
    """The window of an answer that is wrong in one cell."""
    answer = wrong_at(right, at)
    with pytest.raises(WrongAnswerError) as caught:
        assert_close(answer, right)
    call = call_of(function, answer, args, kwargs)
    return window_of(caught.value, [call], rules, reference)


def test_the_window_its_weights_and_both_numbers_are_kept():
    image, kernel = np.arange(1.0, 10).reshape(3, 3), np.array([[1.0, 2], [3, 4]])

    window = found("f", [[37, 47], [67, 77]], (1, 0), (image, kernel), {"f": PLAIN})

    assert window.at == (1, 0)
    assert window.planes[0].values == ((4, 5), (7, 8))
    assert window.planes[0].weights == ((1, 2), (3, 4))
    assert (window.result, window.wanted, window.got) == (67, 67, 1067)


def test_a_window_that_does_not_give_the_right_answer_is_not_shown():
    image, kernel = np.ones((3, 3)), np.ones((2, 2))

    assert found("f", np.full((2, 2), 4), (0, 0), (image, kernel), {"f": PLAIN})
    assert found("f", np.full((2, 2), 5), (0, 0), (image, kernel), {"f": PLAIN}) is None


def test_a_function_without_a_rule_has_no_window():
    image = np.ones((3, 3))

    assert found("g", np.ones((2, 2)), (0, 0), (image, image), {"f": PLAIN}) is None


def test_arguments_by_name_are_known():
    image, kernel = np.ones((3, 3)), np.ones((2, 2))
    kwargs = {"kernel": kernel, "bias": 0.5}

    window = found("f", np.full((2, 2), 4.5), (0, 1), (image,), {"f": PLAIN}, kwargs=kwargs)

    assert window.bias == 0.5


def test_a_part_of_an_answer_without_a_solution_has_no_window():
    image, kernel = np.ones((3, 3)), np.ones((2, 2))
    answer = np.full((2, 2), 9.0)
    with pytest.raises(WrongAnswerError) as caught:
        assert_close(answer[1:], np.full((1, 2), 4))

    call = call_of("f", answer, (image, kernel))

    assert window_of(caught.value, [call], {"f": PLAIN}, None) is None


def test_a_window_that_fits_on_no_page_is_not_shown():
    side = MAX_SIDE + 1
    image = np.ones((side, side))

    assert found("f", [[side**2]], (0, 0), (image, image), {"f": PLAIN}) is None


@pytest.mark.parametrize("kernel", [np.ones((0, 2)), np.ones((2, 2, 2, 2)), "words", None])
def test_arguments_that_fit_no_rule_are_no_error(kernel):
    image = np.ones((3, 3))

    assert found("f", np.full((2, 2), 4), (0, 0), (image, kernel), {"f": PLAIN}) is None


# each function of the course that has a rule, on inputs of every kind that it takes
IMAGE, COLOURS, KERNEL = (
    RNG.normal(size=(6, 5)),
    RNG.normal(size=(6, 5, 3)),
    RNG.normal(size=(3, 2)),
)
BATCH, KERNELS = RNG.normal(size=(2, 6, 5, 3)), RNG.normal(size=(3, 2, 3, 4))
PIXELS = RNG.integers(0, 256, size=(6, 5)).astype(np.uint8)
COLOUR_PIXELS = RNG.integers(0, 256, size=(6, 5, 3)).astype(np.uint8)
SHARPEN = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
CALLS = [
    ("01_convolution", "conv1d", (IMAGE[0], KERNEL[:, 0])),
    ("01_convolution", "conv2d", (IMAGE, KERNEL, -1.5)),
    ("01_convolution", "conv2d_channels", (COLOURS, KERNELS[:, :, :, 0], 2)),
    ("01_convolution", "flipped_convolution2d", (IMAGE, KERNEL)),
    ("02_image_kernels", "apply_kernel", (PIXELS, SHARPEN)),
    ("02_image_kernels", "apply_kernel", (COLOUR_PIXELS, SHARPEN)),
    ("03_padding", "conv2d_same", (IMAGE, KERNEL)),
    ("04_stride", "conv2d_strided", (IMAGE, KERNEL)),
    ("04_stride", "conv2d_strided", (IMAGE, KERNEL, (2, 3), 1)),
    ("04_stride", "conv2d_strided", (IMAGE, KERNEL, 2, "same")),
    ("04_stride", "conv2d_strided", (IMAGE, KERNEL, 1, "valid")),
    ("05_pooling", "max_pool2d", (IMAGE,)),
    ("05_pooling", "max_pool2d", (COLOURS, 3, 1)),
    ("05_pooling", "avg_pool2d", (IMAGE, 2, None)),
    ("05_pooling", "min_pool2d", (COLOURS, 2, 3)),
    ("09_conv_layer", "conv_forward", (BATCH, KERNELS, RNG.normal(size=4), 2, 1)),
    ("09_conv_layer", "max_pool_forward", (BATCH, 2, 1)),
]


@pytest.mark.parametrize(("slug", "function", "args"), CALLS)
def test_every_cell_of_every_function_with_a_rule_has_its_window(slug, function, args):
    (exercise,) = (one for one in COURSE.exercises if one.slug == slug)
    solution = STAFF.solution(exercise)
    right = np.asarray(getattr(solution, function)(*args))

    for at in np.ndindex(*right.shape):
        window = found(function, right, at, args, exercise.windows)

        assert window is not None, at
        assert window.wanted == right[at]


def test_every_rule_of_the_course_is_tried_here():
    ruled = {(one.slug, name) for one in COURSE.exercises for name in one.windows}

    assert ruled == {(slug, function) for slug, function, _args in CALLS}


def test_a_hidden_check_keeps_no_window(make_course, grade_course):
    rule = '[windows.f]\narguments = {x = "array", k = "weights"}\n'
    check = (
        "import numpy as np\n\n"
        '@check(points=1, ko="검사")\n'
        "def test_{name}(student):\n"
        '    """Values."""\n'
        "    assert_close(student.f(np.ones((2, 2)), np.ones((2, 2))), [[4]])\n"
    )
    folder = make_course(
        public=check.format(name="public"),
        hidden=check.format(name="hidden"),
        points=2,
        toml=rule,
        reference="import numpy as np\n\ndef f(x, k):\n    return np.array([[np.sum(x * k)]])\n",
    )

    wrong = "import numpy as np\n\ndef f(x, k):\n    return np.zeros((1, 1))\n"
    (grade,) = grade_course(folder, {"answer.py": wrong})

    windows = {o.visibility: o.window for o in grade.outcomes}
    assert windows["hidden"] is None
    assert windows["public"].got == 0
