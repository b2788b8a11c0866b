"""`people.csv`, in which staff say whose a submission is, and a file of those still unknown.

submission,student
final(3).zip,20231234
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.errors import GraderError, did_you_mean
from grader.i18n import N_
from grader.model import message
from grader.text import BYTE_ORDER_MARK, clean_name, composed, csv_text, safe_cell, unguarded

from .roster import Identifier, Person
from .table_file import column_name, load_table, number_cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .roster import Roster

UNMATCHED = "unmatched.csv"
_SUBMISSION = ("submission", "file", "folder", "제출물", "파일")
_STUDENT = ("student", "id_number", "학번", "학생")


class Unmatched(NamedTuple):
    """A submission of nobody on the roster.

    Attributes:
        submission: the name of its first file or folder.
        maybe: students of the roster whom it may be of.
    """

    submission: str
    maybe: tuple[str, ...] = ()


def load_people(path: Path, roster: Roster | None) -> dict[str, Person]:
    """Load the names of files, folders or students in the download -> people.

    Raises:
        GraderError: the file cannot be read, a column is missing, a student is not on the roster,
            or one submission is given to two.
    """
    table = load_table(path, {*_SUBMISSION, *_STUDENT}.__contains__)
    names = [column_name(cell) for cell in table.header]
    columns = [
        next((at for at, name in enumerate(names) if name in known), None)
        for known in (_SUBMISSION, _STUDENT)
    ]
    if None in columns:
        text = N_("{path}: the first line must be: {columns}")
        raise GraderError(message(text, path=path.name, columns="submission,student"))
    found: dict[str, Person] = {}
    for index, row in enumerate(table.rows):
        cells = [row[at].strip() if at is not None and at < len(row) else "" for at in columns]
        submission, student = composed(unguarded(cells[0])), number_cell(cells[1])
        if not submission or not student:
            continue  # still to be filled in
        person = _person(student, roster, path.name, table.line(index))
        if found.setdefault(submission, person).student != person.student:
            text = N_("{path}, line {line}: {name} is given to two students.")
            name = clean_name(submission)
            raise GraderError(message(text, path=path.name, line=table.line(index), name=name))
    return found


def unmatched_text(unmatched: Iterable[Unmatched]) -> str:
    """Render the file to be filled in and given back as `--map`."""
    lines = [[safe_cell(one.submission), "", safe_cell(", ".join(one.maybe))] for one in unmatched]
    return BYTE_ORDER_MARK + csv_text(["submission", "student", "maybe"], lines)


def _person(student: str, roster: Roster | None, path: str, line: int) -> Person:
    if roster is None:
        return Person(student=clean_name(student))
    person = roster.find([Identifier("any", student)])
    if person is None:
        text = N_("{path}, line {line}: there is no student {value} in this class.")
        known = [person.student for person in roster.people]
        raise GraderError(
            message(text, path=path, line=line, value=clean_name(student)),
            did_you_mean(student, known),
        )
    return person
