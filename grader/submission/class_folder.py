"""A folder of submissions -> the students of a class, each with their files.

The rules, each with a note to staff when it was used:

- The download says who a student is: by folder and file names, or a list in it. A roster gives
  these students its own names. A student who is not on it is graded all the same.
- Of two claims to one place on the roster the surer has it. If none is surer, nobody has it: all
  are graded under their names in the download, and the roster's student gets no 0.
- Several files and folders of one student are taken together.
- The submission of one member counts for all of the group.
- Of several attempts the last counts; with `--attempts best`, the best for each exercise.
- A student on the roster who handed in nothing gets 0 for everything.
- Links, hidden files and files of other kinds are left out.
"""

from __future__ import annotations

import itertools
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import SubmissionError
from grader.i18n import N_
from grader.model import Message, message
from grader.text import clean_name, composed

from .alarm import Alarm, find_alarm
from .groups import find_groups
from .layouts import AUTO, LazySequence, github, list_if_readable, read_layout
from .matching import match_people
from .people_map import Unmatched

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .groups import Group, Groups
    from .layouts import Entry, Item, Reading
    from .matching import Matched
    from .roster import Person, Roster


class Attempt(NamedTuple):
    """One attempt of a student; without items if nothing was handed in.

    Attributes:
        received: when, if the download or the roster says so.
        is_late: whether the download marks it as late.
    """

    items: tuple[Item, ...]
    received: datetime.datetime | None = None
    is_late: bool = False


class Student(NamedTuple):
    """One student of a class.

    Attributes:
        person: their line of the roster, or one made from the download.
        attempts: at least one, in order of time.
        mates: all students of the group, this one included; empty without a group.
        is_unordered: whether the best attempt counts, as nobody knows which is the last.
    """

    person: Person
    attempts: tuple[Attempt, ...]
    mates: tuple[str, ...] = ()
    is_unordered: bool = False

    @property
    def name(self) -> str:
        """Their name in grades."""
        return self.person.student


class ClassFolder(NamedTuple):
    """A folder of submissions as it was read.

    Attributes:
        layout: the layout's name.
        students: in order of their names.
        left_out: names of files and folders that are no student's.
        notes: messages to staff.
        alarm: a sign that the class was not read as it is meant, if there is one.
        unmatched: submissions of nobody on the roster.
    """

    layout: str
    students: Sequence[Student]
    left_out: tuple[str, ...]
    notes: tuple[Message, ...]
    alarm: Alarm | None = None
    unmatched: tuple[Unmatched, ...] = ()


def load_class(
    folder: Path,
    layout: str = AUTO,
    roster: Roster | None = None,
    called: Path | None = None,
    given: Mapping[str, Person] = MappingProxyType({}),
) -> ClassFolder:
    """Find the students of a class; no submission is read yet.

    Args:
        layout: a name of `LAYOUTS`; recognised if not given.
        called: the folder's name in errors, such as the zip that was unpacked there.
        given: names in the download -> the people that staff say they are of.

    Raises:
        SubmissionError: the folder does not exist or holds no submission.
    """
    reading = read_layout(folder, layout, roster)
    entries = reading.entries
    if not entries:
        raise _no_submissions(called or folder, layout)
    matched = match_people(entries, roster, given)
    roster_notes = roster.notes if roster else ()
    listed = roster.people if roster else ()
    # who may have handed in gets no 0 for it: their work is graded under its name in the download
    groups = find_groups(roster, matched, entries)
    in_groups = {student for student, group in groups.of.items() if group.submitters}
    here = matched.positions.keys() | matched.in_doubt | in_groups
    absent = [person for person in listed if person.student not in here]
    # the first are those that can cost most: somebody's work, or a 0
    notes = [*matched.notes, *_nothing_handed_in(absent), *_not_exported(entries)]
    notes += groups.notes
    notes += [*roster_notes, *reading.notes]
    if reading.layout == "github":
        notes += github.doubts(entries, matched.people)
    elif reading.layout == "plain":
        notes += _maybe_the_class(entries)
    students = _students(matched, absent, entries, groups, roster)
    for student in students:
        if not student.mates or student.name == student.mates[0]:
            notes += _rules_used(student)
    alarm = find_alarm(folder, reading, named=layout != AUTO, matched=matched, roster=roster)
    if given:
        notes += _not_in_the_download(given, entries)
    left_out = _left_out(reading)
    unmatched = _unmatched(matched, entries, roster) if roster else ()
    return ClassFolder(reading.layout, students, left_out, tuple(notes), alarm, unmatched)


def _not_in_the_download(given: Mapping[str, Person], entries: Sequence[Entry]) -> list[Message]:
    names = {composed(item.path.name) for entry in entries for item in entry.items}
    names |= {entry.label for entry in entries}
    missing = [clean_name(name) for name in given if name not in names]
    text = N_("Named in the file of --map, but not in this download: {names}.")
    return [message(text, names=", ".join(missing))] if missing else []


def _unmatched(matched: Matched, entries: Sequence[Entry], roster: Roster) -> tuple[Unmatched, ...]:
    """Each entry of nobody on the roster."""
    found = []
    for student, positions in matched.positions.items():
        if student not in roster:
            for index in positions:
                entry = entries[index]
                name = composed(entry.items[0].path.name) if entry.items else entry.label
                found.append(Unmatched(name, matched.maybe.get(index, ())))
    return tuple(found)


def _no_submissions(folder: Path, layout: str) -> SubmissionError:
    sentence = message("{path}: no submissions here.", path=str(folder))
    if layout in (AUTO, "plain"):
        text = N_("A class folder holds a folder, .zip, .py or .ipynb for each student.")
        return SubmissionError(sentence, message(text))
    text = N_("Nothing in it has the form of {layout}'s downloads. Try it without --layout.")
    return SubmissionError(sentence, message(text, layout=layout))


def _nothing_handed_in(absent: Sequence[Person]) -> list[Message]:
    names = [
        f"{person.student} {person.name}"
        if person.name not in ("", person.student)
        else person.student
        for person in absent
    ]
    return [message("Nothing handed in: {names}.", names=", ".join(names))] if names else []


def _not_exported(entries: Sequence[Entry]) -> list[Message]:
    names = [clean_name(entry.label) for entry in entries if not entry.items]
    text = N_("The export lists submissions that are not in it, of: {names}.")
    return [message(text, names=", ".join(names))] if names else []


def _maybe_the_class(entries: Sequence[Entry]) -> list[Message]:
    """A note if the only student's folder holds folders, and so may be the class itself."""
    if len(entries) > 1:
        return []
    folders = [item.path for entry in entries for item in entry.items if item.path.is_dir()]
    if len(folders) != 1:
        return []
    inner = [path for path in list_if_readable(folders[0]).candidates if path.is_dir()]
    text = N_("Only one student was found, {name}. If that folder is the class, name it instead.")
    return [message(text, name=clean_name(folders[0].name))] if len(inner) > 1 else []


def _left_out(reading: Reading) -> tuple[str, ...]:
    listing = reading.listing
    candidates = itertools.chain(listing.candidates, listing.other_files)
    unread = [path for path in candidates if path.name not in reading.names]
    return tuple(clean_name(path.name) for path in sorted([*listing.ignored, *unread]))


def _students(
    matched: Matched,
    absent: Sequence[Person],
    entries: Sequence[Entry],
    groups: Groups,
    roster: Roster | None,
) -> Sequence[Student]:
    """The class in order of names."""
    nothing = {person.student: person for person in absent}
    in_use = {student for student, group in groups.of.items() if group.submitters}
    in_groups = {
        person.student: person
        for person in (roster.people if roster and groups.of else ())
        if person.student in in_use and person.student not in nothing
    }

    def make(name: str) -> Student:
        if name in nothing:
            return Student(nothing[name], (Attempt((), nothing[name].received),))
        if name in in_use:
            person = in_groups.get(name) or matched.people[matched.positions[name][0]]
            return _of_group(person, groups.of[name], matched, entries)
        own = matched.positions[name]
        person = matched.people[own[0]]
        return Student(person, _attempts(person, [entries[index] for index in own]))

    return LazySequence(sorted({*matched.positions, *nothing, *in_groups}), make)


def _of_group(person: Person, group: Group, matched: Matched, entries: Sequence[Entry]) -> Student:
    """A member of a group, with the attempts of all; one that the download names twice is one."""
    attempts: list[Attempt] = []
    for student in group.submitters:
        positions = matched.positions[student]
        own = [entries[index] for index in positions]
        for attempt in _attempts(matched.people[positions[0]], own):
            if all(attempt.items != known.items for known in attempts):
                attempts.append(attempt)
    times = [attempt.received for attempt in attempts if attempt.received is not None]
    is_known = len(times) == len(attempts) or len(group.submitters) == 1
    if len(times) == len(attempts):
        attempts.sort(key=lambda attempt: attempt.received or times[0])
    return Student(person, tuple(attempts), group.members, not is_known)


def _attempts(person: Person, own: list[Entry]) -> tuple[Attempt, ...]:
    by_number: dict[int, list[Entry]] = {}
    for entry in own:
        by_number.setdefault(entry.attempt, []).append(entry)
    # an attempt that was not exported must not hide an earlier one
    exported = {n: parts for n, parts in by_number.items() if any(part.items for part in parts)}
    attempts = []
    for _, parts in sorted((exported or by_number).items()):
        times = [part.received for part in parts if part.received is not None]
        received = max(times, default=person.received)
        items = tuple(item for part in parts for item in part.items)
        attempts.append(Attempt(items, received, any(part.is_late for part in parts)))
    return tuple(attempts)


def _rules_used(student: Student) -> list[Message]:
    name = clean_name(student.name)
    notes = []
    if len(student.attempts) > 1:
        text = N_("{student}: {count} attempts: {names}.")
        first = [item.path.name for attempt in student.attempts for item in attempt.items]
        values = {"student": name, "names": ", ".join(_told_apart(first))}
        notes.append(message(text, count=len(student.attempts), **values))
    for attempt in student.attempts:
        if len(attempt.items) > 1:
            names = ", ".join(_told_apart([item.path.name for item in attempt.items]))
            text = N_("{student}: {names} were taken together as one student's.")
            notes.append(message(text, student=name, names=names))
    return notes


def _told_apart(names: list[str]) -> list[str]:
    """Clean names; those that would look alike are spelled with escapes."""
    shown: list[str] = []
    for spelled in (str, repr, ascii):
        shown = [clean_name(spelled(name)) for name in names]
        if len(set(shown)) == len(names):
            break
    return shown
