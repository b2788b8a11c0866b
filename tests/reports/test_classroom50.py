"""Classroom 50's result.json by its schema: whole points that add up, whatever was earned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Grade, Isolation, Outcome, Text
from grader.model.grade import score
from grader.reports.formats.classroom50 import Classroom50Run, render_classroom50, whole_points
from tests.reports.readers import read_classroom50

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
