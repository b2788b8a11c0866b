"""Rows of the gradebook -> files for the gradebooks of Canvas, Moodle, nbgrader and Blackboard."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import GraderError
from grader.i18n import N_, points
from grader.model import message
from grader.submission.roster import Identifier
from grader.submission.roster_file import parse_rows
from grader.submission.table_file import Table
from grader.text import clean, clean_name, csv_text, key_cell, safe_cell

from .rows import exported_points, shown_total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from grader.results.store import ClassFile, Member
    from grader.submission.roster import Roster

    from .rows import Cell, Row

    Export = Callable[[Iterable[Row], ClassFile, str], tuple[str, list[str]]]

MAX_TEMPLATE_BYTES = 50 * 1024 * 1024
MAX_NAMES = 10
_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_NBGRADER = (
    "assignment duedate timestamp student_id last_name first_name email raw_score "
    "late_submission_penalty score max_score"
).split()
_HEADING = re.compile(r"(?P<title>.*?)\s*(?:\[[^\[\]]*\])?\s*\|\s*\d+\s*")
_ENCODINGS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_MARK = "\ufeff"  # may stand in front, and goes back there


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
            left_out.append(person.student)
            continue
        cells = [exported_points(row.cells.get(exercise.slug)) for exercise in found.exercises]
        name = safe_cell(person.name or person.student)
        keys = map(key_cell, known)
        cells = [shown_total(row)] if title else cells
        lines.append([name, *keys, safe_cell(person.section), *cells])
    return csv_text([*_CANVAS, *map(safe_cell, titles)], lines), left_out


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
            left_out.append(person.student)
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
    if cell is None or cell.points is None:
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


# -- Blackboard


class Filled(NamedTuple):
    """A file to import.

    Attributes:
        left_out: students without a row.
    """

    data: bytes
    left_out: list[str]


def fill_template(path: Path, rows: Iterable[Row], title: str) -> Filled:
    """Fill one column of a gradebook that Blackboard exported with the students' totals.

    Everything else stays as it is: other cells, encoding, delimiter, ends of lines.

    Raises:
        GraderError: the file cannot be read, or has no column of that title.
    """
    # Blackboard knows a column by the number at the end of its heading (`Quiz 3 [Total Pts: 10]
    # |4711`) and a student by the user name
    encoding, whole = _read(path)
    text = whole.removeprefix(_MARK)
    delimiter = max(",\t", key=text.partition("\n")[0].count)
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    column = _column(path, table[0] if table else [], title)
    roster, lines = parse_rows(Table(table[0], table[1:], 1), path.name)
    left_out = []
    for row in rows:
        line = _line_of(row, roster, lines)
        if line is None:
            left_out.append(clean_name(row.member.student))
        elif total := shown_total(row):
            cells = table[line]
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = total
    start = whole[: len(whole) - len(text)]
    return Filled((start + _written(table, text, delimiter)).encode(encoding), left_out)


def _read(path: Path) -> tuple[str, str]:
    """The encoding of a file and its text."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_TEMPLATE_BYTES + 1)
        encoding = _ENCODINGS.get(data[:2], "utf-8")
        if len(data) <= MAX_TEMPLATE_BYTES:
            return encoding, data.decode(encoding)
    except (OSError, UnicodeDecodeError):
        pass
    raise GraderError(
        message("{path}: this file cannot be read.", path=str(path)),
        message("Name the file that Blackboard's “Work Offline: Download” gave you."),
    )


def _column(path: Path, header: list[str], title: str) -> int:
    """Find the column; its title ends before the points and the number."""
    headings = {place: _HEADING.fullmatch(cell) for place, cell in enumerate(header)}
    titles = {place: found["title"] for place, found in headings.items() if found}
    wanted = title.casefold().strip()
    meant = [
        place
        for place, name in titles.items()
        if wanted in (name.casefold(), header[place].casefold().strip())
    ]
    if len(meant) == 1:
        return meant[0]
    names = ", ".join(clean(name) for name in [*titles.values()][:MAX_NAMES]) or "-"
    text = N_("{path}: {count} of Blackboard's columns are called {title}. There are: {names}.")
    raise GraderError(
        message(text, path=str(path), count=len(meant), title=title, names=names),
        message("Make the column in Blackboard, download its gradebook, and name it with --title."),
    )


def _line_of(row: Row, roster: Roster, lines: dict[str, int]) -> int | None:
    """Find a student's line in the file."""
    person = row.member.person
    claims = [
        Identifier(field, getattr(person, field)) for field in ("username", "idnumber", "email")
    ]
    claims += [Identifier("any", person.student), Identifier("any", person.name)]
    found = roster.find([claim for claim in claims if claim.value])
    return lines[found.student] + 1 if found is not None else None


def _written(table: list[list[str]], text: str, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator="\r\n" if "\r\n" in text else "\n",
        quoting=csv.QUOTE_ALL if text.startswith('"') else csv.QUOTE_MINIMAL,
    )
    writer.writerows(table)
    return out.getvalue()
