"""Students who hand in together -> whose submission counts for whom.

A group is a value of the roster's column `group`, or the submitters whom a download names for one
submission. One member's submission counts for all. Of several members' submissions the last
counts; where the times are not known, the one with most points.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import message
from grader.text import clean_name

from .roster import condensed_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from grader.model import Message

    from .layouts import Entry
    from .matching import Matched
    from .roster import Person, Roster


_NAMES = ("any", "name", "condensed")


class Group(NamedTuple):
    """Students who hand in together.

    Attributes:
        name: empty if only the download groups them.
        members: in order; the first stands for all while they are graded.
        submitters: the members who have files of their own.
    """

    name: str
    members: tuple[str, ...]
    submitters: tuple[str, ...]


class Groups(NamedTuple):
    """The groups of a class.

    Attributes:
        of: student -> their group; only of groups of several.
        notes: messages to staff, the first of which may cost somebody points.
    """

    of: Mapping[str, Group] = MappingProxyType({})
    notes: tuple[Message, ...] = ()


def find_groups(roster: Roster | None, matched: Matched, entries: Sequence[Entry]) -> Groups:
    """Find the groups, by the roster or else by the download."""
    files = {
        student: _files(positions, entries) for student, positions in matched.positions.items()
    }
    listed = [_group(name, members, files) for name, members in _listed(roster).items()]
    several = [group for group in listed if len(group.submitters) > 1]
    if len(several) * 2 > len(listed) > 1:
        # a seminar's groups, or sections: there each hands in alone
        text = N_(
            "Members of most groups on the roster handed in each for themselves, so the column "
            "`group` is not used. Name it otherwise, or leave single members' submissions out."
        )
        return Groups(notes=(message(text),))
    found = {student: group for group in listed for student in group.members}
    found |= {student: group for group in _shared(files, found) for student in group.members}
    notes = [_several_handed_in(group) for group in several]
    if named := [group for group in listed if group.submitters]:
        text = N_("Groups of which one handed in for all members: {names}.")
        names = ", ".join(f"{g.name} ({_names(g.members)})" for g in named if g not in several)
        notes += [message(text, names=names)] if names else []
    return Groups(found, tuple(notes))


def called_by_group(entries: Sequence[Entry], roster: Roster) -> dict[int, Person]:
    """Index of an entry -> the first member of the group by whose name it is called."""
    people = {person.student: person for person in roster.people if person.group}
    names = {condensed_words(name): people[own[0]] for name, own in _listed(roster).items()}
    found = {}
    for index, entry in enumerate(entries if names else ()):
        called = [one.value for one in entry.identifiers if one.field in _NAMES]
        meant = (names.get(condensed_words(name)) for name in [*called, entry.label])
        if not entry.others and (person := next(filter(None, meant), None)) is not None:
            found[index] = person
    return found


def _listed(roster: Roster | None) -> dict[str, list[str]]:
    """Group -> its members; a group of one is none."""
    found: dict[str, list[str]] = {}
    for person in roster.people if roster else ():
        if person.group:
            found.setdefault(person.group, []).append(person.student)
    return {name: members for name, members in found.items() if len(members) > 1}


def _files(positions: Iterable[int], entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(sorted(str(item.path) for at in positions for item in entries[at].items))


def _group(name: str, members: Iterable[str], files: Mapping[str, tuple[str, ...]]) -> Group:
    ordered = tuple(sorted(members))
    # a download that names all members has one submission under each one's name
    own = {files[student]: student for student in reversed(ordered) if files.get(student)}
    return Group(name, ordered, tuple(sorted(own.values())))


def _shared(files: Mapping[str, tuple[str, ...]], known: Mapping[str, Group]) -> list[Group]:
    """Students to whom a download gives the same files, and no others."""
    owners: dict[tuple[str, ...], list[str]] = {}
    for student, paths in files.items():
        if paths and student not in known:
            owners.setdefault(paths, []).append(student)
    return [_group("", students, files) for students in owners.values() if len(students) > 1]


def _several_handed_in(group: Group) -> Message:
    text = N_(
        "Group {group}: {names} each handed in; the last counts for all members, or the best if "
        "the times are not known."
    )
    return message(text, group=group.name, names=_names(group.submitters))


def _names(students: Iterable[str]) -> str:
    return ", ".join(map(clean_name, students))
