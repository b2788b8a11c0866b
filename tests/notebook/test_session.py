"""The process beside a kernel, called here: what is asked becomes a card."""

from __future__ import annotations

import re
import sys

import pytest

from grader.authoring.kit_ideas import write_ideas
from grader.authoring.release import copy_exercises
from grader.course import load_course
from grader.notebook.messages import Card, Hello, Refusal, Welcome, Work
from grader.notebook.server import Session
from tests.conftest import RIGHT, SHIPPED, TOY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forked workers are for Linux")
WRONG = "def double(x):\n    return x + 1\n"


@pytest.fixture(scope="module")
def session():
    with Session(str(TOY)) as opened:
        yield opened


CONV1D = """
import numpy as np
def conv1d(signal, kernel):
    return np.correlate(np.asarray(signal, float), np.asarray(kernel, float), "valid")
"""


@pytest.fixture(scope="module")
def shipped():
    with Session(str(SHIPPED)) as opened:
        yield opened


def work(*sources, **options):
    return Work(tuple((3 * number, text) for number, text in enumerate(sources, 1)), **options)


def test_it_names_the_functions_of_the_course(session):
    assert session.answer(Hello()) == Welcome(("double", "mean", "spread"))


def test_right_cells_pass_all_public_checks(session):
    answer = session.answer(work(RIGHT["doubling.py"]))

    assert isinstance(answer, Card)
    assert answer.passed


def test_hidden_checks_never_run_although_they_lie_beside_the_course(session):
    assert (TOY / "reference/01_double/test_hidden.py").is_file()

    answer = session.answer(work(RIGHT["doubling.py"]))

    (grader,) = session._graders.values()
    assert {check.visibility for check in grader.judge.checks("01_double")} == {"public"}
    assert "Hidden checks never run here" in answer.text


def test_a_line_is_named_by_the_number_of_its_cell(session):
    answer = session.answer(work("K = 1", "def double(x):\n    return 1 / 0\n"))

    assert "In [6], line 2" in answer.text
    assert "cell 2" not in answer.text + answer.html


def test_the_exercise_is_told_by_its_functions(session):
    answer = session.answer(work(RIGHT["average.py"]))

    assert answer.text.startswith("02_mean")


def test_both_exercises_of_one_kernel_are_judged(session):
    answer = session.answer(work(RIGHT["average.py"], WRONG))

    assert "01_double" in answer.text
    assert "02_mean" in answer.text


def test_an_exercise_may_be_named_before_anything_is_written(session):
    answer = session.answer(work(WRONG, what="02"))

    assert answer.text.startswith("02_mean")


def test_of_one_function_nothing_is_said_of_the_others(shipped):
    both = shipped.answer(work(CONV1D))
    one = shipped.answer(work(CONV1D, what="conv1d"))

    assert "conv2d" in both.text
    assert not both.passed
    assert "conv2d" not in one.text
    assert one.passed


def test_findings_after_the_first_are_folded_unless_all_are_asked_for(shipped):
    some, every = shipped.answer(work(CONV1D)), shipped.answer(work(CONV1D, everything=True))

    assert '<details class="more">' in some.html
    assert '<details class="more">' not in every.html


def test_cells_without_a_function_of_the_course_are_answered_with_a_tip(session):
    answer = session.answer(work("x = 1"))

    assert isinstance(answer, Refusal)
    assert "%grade" in answer.tip


def test_no_cells_at_all_are_answered_too(session):
    assert isinstance(session.answer(work()), Refusal)


def test_a_cell_that_could_not_be_read_is_named(session):
    answer = session.answer(work(RIGHT["doubling.py"], unread=((9, "double"),)))

    assert "In [9] could not be read" in answer.text


def test_what_a_student_prints_is_text_in_the_card(session):
    evil = "def double(x):\n    print('<script>alert(1)</script>')\n    return '<img onerror=x>'\n"

    html = session.answer(work(evil)).html

    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_card_has_one_language(session):
    korean = session.answer(work(WRONG, language="ko"))

    assert "비공개 검사" in korean.html
    assert "Hidden checks" not in korean.html
    assert '<span lang="' not in korean.html


def test_two_cards_have_no_target_in_common(session):
    one, two = (set(re.findall(r'\bid="([^"]+)"', session.answer(work(WRONG)).html)) for _ in "ab")

    assert one
    assert one.isdisjoint(two)


def test_a_cards_style_touches_nothing_outside_of_it(session):
    (style,) = re.findall(r"<style>(.*?)</style>", session.answer(work(WRONG)).html, re.DOTALL)

    depth, outside = 0, ""
    for letter in style:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        outside += letter if depth == 0 else ""
    assert depth == 0
    selectors = [part.strip() for part in outside.split("}") if part.strip()]
    assert selectors
    assert all(".grader-card" in selector.split()[-1] for selector in selectors)


def test_a_card_needs_no_network_and_no_script(session):
    html = session.answer(work(WRONG)).html

    assert not re.search(r"https?://|<script|<link|@import|url\(", html)


def test_a_course_that_is_not_there_is_a_sentence(tmp_path):
    with Session(str(tmp_path)) as opened:
        answer = opened.answer(Hello("ko"))

    assert isinstance(answer, Refusal)
    assert "course.toml" in answer.sentence


PUBLIC = """
import numpy as np

@check(points=1, ko="값")
def test_values(student):
    \"\"\"Values.\"\"\"
    assert_close(student.f(np.array([1, 2, 5, 7, 11])), [2, 4, 10, 14, 22])
"""
SQUARED = '''"""Squaring.

caught_by: test_values
ko: 두 배가 아니라 제곱입니다.
en: You squared where you were to double.
"""


def f(x):
    return x * x
'''


@pytest.mark.parametrize("what", ["", "f"])
def test_a_kits_idea_behind_wrong_values_is_in_the_card(make_course, tmp_path, what):
    course = load_course(make_course(public=PUBLIC, points=1, misconceptions={"squared": SQUARED}))
    folder = tmp_path / "kit" / "exercises"
    copy_exercises(course, course.exercises, folder)
    write_ideas(course, folder, lambda _words: None)

    with Session(str(folder)) as opened:
        answer = opened.answer(work("def f(x):\n    return x ** 2\n", what=what))

    assert '<p class="idea">' in answer.html
    assert "You squared where you were to double." in answer.html
    assert "You squared where you were to double." in answer.text
