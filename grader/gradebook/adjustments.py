"""`adjustments.csv` -> points given or taken by hand, each with a reason.

    student,exercise,points,reason
    kim,01,+2,the sheet had a misprint

The file lies beside the gradebook and is only ever read, so that a regrade keeps what it says.
"""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

from grader.errors import GraderError, did_you_mean
from grader.i18n import N_
from grader.model import Value, message
from grader.text import clean, clean_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from grader.model import Message
    from grader.results.store import Member

ADJUSTMENTS = "adjustments.csv"
COLUMNS = ("student", "exercise", "points", "reason")


class Adjustment(Value, frozen=True):
    """Points given by hand; below 0, taken."""

    student: str
    exercise: str
    points: float
    reason: str


def load_adjustments(
    path: Path, members: Iterable[Member], slugs: Collection[str]
) -> tuple[Adjustment, ...]:
    """Read the adjustments; none if there is no file.

    Args:
        members: of the class; iterated only if there is a file.
        slugs: the exercises that were graded.

    Raises:
        GraderError: a row has no student of the class, no exercise, no number or no reason.
    """
    if not path.is_file():
        return ()
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GraderError(
            message("{path}: this is no CSV file in UTF-8.", path=str(path)),
            message("Save it as “CSV UTF-8” and try again."),
        ) from error
    students = {member.student for member in members}
    return parse_adjustments(text, path.name, students, slugs)


def parse_adjustments(
    text: str, name: str, students: Collection[str], slugs: Collection[str]
) -> tuple[Adjustment, ...]:
    """Parse adjustments in CSV; see `load_adjustments`."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    found = []
    try:
        if not set(COLUMNS) <= set(rows.fieldnames or ()):
            said = N_("{path}: the first line must be: {columns}")
            raise GraderError(message(said, path=name, columns=",".join(COLUMNS)))
        for row in rows:
            line = _Line(name, rows.line_num)
            if any(cell.strip() for cell in row.get(None) or ()):
                said = N_("{path}, line {line}: there are more cells than columns.")
                raise line.error(said, message("Put quotes around what holds a comma."))
            cells = {column: (row[column] or "").strip() for column in COLUMNS}
            if any(cells.values()):
                found.append(_adjustment(cells, line, students, slugs))
    except csv.Error as error:
        said = N_("{path}, line {line}: this is no CSV ({reason}).")
        raise GraderError(
            message(said, path=name, line=rows.line_num, reason=str(error)),
            message("Is a quote missing?"),
        ) from error
    return tuple(found)


class _Line:
    """A line of the file, to report a mistake in it."""

    def __init__(self, name: str, number: int) -> None:
        self._values: dict[str, str | int] = {"path": name, "line": number}

    def error(self, text: str, tip: Message, value: str = "") -> GraderError:
        sentence = message(text, value=clean_name(value), **self._values)
        return GraderError(sentence, tip)


def _adjustment(
    cells: dict[str, str], line: _Line, students: Collection[str], slugs: Collection[str]
) -> Adjustment:
    if cells["student"] not in students:
        text = N_("{path}, line {line}: there is no student {value} in this class.")
        raise line.error(text, did_you_mean(cells["student"], students), cells["student"])
    by_name = {name: slug for slug in slugs for name in (slug, slug.partition("_")[0])}
    if cells["exercise"] not in by_name:
        text = N_("{path}, line {line}: there is no exercise {value}.")
        raise line.error(text, did_you_mean(cells["exercise"], slugs), cells["exercise"])
    points = _number(cells["points"])
    if points is None:
        text = N_("{path}, line {line}: {value} is no number of points.")
        raise line.error(text, message("Write +2, -1 or 0.5."), cells["points"])
    if not cells["reason"]:
        text = N_("{path}, line {line}: the reason is missing.")
        raise line.error(text, message("Whoever reads the gradebook later wants to know it."))
    slug = by_name[cells["exercise"]]
    reason = clean(cells["reason"]).replace("\n", " ")
    return Adjustment(student=cells["student"], exercise=slug, points=points, reason=reason)


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
