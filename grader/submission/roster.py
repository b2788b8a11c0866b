"""A roster (CSV) -> who is in the class, and who of them a hand-in's channel means.

The files that Canvas, Moodle and Gradescope export are rosters, too: columns are known by the
names that these give them. Only what the channel says is looked up, never what a student wrote.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
from typing import TYPE_CHECKING

from grader.errors import GraderError, did_you_mean
from grader.model import Message, Value, message
from grader.text import clean_name

from .moments import parse_moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from .layouts import Claim

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
UNIQUE = ("idnumber", "username", "email", "lms_id", "github")  # what no two people share
IDENTIFIERS = (*UNIQUE, "name")
_MAY_BE_KEYS = ("idnumber", "username", "email", "github")  # what a column `student` may hold


class Person(Value, frozen=True):
    """One student of a roster.

    Attributes:
        student: how grades name them: the column `student`, else ID number, login, e-mail, name.
        lms_id: Canvas's user number, or Moodle's number of the participant.
        received: when they handed in, where the roster says so.
    """

    student: str
    name: str = ""
    email: str = ""
    username: str = ""
    idnumber: str = ""
    lms_id: str = ""
    github: str = ""
    section: str = ""
    received: datetime.datetime | None = None

    def claims(self) -> Iterator[tuple[str, str]]:
        """Every `(field, value)` that means this person, in the form that is compared."""
        for field in ("student", *IDENTIFIERS):
            value = _plain(getattr(self, field))
            if value:
                yield field, value
        words = _words(self.name)
        for ordered in (words, words[-1:] + words[:-1], words[1:] + words[:1]):
            if ordered:
                yield "condensed", "".join(ordered)

    def is_called(self, name: str) -> bool:
        """Whether a name or number is this person's."""
        return _plain(name) in {value for _field, value in self.claims()}


class Roster:
    """The students of a class, found by what a channel says of them.

    Attributes:
        people: in the order of the roster.
        notes: what in it could not be read.
    """

    def __init__(self, people: Iterable[Person], notes: Iterable[Message] = ()) -> None:
        self.people = tuple(people)
        self.notes = tuple(notes)
        self._index: dict[tuple[str, str], set[str]] = {}
        self._by_student = {person.student: person for person in self.people}
        self._values = {f: {_compared(getattr(p, f)) for p in self.people} - {""} for f in UNIQUE}
        for person in self.people:
            self._index.setdefault(("key", _composed(person.student)), set()).add(person.student)
            for field, value in person.claims():
                self._index.setdefault((field, value), set()).add(person.student)
                self._index.setdefault(("any", value), set()).add(person.student)

    def __contains__(self, student: str) -> bool:
        """Whether grades name somebody of the roster so."""
        return student in self._by_student

    def find(self, claims: Iterable[Claim], shared: Collection[str] = UNIQUE) -> Person | None:
        """The one whom the first claim that means exactly one person means.

        Whoever has another number or address than a surer claim names is not meant by a later one:
        two people may have one name.

        Args:
            claims: the surest first.
            shared: the numbers and addresses that mean the same here as on the roster.
        """
        said = tuple(claims)
        for place, claim in enumerate(said, 1):
            person = self._meant(claim)
            if person is not None and not _is_contradicted(person, said[:place], shared):
                return person
        return None

    def has_column(self, field: str) -> bool:
        """Whether anybody's number or address of this kind is known."""
        return bool(self._values[field])

    def fields_of(self, claims: Iterable[Claim]) -> set[str]:
        """The numbers and addresses by which somebody of the roster is meant."""
        return {
            claim.field
            for claim in claims
            if claim.field in UNIQUE and _compared(claim.value) in self._values[claim.field]
        }

    def namesake(self, claims: Iterable[Claim]) -> Person | None:
        """The one whom a claim means, whatever the surer ones say of them."""
        return next(filter(None, map(self._meant, claims)), None)

    def _meant(self, claim: Claim) -> Person | None:
        for field, value in _looked_up(claim):
            meant = self._index.get((field, value), set())
            if len(meant) == 1:
                return self._by_student[next(iter(meant))]
        return None


def _looked_up(claim: Claim) -> Iterator[tuple[str, str]]:
    """Where a claim is looked for: names that the roster itself gives go before all others."""
    value = _plain(claim.value)
    if claim.field == "any":
        yield "key", _composed(claim.value)
        yield "student", value
    yield claim.field, "".join(_words(claim.value)) if claim.field == "condensed" else value
    if claim.field in _MAY_BE_KEYS:
        yield "student", value


def _is_contradicted(person: Person, claims: Collection[Claim], shared: Collection[str]) -> bool:
    """Whether somebody has another number or address than all that is claimed of it."""
    for field in shared:
        own = _compared(getattr(person, field))
        said = {_compared(claim.value) for claim in claims if claim.field == field}
        if own and said and own not in said:
            return True
    return False


def _compared(value: str) -> str:
    return _plain(value).lstrip("0")  # which spreadsheets take away


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
        said = "{path}: this is no CSV file in UTF-8."
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
            said = "{path}, line {line}: {student} is in the roster twice."
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
    said = (
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
        said = "{path}: no column of this file names students."
        tip = did_you_mean(names[0], known) if names else _columns_tip()
        raise GraderError(
            message(said, path=name), tip if tip.values.get("name") else _columns_tip()
        )
    return found


def _column(heading: str) -> str:
    """`Email address` -> `email_address`."""
    return _plain(heading).replace(" ", "_")


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


def _plain(text: str) -> str:
    return " ".join(_composed(text).casefold().split())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", _plain(name).replace("_", " "))
