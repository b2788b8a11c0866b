"""Hand-ins as a layout found them, and a roster -> whose each is, and what is to be known of that.

Nobody is given another's work: where a roster leaves it open who somebody is, they are graded under
the name that the channel has for them, and named.
"""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import Message, message
from grader.spool import Spool
from grader.text import clean, clean_name

from .roster import UNIQUE, Person, Roster

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .layouts import Entry


MANY = 3  # hand-ins of which not all can be strangers with a name of the roster


class Matched(NamedTuple):
    """Who handed in what.

    Attributes:
        people: who handed in each of the hand-ins.
        places: at which places of these each student's are.
        notes: who is on no roster, and of whom it is in doubt.
    """

    people: Sequence[Person]
    places: dict[str, list[int]]
    notes: tuple[Message, ...] = ()


def match_people(found: Sequence[Entry], roster: Roster | None) -> Matched:
    """Who handed in each of them: a person of the roster, or whom the channel names."""
    if roster is None:
        return _named(found, repeat(None, len(found)), Roster(()))
    foreign = _foreign_fields(found, roster)
    shared = [field for field in UNIQUE if field not in foreign]
    meant = [roster.find(one.identifiers, shared) for one in found]
    several = _taken_for_one(found, meant)
    sure = (None if person is None or person.student in several else person for person in meant)
    whose = _named(found, sure, roster)
    strangers = [student for student in whose.places if student not in roster]
    notes = [*_passed_over(foreign), *_not_listed(strangers), *_in_doubt(found, several)]
    namesakes = (roster.namesake(found[whose.places[name][0]].identifiers) for name in strangers)
    notes += _unlike(
        (name, person.student)
        for name, person in zip(strangers, namesakes, strict=True)
        if person is not None and person.student not in several
    )
    return whose._replace(notes=tuple(notes))


def _foreign_fields(found: Iterable[Entry], roster: Roster) -> list[str]:
    """Columns of other numbers (a row's, another assignment's): no hand-in has one of the roster's.

    Of very few hand-ins all may be somebody else's; then a number counts.
    """
    claimed: Counter[str] = Counter()
    known: set[str] = set()
    for one in found:
        claimed.update({identifier.field for identifier in one.identifiers})
        known |= roster.fields_of(one.identifiers)
    columns = filter(roster.has_column, UNIQUE)
    return [field for field in columns if claimed[field] >= MANY and field not in known]


def _passed_over(fields: Sequence[str]) -> list[Message]:
    text = N_("No hand-in has a number or address of these columns of the roster: {columns}.")
    return [message(text, columns=", ".join(fields))] if fields else []


def _taken_for_one(found: Sequence[Entry], meant: Sequence[Person | None]) -> dict[str, list[int]]:
    """Whom the hand-ins of two people mean, and at which places these are.

    There are such where a roster does not have the number or address that tells two people apart.
    """
    places: dict[Person, list[int]] = {}
    for place, person in enumerate(meant):
        if person is not None:
            places.setdefault(person, []).append(place)
    several = {
        person.student: own
        for person, own in places.items()
        if len(own) > 1 and _are_several(person, [found[place] for place in own])
    }
    # where it is so of everybody, these are two downloads in one folder
    return {} if len(several) == len(places) > 1 else several


def _are_several(person: Person, own: Sequence[Entry]) -> bool:
    return any(_differ(own, field) for field in UNIQUE if not getattr(person, field))


def _differ(own: Iterable[Entry], field: str) -> bool:
    """Whether hand-ins name two numbers or addresses where each person has one."""
    said = [
        {identifier.value for identifier in one.identifiers if identifier.field == field}
        for one in own
    ]
    known = [values for values in said if values]
    return bool(known) and not set.intersection(*known)


def _named(found: Sequence[Entry], meant: Iterable[Person | None], roster: Roster) -> Matched:
    """Everybody as the roster names them, failing that as the channel does."""
    people = Spool[Person]()
    places: dict[str, list[int]] = {}
    for place, (one, person) in enumerate(zip(found, meant, strict=True)):
        who = person or _unlisted(one, roster)
        people.append(who)
        places.setdefault(who.student, []).append(place)
    return Matched(people, places)


def _unlisted(one: Entry, roster: Roster) -> Person:
    """Someone of whom only the channel knows; never called as somebody of the roster is."""
    known = {identifier.field: identifier.value for identifier in reversed(one.identifiers)}
    label = clean(one.label).replace("\n", " ").replace("\t", " ")
    student = label
    while student in roster:
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


def _in_doubt(found: Sequence[Entry], several: dict[str, list[int]]) -> list[Message]:
    notes = []
    for student, places in several.items():
        names = ", ".join(dict.fromkeys(clean_name(found[place].label) for place in places))
        text = N_(
            "{student} on the roster may be any of {names}. A column with their numbers tells."
        )
        notes.append(message(text, student=clean_name(student), names=names))
    return notes


def _unlike(pairs: Iterable[tuple[str, str]]) -> list[Message]:
    names = ", ".join(f"{clean_name(name)} ≠ {clean_name(student)}" for name, student in pairs)
    text = N_("On the roster by name, but with another number or address there: {names}.")
    return [message(text, names=names)] if names else []
