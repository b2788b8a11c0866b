"""A folder of hand-ins -> the class that `class.json` describes: each student with a file name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from grader.errors import GraderError, did_you_mean
from grader.files import file_name
from grader.model import message
from grader.text import clean_name

from .results import ClassFile, ExercisePoints, Lateness, Member

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from grader.model import Exercise
    from grader.submission.class_folder import ClassFolder, Student
    from grader.submission.roster import Roster


MAX_NAMES = 10


def enrol(
    hand_ins: ClassFolder,
    exercises: Sequence[Exercise],
    roster: Roster | None = None,
    lateness: Lateness = Lateness(),  # noqa: B008 - frozen
) -> ClassFile:
    """Everybody who is in the class, and what is graded."""
    listed = None if roster is None else {person.student for person in roster.people}
    taken: set[str] = set()
    notes = list(hand_ins.notes)
    unknown = [s for s in hand_ins.students if s.attempts[-1].places and not _has_time(s)]
    if lateness.due is not None and unknown:
        text = "When {count} hand-ins came is not known; they count as in time: {names}."
        names = ", ".join(clean_name(student.name) for student in unknown[:MAX_NAMES])
        names += " …" if len(unknown) > MAX_NAMES else ""
        notes.append(message(text, count=len(unknown), names=names))
    return ClassFile(
        layout=hand_ins.layout,
        exercises=tuple(ExercisePoints(slug=e.slug, points=e.points) for e in exercises),
        members=tuple(_member(student, taken, listed) for student in hand_ins.students),
        left_out=hand_ins.left_out,
        notes=tuple(notes),
        lateness=lateness,
    )


def pick_students(found: ClassFile, only: Collection[str]) -> set[str]:
    """The students that `--only` names; everybody where it names none.

    Raises:
        GraderError: a name that no student has.
    """
    students = {member.student for member in found.members}
    for name in only:
        if name not in students:
            text = "There is no student {name} in this class."
            raise GraderError(message(text, name=name), did_you_mean(name, students))
    return set(only) or students


def _has_time(student: Student) -> bool:
    """Whether it is known when they handed in, or that it was late."""
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
        received=last.received,
        is_late=last.is_late,
        listed=listed is None or student.name in listed,
    )
