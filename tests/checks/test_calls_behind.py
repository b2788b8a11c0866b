"""A finding names the call that it is about, and no call where that is not known."""

from __future__ import annotations

import pytest

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

    (grade,) = grade_course(course, {"answer.py": "def f(x):\n    pass\n"})

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
