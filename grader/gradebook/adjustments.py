"""`adjustments.csv`, or a review -> points given or taken by hand, each with a reason.

    student,exercise,points,reason
    kim,01,+2,the sheet had a misprint

The file lies beside the gradebook and is only ever read, so that every regrade keeps its points.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import Value, message
from grader.submission.roster import Person, Roster
from grader.submission.table_file import Table, load_table, parse_table
from grader.text import clean

from .staff_table import HEADINGS, Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from grader.model import Language
    from grader.results.class_file import Member
    from grader.results.comments import Review

ADJUSTMENTS = "adjustments.csv"
COLUMNS = ("student", "exercise", "points", "reason")
MAX_REASON = 80  # characters of a comment
_HEADINGS = HEADINGS | {"points": "points", "점수": "points"}


class Adjustment(Value, frozen=True):
    """Points given by hand; below 0, taken."""

    student: str
    exercise: str
    points: float
    reason: str


def load_adjustments(
    path: Path, members: Iterable[Member], slugs: Collection[str]
) -> tuple[Adjustment, ...]:
    """Read the adjustments from any file that `load_table` reads; none if there is no file.

    Args:
        members: of the class; iterated only if there is a file.
        slugs: the exercises that were graded.

    Raises:
        GraderError: a row has no student of the class, no exercise, no number or no reason.
    """
    if not path.is_file():
        return ()
    table = load_table(path, _HEADINGS.__contains__)
    return _adjustments(table, path.name, Roster(member.person for member in members), slugs)


def group_by_student(adjustments: Iterable[Adjustment]) -> dict[str, list[Adjustment]]:
    """Each student's adjustments, in their order."""
    found: dict[str, list[Adjustment]] = {}
    for each in adjustments:
        found.setdefault(each.student, []).append(each)
    return found


def parse_adjustments(
    text: str, name: str, students: Collection[str], slugs: Collection[str]
) -> tuple[Adjustment, ...]:
    """Parse adjustments in CSV; see `load_adjustments`."""
    roster = Roster(Person(student=student) for student in students)
    return _adjustments(parse_table(text, name, _HEADINGS.__contains__), name, roster, slugs)


def _adjustments(
    table: Table, name: str, roster: Roster, slugs: Collection[str]
) -> tuple[Adjustment, ...]:
    lines = lines_of(table, name, _HEADINGS, COLUMNS)
    return tuple(_adjustment(line, roster, slugs) for line in lines)


def _adjustment(line: Line, roster: Roster, slugs: Collection[str]) -> Adjustment:
    student, exercise = line.student(roster), line.exercise(slugs)
    points = _number(line.cells["points"])
    if points is None:
        text = N_("{path}, line {line}: {value} is no number of points.")
        raise line.error(text, message("Write +2, -1 or 0.5."), line.cells["points"])
    if not line.cells["reason"]:
        text = N_("{path}, line {line}: the reason is missing.")
        raise line.error(text, message("Whoever reads the gradebook later wants to know it."))
    reason = clean(line.cells["reason"]).replace("\n", " ")
    return Adjustment(student=student, exercise=exercise, points=points, reason=reason)


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def reviewed_adjustments(
    review: Review, slugs: Collection[str], language: Language
) -> tuple[Adjustment, ...]:
    """The points that a review gives in some exercises, also to people who left the class."""
    return tuple(
        Adjustment(each.student, each.exercise, each.points, _shortened(each.reason))
        for each in review.points(language)
        if each.exercise in slugs
    )


def _shortened(text: str) -> str:
    """The beginning of a comment; the whole of it stands on the student's page."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= MAX_REASON else one_line[: MAX_REASON - 1] + "…"
