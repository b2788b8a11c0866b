"""Equal answers to a check get the outcome that they got before, and no others do."""

from __future__ import annotations

import msgspec
import pytest

from grader.checks.case import Trial
from grader.course import load_course
from grader.model import File, Submission
from grader.pipeline import Grader
from grader.sandbox.inprocess import InProcessSandbox

CHECKS = """
NOTED = []

@check(points=1, ko="")
def test_by_turns(student):
    \"\"\"Two loops by turns.\"\"\"
    one, other = student.f.each(zip(range(70))), student.f.each(zip(range(70)))
    for x, (value, same) in enumerate(zip(one, other)):
        assert_number(value, 2 * x)
        assert_number(same, 2 * x)

@check(points=1, ko="")
def test_doubles(student):
    \"\"\"It doubles.\"\"\"
    NOTED.append("doubles")
    for (x,), value in zip(zip(range(9)), student.f.each(zip(range(9)))):
        assert_number(value, 2 * x)

@check(points=1, ko="")
def test_excused(student):
    \"\"\"It doubles, or another function triples.\"\"\"
    if next(student.f.each([(5,)])) != 10:
        assert_number(student.g(5), 15)

@check(points=1, ko="")
def test_quick(student):
    \"\"\"It is quick.\"\"\"
    NOTED.append("quick")
    answer = student.f.answer(4)
    assert_number(answer.value, 8)
    assert answer.seconds < 60
"""
RIGHT = "def f(x):\n    return 2 * x\n"


@pytest.fixture
def noted(make_course):
    """Grades a source; returns the checks that were called, and the outcomes."""
    course = load_course(make_course(public=CHECKS, points=4, reference=RIGHT))
    with Grader(course, course.exercises, InProcessSandbox()) as grader:
        (slug,) = (exercise.slug for exercise in course.exercises)
        collected = grader.judge._collected[slug]["test_doubles"]
        calls = collected.function.__globals__["NOTED"]

        def grade(source, *trial):
            calls.clear()
            file = File(name="answer.py", data=source.encode())
            (grade,) = grader.grade(Submission(student="kim", files=(file,)), *trial)
            return list(calls), grade.outcomes

        grade("def f(x):\n    return None\n")  # recorded with the reference by now
        yield grade


def test_equal_answers_pass_without_the_check_but_where_it_measures(noted):
    first, before = noted(RIGHT)
    second, after = noted("def f(x):\n    return x + x\n")

    assert first == ["doubles", "quick"]
    assert second == ["quick"]
    assert [o.status for o in before] == [o.status for o in after] == ["passed"] * 4
    assert [o.earned for o in after] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "other",
    ["2 * x if x < 8 else 17", "2.0 * x", "[2 * x]", "1 / 0", "2 * x if x else None"],
)
def test_another_answer_is_judged(noted, other):
    noted(RIGHT)

    called, _ = noted(f"def f(x):\n    return {other}\n")

    assert "doubles" in called


def test_equal_wrong_answers_fail_alike_without_the_check(noted):
    first, before = noted("def f(x):\n    return 3 * x\n")
    second, after = noted("def f(x):\n    return x + x + x\n")

    assert first == ["doubles", "quick"]
    assert second == ["quick"]
    assert [o.status for o in after] == ["failed"] * 4
    told = [msgspec.structs.replace(o, seconds=0.0) for o in after]
    assert told == [msgspec.structs.replace(o, seconds=0.0) for o in before]
    assert told[1].message
    assert told[1].calls


@pytest.mark.parametrize(
    "other",
    ["3 * x if x < 8 else 25", "3.0 * x", "[3 * x]", "1 / 0", "3 * x if x else None"],
)
def test_another_wrong_answer_is_judged(noted, other):
    noted("def f(x):\n    return 3 * x\n")

    called, _ = noted(f"def f(x):\n    return {other}\n")

    assert "doubles" in called


def test_a_wrong_answer_that_prints_is_judged_each_time(noted):
    prints = 'def f(x):\n    print("x is", x)\n    return 3 * x\n'
    noted("def f(x):\n    return 3 * x\n")

    calls = [noted(prints) for _ in range(2)]

    assert [called for called, _ in calls] == [["doubles", "quick"]] * 2
    assert all(found[1].output for _, found in calls)


def test_an_exception_is_told_in_each_submission_s_own_words(noted):
    _, first = noted('def f(x):\n    raise ValueError("mine")\n')
    _, second = noted('def f(x):\n\n    raise ValueError("yours")\n')

    assert "mine" in str(first[1].details)
    assert "yours" in str(second[1].details)


def test_what_was_printed_is_reported_alike(noted):
    prints = 'def f(x):\n    print("x is", x)\n    return 2 * x\n'

    called, first = noted(prints)
    called_again, second = noted(prints)

    assert "doubles" in called
    assert "doubles" not in called_again
    assert [o.output for o in first] == [o.output for o in second]
    assert second[1].output.splitlines()[:2] == ["x is 0", "x is 1"]


def test_what_a_check_asked_beyond_the_recorded_calls_is_no_precedent(noted):
    _, first = noted("def f(x):\n    return 0\n\n\ndef g(x):\n    return 15\n")
    _, second = noted("def f(x):\n    return 0\n\n\ndef g(x):\n    return 0\n")

    assert [o.status for o in first] == ["failed", "failed", "passed", "failed"]
    assert [o.status for o in second] == ["failed"] * 4


def test_an_author_s_trial_calls_every_check(noted):
    noted(RIGHT)

    called, _ = noted(RIGHT, Trial(order=(1, 3)))

    assert called == ["doubles", "quick"]
