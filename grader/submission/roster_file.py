"""A CSV file -> a `Roster`, also in the forms that Canvas, Moodle and Gradescope export."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from grader.errors import GraderError, did_you_mean
from grader.i18n import N_
from grader.model import Message, message
from grader.text import clean_name

from .dates import parse_time
from .roster import IDENTIFYING_FIELDS, Person, Roster, normalized

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 50 * 1024 * 1024
MAX_COLUMNS = 40  # that are searched for the names in a download
_COLUMNS = {
    "student": "student",
    "name": "name full_name student_name 이름 성명 전체_이름 사용자_성명",
    "first_name": "first_name",
    "last_name": "surname last_name",
    "email": "email email_address e-mail 이메일 이메일_주소",
    "username": "username login sis_login_id user",
    "idnumber": "id_number idnumber sid sis_user_id student_id studentid 학번 id_번호",
    "lms_id": "id identifier canvas_id 식별자",
    "github": "github github_username github_user",
    "section": "section sections 분반",
    "received": "received last_modified_(submission) 마지막_수정됨(제출)",
}
_CANVAS = {"student": "name"}  # there, `Student` holds the name
_NO_TIME = ("", "-")  # Moodle writes a hyphen where nothing was handed in


def load_roster(path: Path) -> Roster:
    """Load a roster in UTF-8, UTF-16 or cp949.

    Raises:
        GraderError: the file cannot be read, no column names students, or a student is there twice.
    """
    try:
        data = path.read_bytes()[: MAX_BYTES + 1]
    except OSError as error:
        raise GraderError(
            message("{path}: this file cannot be read.", path=str(path)),
            message("Name a CSV file with a row for each student."),
        ) from error
    text = _decode(data) if len(data) <= MAX_BYTES else None
    if text is None:
        said = N_("{path}: this is no CSV file in UTF-8.")
        raise GraderError(
            message(said, path=str(path)), message("Save it as “CSV UTF-8” and try again.")
        )
    return parse_roster(text, path.name)


def parse_roster(text: str, name: str = "roster.csv") -> Roster:
    """Parse a roster's CSV text; see `load_roster`."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    return parse_rows(rows, name)[0]


def parse_rows(rows: list[list[str]], name: str) -> tuple[Roster, dict[str, int]]:
    """Parse a roster's table; give the index of each student's row, too. See `load_roster`."""
    header = rows[0] if rows else []
    columns = _columns(header, name)
    people: dict[str, Person] = {}
    indices: dict[str, int] = {}
    unread: list[str] = []
    for index, row in enumerate(rows[1:], 1):
        cells = {field: row[at].strip() for field, at in columns.items() if at < len(row)}
        person = _person(cells)
        if person is None or _is_of_canvas_itself(row, header):
            continue
        if person.student in people:
            said = N_("{path}, line {line}: {student} is in the roster twice.")
            told = message(said, path=name, line=index + 1, student=clean_name(person.student))
            raise GraderError(told, message("Each student has one row."))
        people[person.student] = person
        indices[person.student] = index
        if person.received is None and cells.get("received", "") not in _NO_TIME:
            unread.append(cells["received"])
    if not people:
        raise GraderError(
            message("{path}: there is nobody in this roster.", path=name),
            message("Below the names of the columns it has a row for each student."),
        )
    values = _values(header, rows[1:])
    return Roster(people.values(), _unread_times(unread, name), values), indices


def _values(header: list[str], rows: list[list[str]]) -> dict[str, frozenset[str]]:
    """Heading -> normalized values of each column, for a tip on which of them has the students."""
    return {
        clean_name(heading): frozenset(normalized(row[at]) for row in rows if at < len(row)) - {""}
        for at, heading in enumerate(header[:MAX_COLUMNS])
        if heading.strip()
    }


def _is_of_canvas_itself(row: list[str], header: list[str]) -> bool:
    """Whether a row is Canvas's row of points, or its test student's."""
    first = row[0].casefold().strip()
    return "points possible" in first or (first == "student, test" and _is_canvas(header))


def _is_canvas(header: list[str]) -> bool:
    return not {"sis_login_id", "sis_user_id"}.isdisjoint(map(_column, header))


def _unread_times(texts: list[str], name: str) -> list[Message]:
    if not texts:
        return []
    said = N_(
        "{path}: {count} times of handing in cannot be read, such as “{example}”. "
        "Write them like 2026-11-20T23:59."
    )
    return [message(said, path=name, count=len(texts), example=clean_name(texts[0]))]


def _columns(header: list[str], name: str) -> dict[str, int]:
    """Field of `Person` -> index of the first column that holds it."""
    known = {alias: field for field, aliases in _COLUMNS.items() for alias in aliases.split()}
    found: dict[str, int] = {}
    names = [_column(cell) for cell in header]
    if _is_canvas(header):
        known |= _CANVAS
    for index, column in enumerate(names):
        field = known.get(column)
        if field is not None:
            found.setdefault(field, index)
    if not found.keys() & {"student", "first_name", "last_name", *IDENTIFYING_FIELDS}:
        tip = message("Call a column `student`; others may be name, email, username, id number.")
        near = did_you_mean(names[0], known) if names else tip
        said = message("{path}: no column of this file names students.", path=name)
        raise GraderError(said, near if near.values.get("name") else tip)
    return found


def _column(heading: str) -> str:
    """`Email address` -> `email_address`."""
    return normalized(heading).replace(" ", "_")


def _person(cells: dict[str, str]) -> Person | None:
    """The student of a row; None for a row without a name or number."""
    whole = " ".join(filter(None, (cells.get("first_name", ""), cells.get("last_name", ""))))
    fields = {field: clean_name(cells.get(field, "")) for field in (*IDENTIFYING_FIELDS, "section")}
    fields["name"] = _family_name_last(fields["name"] or clean_name(whole))
    fields["lms_id"] = re.sub(
        r"^(participant|teilnehmer\S*|참가자)\s*", "", fields["lms_id"], flags=re.IGNORECASE
    )
    student = clean_name(cells.get("student", ""))
    student = student or next((fields[f] for f in IDENTIFYING_FIELDS if fields[f]), "")
    if not student:
        return None
    return Person(student=student, received=parse_time(cells.get("received", "")), **fields)


def _family_name_last(name: str) -> str:
    """`Kim, Minjun` -> `Minjun Kim`."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name


def _decode(data: bytes) -> str | None:
    is_utf_16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")  # Blackboard writes it; Korean Excel cp949
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)  # German Excel writes semicolons, a copied table has tabs
