"""Small courses about other things than networks: each verifies without a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.authoring.verify import Effort, verify_exercise
from grader.course import load_course
from grader.course.starters import stale_starters
from grader.sandbox.pool import missing_libraries

COURSES = sorted(
    path.parent.parent for path in Path(__file__).parent.glob("*/exercises/course.toml")
)


def needs(exercise) -> list[pytest.MarkDecorator]:
    """A skip with its reason, where a library of an exercise is not installed."""
    missing = missing_libraries(exercise)
    reason = f"{', '.join(missing)} not installed"
    return [pytest.mark.skipif(bool(missing), reason=reason)]


EXERCISES = [
    pytest.param(folder, exercise.slug, id=f"{folder.name}-{exercise.slug}", marks=needs(exercise))
    for folder in COURSES
    for exercise in load_course(folder).exercises
]
EFFORT = Effort(repeats=3, secrets=2, mutants=True)


@pytest.mark.parametrize(("folder", "slug"), EXERCISES)
def test_an_exercise_verifies_without_a_finding(folder, slug):
    course = load_course(folder)
    (exercise,) = (e for e in course.exercises if e.slug == slug)

    verified = verify_exercise(course, exercise, EFFORT, progress=lambda _words: None)

    assert verified.findings == []
    assert not verified.warnings


@pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
def test_its_starters_are_those_of_its_solutions(folder):
    course = load_course(folder)

    assert stale_starters(course, course.exercises) == []
