"""Ideas of an exercise whose solutions only workers load: pandas is not for the grading process."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
from grader.pipeline import Grader
from grader.sandbox.student_process import StudentProcess

pytest.importorskip("pandas")

COURSE = load_course(Path(__file__).parents[2] / "courses" / "tables")
RAIN = next(exercise for exercise in COURSE.exercises if exercise.slug == "01_rain")
IDEAS = {idea.name: idea for idea in load_misconceptions(COURSE, RAIN)}


@pytest.fixture(scope="module")
def grader():
    with Grader(COURSE, (RAIN,)) as grader:
        yield grader


@pytest.fixture
def named(grader, make_submission):
    """The ideas that a solution's failed checks name, in English."""

    def grade(source: str) -> set[str]:
        (grade,) = grader.grade(make_submission({"rain.py": source}))
        return {o.misconception.en for o in grade.outcomes if o.misconception is not None}

    return grade


@pytest.mark.parametrize("name", ["driest", "everything"])
def test_the_idea_that_gives_the_same_answers_is_named(named, name):
    assert named(IDEAS[name].source) == {IDEAS[name].text.en}


def test_workers_answer_once_for_a_class(named, monkeypatch):
    first = named(IDEAS["driest"].source)
    asked = []
    twin = StudentProcess.twin
    monkeypatch.setattr(StudentProcess, "twin", lambda *given: asked.append(given) or twin(*given))

    assert named(IDEAS["driest"].source + "\n# another file\n") == first
    assert asked == []
