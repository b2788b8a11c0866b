"""Hand-ins as a layout found them, and a roster -> whose each is, and what is to be known of that.

Nobody is given another's work: where a roster leaves it open who somebody is, they are graded under
the name that the channel has for them, and named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.model import Message, message
from grader.spool import Spool
from grader.text import clean, clean_name

from .roster import UNIQUE, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .layouts import Found
    from .roster import Roster


class Whose(NamedTuple):
    """Who handed in what.

    Attributes:
        people: who handed in each of the hand-ins.
        places: at which places of these each student's are.
        notes: who is on no roster, and of whom it is in doubt.
    """

    people: Sequence[Person]
    places: dict[str, list[int]]
    notes: list[Message]


def find_people(found: Sequence[Found], roster: Roster | None) -> Whose:
    """Who handed in each of them: a person of the roster, or whom the channel names."""
    meant = [None if roster is None else roster.find(one.claims) for one in found]
    several = _taken_for_one(found, meant)
    people = Spool[Person]()
    places: dict[str, list[int]] = {}
    strangers: dict[str, Found] = {}
    for place, (one, person) in enumerate(zip(found, meant, strict=True)):
        who = person
        if who is None or who.student in several:
            who = _unlisted(one, roster)
            strangers.setdefault(who.student, one)
        people.append(who)
        places.setdefault(who.student, []).append(place)
    notes = _told(strangers, several, roster) if roster is not None else []
    return Whose(people, places, notes)


def _taken_for_one(
    found: Sequence[Found], meant: Sequence[Person | None]
) -> dict[str, list[Found]]:
    """Whom two people's hand-ins mean, as the roster does not have what tells the two apart."""
    by_student: dict[str, list[int]] = {}
    for place, person in enumerate(meant):
        if person is not None:
            by_student.setdefault(person.student, []).append(place)
    several = {}
    for student, places in by_student.items():
        own = [found[place] for place in places] if len(places) > 1 else []
        if any(_differ(own, field) for field in UNIQUE if not getattr(meant[places[0]], field)):
            several[student] = own
    return several


def _differ(own: Iterable[Found], field: str) -> bool:
    """Whether they name two numbers or addresses where each person has one."""
    said = [{claim.value for claim in one.claims if claim.field == field} for one in own]
    known = [values for values in said if values]
    return bool(known) and not set.intersection(*known)


def _unlisted(one: Found, roster: Roster | None) -> Person:
    """Someone of whom only the channel knows; never called as somebody of the roster is."""
    known = {claim.field: claim.value for claim in reversed(one.claims)}
    label = clean(one.label).replace("\n", " ").replace("\t", " ")
    student = label
    while roster is not None and student in roster:
        student += " (2)"
    return Person(
        student=student,
        name=known.get("name", ""),
        email=known.get("email", ""),
        idnumber=known.get("idnumber", ""),
        lms_id=known.get("lms_id", ""),
        github=label if "github" in known else "",
    )


def _told(
    strangers: dict[str, Found], several: dict[str, list[Found]], roster: Roster
) -> list[Message]:
    notes = []
    if strangers:
        text = "Not on the roster, and graded all the same: {names}."
        notes.append(message(text, names=", ".join(map(clean_name, strangers))))
    for student, own in several.items():
        text = "{student} on the roster may be any of {names}. A column with their numbers tells."
        names = ", ".join(dict.fromkeys(clean_name(one.label) for one in own))
        notes.append(message(text, student=clean_name(student), names=names))
    namesakes = {name: roster.namesake(one.claims) for name, one in strangers.items()}
    unlike = [
        f"{clean_name(name)} ≠ {clean_name(person.student)}"
        for name, person in namesakes.items()
        if person is not None and person.student not in several
    ]
    if unlike:
        text = "On the roster by name, but with another number or address there: {names}."
        notes.append(message(text, names=", ".join(unlike)))
    return notes
