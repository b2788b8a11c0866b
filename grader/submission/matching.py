"""Entries of a layout and a roster -> the student of each entry.

No student gets another one's work: in doubt, an entry keeps its name in the download and staff are
told.
"""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import Message, message
from grader.text import clean, clean_name

from .roster import UNIQUE_FIELDS, Person, Roster

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .layouts import Entry


MANY = 3  # so many entries cannot all be strangers to the roster


class Matched(NamedTuple):
    """The students of some entries.

    Attributes:
        people: the person of each entry.
        positions: student -> the indices of their entries.
        notes: messages to staff about doubtful matches.
    """

    people: Sequence[Person]
    positions: dict[str, list[int]]
    notes: tuple[Message, ...] = ()


def match_people(entries: Sequence[Entry], roster: Roster | None) -> Matched:
    """Match each entry with a person of the roster, or else with one made of its own names."""
    if roster is None:
        return _matched(entries, repeat(None, len(entries)), Roster(()))
    foreign = _foreign_fields(entries, roster)
    shared = [field for field in UNIQUE_FIELDS if field not in foreign]
    meant = [roster.find(entry.identifiers, shared) for entry in entries]
    several = _taken_for_one(entries, meant)
    sure = (None if person is None or person.student in several else person for person in meant)
    matched = _matched(entries, sure, roster)
    strangers = [student for student in matched.positions if student not in roster]
    notes = [*_unused_columns(foreign), *_not_listed(strangers), *_in_doubt(entries, several)]
    namesakes = (
        roster.namesake(entries[matched.positions[name][0]].identifiers) for name in strangers
    )
    notes += _other_numbers(
        (name, person.student)
        for name, person in zip(strangers, namesakes, strict=True)
        if person is not None and person.student not in several
    )
    return matched._replace(notes=tuple(notes))


def _foreign_fields(entries: Iterable[Entry], roster: Roster) -> list[str]:
    """Fields with other numbers than the roster's, such as those of another assignment."""
    counts: Counter[str] = Counter()
    known: set[str] = set()
    for entry in entries:
        counts.update({identifier.field for identifier in entry.identifiers})
        known |= roster.fields_of(entry.identifiers)
    columns = filter(roster.has_column, UNIQUE_FIELDS)
    # a few entries may all be strangers': there a number that differs still counts
    return [field for field in columns if counts[field] >= MANY and field not in known]


def _unused_columns(fields: Sequence[str]) -> list[Message]:
    text = N_("No submission has a number or address of these columns of the roster: {columns}.")
    return [message(text, columns=", ".join(fields))] if fields else []


def _taken_for_one(
    entries: Sequence[Entry], meant: Sequence[Person | None]
) -> dict[str, list[int]]:
    """Students matched by entries of several people, with the indices of these entries."""
    positions: dict[Person, list[int]] = {}
    for index, person in enumerate(meant):
        if person is not None:
            positions.setdefault(person, []).append(index)
    several = {
        person.student: own
        for person, own in positions.items()
        if len(own) > 1 and _are_several(person, [entries[index] for index in own])
    }
    # if it is so with everybody, two downloads lie in one folder
    return {} if len(several) == len(positions) > 1 else several


def _are_several(person: Person, own: Sequence[Entry]) -> bool:
    """Whether the entries differ in a number or address that the roster does not have."""
    return any(_differ(own, field) for field in UNIQUE_FIELDS if not getattr(person, field))


def _differ(own: Iterable[Entry], field: str) -> bool:
    values = [{one.value for one in entry.identifiers if one.field == field} for entry in own]
    known = [some for some in values if some]
    return bool(known) and not set.intersection(*known)


def _matched(entries: Sequence[Entry], meant: Iterable[Person | None], roster: Roster) -> Matched:
    people: list[Person] = []
    positions: dict[str, list[int]] = {}
    for index, (entry, listed) in enumerate(zip(entries, meant, strict=True)):
        person = listed or _unlisted(entry, roster)
        people.append(person)
        positions.setdefault(person.student, []).append(index)
    return Matched(people, positions)


def _unlisted(entry: Entry, roster: Roster) -> Person:
    """A person made of an entry's own names and numbers."""
    known = {identifier.field: identifier.value for identifier in reversed(entry.identifiers)}
    label = clean(entry.label).replace("\n", " ").replace("\t", " ")
    student = label
    while student in roster:  # or their work would count as a listed student's
        student += " (2)"
    return Person(
        student=student,
        name=known.get("name", ""),
        email=known.get("email", ""),
        idnumber=known.get("idnumber", ""),
        lms_id=known.get("lms_id", ""),
        github=label if "github" in known else "",
    )


def _not_listed(strangers: Sequence[str]) -> list[Message]:
    text = N_("Not on the roster, and graded all the same: {names}.")
    return [message(text, names=", ".join(map(clean_name, strangers)))] if strangers else []


def _in_doubt(entries: Sequence[Entry], several: dict[str, list[int]]) -> list[Message]:
    notes = []
    for student, positions in several.items():
        names = ", ".join(dict.fromkeys(clean_name(entries[index].label) for index in positions))
        text = N_(
            "{student} on the roster may be any of {names}. A column with their numbers tells."
        )
        notes.append(message(text, student=clean_name(student), names=names))
    return notes


def _other_numbers(pairs: Iterable[tuple[str, str]]) -> list[Message]:
    names = ", ".join(f"{clean_name(name)} ≠ {clean_name(student)}" for name, student in pairs)
    text = N_("On the roster by name, but with another number or address there: {names}.")
    return [message(text, names=names)] if names else []
