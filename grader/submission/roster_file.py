"""A table -> a `Roster`, also in the forms that Canvas, Moodle and Gradescope export."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.errors import GraderError, did_you_mean
from grader.i18n import N_
from grader.model import Message, message
from grader.text import clean_name

from .dates import parse_time
from .roster import IDENTIFYING_FIELDS, Person, Roster, normalized, visible
from .table_file import (
    Table,
    column_name,
    is_cut_number,
    load_table,
    number_cell,
    parse_table,
)

if TYPE_CHECKING:
    from pathlib import Path

MAX_SHOWN = 10
MAX_COLUMNS = 40  # that are searched for the names in a download
_COLUMNS = {
    "student": "student",
    "name": (
        "name full_name student_name "
        "이름 성명 전체_이름 사용자_성명 학생명 학생_이름 학생이름 학생_성명"
    ),
    "first_name": "first_name firstname given_name forename",
    "last_name": "surname last_name lastname family_name 성 성(姓)",
    "email": "email email_address e-mail 이메일 이메일_주소 전자우편 메일",
    "username": (
        "username login login_id sis_login_id user "
        "아이디 사용자명 사용자_이름 sis_로그인_id 로그인_id"
    ),
    "idnumber": (
        "id_number idnumber sid sis_user_id student_id studentid 학번 id_번호 학생번호 학생_번호 "
        "sis_사용자_id org_defined_id orgdefinedid student_number"
    ),
    "lms_id": "id identifier canvas_id canvas_user_id 식별자",
    "github": "github github_username github_user identifier_github 깃허브",
    "section": "section sections 분반 섹션 class 반",
    "group": "group group_name team 조 모둠 팀 그룹",
    "received": "received last_modified_(submission) 마지막_수정됨(제출)",
}
_CANVAS = {"student": "name", "학생": "name"}  # there, `Student` holds the name
_FIELDS = {alias: field for field, aliases in _COLUMNS.items() for alias in aliases.split()}
_OF_CANVAS = {"sis_login_id", "sis_user_id", "sis_로그인_id", "sis_사용자_id"}
_NUMBERS = ("student", "idnumber", "username", "lms_id", "github")  # spreadsheets change these
_SUFFIXES = re.compile(r"(?:jr|sr|i{2,3}|iv|v|ph\.?d|md|esq)\.?", re.IGNORECASE)
_NO_TIME = ("", "-")  # Moodle writes a hyphen where nothing was handed in


def load_roster(path: Path) -> Roster:
    """Load a roster from any file that `load_table` reads.

    Raises:
        GraderError: the file cannot be read, no column names students, or a student is there twice.
    """
    return parse_rows(load_table(path, _FIELDS.__contains__), path.name)[0]


def parse_roster(text: str, name: str = "roster.csv") -> Roster:
    """Parse a roster's CSV text; see `load_roster`."""
    return parse_rows(parse_table(text, name, _FIELDS.__contains__), name)[0]


def parse_rows(table: Table, name: str) -> tuple[Roster, dict[str, int]]:
    """Parse a roster's table; give the index of each student's row, too. See `load_roster`."""
    columns = _columns(table.header, name)
    people: dict[str, Person] = {}
    indices: dict[str, int] = {}
    unread: list[str] = []
    cut: list[str] = []
    for index, row in enumerate(table.rows):
        cells = {field: row[at].strip() for field, at in columns.items() if at < len(row)}
        cut += _drop_cut_numbers(cells, table.line(index))
        person = _person(cells)
        if person is None or _is_of_canvas_itself(row, table.header):
            continue
        if person.student in people:
            text = N_("{path}, line {line}: {student} is in the roster twice.")
            student = clean_name(person.student)
            sentence = message(text, path=name, line=table.line(index), student=student)
            raise GraderError(sentence, message("Each student has one row."))
        people[person.student] = person
        indices[person.student] = index
        if person.received is None and cells.get("received", "") not in _NO_TIME:
            unread.append(cells["received"])
    if not people:
        raise GraderError(
            message("{path}: there is nobody in this roster.", path=name),
            message("Below the names of the columns it has a row for each student."),
        )
    notes = [*_cut_numbers(cut, name), *_unread_times(unread, name)]
    return Roster(people.values(), notes, _values(table.header, table.rows)), indices


def _drop_cut_numbers(cells: dict[str, str], line: int) -> list[str]:
    """Remove numbers whose digits Excel has lost; give them with their line."""
    cut = [field for field in _NUMBERS if is_cut_number(cells.get(field, ""))]
    return [f"{cells.pop(field)} ({line})" for field in cut]


def _cut_numbers(cut: list[str], name: str) -> list[Message]:
    if not cut:
        return []
    text = N_(
        "{path}: {count} numbers lost their last digits in Excel and are not used: {values} (with "
        "the line). Export the list again, or format the column as text before saving."
    )
    shown = clean_name(", ".join(cut[:MAX_SHOWN])) + (" …" if len(cut) > MAX_SHOWN else "")
    return [message(text, path=name, count=len(cut), values=shown)]


def _values(header: list[str], rows: list[list[str]]) -> dict[str, frozenset[str]]:
    """Heading -> normalized values of each column, for a tip on which of them has the students."""
    return {
        clean_name(heading): frozenset(normalized(row[at]) for row in rows if at < len(row)) - {""}
        for at, heading in enumerate(header[:MAX_COLUMNS])
        if heading.strip()
    }


def _is_of_canvas_itself(row: list[str], header: list[str]) -> bool:
    """Whether a row is Canvas's row of points, or its test student's."""
    first = row[0].casefold().strip() if row else ""
    return (
        "points possible" in first
        or "가능한 점수" in first
        or (first == "student, test" and _is_canvas(header))
    )


def _is_canvas(header: list[str]) -> bool:
    return not _OF_CANVAS.isdisjoint(map(column_name, header))


def _unread_times(texts: list[str], name: str) -> list[Message]:
    if not texts:
        return []
    text = N_(
        "{path}: {count} times of handing in cannot be read, such as “{example}”. "
        "Write them like 2026-11-20T23:59."
    )
    return [message(text, path=name, count=len(texts), example=clean_name(texts[0]))]


def _columns(header: list[str], name: str) -> dict[str, int]:
    """Field of `Person` -> index of the first column that holds it."""
    known = dict(_FIELDS)
    found: dict[str, int] = {}
    names = [column_name(cell) for cell in header]
    if _is_canvas(header):
        known |= _CANVAS
    if not {"성", "성(姓)"}.isdisjoint(names):
        known["이름"] = "first_name"
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


def _person(cells: dict[str, str]) -> Person | None:
    """The student of a row; None for a row without a name or number."""
    cells = {field: visible(cell) for field, cell in cells.items()}
    cells |= {field: number_cell(cells[field]) for field in _NUMBERS if field in cells}
    whole = " ".join(filter(None, (cells.get("first_name", ""), cells.get("last_name", ""))))
    fields = {
        field: clean_name(cells.get(field, ""))
        for field in (*IDENTIFYING_FIELDS, "section", "group")
    }
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
    """`Kim, Minjun` -> `Minjun Kim`; `Kim, Minjun, Jr.` -> `Minjun Kim Jr.`."""
    parts = [part.strip() for part in name.split(",")]
    suffixes = [part for part in parts[1:] if _SUFFIXES.fullmatch(part)]
    names = [part for part in parts if part and part not in suffixes]
    if len(names) == 2:
        names.reverse()
    elif len(names) > 2:
        return name
    return " ".join([*names, *suffixes])
