"""A roster (CSV) -> who is in the class.

The files that Canvas, Moodle and Gradescope export are rosters, too: columns are known by the
names that these give them.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from grader.errors import GraderError, did_you_mean
from grader.i18n import N_
from grader.model import Message, message
from grader.text import clean_name

from .dates import parse_moment
from .roster import IDENTIFIERS, Person, Roster, plain

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 50 * 1024 * 1024
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
_NO_TIME = ("", "-")  # as Moodle writes it for who handed in nothing


def load_roster(path: Path) -> Roster:
    """The roster in a CSV file, in UTF-8 or as Korean Excel writes it.

    Raises:
        GraderError: no such file, no column that names students, or two rows for one student.
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
    """The roster in a text of CSV; see `load_roster`."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    return parse_rows(rows, name)[0]


def parse_rows(rows: list[list[str]], name: str) -> tuple[Roster, dict[str, int]]:
    """The roster in a table, and in which of its rows each student stands; see `load_roster`."""
    header = rows[0] if rows else []
    columns = _columns(header, name)
    people: dict[str, Person] = {}
    places: dict[str, int] = {}
    unread: list[str] = []
    for place, row in enumerate(rows[1:], 1):
        cells = {field: row[place].strip() for field, place in columns.items() if place < len(row)}
        person = _person(cells)
        if person is None or _is_of_canvas_itself(row, header):
            continue
        if person.student in people:
            said = N_("{path}, line {line}: {student} is in the roster twice.")
            told = message(said, path=name, line=place + 1, student=clean_name(person.student))
            raise GraderError(told, message("Each student has one row."))
        people[person.student] = person
        places[person.student] = place
        if person.received is None and cells.get("received", "") not in _NO_TIME:
            unread.append(cells["received"])
    if not people:
        raise GraderError(
            message("{path}: there is nobody in this roster.", path=name),
            message("Below the names of the columns it has a row for each student."),
        )
    return Roster(people.values(), _unread_times(unread, name)), places


def _is_of_canvas_itself(row: list[str], header: list[str]) -> bool:
    """Whether a row is Canvas's own: that of points, or its test student's."""
    first = row[0].casefold().strip()
    return "points possible" in first or (first == "student, test" and _is_canvas_s(header))


def _is_canvas_s(header: list[str]) -> bool:
    return not {"sis_login_id", "sis_user_id"}.isdisjoint(map(_column, header))


def _unread_times(texts: list[str], name: str) -> list[Message]:
    said = N_(
        "{path}: {count} times of handing in cannot be read, such as “{example}”. "
        "Write them like 2026-11-20T23:59."
    )
    if not texts:
        return []
    return [message(said, path=name, count=len(texts), example=clean_name(texts[0]))]


def _columns(header: list[str], name: str) -> dict[str, int]:
    known = {alias: field for field, aliases in _COLUMNS.items() for alias in aliases.split()}
    found: dict[str, int] = {}
    names = [_column(cell) for cell in header]
    if _is_canvas_s(header):
        known |= _CANVAS
    for place, column in enumerate(names):
        field = known.get(column)
        if field is not None:
            found.setdefault(field, place)
    identifying = {"student", "first_name", "last_name", *IDENTIFIERS}
    if not identifying & found.keys():
        said = N_("{path}: no column of this file names students.")
        tip = did_you_mean(names[0], known) if names else _columns_tip()
        raise GraderError(
            message(said, path=name), tip if tip.values.get("name") else _columns_tip()
        )
    return found


def _column(heading: str) -> str:
    """`Email address` -> `email_address`."""
    return plain(heading).replace(" ", "_")


def _columns_tip() -> Message:
    return message("Call a column `student`; others may be name, email, username, id number.")


def _person(cells: dict[str, str]) -> Person | None:
    whole = " ".join(filter(None, (cells.get("first_name", ""), cells.get("last_name", ""))))
    fields = {field: clean_name(cells.get(field, "")) for field in (*IDENTIFIERS, "section")}
    fields["name"] = _unturned(fields["name"] or clean_name(whole))
    fields["lms_id"] = re.sub(
        r"^(participant|teilnehmer\S*|참가자)\s*", "", fields["lms_id"], flags=re.IGNORECASE
    )
    student = clean_name(cells.get("student", ""))
    student = student or next((fields[field] for field in IDENTIFIERS if fields[field]), "")
    if not student:
        return None
    return Person(student=student, received=parse_moment(cells.get("received", "")), **fields)


def _unturned(name: str) -> str:
    """`Kim, Minjun` -> `Minjun Kim`."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name


def _decode(data: bytes) -> str | None:
    utf_16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")  # as Blackboard writes it
    for encoding in ("utf-16",) if utf_16 else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    """What the first line has most of: German Excel writes semicolons, a copied table tabs."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)
