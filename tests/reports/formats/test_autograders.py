"""What Gradescope, Classroom 50 and GitHub Classroom read, by their schemas: points that add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Grade, Isolation, Outcome, Text
from grader.model.grade import score
from grader.reports.formats.autograders import (
    Classroom50Run,
    render_classroom50,
    render_classroom_reporter,
    render_gradescope,
    whole_points,
)
from tests.reports.readers import read_classroom50, read_gradescope, read_reporter

RUN = Classroom50Run(
    classroom="cnn",
    assignment="01",
    owner="org",
    username="kim",
    submission="submit/2026-11-22",
    commit="https://example.com/c",
    release="https://example.com/r",
    review="https://example.com/v",
    submitted="2026-11-22T10:00:00Z",
)


def grade_with(points: list[tuple[float, bool]]) -> Grade:
    outcomes = [
        Outcome(
            check=f"test_{number}",
            title=Text(ko="", en=f"Check {number}"),
            visibility="public",
            points=worth,
            earned=worth if passed else 0.0,
            status="passed" if passed else "failed",
        )
        for number, (worth, passed) in enumerate(points)
    ]
    return Grade(
        student="kim",
        exercise="01",
        title=Text(ko="", en=""),
        file="a.py",
        outcomes=tuple(outcomes),
        score=score(outcomes),
        problems=(),
        complete=True,
        isolation=Isolation(level="full"),
        versions={},
        hashes={},
    )


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 3.0]), st.booleans()),
        max_size=30,
    )
)
def test_whole_points_add_up_and_are_near(points):
    grade = grade_with(points)

    found = read_classroom50(render_classroom50([grade], RUN))

    assert abs(found["score"] - grade.score.earned) <= 1
    assert abs(found["max-score"] - grade.score.possible) <= 0.5
    assert (found["score"] == found["max-score"]) == (
        all(passed for worth, passed in points if worth) or found["max-score"] == 0
    )
    assert all(test["score"] == 0 for test in found["tests"] if not test["passed"])


def test_halves_are_rounded_up_once():
    whole = whole_points([grade_with([(0.5, True), (0.5, True), (0.5, True), (3.5, False)])])

    assert [one.score for one in whole] == [1, 1, 0, 0]
    assert sum(one.possible for one in whole) == 5


def test_nearly_everything_is_not_everything():
    whole = whole_points([grade_with([(9.75, True), (0.25, False)])])

    assert sum(one.score for one in whole) == 9


def test_bonus_and_broken_checks_are_not_in_it(mixed_grades):
    found = read_classroom50(render_classroom50(mixed_grades, RUN))

    assert len(found["tests"]) == 5 + 1 + 1
    assert found["max-score"] == 5


@pytest.mark.attack
def test_hostile_words_stay_text(make_hostile, hostile_words):
    found = read_classroom50(render_classroom50(make_hostile(hostile_words), RUN))

    assert hostile_words in {test["test-name"] for test in found["tests"]}


def test_without_a_username_nobody_is_named(make_grade, make_outcome):
    from msgspec.structs import replace

    found = read_classroom50(
        render_classroom50([make_grade(make_outcome())], replace(RUN, username=""))
    )

    assert "submitted_by" not in found


# -- Gradescope


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


# -- GitHub Classroom


def test_the_reporter_has_every_check_and_the_maximum(mixed_grades):
    found = read_reporter(render_classroom_reporter(mixed_grades, "en"))

    assert found["max_score"] == 4.75
    assert sum(test["score"] for test in found["tests"]) == 1.5
    assert found["status"] == "error"  # one is broken


def test_the_reporter_passes_where_everything_does(make_grade, make_outcome):
    right = make_grade(make_outcome(status="passed", earned=2.0, message=None))

    assert read_reporter(render_classroom_reporter([right], "en"))["status"] == "pass"


def test_the_reporter_never_has_no_test():
    assert read_reporter(render_classroom_reporter([], "en"))["status"] == "error"


@pytest.mark.attack
def test_hostile_words_stay_text_for_the_reporter(make_hostile, hostile_words):
    found = read_reporter(render_classroom_reporter(make_hostile(hostile_words), "en"))

    assert any(hostile_words in test["name"] for test in found["tests"])
