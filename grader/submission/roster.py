"""The students of a class, found by the names and numbers in a download."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

from grader.model import Value
from grader.text import composed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from grader.model import Message

UNIQUE_FIELDS = ("idnumber", "username", "email", "lms_id", "github")  # no two people share one
IDENTIFYING_FIELDS = (*UNIQUE_FIELDS, "name")
_MAY_BE_KEYS = ("idnumber", "username", "email", "github")  # what a column `student` may hold


class Identifier(NamedTuple):
    """A name or number of a student in a download.

    Attributes:
        field: a field of `Person`; `any`; or `condensed`, a name without spaces.
    """

    field: str
    value: str


class Person(Value, frozen=True):
    """One student of a roster.

    Attributes:
        student: their name in grades: the column `student`, else ID number, login, e-mail, name.
        lms_id: Canvas's user number, or Moodle's number of the participant.
        received: when they handed in, if the roster says so.
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

    def lookup_keys(self) -> Iterator[tuple[str, str]]:
        """Every `(field, normalized value)` that means this person."""
        for field in ("student", *IDENTIFYING_FIELDS):
            value = normalized(getattr(self, field))
            if value:
                yield field, value
        # a roster may have the family name first or last
        words = _words(self.name)
        for ordered in (words, words[-1:] + words[:-1], words[1:] + words[:1]):
            if ordered:
                yield "condensed", "".join(ordered)

    def is_called(self, name: str) -> bool:
        """Whether a name or number is this person's."""
        return normalized(name) in {value for _field, value in self.lookup_keys()}


class Roster:
    """The students of a class.

    Attributes:
        people: in the order of the roster.
        notes: messages to staff about what could not be read.
    """

    def __init__(self, people: Iterable[Person], notes: Iterable[Message] = ()) -> None:
        self.people = tuple(people)
        self.notes = tuple(notes)
        self._by_student = {person.student: person for person in self.people}
        self._numbers = {
            field: {_number(getattr(person, field)) for person in self.people} - {""}
            for field in UNIQUE_FIELDS
        }
        self._index: dict[tuple[str, str], set[str]] = {}
        for person in self.people:
            self._index.setdefault(("key", composed(person.student)), set()).add(person.student)
            for field, value in person.lookup_keys():
                self._index.setdefault((field, value), set()).add(person.student)
                self._index.setdefault(("any", value), set()).add(person.student)

    def __contains__(self, student: str) -> bool:
        return student in self._by_student

    def find(
        self, identifiers: Iterable[Identifier], shared: Collection[str] = UNIQUE_FIELDS
    ) -> Person | None:
        """Find a person by the first unambiguous identifier.

        Args:
            identifiers: the surest first.
            shared: the unique fields that have the same numbers here as on the roster.
        """
        known = tuple(identifiers)
        for count, identifier in enumerate(known, 1):
            person = self._meant(identifier)
            # two people may have one name: another number rules the person out
            if person is not None and not _is_contradicted(person, known[:count], shared):
                return person
        return None

    def has_column(self, field: str) -> bool:
        """Whether the roster has any value in a unique field."""
        return bool(self._numbers[field])

    def fields_of(self, identifiers: Iterable[Identifier]) -> set[str]:
        """The unique fields in which the roster has one of the values."""
        return {
            identifier.field
            for identifier in identifiers
            if identifier.field in UNIQUE_FIELDS
            and _number(identifier.value) in self._numbers[identifier.field]
        }

    def namesake(self, identifiers: Iterable[Identifier]) -> Person | None:
        """Find a person of the same name, even if a surer identifier contradicts it."""
        return next(filter(None, map(self._meant, identifiers)), None)

    def _meant(self, identifier: Identifier) -> Person | None:
        for key in _index_keys(identifier):
            meant = self._index.get(key, set())
            if len(meant) == 1:
                return self._by_student[next(iter(meant))]
        return None


def _index_keys(identifier: Identifier) -> Iterator[tuple[str, str]]:
    value = normalized(identifier.value)
    if identifier.field == "any":
        # the roster's own names come first: `Kim` and `kim` may be two students there
        yield "key", composed(identifier.value)
        yield "student", value
    if identifier.field == "condensed":
        value = "".join(_words(identifier.value))
    yield identifier.field, value
    if identifier.field in _MAY_BE_KEYS:
        yield "student", value


def _is_contradicted(
    person: Person, identifiers: Collection[Identifier], shared: Collection[str]
) -> bool:
    """Whether, in one of the shared fields, no identifier has the person's number."""
    for field in shared:
        own = _number(getattr(person, field))
        given = {_number(one.value) for one in identifiers if one.field == field}
        if own and given and own not in given:
            return True
    return False


def _number(value: str) -> str:
    return normalized(value).lstrip("0")  # spreadsheets lose leading zeros


def normalized(text: str) -> str:
    """A name or number without differences of case, spaces and composition."""
    return " ".join(composed(text).casefold().split())


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", normalized(name).replace("_", " "))
