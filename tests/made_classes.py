"""Classes made by hand: grades from a table of students and how their checks ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from grader.gradebook.rows import make_row as make_gradebook_row
from grader.model import Arrival, Grade, Isolation, Lateness, Outcome, Text, message
from grader.model.grade import score
from grader.results.class_file import ClassFile, ExercisePoints, Member
from grader.results.grade_file import Provenance
from grader.results.store import Record, Result, open_to_write
from grader.submission.roster import Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.gradebook.rows import Row

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


def member_of(student: str, **changes) -> Member:
    """A member of a class; fields of a `Person` and of an `Arrival` go there."""
    arrival = {name: changes.pop(name) for name in ("received", "is_late") if name in changes}
    fields = {name: changes.pop(name) for name in set(changes) - {"listed", "handed_in"}}
    person = Person(student=student, **fields)
    return Member(person=person, file=student, arrival=Arrival(**arrival), **changes)


def class_file_of(**changes) -> ClassFile:
    """A class with the exercises 01_double (4 points) and 02_mean (3)."""
    exercises = (
        ExercisePoints(slug="01_double", points=4.0),
        ExercisePoints(slug="02_mean", points=3.0),
    )
    plain = ClassFile(layout="plain", exercises=exercises)
    return msgspec.structs.replace(plain, **changes)


@pytest.fixture
def make_member() -> Callable[..., Member]:
    """`member_of`."""
    return member_of


@pytest.fixture
def make_class_file() -> Callable[..., ClassFile]:
    """`class_file_of`."""
    return class_file_of


def write_results(out: Path, *members: Member, found: ClassFile | None = None) -> Path:
    """Makes a folder of results of these students, who have no grades yet."""
    with open_to_write(out) as results:
        results.write_class(found or class_file_of(), map(Record, members))
    return out


def _trouble(text: str):
    return message("{text}", text=text) if text else None


@pytest.fixture
def make_row(make_member):
    """A student's row, from how the checks of 01_double ended (2 points each)."""

    def made(letters: str = "+-", member: Member | None = None, **options) -> Row:
        member = member or make_member("kim")
        outcomes = [outcome_of(place, letter) for place, letter in enumerate(letters)]
        grades = (grade_of(member.student, *outcomes),) if letters else ()
        result = Result(member, grades, Provenance(trouble=_trouble(options.get("trouble", ""))))
        found = class_file_of(lateness=options.get("lateness", Lateness()))
        return make_gradebook_row(result, found, options.get("adjustments", ()), "en")

    return made
