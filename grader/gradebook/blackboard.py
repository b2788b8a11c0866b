"""A gradebook that Blackboard exported -> the same file with one column filled.

Blackboard knows a column by the number at the end of its heading (`Quiz 3 [Total Pts: 10] |4711`)
and a student by the user name. Both come from the file that it exported, so nothing else in it is
touched: not its other cells, nor its encoding, what separates cells, and the ends of lines.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import GraderError
from grader.i18n import N_
from grader.model import message
from grader.submission.roster import Identifier
from grader.submission.roster_file import parse_rows
from grader.text import clean, clean_name

from .rows import shown_total

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.submission.roster import Roster

    from .rows import Row

MAX_BYTES = 50 * 1024 * 1024
MAX_NAMES = 10
_HEADING = re.compile(r"(?P<title>.*?)\s*(?:\[[^\[\]]*\])?\s*\|\s*\d+\s*")
_ENCODINGS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_MARK = "\ufeff"  # may stand in front, and goes back there


class Filled(NamedTuple):
    """The file to import.

    Attributes:
        left_out: students of whom there is no row.
    """

    data: bytes
    left_out: list[str]


def fill_template(path: Path, rows: Sequence[Row], title: str) -> Filled:
    """The file with each student's total in the column of that title; ungraded ones' are kept.

    Raises:
        GraderError: it cannot be read, or has no such column of Blackboard's.
    """
    encoding, whole = _read(path)
    text = whole.removeprefix(_MARK)
    delimiter = max(",\t", key=text.partition("\n")[0].count)
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    column = _column(path, table[0] if table else [], title)
    roster, lines = parse_rows(table, path.name)
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
    """How the file is encoded, and its text."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        encoding = _ENCODINGS.get(data[:2], "utf-8")
        if len(data) <= MAX_BYTES:
            return encoding, data.decode(encoding)
    except (OSError, UnicodeDecodeError):
        pass
    raise GraderError(
        message("{path}: this file cannot be read.", path=str(path)),
        message("Name the file that Blackboard's “Work Offline: Download” gave you."),
    )


def _column(path: Path, header: list[str], title: str) -> int:
    """The place of the column; a title is what stands before the points and the number."""
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
    """Which row of the file is this student's."""
    person = row.member.person
    claims = [
        Identifier(field, getattr(person, field)) for field in ("username", "idnumber", "email")
    ]
    claims += [Identifier("any", person.student), Identifier("any", person.name)]
    found = roster.find([claim for claim in claims if claim.value])
    return lines[found.student] if found is not None else None


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
