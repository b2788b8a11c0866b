"""Classes made by hand: grades from a table of students and how their checks ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from grader.model import Grade, Isolation, Outcome, Text
from grader.scoring import score

if TYPE_CHECKING:
    from collections.abc import Callable

LETTERS = {
    "+": "passed",
    "-": "failed",
    "s": "skipped",
    "b": "broken",
    "t": "timeout",
}
IDEA = Text(ko="뒤집힌 커널", en="A flipped kernel.")


def outcome_of(number: int, letter: str, **changes) -> Outcome:
    """Check `test_<number>` of 2 points, ended as the letter says."""
    passed = letter == "+"
    plain = Outcome(
        check=f"test_{number}",
        title=Text(ko=f"검사 {number}", en=f"Check {number}"),
        visibility="public",
        points=2.0,
        earned=2.0 if passed else 0.0,
        status=LETTERS[letter],
    )
    return msgspec.structs.replace(plain, **changes)


def grade_of(student: str, *outcomes: Outcome, **changes) -> Grade:
    """A student's grade in 01_double."""
    plain = Grade(
        student=student,
        exercise="01_double",
        title=Text(ko="두 배", en="Twice as much"),
        file="doubling.py",
        outcomes=outcomes,
        score=score(outcomes),
        problems=(),
        complete=True,
        isolation=Isolation(level="full"),
        versions={"grader": "1"},
        hashes={"submission": student, "exercise": "1"},
    )
    return msgspec.structs.replace(plain, **changes)


def class_of(*rows: str, **changes) -> list[tuple[Grade, ...]]:
    """A student for each row, a check for each letter: `+-sbt` (see LETTERS)."""
    return [
        (
            grade_of(
                f"s{number}",
                *(outcome_of(place, letter, **changes) for place, letter in enumerate(row)),
            ),
        )
        for number, row in enumerate(rows)
    ]


@pytest.fixture
def make_outcome() -> Callable[..., Outcome]:
    """`outcome_of`."""
    return outcome_of


@pytest.fixture
def make_grade() -> Callable[..., Grade]:
    """`grade_of`."""
    return grade_of


@pytest.fixture
def make_class() -> Callable[..., list[tuple[Grade, ...]]]:
    """`class_of`."""
    return class_of


@pytest.fixture
def idea() -> Text:
    """A misconception's words."""
    return IDEA
