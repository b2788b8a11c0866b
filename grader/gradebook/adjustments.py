"""`adjustments.csv` -> points given or taken by hand, each with a reason.

    student,exercise,points,reason
    kim,01,+2,the sheet had a misprint

The file lies beside the gradebook and is only ever read, so that a regrade keeps what it says.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from grader.errors import GraderError, did_you_mean
from grader.i18n import N_
from grader.model import Value, message
from grader.submission.roster import Identifier, Person, Roster
from grader.submission.table_file import (
    Table,
    column_name,
    load_table,
    number_cell,
    parse_table,
)
from grader.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from grader.model import Message
    from grader.results.store import Member

ADJUSTMENTS = "adjustments.csv"
COLUMNS = ("student", "exercise", "points", "reason")
_HEADINGS = {column: column for column in COLUMNS} | {
    "학번": "student",
    "학생": "student",
    "과제": "exercise",
    "점수": "points",
    "사유": "reason",
    "이유": "reason",
}


class Adjustment(Value, frozen=True):
    """Points given by hand; below 0, taken."""

    student: str
    exercise: str
    points: float
    reason: str


def load_adjustments(
    path: Path, members: Iterable[Member], slugs: Collection[str]
) -> tuple[Adjustment, ...]:
    """Read the adjustments, from whatever `load_table` reads; none if there is no file.

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
    headings = [_HEADINGS.get(column_name(cell), "") for cell in table.header]
    if not set(COLUMNS) <= set(headings):
        said = N_("{path}: the first line must be: {columns}")
        raise GraderError(message(said, path=name, columns=",".join(COLUMNS)))
    places = {column: headings.index(column) for column in COLUMNS}
    found = []
    for index, row in enumerate(table.rows):
        line = _Line(name, table.line(index))
        if any(cell.strip() for cell in row[len(headings) :]):
            said = N_("{path}, line {line}: there are more cells than columns.")
            raise line.error(said, message("Put quotes around what holds a comma."))
        cells = {column: row[at].strip() if at < len(row) else "" for column, at in places.items()}
        if any(cells.values()):
            found.append(_adjustment(cells, line, roster, slugs))
    return tuple(found)


class _Line:
    """A line of the file, to report a mistake in it."""

    def __init__(self, name: str, number: int) -> None:
        self._values: dict[str, str | int] = {"path": name, "line": number}

    def error(self, text: str, tip: Message, value: str = "") -> GraderError:
        sentence = message(text, value=clean_name(value), **self._values)
        return GraderError(sentence, tip)


def _adjustment(
    cells: dict[str, str], line: _Line, roster: Roster, slugs: Collection[str]
) -> Adjustment:
    student = _student(cells["student"], roster)
    if student is None:
        text = N_("{path}, line {line}: there is no student {value} in this class.")
        students = [person.student for person in roster.people]
        raise line.error(text, did_you_mean(cells["student"], students), cells["student"])
    # Excel makes 1 of 01
    numbers = {slug: slug.partition("_")[0] for slug in slugs}
    by_name = {
        name: slug
        for slug, number in numbers.items()
        for name in (slug, number, number.lstrip("0") or number)
    }
    exercise = number_cell(cells["exercise"])
    if exercise not in by_name:
        text = N_("{path}, line {line}: there is no exercise {value}.")
        raise line.error(text, did_you_mean(cells["exercise"], slugs), cells["exercise"])
    points = _number(cells["points"])
    if points is None:
        text = N_("{path}, line {line}: {value} is no number of points.")
        raise line.error(text, message("Write +2, -1 or 0.5."), cells["points"])
    if not cells["reason"]:
        text = N_("{path}, line {line}: the reason is missing.")
        raise line.error(text, message("Whoever reads the gradebook later wants to know it."))
    slug = by_name[exercise]
    reason = clean(cells["reason"]).replace("\n", " ")
    return Adjustment(student=student, exercise=slug, points=points, reason=reason)


def _student(cell: str, roster: Roster) -> str | None:
    """The student whom a key, another number of theirs, or their name means."""
    if cell in roster:
        return cell
    value = number_cell(cell)
    if person := roster.find([Identifier("any", value)]):
        return person.student
    # Excel makes 12 of 0012
    bare = [one.student for one in roster.people if one.student.lstrip("0") == value.lstrip("0")]
    return bare[0] if len(bare) == 1 and value.isdecimal() else None


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
