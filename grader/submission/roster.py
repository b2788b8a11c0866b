"""Who is in the class, and who of them a hand-in's channel means.

Only what the channel says is looked up, never what a student wrote.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from grader.model import Value

from .layouts.entries import composed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from grader.model import Message

    from .layouts import Identifier

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

    def identifiers(self) -> Iterator[tuple[str, str]]:
        """Every `(field, value)` that means this person, in the form that is compared."""
        for field in ("student", *IDENTIFIERS):
            value = plain(getattr(self, field))
            if value:
                yield field, value
        words = _words(self.name)
        for ordered in (words, words[-1:] + words[:-1], words[1:] + words[:1]):
            if ordered:
                yield "condensed", "".join(ordered)

    def is_called(self, name: str) -> bool:
        """Whether a name or number is this person's."""
        return plain(name) in {value for _field, value in self.identifiers()}


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
            self._index.setdefault(("key", composed(person.student)), set()).add(person.student)
            for field, value in person.identifiers():
                self._index.setdefault((field, value), set()).add(person.student)
                self._index.setdefault(("any", value), set()).add(person.student)

    def __contains__(self, student: str) -> bool:
        """Whether grades name somebody of the roster so."""
        return student in self._by_student

    def find(
        self, identifiers: Iterable[Identifier], shared: Collection[str] = UNIQUE
    ) -> Person | None:
        """The one whom the first claim that means exactly one person means.

        Whoever has another number or address than a surer claim names is not meant by a later one:
        two people may have one name.

        Args:
            claims: the surest first.
            shared: the numbers and addresses that mean the same here as on the roster.
        """
        said = tuple(identifiers)
        for place, identifier in enumerate(said, 1):
            person = self._meant(identifier)
            if person is not None and not _is_contradicted(person, said[:place], shared):
                return person
        return None

    def has_column(self, field: str) -> bool:
        """Whether anybody's number or address of this kind is known."""
        return bool(self._values[field])

    def fields_of(self, identifiers: Iterable[Identifier]) -> set[str]:
        """The numbers and addresses by which somebody of the roster is meant."""
        return {
            identifier.field
            for identifier in identifiers
            if identifier.field in UNIQUE
            and _compared(identifier.value) in self._values[identifier.field]
        }

    def namesake(self, identifiers: Iterable[Identifier]) -> Person | None:
        """The one whom a claim means, whatever the surer ones say of them."""
        return next(filter(None, map(self._meant, identifiers)), None)

    def _meant(self, identifier: Identifier) -> Person | None:
        for field, value in _looked_up(identifier):
            meant = self._index.get((field, value), set())
            if len(meant) == 1:
                return self._by_student[next(iter(meant))]
        return None


def _looked_up(identifier: Identifier) -> Iterator[tuple[str, str]]:
    """Where a claim is looked for: names that the roster itself gives go before all others."""
    value = plain(identifier.value)
    if identifier.field == "any":
        yield "key", composed(identifier.value)
        yield "student", value
    yield (
        identifier.field,
        "".join(_words(identifier.value)) if identifier.field == "condensed" else value,
    )
    if identifier.field in _MAY_BE_KEYS:
        yield "student", value


def _is_contradicted(
    person: Person, identifiers: Collection[Identifier], shared: Collection[str]
) -> bool:
    """Whether somebody has another number or address than all that is claimed of it."""
    for field in shared:
        own = _compared(getattr(person, field))
        said = {
            _compared(identifier.value) for identifier in identifiers if identifier.field == field
        }
        if own and said and own not in said:
            return True
    return False


def _compared(value: str) -> str:
    return plain(value).lstrip("0")  # which spreadsheets take away


def plain(text: str) -> str:
    """A name or number in the form that is compared."""
    return " ".join(composed(text).casefold().split())


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", plain(name).replace("_", " "))
