"""A bare `assert` in a check says both sides, as far as its student may see them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.i18n import translate
from grader.model import Cause
from grader.model.hidden import shown_to_student

CHECK = '''
    @check(points=1, ko="답")
    def test_answer(student):
        """The answer."""
        {}
'''


@pytest.fixture
def judged(outcomes):
    """The outcome of a check with these lines, where `f` returns what an expression says."""

    def judge(lines: str, answer: str, where: str = "public", **course):
        body = CHECK.format(lines.replace("\n", "\n        "))
        course = {"public": "", where: body, **course}
        source = f"import numpy as np\ndef f(x=0):\n    return {answer}\n"
        return outcomes(source, **course)["test_answer"]

    return judge


def said(outcome, language: str = "en") -> list[str]:
    return [translate(one, language) for one in (outcome.message, *outcome.details)]


@pytest.mark.parametrize(
    "line",
    [
        "assert student.f() == 7",
        "assert student.f() in (6, 7)",
        "assert 1 < student.f() < 9, 'between'",
        "assert student.f() is not None and student.f(2) == 7",
        "assert not student.f() == 8",
        "assert all(student.f(n) for n in (1, 2))",
        "assert abs(student.f() - 7.0) < 1e-6",
    ],
)
def test_what_holds_passes(judged, line):
    assert judged(line, "7").status == "passed"


def test_an_equality_is_told_as_assert_equal_tells_it(judged):
    bare = judged("assert student.f() == {'a': [1, 2]}", "{'a': [1, 3]}")
    typed = judged("assert_equal(student.f(), {'a': [1, 2]})", "{'a': [1, 3]}")

    assert bare.details[1:] == typed.details
    assert (bare.cause, bare.message) == (typed.cause, typed.message)
    assert (bare.expected, bare.actual) == (typed.expected, typed.actual)
    assert bare.calls == typed.calls
    assert said(bare)[1] == "The check asks for: student.f() == {'a': [1, 2]}"


def test_the_sides_may_stand_the_other_way_round(judged):
    found = judged("assert 7 == student.f()", "6")

    assert (found.expected, found.actual) == ("7", "6")
    assert [call.text for call in found.calls] == ["f()"]


def test_a_text_has_its_caret(judged):
    found = judged("assert student.f() == 'a tree'", "'a free'")

    assert said(found)[2] == "expected: a tree\nyours:    a free\n            ^"


def test_what_is_equal_to_the_last_digit_but_one_is_shown_with_all_digits(judged):
    found = judged("assert student.f() == 0.3", "0.1 + 0.2")

    assert (found.expected, found.actual) == ("0.29999999999999999", "0.30000000000000004")


@pytest.mark.parametrize(
    ("line", "answer", "words"),
    [
        ("assert student.f() in (1, 2)", "3", "3 in (1, 2)"),
        ("assert student.f() > 5", "3", "3 > 5"),
        ("assert student.f() != 3", "3", "3 != 3"),
        ("assert 1 < student.f() < 3", "3", "3 < 3"),
        ("assert student.f() is None", "3", "3 is None"),
        ("assert abs(student.f() - 2) < 1e-6", "3", "1 < 1e-06"),
        ("assert student.f() > 1 and student.f() < 2", "3", "3 < 2"),
        ("assert 'b' not in student.f()", "'abc'", "'b' not in 'abc'"),
    ],
)
def test_other_comparisons_are_told_with_both_sides(judged, line, answer, words):
    found = judged(line, answer)

    assert (found.status, found.cause) == ("failed", Cause.WRONG_ANSWER)
    condition = line.removeprefix("assert ")
    assert said(found) == [
        "The answer is wrong.",
        f"The check asks for: {condition}",
        f"Here this is: {words}",
    ]
    assert said(found, "ko")[1:] == [f"검사 조건: {condition}", f"실제 값: {words}"]


@pytest.mark.parametrize("line", ["assert not student.f()", "assert all(student.f())"])
def test_what_is_no_comparison_is_told_with_the_answer(judged, line):
    found = judged(line, "[1, 0]")

    assert said(found)[1:] == [f"The check asks for: {line.removeprefix('assert ')}"]
    assert found.actual == "[1, 0]"


def test_what_fits_into_no_line_is_shown_below(judged):
    found = judged("assert (student.f() > 0).all()", "np.array([[1.5, -2], [3, 4]])")

    assert said(found)[1:] == ["The check asks for: (student.f() > 0).all()"]
    assert found.actual == "[[ 1.5 -2. ]\n [ 3.   4. ]]"


def test_the_answer_that_a_side_is_made_of_is_shown(judged):
    found = judged("assert abs(student.f() - 2) < 1e-6", "3.5")

    assert (said(found)[2], found.actual) == ("Here this is: 1.5 < 1e-06", "3.5")


def test_a_length_is_compared_and_the_call_named(judged):
    found = judged("assert len(student.f(5)) == 3", "[1, 2]")

    assert said(found)[1] == "The check asks for: len(student.f(5)) == 3"
    assert (found.expected, found.actual) == ("3", "2")
    assert [call.text for call in found.calls] == ["f(5)"]


def test_the_authors_words_are_told(judged):
    found = judged("assert student.f() > 5, 'more than\\nfive'", "3")

    assert said(found)[1:3] == [
        "The check asks for: student.f() > 5",
        "more than five",
    ]


def test_a_condition_of_several_lines_is_one(judged):
    found = judged("assert (\n    student.f()\n    > 5\n)", "3")

    assert said(found)[1] == "The check asks for: student.f() > 5"


def test_an_assert_in_a_helper_of_the_file_is_explained(judged):
    found = judged("def more(x): assert x > 5\nmore(student.f())", "3")

    assert said(found)[1:] == ["The check asks for: x > 5", "Here this is: 3 > 5"]


@pytest.mark.parametrize(
    "answer", ["'x' * 1_000_000", "list(range(100_000))", "np.zeros(10**6)", "10**4000"]
)
def test_a_giant_answer_is_cut(judged, answer):
    found = judged("assert str(student.f()) < '' and student.f() is None", answer)

    assert all(len(text) < 1_000 for text in (*said(found), found.actual, found.expected))


def test_a_students_text_moves_no_cursor(judged):
    found = judged("assert student.f() in ('a',), student.f()", r"'\x1b[31mred\u202e'")

    assert not any("\x1b" in text or "\u202e" in text for text in said(found))


@pytest.mark.parametrize("line", ["assert student.f() == 7, student.f()", "assert student.f() > 7"])
def test_a_hidden_assert_shows_neither_side(judged, line):
    found = judged(line, "3", where="hidden")

    shown = shown_to_student(found, frozenset())
    assert (shown.details, shown.expected, shown.actual, shown.calls) == ((), "", "", ())
    assert said(shown)[0] in {"The value is wrong.", "The answer is wrong."}
    assert found.details  # for staff


def test_a_function_where_a_value_is_asked_has_its_own_sentence(judged):
    found = judged("assert student.f == 3", "3")

    assert said(found)[0] == "f is a function; a value was asked."


def test_the_idea_behind_a_wrong_answer_is_named(judged):
    idea = '"""Three times.\n\ncaught_by: test_answer\nko: 세 배\nen: Three times.\n"""\n\n'
    idea += "def f(x=0):\n    return 3 * x\n"

    found = judged("assert student.f(2) == 4", "3 * x", misconceptions={"three": idea})

    assert found.misconception.en == "Three times."


def test_what_a_check_raises_itself_stays_as_it_is(judged):
    found = judged("raise AssertionError(student.f())", "3")

    assert said(found) == ["The answer is wrong."]


REWRITTEN = """
import pathlib, sys
from grader.checks.collect import collect_checks
from grader.course import load_course

course = load_course(pathlib.Path(sys.argv[1]))
found = collect_checks(course, course.exercises)["01_f"]["test_answer"]
print("@pytest_ar" in found.function.__globals__)
"""


@pytest.mark.parametrize(
    ("line", "words"),
    [("assert_equal(student.f(), 3)", "False"), ("assert student.f() == 3", "True")],
)
def test_only_files_with_a_bare_assert_are_rewritten(make_course, line, words):
    """In a process of its own: this one's pytest rewrites all that it imports."""
    course = make_course(public=CHECK.format(line), points=1)

    command = [sys.executable, "-c", REWRITTEN, str(course)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == words


def test_nothing_of_pytest_stays_behind(judged):
    from _pytest.assertion import util
    from _pytest.assertion.rewrite import AssertionRewritingHook

    own = [hook for hook in sys.meta_path if isinstance(hook, AssertionRewritingHook)]
    before = util._reprcompare

    judged("assert student.f() == 3", "4")

    assert util._reprcompare is before
    assert [h for h in sys.meta_path if isinstance(h, AssertionRewritingHook)] == own
