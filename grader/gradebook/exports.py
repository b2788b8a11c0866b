"""Rows of the gradebook -> files for the gradebooks of Canvas, Moodle and nbgrader."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from grader.errors import GraderError
from grader.i18n import points
from grader.model import message
from grader.text import csv_text, key_cell, safe_cell

from .rows import EXCUSED, exported_points, shown_total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grader.results.class_file import ClassFile, Member

    from .rows import Cell, Row

    Export = Callable[[Iterable[Row], ClassFile, str], tuple[str, list[str]]]

_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_NBGRADER = (
    "assignment duedate timestamp student_id last_name first_name email raw_score "
    "late_submission_penalty score max_score"
).split()


def render_canvas(rows: Iterable[Row], found: ClassFile, title: str) -> tuple[str, list[str]]:
    """Render a file for Canvas; gives the students left out, too.

    Args:
        title: of one column with the total, as Canvas names it, `Homework 1 (4711)`; without it,
            each exercise gets a column.
    """
    # Canvas finds students by its number, SIS number, login, then exact name; a blank cell changes
    # nothing there
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
            left_out.append(row.member.label)
            continue
        cells = [_canvas_points(row.cells.get(exercise.slug)) for exercise in found.exercises]
        name = safe_cell(person.name or person.student)
        keys = map(key_cell, known)
        cells = [EXCUSED if row.is_excused else shown_total(row)] if title else cells
        lines.append([name, *keys, safe_cell(person.section), *cells])
    return csv_text([*_CANVAS, *map(safe_cell, titles)], lines), left_out


def _canvas_points(cell: Cell | None) -> str:
    return EXCUSED if cell is not None and cell.excused is not None else exported_points(cell)


def render_moodle(rows: Iterable[Row], found: ClassFile, title: str) -> tuple[str, list[str]]:
    """Render a file for Moodle; gives the students left out, too.

    Args:
        title: of one item with the total; without it, each exercise gets one.
    """
    # an unknown user stops Moodle's import: so only students with a login, e-mail or ID number, and
    # on the roster if there is one
    slugs = [exercise.slug for exercise in found.exercises]
    items = [title] if title else slugs
    header = ["username", "email", "idnumber"]
    header += [safe_cell(name) for item in items for name in (item, f"{item} feedback")]
    lines, left_out = [], []
    for row in rows:
        person = row.member.person
        who = (person.username, person.email, person.idnumber)
        if not any(who) or not row.member.listed:
            left_out.append(row.member.label)
            continue
        cells = [exported_points(row.cells.get(slug)) for slug in slugs]
        remarks = [row.remark] if title else [""] * len(slugs)
        if title:
            cells = [shown_total(row)]
        pairs = zip(cells, map(safe_cell, remarks), strict=True)
        lines.append([*map(key_cell, who), *(part for pair in pairs for part in pair)])
    if not lines:
        raise GraderError(
            message("Moodle needs a login, an e-mail or an ID number, and none is known."),
            message("Grade with --roster and Moodle's list of participants (CSV)."),
        )
    return csv_text(header, lines), left_out


def render_nbgrader(
    rows: Iterable[Row],
    found: ClassFile,
    title: str,  # noqa: ARG001 - one signature for all
) -> tuple[str, list[str]]:
    """Render the columns of `nbgrader export`: a line for each student and exercise."""
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
    names = map(safe_cell, (last, first))
    email = key_cell(member.person.email)
    return [_time(member.arrival.received), key_cell(member.student), *names, email]


def _scores(cell: Cell | None) -> list[str]:
    if cell is None or cell.points is None or cell.pending:
        return ["", "", ""]
    share = (cell.possible + cell.broken) / cell.possible if cell.possible else 1.0
    earned, late = (points(round(value * share, 4)) for value in (cell.earned, cell.late))
    return [earned, late, exported_points(cell)]


def _time(moment: datetime.datetime | None) -> str:
    """A time as nbgrader writes it: UTC, without a zone."""
    if moment is None:
        return ""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")


EXPORTS: dict[str, Export] = {
    "canvas": render_canvas,
    "moodle": render_moodle,
    "nbgrader": render_nbgrader,
}
