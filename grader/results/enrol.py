"""A class folder -> the class as it is kept: each student with a name for their files."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from grader.errors import GraderError, did_you_mean
from grader.files import file_name
from grader.i18n import N_
from grader.model import Arrival, Lateness, message
from grader.text import clean_name, composed

from .class_file import ClassFile, ExercisePoints, Member
from .code import CODE
from .code import ENDING as CODE_ENDING
from .store import EARLIER, GRADES, REPORT_ENDINGS, REPORTS, put_away

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from grader.model import Exercise, Message
    from grader.submission.class_folder import ClassFolder, Student
    from grader.submission.roster import Roster

    from .store import Results


MAX_NAMES = 10


def enrol(
    folder: ClassFolder,
    exercises: Sequence[Exercise],
    lateness: Lateness = Lateness(),  # noqa: B008 - frozen
) -> ClassFile:
    """Make the head of `class.json`, with notes on times that are unknown."""
    notes = list(folder.notes)
    if lateness.due is not None:
        notes += _of_unknown_time(folder.students)
    elif lateness.percent_a_day and not _any_marked(folder.students):
        notes.append(message("No submission is marked as late: --late counts from --due."))
    return ClassFile(
        layout=folder.layout,
        exercises=tuple(ExercisePoints(slug=e.slug, points=e.points) for e in exercises),
        left_out=folder.left_out,
        notes=tuple(notes),
        lateness=lateness,
    )


def members_of(folder: ClassFolder, roster: Roster | None = None) -> Iterator[Member]:
    """Make the members of the class, in the order of `folder.students`."""
    listed = None if roster is None else {person.student for person in roster.people}
    taken: set[str] = set()
    for student in folder.students:
        yield _member(student, taken, listed)


def pick_students(members: Iterable[Member], only: Collection[str]) -> frozenset[str]:
    """Check the names given with `--only`.

    Raises:
        GraderError: no student has such a name.
    """
    students = {member.student for member in members} if only else set()
    names = frozenset(map(composed, only))
    for name in names:
        if name not in students:
            text = N_("There is no student {name} in this class.")
            raise GraderError(message(text, name=name), did_you_mean(name, students))
    return names


def _of_unknown_time(students: Iterable[Student]) -> list[Message]:
    names = []
    count = 0
    for student in students:
        if student.attempts[-1].items and not _has_time(student):
            count += 1
            if count <= MAX_NAMES:
                names.append(clean_name(student.name))
    text = N_("When {count} submissions came is not known; they count as in time: {names}.")
    more = " …" if count > MAX_NAMES else ""
    return [message(text, count=count, names=", ".join(names) + more)] if count else []


def _any_marked(students: Iterable[Student]) -> bool:
    return any(attempt.is_late for student in students for attempt in student.attempts)


def _has_time(student: Student) -> bool:
    """Whether the time is known, or that it was late."""
    return student.attempts[-1].received is not None or student.attempts[-1].is_late


def _member(student: Student, taken: set[str], listed: set[str] | None) -> Member:
    file = file_name(student.name)
    if file.casefold() in taken:  # `Kim` and `kim` are one file on macOS and Windows
        file += "-" + hashlib.sha256(student.name.encode("utf-8", "replace")).hexdigest()[:8]
    taken.add(file.casefold())
    last = student.attempts[-1]
    return Member(
        person=student.person,
        file=file,
        arrival=Arrival(received=last.received, is_late=last.is_late),
        listed=listed is None or student.name in listed,
        handed_in=tuple(composed(item.path.name) for item in last.items),
    )


def set_aside(results: Results) -> list[str]:
    """Move files of students who left the class to `earlier/`; gives the names of the files."""
    moved = set()
    for folder in (GRADES, REPORTS, CODE):
        for path in _strangers(results, results.out / folder):
            put_away(path, results.out / EARLIER / folder / path.name)
            moved.add(path.stem)
    return sorted(moved)


def _strangers(results: Results, folder: Path) -> list[Path]:
    """Grades, reports or code of students who are not in the class."""
    found: list[Path] = []
    endings = (".json", CODE_ENDING, *REPORT_ENDINGS)
    if not folder.is_dir():
        return found
    with os.scandir(folder) as entries:  # not all names of a large class at once
        for entry in entries:
            stem, dot, ending = entry.name.rpartition(".")
            is_ours = dot + ending in endings and not stem.startswith(".")
            if stem and is_ours and not results.has_file(stem) and entry.is_file():
                found.append(folder / entry.name)
    return found
