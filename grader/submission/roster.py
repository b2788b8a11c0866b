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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .layouts import Claim

MAX_BYTES = 50 * 1024 * 1024
_COLUMNS = {
    "student": "student student_id studentid",
    "name": "name full_name student_name 이름 성명",
    "first_name": "first_name",
    "last_name": "surname last_name",
    "email": "email email_address e-mail 이메일",
    "username": "username login sis_login_id user",
    "idnumber": "id_number idnumber sid sis_user_id 학번",
    "lms_id": "id identifier canvas_id",
    "github": "github github_username github_user",
    "section": "section sections 분반",
    "received": "received last_modified_(submission)",
}
_CANVAS = {"student": "name"}  # there, `Student` holds the name
IDENTIFIERS = ("idnumber", "username", "email", "lms_id", "github", "name")


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


class Roster:
    """The students of a class, found by what a channel says of them."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = tuple(people)
        self._index: dict[tuple[str, str], set[str]] = {}
        self._by_student = {person.student: person for person in self.people}
        for person in self.people:
            for field, value in person.claims():
                self._index.setdefault((field, value), set()).add(person.student)
                self._index.setdefault(("any", value), set()).add(person.student)

    def find(self, claims: Iterable[Claim]) -> Person | None:
        """The one whom the first claim that means exactly one person means."""
        for claim in claims:
            value = _plain(claim.value)
            if claim.field == "condensed":
                value = "".join(_words(claim.value))
            meant = self._index.get((claim.field, value), set())
            if len(meant) == 1:
                return self._by_student[next(iter(meant))]
        return None


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
    columns = _columns(rows[0] if rows else [], name)
    people: dict[str, Person] = {}
    places: dict[str, int] = {}
    for place, row in enumerate(rows[1:], 1):
        cells = {field: row[place].strip() for field, place in columns.items() if place < len(row)}
        person = _person(cells)
        if person is None or "points possible" in row[0].casefold():
            continue  # an empty line, or Canvas's row of points
        if person.student in people:
            said = "{path}, line {line}: {student} is in the roster twice."
            told = message(said, path=name, line=place + 1, student=clean_name(person.student))
            raise GraderError(told, message("Each student has one row."))
        people[person.student] = person
        places[person.student] = place
    if not people:
        raise GraderError(
            message("{path}: there is nobody in this roster.", path=name),
            message("Below the names of the columns it has a row for each student."),
        )
    return Roster(people.values()), places


def _columns(header: list[str], name: str) -> dict[str, int]:
    known = {alias: field for field, aliases in _COLUMNS.items() for alias in aliases.split()}
    found: dict[str, int] = {}
    names = [_plain(cell).replace(" ", "_") for cell in header]
    if "sis_login_id" in names or "sis_user_id" in names:
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
    return Person(student=student, received=_time(cells.get("received", "")), **fields)


def _unturned(name: str) -> str:
    """`Kim, Minjun` -> `Minjun Kim`."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name


def _time(text: str) -> datetime.datetime | None:
    """A time in ISO 8601; without a zone it is this machine's."""
    try:
        return datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None


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
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", _plain(name).replace("_", " "))
