"""Gradescope's results.json, held against its specification."""

from __future__ import annotations

import pytest

from grader.reports.formats.gradescope import render_gradescope
from tests.reports.readers import read_gradescope


def test_the_score_is_what_was_earned_and_the_bonus(mixed_grades):
    found = read_gradescope(render_gradescope(mixed_grades, "en"))

    assert found["score"] == 2.5
    assert sum(test["score"] for test in found["tests"]) == 2.5


def test_the_maxima_add_up_to_what_counts(mixed_grades):
    found = read_gradescope(render_gradescope(mixed_grades, "en"))

    assert sum(test["max_score"] for test in found["tests"]) == 2.75 + 2


def test_no_test_is_hidden_so_that_the_total_is_shown(mixed_grades):
    found = read_gradescope(render_gradescope(mixed_grades, "en"))

    assert {test["visibility"] for test in found["tests"]} == {"visible"}


def test_each_test_has_a_number_of_its_own(mixed_grades):
    numbers = [
        test["number"] for test in read_gradescope(render_gradescope(mixed_grades, "en"))["tests"]
    ]

    assert numbers[0] == "1.1"
    assert len(set(numbers)) == len(numbers)


@pytest.mark.attack
def test_hostile_words_stay_text_and_are_shown_as_text(make_hostile, hostile_words):
    found = read_gradescope(render_gradescope(make_hostile(hostile_words), "en"))

    assert found["score"] == 4
    assert {found["output_format"], found["test_output_format"], found["test_name_format"]} == {
        "text"
    }
    assert hostile_words in found["tests"][-1]["name"] or hostile_words in found["output"]


def test_an_endless_output_is_cut(make_grade, make_outcome):
    found = read_gradescope(
        render_gradescope([make_grade(make_outcome(output="x" * 200_000))], "en")
    )

    assert len(found["tests"][0]["output"]) < 5000


def test_no_grades_are_zero_points():
    assert read_gradescope(render_gradescope([], "en"))["score"] == 0
