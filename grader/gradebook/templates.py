"""A table that an LMS exported -> the same table with the students' points in it.

Everything else stays as it is: other cells, encoding, delimiter, ends of lines.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import GraderError
from grader.i18n import N_, points
from grader.model import message
from grader.submission.roster import Identifier
from grader.submission.roster_file import parse_rows
from grader.submission.table_file import Table, column_name
from grader.text import clean, clean_name, safe_cell

from .rows import shown_total

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from grader.model import Message
    from grader.submission.roster import Roster

    from .rows import Row

MAX_TEMPLATE_BYTES = 50 * 1024 * 1024
MAX_NAMES = 10
_HEADING = re.compile(r"(?P<title>.*?)\s*(?:\[[^\[\]]*\])?\s*\|\s*\d+\s*")
_ENCODINGS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_MARK = "\ufeff"  # may stand in front, and goes back there
_GRADE = ("grade", "성적", "점수")
_COMMENTS = (
    "feedback_comments",
    "피드백_댓글",
    "피드백_덧글",
    "피드백_코멘트",
    "피드백_의견",
    "피드백",
)
_MAXIMUM = ("maximum_grade", "최고_성적", "최대_성적", "최고_점수", "최대_점수")


class Filled(NamedTuple):
    """A file to import.

    Attributes:
        left_out: students without a row.
        notes: messages to staff.
    """

    data: bytes
    left_out: list[str]
    notes: tuple[Message, ...] = ()


class _Template(NamedTuple):
    """An exported table.

    Attributes:
        start: the bytes in front of the content.
        lines: student of the template -> the index of their line.
    """

    encoding: str
    start: str
    content: str
    delimiter: str
    table: list[list[str]]
    roster: Roster
    lines: dict[str, int]

    def line_of(self, row: Row) -> list[str] | None:
        """A student's line."""
        person = row.member.person
        fields = ("username", "idnumber", "email", "lms_id")
        claims = [Identifier(field, getattr(person, field)) for field in fields]
        claims += [Identifier("any", person.student), Identifier("any", person.name)]
        found = self.roster.find([claim for claim in claims if claim.value])
        return None if found is None else self.table[self.lines[found.student] + 1]

    def data(self) -> bytes:
        """The table as it was written, with the filled-in cells."""
        out = io.StringIO()
        writer = csv.writer(
            out,
            delimiter=self.delimiter,
            lineterminator="\r\n" if "\r\n" in self.content else "\n",
            quoting=csv.QUOTE_ALL if self.content.startswith('"') else csv.QUOTE_MINIMAL,
        )
        writer.writerows(self.table)
        # a remark may hold what an old encoding lacks
        return (self.start + out.getvalue()).encode(self.encoding, "replace")


def fill_template(path: Path, rows: Iterable[Row], title: str) -> Filled:
    """Fill one column of a gradebook that Blackboard exported with the students' totals.

    Raises:
        GraderError: the file cannot be read, or has no column of that title.
    """
    # Blackboard knows a column by the number at the end of its heading (`Quiz 3 [Total Pts: 10]
    # |4711`) and a student by the user name
    template = _open(path, message("Name the file that “Work Offline: Download” gave you."))
    column = _column(path, template.table[0], title)
    left_out = []
    for row in rows:
        line = template.line_of(row)
        if line is None:
            left_out.append(clean_name(row.member.label))
        elif total := shown_total(row):
            _set(line, column, total)
    return Filled(template.data(), left_out)


def fill_worksheet(path: Path, rows: Iterable[Row]) -> Filled:
    """Fill Moodle's grading worksheet with the students' totals and remarks.

    Raises:
        GraderError: the file cannot be read, or has no columns for grades and comments.
    """
    template = _open(path, message("Name the file that “Download grading worksheet” gave you."))
    header = [column_name(cell) for cell in template.table[0]]
    grade, comments, maximum = (
        next((at for at, name in enumerate(header) if name in names), None)
        for names in (_GRADE, _COMMENTS, _MAXIMUM)
    )
    if grade is None or comments is None:
        text = N_("{path}: the first line must be: {columns}")
        columns = "Identifier,Full name,Grade,Feedback comments"
        raise GraderError(message(text, path=path.name, columns=columns))
    left_out, possible, most = [], 0.0, set()
    for row in rows:
        line = template.line_of(row)
        if line is None:
            left_out.append(clean_name(row.member.label))
            continue
        possible = max(possible, row.whole_possible)
        if maximum is not None and maximum < len(line):
            most.add(line[maximum].strip())
        _set(line, grade, shown_total(row))
        _set(line, comments, safe_cell(row.remark))
    return Filled(template.data(), left_out, tuple(_other_maximum(most, possible)))


def _other_maximum(found: set[str], possible: float) -> list[Message]:
    """A note if Moodle would show points as a share of something else."""
    others = []
    for cell in sorted(found - {""}):
        try:
            if abs(float(cell.replace(",", ".")) - possible) > 0.005:
                others.append(cell)
        except ValueError:
            others.append(cell)
    if not others:
        return []
    text = N_(
        "Moodle's maximum grade is {maximum}, but these exercises have {possible} points: set it "
        "to that before you import."
    )
    return [message(text, maximum=", ".join(others), possible=points(possible))]


def _set(line: list[str], column: int, value: str) -> None:
    line.extend([""] * (column + 1 - len(line)))
    line[column] = value


def _open(path: Path, tip: Message) -> _Template:
    encoding, whole = _read(path, tip)
    text = whole.removeprefix(_MARK)
    delimiter = max(",\t;", key=text.partition("\n")[0].count)
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) or [[]]
    roster, lines = parse_rows(Table(table[0], table[1:], 1), path.name)
    start = whole[: len(whole) - len(text)]
    return _Template(encoding, start, text, delimiter, table, roster, lines)


def _read(path: Path, tip: Message) -> tuple[str, str]:
    """The encoding of a file and its text."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_TEMPLATE_BYTES + 1)
    except OSError:
        data = b""
    encodings = [_ENCODINGS[data[:2]]] if data[:2] in _ENCODINGS else ["utf-8", "cp949"]
    if 0 < len(data) <= MAX_TEMPLATE_BYTES:
        for encoding in encodings:
            try:
                return encoding, data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise GraderError(message("{path}: this file cannot be read.", path=str(path)), tip)


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
