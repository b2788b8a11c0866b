"""Entries of a layout and a roster -> the student of each entry.

No student gets another one's work: of two claims to one place the surer has it; in doubt, an entry
keeps its name in the download and staff are told.
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import Message, message
from grader.text import clean, clean_name, composed

from .groups import called_by_group
from .layouts.entries import LazySequence
from .name_search import UNSURE, labels_of, search_parts
from .roster import UNIQUE_FIELDS, Found, Person, Roster

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from .layouts import Entry


MANY = 3  # so many entries cannot all be strangers to the roster
_BY_HAND = -1  # surer than any name
_BY_GROUP = 9


class Matched(NamedTuple):
    """The students of some entries.

    Attributes:
        people: the person of each entry.
        positions: student -> the indices of their entries.
        in_doubt: students of the roster who may have handed in, but it is not known what.
        notes: messages to staff about doubtful matches.
        maybe: index of an entry -> students of the roster whom it may be of.
    """

    people: Sequence[Person]
    positions: dict[str, list[int]]
    in_doubt: frozenset[str] = frozenset()
    notes: tuple[Message, ...] = ()
    maybe: Mapping[int, tuple[str, ...]] = MappingProxyType({})


class _Place(NamedTuple):
    """The claims of several people to one student of the roster.

    Attributes:
        winners: the indices of the entries that are surer than the others; none if none is.
        losers: the indices of all the others.
    """

    winners: list[int]
    losers: list[int]


def match_people(
    entries: Sequence[Entry],
    roster: Roster | None,
    given: Mapping[str, Person] = MappingProxyType({}),
) -> Matched:
    """Match each entry with a person of the roster, or else with one made of its own names.

    Args:
        given: names of files, folders or entries -> the people that staff say they are of.
    """
    by_hand = [_given(entry, given) for entry in entries]
    if roster is None:
        matched = _matched(entries, by_hand, Roster(()))
        return matched._replace(notes=tuple(_of_several(entries)))
    foreign = _foreign_fields(entries, roster)
    shared = [field for field in UNIQUE_FIELDS if field not in foreign]
    found = _find_all(entries, by_hand, roster, shared)
    searched = search_parts(entries, found, roster)
    places = _claimed_places(entries, found)
    lost = {index for place in places.values() for index in place.losers}
    listed = [
        None if one is None or index in lost else one.person for index, one in enumerate(found)
    ]
    matched = _matched(entries, listed, roster)
    strangers = [student for student in matched.positions if student not in roster]
    firsts = [entries[matched.positions[name][0]] for name in strangers]
    namesakes = _namesakes(firsts, roster, shared)
    in_doubt = {student for student, place in places.items() if not place.winners}
    in_doubt |= namesakes.keys()
    in_doubt.update(*searched.maybe().values())
    # the first are those by which somebody may lose their work
    notes = [*_notes_on_places(entries, places), *_of_several(entries)]
    notes += [
        _may_be_any(student, [entry.label for entry in own]) for student, own in namesakes.items()
    ]
    notes += _other_numbers(strangers, firsts, roster, places)
    notes += searched.notes(entries, lost)
    notes += [*_not_listed(strangers), *_unused_columns(foreign)]
    maybe = searched.maybe()
    maybe |= {index: (student,) for student, place in places.items() for index in place.losers}
    return matched._replace(
        in_doubt=frozenset(in_doubt - matched.positions.keys()), notes=tuple(notes), maybe=maybe
    )


def _find_all(
    entries: Sequence[Entry],
    by_hand: Sequence[Person | None],
    roster: Roster,
    shared: Collection[str],
) -> list[Found | None]:
    """The person of each entry whom staff, its names and numbers, or its group's name tell."""
    found = [
        _find(entry, roster, shared) if person is None else Found(person, _BY_HAND)
        for entry, person in zip(entries, by_hand, strict=True)
    ]
    for index, person in called_by_group(entries, roster).items():
        found[index] = found[index] or Found(person, _BY_GROUP)
    return found


def _find(entry: Entry, roster: Roster, shared: Collection[str]) -> Found | None:
    """The person whom an entry means; of an unsure one the doubt is larger than any other."""
    if entry.others:
        # a name that can be read in several ways: only numbers tell, and only if one is known
        possible = [entry.identifiers, *entry.others]
        listed = [own for own in possible if roster.fields_of(own).intersection(shared)]
        found = roster.find_with_doubt(listed[0], shared) if len(listed) == 1 else None
    else:
        found = roster.find_with_doubt(entry.identifiers, shared)
    return found if found is None or entry.is_sure else found._replace(doubt=found.doubt + UNSURE)


def _given(entry: Entry, given: Mapping[str, Person]) -> Person | None:
    """The person whom staff named for an entry."""
    names = (*(composed(item.path.name) for item in entry.items), entry.label) if given else ()
    return next((given[name] for name in names if name in given), None)


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


# -- several claims to one place


def _claimed_places(entries: Sequence[Entry], found: Sequence[Found | None]) -> dict[str, _Place]:
    """Students of the roster that entries of several people mean."""
    positions: dict[str, list[int]] = {}
    for index, one in enumerate(found):
        if one is not None:
            positions.setdefault(one.person.student, []).append(index)
    places = {}
    for student, own in positions.items():
        doubts = {index: one.doubt for index in own if (one := found[index]) is not None}
        by_hand = [index for index in own if doubts[index] == _BY_HAND]
        rest = {index: entries[index] for index in own if index not in by_hand}
        groups = _by_owner(rest) if len(own) > 1 else []
        groups += [by_hand] if by_hand else []
        if len(groups) > 1:
            places[student] = _place(groups, doubts)
    # if it is so with everybody, two downloads lie in one folder
    tied = [place for place in places.values() if not place.winners]
    return {} if len(tied) == len(positions) > 1 else places


def _by_owner(own: dict[int, Entry]) -> list[list[int]]:
    """The indices of entries, those of one owner together."""
    groups: list[list[int]] = []
    for index, entry in own.items():
        for group in groups:
            if any(_are_one_s(entry, own[other]) for other in group):
                group.append(index)
                break
        else:
            groups.append([index])
    return groups


def _are_one_s(entry: Entry, other: Entry) -> bool:
    """Whether two entries have a number in common and none that differs, or else one name."""
    if not (entry.is_sure and other.is_sure):
        return _key(entry) == _key(other) and not entry.others
    one, two = _numbers(entry), _numbers(other)
    common = [not one[field].isdisjoint(two[field]) for field in one.keys() & two.keys()]
    return all(common) if common else entry.label == other.label


def _numbers(entry: Entry) -> dict[str, set[str]]:
    numbers: dict[str, set[str]] = {}
    for identifier in entry.identifiers:
        if identifier.field in UNIQUE_FIELDS:
            numbers.setdefault(identifier.field, set()).add(identifier.value)
    return numbers


def _place(groups: list[list[int]], doubts: dict[int, int]) -> _Place:
    least = [min(doubts[index] for index in group) for group in groups]
    best = [group for group, doubt in zip(groups, least, strict=True) if doubt == min(least)]
    winners = best[0] if len(best) == 1 else []
    losers = [index for group in groups if group is not winners for index in group]
    return _Place(winners, losers)


def _notes_on_places(entries: Sequence[Entry], places: dict[str, _Place]) -> list[Message]:
    notes = []
    for student, place in places.items():
        losers = labels_of(entries[index].label for index in place.losers)
        if place.winners:
            text = N_(
                "{names} may be meant as {student}, whose place {winner} has more surely: graded "
                "under a name of their own."
            )
            winner = labels_of(entries[index].label for index in place.winners)
            values = {"names": losers, "student": clean_name(student), "winner": winner}
            notes.append(message(text, **values))
        else:
            notes.append(_may_be_any(student, [entries[index].label for index in place.losers]))
    return notes


def _may_be_any(student: str, labels: Iterable[str]) -> Message:
    text = N_(
        "{student} on the roster may be any of {names}, so none of them is counted as theirs. A "
        "column with their numbers tells."
    )
    return message(text, student=clean_name(student), names=labels_of(labels))


def _namesakes(
    strangers: Iterable[Entry], roster: Roster, shared: Collection[str]
) -> dict[str, list[Entry]]:
    """Students of the roster who share a name, and the entries that may be any one's of them."""
    found: dict[str, list[Entry]] = {}
    for entry in strangers:
        if not entry.others:
            for person in roster.namesakes(entry.identifiers, shared):
                found.setdefault(person.student, []).append(entry)
    return found


# -- names of those who are not on the roster


def _matched(entries: Sequence[Entry], listed: Sequence[Person | None], roster: Roster) -> Matched:
    renamed = _renamed(entries, listed, roster)

    def make(index: int) -> Person:
        person = listed[index]
        return _unlisted(entries[index], renamed) if person is None else person

    positions: dict[str, list[int]] = {}
    for index in range(len(entries)):
        positions.setdefault(make(index).student, []).append(index)
    return Matched(LazySequence(range(len(entries)), make), positions)


def _key(entry: Entry) -> tuple[str, bool]:
    """Equal for entries of one student: an unsure name is never that of an equal sure one."""
    return entry.label, entry.is_sure


def _renamed(
    entries: Sequence[Entry], listed: Sequence[Person | None], roster: Roster
) -> dict[tuple[str, bool], str]:
    """Names for the students who are not on the roster and cannot have the one in the download."""

    def unlisted() -> Iterator[Entry]:
        return (entry for entry, person in zip(entries, listed, strict=True) if person is None)

    odd = dict.fromkeys(
        _key(entry) for entry in unlisted() if not _is_its_own(entry) or entry.label in roster
    )
    # a name that only looks like another one when it is clean, or is less sure, gives way to it
    taken = {entry.label for entry in unlisted() if _is_its_own(entry)} if odd else set()
    renamed: dict[tuple[str, bool], str] = {}
    for label, is_sure in odd:
        name, number = _one_line(label), 2
        while name in taken or name in roster:  # or their work would count as the other's
            name, number = f"{_one_line(label)} ({number})", number + 1
        renamed[label, is_sure] = name
        taken.add(name)
    return renamed


def _is_its_own(entry: Entry) -> bool:
    return entry.is_sure and _one_line(entry.label) == entry.label


def _one_line(label: str) -> str:
    return clean(label).replace("\n", " ").replace("\t", " ")


def _unlisted(entry: Entry, renamed: dict[tuple[str, bool], str]) -> Person:
    """A person made of an entry's own names and numbers."""
    student = renamed.get(_key(entry), entry.label)
    known = {identifier.field: identifier.value for identifier in reversed(entry.identifiers)}
    return Person(
        student=student,
        name=clean_name(known.get("name", "")),
        email=clean_name(known.get("email", "")),
        idnumber=clean_name(known.get("idnumber", "")),
        lms_id=known.get("lms_id", "") if entry.is_sure else "",
        github=_one_line(entry.label) if "github" in known else "",
    )


# -- messages


def _unused_columns(fields: Sequence[str]) -> list[Message]:
    text = N_("No submission has a number or address of these columns of the roster: {columns}.")
    return [message(text, columns=", ".join(fields))] if fields else []


def _not_listed(strangers: Sequence[str]) -> list[Message]:
    text = N_("Not on the roster, and graded all the same: {names}.")
    return [message(text, names=", ".join(map(clean_name, strangers)))] if strangers else []


def _of_several(entries: Iterable[Entry]) -> list[Message]:
    """Notes on files whose names can be read in several ways."""
    notes = []
    for entry in entries:
        if entry.others:
            numbers = [entry.identifiers[0], *(other[0] for other in entry.others)]
            text = N_(
                "{files} may be of any of the users {names}, as the name can be read in several "
                "ways: see whose it is."
            )
            files = ", ".join(clean_name(item.path.name) for item in entry.items)
            names = ", ".join(sorted(number.value for number in numbers))
            notes.append(message(text, files=files, names=names))
    return notes


def _other_numbers(
    strangers: Sequence[str], firsts: Sequence[Entry], roster: Roster, places: Collection[str]
) -> list[Message]:
    pairs = []
    for name, entry in zip(strangers, firsts, strict=True):
        person = None if entry.others else roster.namesake(entry.identifiers)
        if person is not None and person.student not in places:
            pairs.append(f"{clean_name(name)} ≠ {clean_name(person.student)}")
    text = N_("On the roster by name, but with another number or address there: {names}.")
    return [message(text, names=", ".join(pairs))] if pairs else []
