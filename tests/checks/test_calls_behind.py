"""A finding names the call that it is about, and no call where that is not known."""

from __future__ import annotations

import pytest

from grader.model import Cause
from grader.reports.advice import hints_of
from grader.sandbox.pool import open_sandbox

CHECK = '''
import numpy as np

@check(points=1, ko="가")
def test_it(student):
    """It works."""
    {body}
'''
DOUBLE = "def f(x, bias=0):\n    return x if np.ndim(x) == 0 and x == 3 else 2 * x + bias\n"


@pytest.fixture
def calls_of(make_course, grade_course):
    """The calls behind the failure of a check with this body."""

    def found(body: str, source: str = DOUBLE):
        course = make_course(public=CHECK.format(body=body), hidden="", points=1)
        (grade,) = grade_course(course, {"answer.py": "import numpy as np\n" + source})
        (outcome,) = grade.outcomes
        assert outcome.status not in {"passed", "broken"}, outcome.details
        return [(call.text, call.number) for call in outcome.calls]

    return found


@pytest.mark.parametrize(
    ("body", "call"),
    [
        ("assert_number(student.f(3), 6)", ("f(3)", 1)),
        ("assert_number(student.f(1, bias=2), 5)", ("f(1, bias=2)", 1)),
        (
            "assert_close(student.f(np.array([1, 2])), [2, 5])",
            ("f(np.array([1, 2]))", 1),
        ),
        ("assert_close(student.f(np.ones((28, 28)))[3:], 5)", ("f(np.ones((28, 28)))", 1)),
        (
            "assert_close(student.f(np.arange(784.0).reshape(28, 28), 0.5), np.ones((28, 28)))",
            ("f(<28×28 float64>, 0.5)", 1),
        ),
    ],
)
def test_the_call_is_shown_as_it_was_made(calls_of, body, call):
    assert calls_of(body) == [call]


def test_the_one_of_several_that_failed_is_shown(calls_of):
    loop = "for n, got in enumerate(student.f.each(zip(range(6)))): assert_number(got, 2 * n)"

    assert calls_of(loop) == [("f(3)", 4)]


def test_how_many_calls_the_check_makes_is_told_where_the_reference_has_made_them(
    make_course, grade_course
):
    loop = "for n, got in enumerate(student.f.each(zip(range(6)))): assert_number(got, 2 * n)"
    course = make_course(public=CHECK.format(body=loop), hidden="", points=1)

    (grade,) = grade_course(course, {"answer.py": "import numpy as np\n" + DOUBLE})

    (call,) = grade.outcomes[0].calls
    assert (call.text, call.number, call.count) == ("f(3)", 4, 6)


def test_answers_that_were_collected_first_are_told_apart_by_themselves(calls_of):
    body = "a, b, c = student.f(np.ones(1)), student.f(np.ones(2)), student.f(np.ones(3))\n"
    body += "    assert_close(c, [2, 2, 2]); assert_close(b, [2, 9])"

    assert calls_of(body) == [("f(np.ones(2))", 2)]


def test_a_call_that_raised_is_shown(calls_of):
    body = "assert_number(student.f(1), 2); assert_number(student.f('a'), 2)"

    assert calls_of(body) == [("f('a')", 2)]


def test_one_that_should_have_raised_is_shown(calls_of):
    body = "assert_value_errors(student.f, [(1,), (2,)])"

    assert calls_of(
        body, "def f(x):\n    if x == 1:\n        raise ValueError\n    return x\n"
    ) == [("f(2)", 2)]


def test_in_a_loop_over_answers_a_property_is_of_the_last_one(calls_of):
    loop = "for got in student.f.each(zip(range(9))):\n"
    loop += "        assert_true(got % 2 == 0, en='It is even.', ko='짝수입니다.')"

    assert calls_of(loop) == [("f(3)", 4)]


def test_after_a_loop_over_answers_a_property_may_be_of_any(calls_of):
    loop = "got = list(student.f.each(zip(range(9))))\n"
    loop += "    assert_true(sum(got) == 72, en='The sum is kept.', ko='합이 그대로입니다.')"

    assert calls_of(loop) == []


def test_a_property_of_two_answers_shows_both_calls(calls_of):
    body = "assert_true(student.f(1) == student.f(3) / 3, en='It is linear.', ko='선형입니다.')"

    assert [text for text, _ in calls_of(body)] == ["f(1)", "f(3)"]


def test_a_property_of_many_answers_shows_no_call_that_might_be_another(calls_of):
    body = "got = [student.f(n) for n in range(9)]\n"
    body += "    assert_true(sum(got) == 72, en='The sum is kept.', ko='합이 그대로입니다.')"

    assert calls_of(body) == []


@pytest.mark.parametrize(
    "source", ["", "def f(x):\n    raise NotImplementedError\n", "def f(x:\n    return\n"]
)
def test_what_no_call_matters_for_shows_none(calls_of, source):
    assert calls_of("assert_number(student.f(3), 6)", source) == []


def test_nothing_is_shown_of_a_call_after_the_worker_died(make_course, grade_course):
    body = "ends = list(student.f.ends(zip(range(12))))\n"
    body += "    assert_number(ends[-1].value, 99)"
    course = make_course(public=CHECK.format(body=body), hidden="", points=1)
    source = "import os\n\n\ndef f(x):\n    return os._exit(0) if x == 1 else x\n"

    (grade,) = grade_course(course, {"answer.py": source}, sandbox=open_sandbox())

    assert [call.text for call in grade.outcomes[0].calls] in ([], ["f(11)"])


def test_none_names_the_function(make_course, grade_course):
    course = make_course(
        public=CHECK.format(body="assert_number(student.f(3), 6)"), hidden="", points=1
    )

    (grade,) = grade_course(course, {"answer.py": "def f(x):\n    2 * x\n"})

    assert grade.outcomes[0].message.values == {"function": "f"}


@pytest.fixture
def details_of(make_course, grade_course):
    """The details of the failure of a check with this body."""

    def found(body: str, source: str = DOUBLE):
        course = make_course(public=CHECK.format(body=body), hidden="", points=1)
        (grade,) = grade_course(course, {"answer.py": "import numpy as np\n" + source})
        return [detail.text for detail in grade.outcomes[0].details]

    return found


def test_a_check_of_a_part_of_the_answer_says_so(details_of):
    part = details_of("assert_close(student.f(np.ones((3, 3)))[1:], np.ones((2, 3)))")
    whole = details_of("assert_close(student.f(np.ones((3, 3))), np.ones((3, 3)))")

    assert part[0].startswith("The check compares result[{part}]")
    assert part[1:] == whole


def test_a_check_of_one_of_several_values_says_which(make_course, grade_course):
    body = "assert_close(student.f(1)[1], [1, 2])"
    course = make_course(public=CHECK.format(body=body), hidden="", points=1)
    source = "import numpy as np\ndef f(x):\n    return np.ones(2), np.ones(2)\n"

    (grade,) = grade_course(course, {"answer.py": source})

    assert grade.outcomes[0].details[0].values == {"count": 2, "number": 2}


# -- what only the starter, or the calls before, can tell

STARTER = 'def f(image, kernel, bias=0.0):\n    raise NotImplementedError("f")\n'
RIGHT = "    return np.asarray(image) * float(np.sum(kernel)) + bias\n"
SOLUTION = "import numpy as np\ndef f(image, kernel, bias=0.0):\n"
SOLUTION += "    if len(image) == 0: raise ValueError\n" + RIGHT
IMAGE = "np.arange(36).reshape(6, 6)"


@pytest.fixture
def outcome_of(make_course, grade_course):
    """The outcome of a check with this body, for a course with a starter."""

    def found(body: str, source: str):
        course = make_course(public=CHECK.format(body=body), reference=SOLUTION, points=1)
        (course / "exercises" / "01_f" / "answer.py").write_text(STARTER, "utf-8")
        (grade,) = grade_course(course, {"answer.py": "import numpy as np\n" + source})
        return grade.outcomes[0]

    return found


def test_a_long_call_has_its_arguments_by_name_and_shape(outcome_of):
    body = f"assert_close(student.f({IMAGE}, np.ones((2, 2)), 1), np.zeros((6, 6)))"

    outcome = outcome_of(body, "def f(image, kernel, bias=0.0):\n" + RIGHT)

    lines = outcome.calls[0].text.split("\n")
    assert lines[0] == "# shape: image (6, 6)"
    assert lines[1].startswith("image = np.array([[0, 1, 2, 3, 4, 5], ")
    assert lines[2:] == ["f(image, np.ones((2, 2)), 1)"]


def test_an_argument_that_is_too_long_to_be_shown_has_its_name(outcome_of):
    body = "assert_close(student.f(np.arange(900).reshape(30, 30), [1]), np.zeros((30, 30)))"

    outcome = outcome_of(body, "def f(image, kernel, bias=0.0):\n" + RIGHT)

    assert outcome.calls[0].text == "f(<image: 30×30 int64>, [1])"


def test_parameters_in_another_order_are_told_beside_those_of_the_starter(outcome_of):
    outcome = outcome_of(
        "assert_close(student.f([1, 2, 3], [1, 2]), [3, 6, 9])",
        "def f(kernel, image, bias: tuple[int, ...] = (0, 0)):\n"
        "    return np.asarray(image) * float(np.sum(kernel))\n",
    )

    assert outcome.details[-1].values == {
        "mine": "kernel, image, bias",
        "given": "image, kernel, bias",
    }


@pytest.mark.parametrize(
    ("call", "is_told"), [("f([1, 2], [1], bias=2)", True), ("f([1, 2], [1], 2)", False)]
)
def test_other_names_of_parameters_are_told_where_a_check_calls_by_name(outcome_of, call, is_told):
    source = "def f(x, y, b=0.0):\n    return np.asarray(x) * float(np.sum(y)) - b\n"

    outcome = outcome_of(f"assert_close(student.{call}, [3, 4])", source)

    assert any("mine" in detail.values for detail in outcome.details) is is_told


TWO_CALLS = "for k, right in ((1, [1, 2, 3]), (2, [2, 4, 6])):\n        "
TWO_CALLS += "assert_close(student.f([1, 2, 3], [k]), right)"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def f(image, kernel, bias=0.0):\n    return np.array([1.0, 2, 3])\n", "the same answer"),
        (
            (
                "kept = []\ndef f(image, kernel, bias=0.0):\n"
                "    kept.extend(x * kernel[0] for x in image)\n    return np.array(kept, float)\n"
            ),
            "It begins with the answer",
        ),
    ],
)
def test_an_answer_that_comes_back_is_told_with_both_calls(outcome_of, source, words):
    outcome = outcome_of(TWO_CALLS, source)

    assert words in outcome.details[-1].text
    assert outcome.details[-1].values == {"earlier": 1}
    assert "the second time" in hints_of(outcome, "en")[0]
    assert [call.number for call in outcome.calls] == [1, 2]


def test_a_wrong_answer_of_its_own_is_compared_with_no_other_call(outcome_of):
    source = "def f(image, kernel, bias=0.0):\n    return np.array([1.0, 2, 3]) ** kernel[0]\n"

    outcome = outcome_of(TWO_CALLS, source)

    assert [call.number for call in outcome.calls] == [2]


def test_the_entry_of_the_wrong_type_is_told(outcome_of):
    body = "assert_integer(student.f([1, 2], [1])[1], 2)"

    outcome = outcome_of(body, "def f(image, kernel, bias=0.0):\n    return 2, (3, 4)\n")

    assert outcome.details[-1].values == {"place": 1}


@pytest.mark.parametrize(
    ("body", "is_begun"),
    [
        ("    pass\n", False),
        ('    """Doc: of f.\n\n    More.\n    """\n    # to do\n    ...\n', False),
        ("    return None\n\n\ndef g(x):\n    return x\n", False),
        ("    kernel.sum()\n", True),
        ("    if bias:\n        return image\n", True),
    ],
)
def test_a_function_with_an_empty_body_is_not_written_yet(outcome_of, body, is_begun):
    check = "assert_close(student.f(np.ones(2), np.ones(2)), [3, 4])"

    outcome = outcome_of(check, "def f(image, kernel, bias=0.0):\n" + body)

    assert outcome.cause is (Cause.RETURNED_NONE if is_begun else Cause.NOT_WRITTEN)


def test_a_function_in_one_line_is_not_taken_for_the_next_one(outcome_of):
    source = "def f(image, kernel, bias=0.0): print(bias)\n\n\ndef g(x):\n    pass\n"

    outcome = outcome_of("assert_close(student.f([1], [2]), [3, 4])", source)

    assert outcome.cause is Cause.RETURNED_NONE


def test_another_exception_than_a_value_error_is_told_as_such(outcome_of):
    source = "def f(image, kernel, bias=0.0):\n    raise TypeError('no')\n"

    outcome = outcome_of("assert_value_error(student.f, [], [])", source)

    said = outcome.message
    assert said.text.startswith("{function} should raise {wanted} for this input, and raised")
    assert (said.values["wanted"], said.values["type"]) == ("ValueError", "TypeError")


def test_pictures_have_the_names_of_arguments_and_the_right_array_of_another_shape(outcome_of):
    source = "def f(image, kernel, bias=0.0):\n    return np.ones(2)\n"

    outcome = outcome_of("assert_close(student.f([1, 2, 3], [1]), [1, 2, 3])", source)

    shown = [(view.role, view.name, view.shape) for view in outcome.array_views]
    assert shown[:2] == [("argument", "image", (3,)), ("argument", "kernel", (1,))]
    assert [one[0] for one in shown[2:]] == ["expected", "actual"]
