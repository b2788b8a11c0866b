"""Rows of the gradebook -> the CSV files that Canvas, Moodle and nbgrader's users read."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from grader.errors import GraderError
from grader.i18n import points
from grader.model import message
from grader.text import csv_text, safe_cell

from .rows import shown_points, shown_total

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.results.store import ClassFile, Member

    from .rows import Cell, Row

    Export = Callable[[Sequence[Row], ClassFile, str], tuple[str, list[str]]]

_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_NBGRADER = (
    "assignment duedate timestamp student_id last_name first_name email raw_score "
    "late_submission_penalty score max_score"
).split()


def render_canvas(rows: Sequence[Row], found: ClassFile, title: str) -> tuple[str, list[str]]:
    """What Canvas's gradebook imports, and who is not in it.

    With a title (as Canvas names its column, `Homework 1 (4711)`) one column with the total; else
    one for each exercise. Canvas finds students by its number, SIS number, login, then exact name,
    so those of whom none is known are left out. A blank cell changes nothing there.
    """
    titles = [title] if title else [exercise.slug for exercise in found.exercises]
    most = (
        [sum(exercise.points for exercise in found.exercises)]
        if title
        else [exercise.points for exercise in found.exercises]
    )
    lines = [["Points Possible", "", "", "", "", *map(points, most)]]
    left_out = []
    for row in rows:
        person = row.member.person
        known = (person.lms_id, person.idnumber, person.username)
        if not any(known) and not person.name:
            left_out.append(person.student)
            continue
        cells = [shown_points(row.cells.get(exercise.slug)) for exercise in found.exercises]
        name = person.name or person.student
        who = map(safe_cell, (name, *known, person.section))
        lines.append([*who, *([shown_total(row)] if title else cells)])
    return csv_text([*_CANVAS, *map(safe_cell, titles)], lines), left_out


def render_moodle(rows: Sequence[Row], found: ClassFile, title: str) -> tuple[str, list[str]]:
    """What Moodle's gradebook imports, and who is not in it.

    An unknown user stops Moodle's import, so only those are in it whose login, e-mail or ID number
    is known, and who are on the roster if there is one. With a title one item with the total; else
    one for each exercise.
    """
    slugs = [exercise.slug for exercise in found.exercises]
    items = [title] if title else slugs
    header = ["username", "email", "idnumber"]
    header += [safe_cell(name) for item in items for name in (item, f"{item} feedback")]
    lines, left_out = [], []
    for row in rows:
        person = row.member.person
        who = (person.username, person.email, person.idnumber)
        if not any(who) or not row.member.listed:
            left_out.append(person.student)
            continue
        cells = [shown_points(row.cells.get(slug)) for slug in slugs]
        remarks = [row.remark] if title else [""] * len(slugs)
        if title:
            cells = [shown_total(row)]
        pairs = zip(cells, map(safe_cell, remarks), strict=True)
        lines.append([*map(safe_cell, who), *(part for pair in pairs for part in pair)])
    if not lines:
        raise GraderError(
            message("Moodle needs a login, an e-mail or an ID number, and none is known."),
            message("Grade with --roster and Moodle's list of participants (CSV)."),
        )
    return csv_text(header, lines), left_out


def render_nbgrader(
    rows: Sequence[Row],
    found: ClassFile,
    title: str,  # noqa: ARG001 - one signature for all
) -> tuple[str, list[str]]:
    """The columns of `nbgrader export`: a line for each student and exercise; all are in it."""
    lines = [
        [
            exercise.slug,
            _time(found.lateness.due),
            *_who(row.member),
            *_scores(row.cells.get(exercise.slug)),
            points(exercise.points),
        ]
        for row in rows
        for exercise in found.exercises
    ]
    return csv_text(_NBGRADER, lines), []


def _who(member: Member) -> list[str]:
    first, _, last = member.person.name.rpartition(" ")
    cells = (member.student, last, first, member.person.email)
    return [_time(member.arrival.received), *map(safe_cell, cells)]


def _scores(cell: Cell | None) -> list[str]:
    if cell is None or cell.points is None:
        return ["", "", ""]
    return [points(cell.earned), points(cell.late), points(cell.points)]


def _time(moment: datetime.datetime | None) -> str:
    """As nbgrader writes it: UTC, without a zone."""
    if moment is None:
        return ""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")


EXPORTS: dict[str, Export] = {
    "canvas": render_canvas,
    "moodle": render_moodle,
    "nbgrader": render_nbgrader,
}
