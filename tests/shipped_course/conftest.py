"""The shipped course, opened once for all of its tests."""

from pathlib import Path

import pytest

from grader.course import load_course
from grader.pipeline import Grader

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def course():
    return load_course(ROOT / "exercises")


@pytest.fixture(scope="session")
def grader(course):
    with Grader(course, course.exercises) as opened:
        yield opened
