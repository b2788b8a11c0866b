"""A folder (or one zip) of hand-ins -> who handed in what; nothing is dropped silently.

The rules, each listed in the summary where it was used:

- Who a student is, the channel says: folder, file name, the LMS's own lists. A roster gives its
  names to those whom the channel means; who is on no line of it is graded and named, as is who has
  a name that is on it, but another number.
- Several files and folders of one student are taken together, and named.
- Of several attempts the last counts, or with `--attempts best` the best for each exercise.
- Who is on the roster and handed nothing in gets 0 for everything, and is named.
- What is nobody's hand-in (links, hidden files, other endings) is left out, and named; who handed
  in nothing but such files is told which were not read.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.errors import SubmissionError
from grader.i18n import N_
from grader.model import Message, Submission, message
from grader.spool import Spool
from grader.text import clean_name

from .layouts import AUTO, HAND_IN_ENDINGS, github, list_entries, names_read, read_layout
from .loading import load_submission
from .matching import match_people
from .skipped import not_read

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .layouts import Entry, Item
    from .roster import Person, Roster


class Attempt(NamedTuple):
    """What a student handed in at one time; no places where they handed in nothing.

    Attributes:
        received: when, where the channel or the roster says so.
        is_late: whether the channel marks it as late.
    """

    places: tuple[Item, ...]
    received: datetime.datetime | None = None
    is_late: bool = False


class Student(NamedTuple):
    """One student of a class.

    Attributes:
        person: who they are; on a roster, its line.
        attempts: at least one, the last one last.
    """

    person: Person
    attempts: tuple[Attempt, ...]

    @property
    def name(self) -> str:
        """How grades name them."""
        return self.person.student


class ClassFolder(NamedTuple):
    """What a folder of hand-ins held.

    Attributes:
        layout: the layout's name.
        students: in order of their names.
        left_out: names of entries that are nobody's hand-in.
        notes: which rules were used on whom.
    """

    layout: str
    students: Sequence[Student]
    left_out: tuple[str, ...]
    notes: tuple[Message, ...]


def load_class(
    folder: Path, layout: str = AUTO, roster: Roster | None = None, called: Path | None = None
) -> ClassFolder:
    """The students of a folder and their entries, nothing read yet.

    Args:
        folder: where the hand-ins lie.
        layout: a name of `LAYOUTS`; recognised if not given.
        roster: who is in the class.
        called: what was named instead of the folder, such as a zip that was unpacked there.

    Raises:
        SubmissionError: no such folder, or no hand-in in it.
    """
    name, found, listing, doubts = read_layout(folder, layout)
    if not found:
        raise _no_hand_ins(called or folder, layout)
    people, places, said = match_people(found, roster)
    notes = [*said, *doubts, *_not_exported(found), *(roster.notes if roster is not None else ())]
    if name == "github":
        notes += github.doubts(found, people)
    elif name == "plain":
        notes += _only_one(found)
    absent = []
    if roster is not None:
        absent = [person for person in roster.people if person.student not in places]
    students = Spool[Student]()
    for student in _students(people, places, absent, found):
        students.append(student)
        notes += _rules_used(student)
    if absent:
        names = ", ".join(person.student for person in absent)
        notes.append(message("Nothing handed in: {names}.", names=names))
    read = names_read(found, listing)
    listed = itertools.chain(listing.hand_ins, listing.papers)
    unread = [path for path in listed if path.name not in read]
    left_out = tuple(clean_name(path.name) for path in sorted([*listing.others, *unread]))
    return ClassFolder(name, students, left_out, tuple(notes))


def _no_hand_ins(folder: Path, layout: str) -> SubmissionError:
    sentence = message("{path}: no hand-ins here.", path=str(folder))
    if layout in (AUTO, "plain"):
        text = N_("A class folder holds a folder, .zip, .py or .ipynb for each student.")
        return SubmissionError(sentence, message(text))
    text = N_("Nothing in it has the form of {layout}'s downloads. Try it without --layout.")
    return SubmissionError(sentence, message(text, layout=layout))


def _not_exported(found: Sequence[Entry]) -> list[Message]:
    """Who is listed, but without what they handed in."""
    names = [clean_name(one.label) for one in found if not one.places]
    text = N_("The export lists hand-ins that are not in it, of: {names}.")
    return [message(text, names=", ".join(names))] if names else []


def _only_one(found: Sequence[Entry]) -> list[Message]:
    """A doubt where the one student's folder holds folders: it may be the class itself."""
    if len(found) > 1:
        return []
    folders = [place.path for one in found for place in one.places if place.path.is_dir()]
    if len(folders) != 1:
        return []
    inner = [path for path in list_entries(folders[0]).hand_ins if path.is_dir()]
    text = N_("Only one student was found, {name}. If that folder is the class, name it instead.")
    return [message(text, name=clean_name(folders[0].name))] if len(inner) > 1 else []


def load_attempt(student: str, attempt: Attempt) -> Submission:
    """What was handed in at one time, as one submission."""
    if not attempt.places:
        return Submission(student=clean_name(student), files=())
    parts = [_load_place(student, place) for place in attempt.places]
    files = [file for part in parts for file in part.files]
    problems = [problem for part in parts for problem in part.problems]
    received = attempt.received or parts[0].received
    return msgspec.structs.replace(
        parts[0], files=tuple(files), problems=tuple(problems), received=received
    )


def _load_place(student: str, place: Item) -> Submission:
    if place.path.is_file() and not place.path.name.lower().endswith(HAND_IN_ENDINGS):
        problem = not_read([clean_name(place.name)])
        return Submission(student=clean_name(student), files=(), problems=(problem,))
    loaded = load_submission(place.path, student)
    if place.name == place.path.name or place.path.is_dir() or len(loaded.files) != 1:
        return loaded
    if place.path.suffix.lower() == ".zip":
        return loaded
    renamed = msgspec.structs.replace(loaded.files[0], name=clean_name(place.name))
    return msgspec.structs.replace(loaded, files=(renamed,))


def _students(
    people: Sequence[Person],
    places: dict[str, list[int]],
    absent: Sequence[Person],
    found: Sequence[Entry],
) -> Iterator[Student]:
    """Everybody in order of their names, with what is theirs."""
    nothing = {person.student: person for person in absent}
    for name in sorted([*places, *nothing]):
        if name in nothing:
            person = nothing[name]
            yield Student(person, (Attempt((), person.received),))
        else:
            yield _student(people[places[name][0]], [found[place] for place in places[name]])


def _student(person: Person, own: list[Entry]) -> Student:
    """What is one student's, as attempts: equal numbers are taken together."""
    by_attempt: dict[int, list[Entry]] = {}
    for one in own:
        by_attempt.setdefault(one.attempt, []).append(one)
    attempts = []
    there = {number: parts for number, parts in by_attempt.items() if any(p.places for p in parts)}
    for _, parts in sorted((there or by_attempt).items()):
        times = [part.received for part in parts if part.received is not None]
        received = max(times, default=person.received)
        places = tuple(place for part in parts for place in part.places)
        attempts.append(Attempt(places, received, any(part.is_late for part in parts)))
    return Student(person, tuple(attempts))


def _rules_used(student: Student) -> list[Message]:
    name = clean_name(student.name)
    notes = []
    if len(student.attempts) > 1:
        text = N_("{student}: {count} attempts.")
        notes.append(message(text, student=name, count=len(student.attempts)))
    for attempt in student.attempts:
        if len(attempt.places) > 1:
            names = ", ".join(_told_apart([place.path.name for place in attempt.places]))
            text = N_("{student}: {names} were taken together as one student's.")
            notes.append(message(text, student=name, names=names))
    return notes


def _told_apart(names: list[str]) -> list[str]:
    """The names as they can be shown; where they look alike, with what cannot be seen spelled."""
    shown: list[str] = []
    for spelled in (str, repr, ascii):
        shown = [clean_name(spelled(name)) for name in names]
        if len(set(shown)) == len(names):
            break
    return shown
