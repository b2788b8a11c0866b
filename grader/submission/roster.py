"""The students of a class, found by the names and numbers in a download."""

from __future__ import annotations

import datetime
import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from grader.model import Value
from grader.text import composed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from grader.model import Message

UNIQUE_FIELDS = ("idnumber", "username", "email", "lms_id", "github")  # no two people share one
IDENTIFYING_FIELDS = (*UNIQUE_FIELDS, "name")
_MAY_BE_KEYS = ("idnumber", "username", "email", "github")  # that a column `student` may hold


_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07]")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_MAX_NAMES = 6  # of one person
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]{2,4}")
_LONG_FAMILY_NAMES = frozenset("남궁 황보 제갈 선우 독고 사공 서문 동방 어금 망절".split())


class Identifier(NamedTuple):
    """A name or number of a student in a download.

    Attributes:
        field: a field of `Person`; `any`; or `condensed`, a name without spaces.
    """

    field: str
    value: str


class Found(NamedTuple):
    """A person of a roster, and how well some identifiers mean them.

    Attributes:
        doubt: 0 by the roster's own name of them or by a number, more by a name.
    """

    person: Person
    doubt: int


class Person(Value, frozen=True):
    """One student of a roster.

    Attributes:
        student: their name in grades: the column `student`, else ID number, login, e-mail, name.
        lms_id: Canvas's user number, or Moodle's number of the participant.
        group: of students who hand in together; each gets the grade.
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
    group: str = ""
    received: datetime.datetime | None = None

    def lookup_keys(self) -> Iterator[tuple[str, str]]:
        """Every `(field, normalized value)` that means this person."""
        for field in ("student", *IDENTIFYING_FIELDS):
            value = normalized(getattr(self, field))
            if value:
                yield field, value
        for condensed in condensed_names(self.name):
            yield "condensed", condensed

    def is_called(self, name: str) -> bool:
        """Whether a name or number is this person's."""
        return normalized(name) in {value for _field, value in self.lookup_keys()}


class Roster:
    """The students of a class.

    Attributes:
        people: in the order of the roster.
        notes: messages to staff about what could not be read.
        columns: heading -> normalized values, also of the columns that were not read.
    """

    def __init__(
        self,
        people: Iterable[Person],
        notes: Iterable[Message] = (),
        columns: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        self.people = tuple(people)
        self.notes = tuple(notes)
        self.columns = columns
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
        found = self.find_with_doubt(identifiers, shared)
        return None if found is None else found.person

    def find_with_doubt(
        self, identifiers: Iterable[Identifier], shared: Collection[str] = UNIQUE_FIELDS
    ) -> Found | None:
        """The same, with how sure it is."""
        known = tuple(identifiers)
        for count, identifier in enumerate(known, 1):
            for doubt, meant in self._meant(identifier):
                # two people may have one name: another number rules the person out
                if len(meant) == 1 and not _is_contradicted(meant[0], known[:count], shared):
                    # a number that stands behind it, or other letters, make it less sure
                    differs = _is_contradicted(meant[0], known, shared)
                    is_spelled = composed(identifier.value) in _spellings(meant[0])
                    return Found(meant[0], doubt + differs + (not is_spelled))
        return None

    def namesakes(
        self, identifiers: Iterable[Identifier], shared: Collection[str] = UNIQUE_FIELDS
    ) -> list[Person]:
        """All people whom some identifiers may mean, if several."""
        known = tuple(identifiers)
        for identifier in known:
            for _, meant in self._meant(identifier):
                open_to = [one for one in meant if not _is_contradicted(one, known, shared)]
                if len(open_to) > 1:
                    return open_to
        return []

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
        every = (meant for one in identifiers for _, meant in self._meant(one))
        return next((meant[0] for meant in every if len(meant) == 1), None)

    def _meant(self, identifier: Identifier) -> Iterator[tuple[int, list[Person]]]:
        """The people whom each reading of an identifier means, the surest reading first."""
        for doubt, keys in _index_keys(identifier):
            students = set().union(*(self._index.get(key, ()) for key in keys))
            if students:
                yield doubt, [self._by_student[student] for student in sorted(students)]


def _index_keys(identifier: Identifier) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """For each way to read an identifier its doubt, and keys of the index that are equally good."""
    field = identifier.field
    value = normalized(identifier.value)
    if field == "any":
        # the roster's own names come first: `Kim` and `kim` may be two students there
        yield 0, [("key", composed(identifier.value))]
        yield 1, [("student", value)]
        # then numbers, as anybody may take another's number for a name
        yield 1, [(unique, value) for unique in UNIQUE_FIELDS]
        yield 3, [("name", value)]
        yield 3, [("condensed", value)]
        yield 4, [("condensed", name) for name in condensed_names(identifier.value)]
    elif field == "condensed":
        yield 3, [(field, "".join(_words(identifier.value)))]
    elif field == "name":
        yield 3, [(field, value)]
        yield 4, [("condensed", "".join(_words(identifier.value)))]
        yield 5, [("condensed", name) for name in condensed_names(identifier.value)]
    else:
        yield 0, [(field, value)]
        if field in _MAY_BE_KEYS:
            yield 1, [("student", value)]


def _spellings(person: Person) -> set[str]:
    return {getattr(person, field) for field in ("student", *IDENTIFYING_FIELDS)}


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
    """A name or number without differences of case, spaces, composition and apostrophes."""
    folded = unicodedata.normalize("NFC", visible(composed(text))).casefold()
    return " ".join(_APOSTROPHES.sub("'", folded).split())


def visible(text: str) -> str:
    """Text without characters that nobody sees, such as zero-width spaces."""
    if text.isascii():
        return text
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def condensed_names(name: str) -> set[str]:
    """The ways to write a name in one word: family name first or last, with suffix or without."""
    words = _words(name)
    own = [word for word in words if word not in _SUFFIXES]
    suffixes = [word for word in words if word in _SUFFIXES]
    if len(own) == 1 and _HANGUL_NAME.fullmatch(own[0]):
        count = 2 if own[0][:2] in _LONG_FAMILY_NAMES and len(own[0]) > 2 else 1
        own = [own[0][:count], own[0][count:]]
    found = set()
    # nothing says where the family name ends
    for ordered in (own[at:] + own[:at] for at in range(min(len(own), _MAX_NAMES))):
        found.add("".join(ordered))
        if suffixes:
            found |= {
                "".join([*ordered[:at], *suffixes, *ordered[at:]]) for at in range(len(ordered) + 1)
            }
    return found


def condensed_words(name: str) -> str:
    """A name of several words in one, without signs."""
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    # an apostrophe is no end of a word, as other programs leave it out; nor is an accent a letter
    decomposed = unicodedata.normalize("NFD", normalized(name).replace("'", ""))
    bare = "".join(mark for mark in decomposed if unicodedata.category(mark) != "Mn")
    return re.findall(r"\w+", unicodedata.normalize("NFC", bare).replace("_", " "))
