"""Whole runs: each folder in `cases/` is a hand-in for the toy course and what must come of it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from grader.reports.formats.markdown import render_markdown
from grader.results.grade_file import parse_grades, render_json
from grader.submission import load_submission

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/expected.toml"))


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request):
    """What a case expects, and the folder that was handed in."""
    expected = msgspec.toml.decode((request.param / "expected.toml").read_bytes())
    return expected, request.param / "submission"


@pytest.fixture
def grades(case, forked_toy_grader):
    """Exercise -> grade of the case, from the real sandbox."""
    return {g.exercise: g for g in forked_toy_grader.grade_all(load_submission(case[1], "kim"))}


def test_a_case_ends_as_it_says(case, grades):
    expected, _ = case
    asked = {slug: wanted for slug, wanted in expected.items() if slug != "claim"}

    found = {
        slug: {
            "file": grades[slug].file,
            "earned": grades[slug].score.earned,
            "statuses": [outcome.status for outcome in grades[slug].outcomes],
        }
        for slug in asked
    }

    assert asked
    assert found == {
        slug: {key: wanted[key] for key in ("file", "earned", "statuses")}
        for slug, wanted in asked.items()
    }


def test_a_case_names_the_misconceptions_that_it_says(case, grades):
    expected, _ = case

    for slug, grade in grades.items():
        named = {o.misconception.en for o in grade.outcomes if o.misconception is not None}
        assert named == set(expected.get(slug, {}).get("misconceptions", []))


def test_a_case_can_be_kept_and_reported_in_both_languages(grades):
    made = tuple(grades.values())

    assert parse_grades(render_json(made)) == made
    for language in ("ko", "en"):
        assert render_markdown([grade.for_student() for grade in made], language).startswith(
            "# kim"
        )


def test_there_are_cases():
    assert len(CASES) >= 7
