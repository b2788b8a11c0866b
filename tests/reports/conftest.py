"""Grades made by hand, for reports that are pure functions of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from grader.model import (
    Frame,
    Grade,
    Isolation,
    Message,
    Outcome,
    Score,
    Text,
    message,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def outcome_of(**changes) -> Outcome:
    """A failed public check, with the changes."""
    plain = Outcome(
        check="test_one",
        title=Text(ko="한국어 제목", en="English title"),
        visibility="public",
        points=2.0,
        earned=0.0,
        status="failed",
        message=message("The values are wrong."),
    )
    return msgspec.structs.replace(plain, **changes)


def grade_of(*outcomes: Outcome, **changes) -> Grade:
    """A grade of these outcomes, with the changes."""
    plain = Grade(
        student="kim",
        exercise="01_double",
        title=Text(ko="두 배", en="Twice as much"),
        file="doubling.py",
        outcomes=outcomes,
        score=Score(
            earned=sum(outcome.earned for outcome in outcomes),
            possible=sum(outcome.points for outcome in outcomes),
        ),
        problems=(),
        complete=True,
        isolation=Isolation(level="full", layers={"seccomp": "on"}),
        versions={"grader": "1"},
        hashes={"submission": "0"},
    )
    return msgspec.structs.replace(plain, **changes)


def hostile_grades(text: str) -> list[Grade]:
    """Grades with the text in every field that a student's words can reach."""
    said = Message(text="It said: {text}", values={"text": text})
    full = outcome_of(
        message=Message(text="{function} raised.", values={"function": text}),
        details=(said,),
        expected=text,
        actual=text,
        frames=(Frame(where=text, line=1, function=text, source=text),),
        output=text,
        hints=(Text(ko=text, en=text),),
        misconception=Text(ko=text, en=text),
    )
    group = tuple(
        outcome_of(check=f"test_{n}", status="error", message=said, title=Text(ko=text, en=text))
        for n in range(5)
    )
    skipped = outcome_of(check="test_s", status="skipped", message=said)
    passed = outcome_of(check="test_p", status="passed", earned=2.0, message=None)
    first = grade_of(
        full, *group, skipped, passed, student=text, file=text, problems=(said,), complete=False
    )
    return [first, msgspec.structs.replace(first, exercise="02_mean")]


@pytest.fixture
def make_outcome() -> Callable[..., Outcome]:
    """`outcome_of`."""
    return outcome_of


@pytest.fixture
def make_grade() -> Callable[..., Grade]:
    """`grade_of`."""
    return grade_of


@pytest.fixture
def make_hostile() -> Callable[[str], list[Grade]]:
    """`hostile_grades`."""
    return hostile_grades
