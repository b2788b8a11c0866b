"""The folder that `grade batch` writes: who is in the class, and what each of them got.

class.json         what was graded, and which rules were used on whom
students.jsonl     a line for each student: who they are, as the channel and the roster say
grades/*.json      each student's grades; `reports/` has their reports under the same names
before/*.json      what they got before they were last graded again
journal.jsonl      a line for each student: what the grades were made from (see `journal.py`)
repeats.jsonl      how checks ended that were tried again on unchanged hand-ins
adjustments.csv    what staff change by hand; never written by us
gradebook.csv      made from these, and can be made again (`grade gradebook`)
statistics.json    likewise
class.html         likewise, the page to look at first
earlier/           grades and reports of those who are no longer in the class
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.errors import GraderError
from grader.files import write_atomically, write_bytes_atomically
from grader.i18n import N_
from grader.model import Arrival, Grade, Lateness, Message, Value, message
from grader.submission.roster import Person

from .grade_file import load_grades
from .journal import Entry, read_journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = "cnn-grader/class/v2"
CLASS = "class.json"
STUDENTS = "students.jsonl"
GRADES = "grades"
REPORTS = "reports"
BEFORE = "before"
EARLIER = "earlier"
_ENDINGS = (".json", ".html", ".md")  # of what we write for a student


class Member(Value, frozen=True):
    """One student of a graded class.

    Attributes:
        file: the name of their files in `grades/` and `reports/`, without the ending.
        arrival: when they handed in; of several attempts, the last.
        listed: whether they are on the roster; True where there is none.
    """

    person: Person
    file: str
    arrival: Arrival = Arrival()
    listed: bool = True

    @property
    def student(self) -> str:
        """How grades name them."""
        return self.person.student


class ExercisePoints(Value, frozen=True):
    """An exercise that was graded, and its points without a bonus."""

    slug: str
    points: float


class ClassFile(Value, frozen=True):
    """What `class.json` holds; `students` is how many lines `students.jsonl` has."""

    layout: str
    exercises: tuple[ExercisePoints, ...]
    students: int
    left_out: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    lateness: Lateness = Lateness()
    format: str = FORMAT


class _Format(msgspec.Struct):
    """What tells whether the rest can be read."""

    format: str


_AGAIN = N_(
    "Run the same `grade batch` again, without --only; it writes anew what is missing or damaged."
)


class Result(NamedTuple):
    """One student's grades; none where they could not be graded, or have not been yet.

    Attributes:
        trouble: why there are none, or why their grading was given up.
        entry: what the grades were made from.
    """

    member: Member
    grades: tuple[Grade, ...]
    trouble: Message | None = None
    entry: Entry | None = None

    def arrival(self, slug: str) -> Arrival:
        """When what was graded in an exercise came: what came since may not be graded yet."""
        if self.entry is None or not self.entry.arrivals:
            return self.member.arrival
        return self.entry.arrivals[self.entry.counted.get(slug, -1)]


def write_class(out: Path, found: ClassFile, members: Iterable[Member]) -> None:
    """Writes `students.jsonl` and `class.json`, a student at a time."""
    lines = (msgspec.json.encode(member) + b"\n" for member in members)
    write_bytes_atomically(out / STUDENTS, lines)
    packed = msgspec.json.encode(found, order="deterministic")
    write_atomically(out / CLASS, msgspec.json.format(packed, indent=2).decode() + "\n")


def load_class_file(out: Path) -> ClassFile:
    """What `class.json` in a folder of results says.

    Raises:
        GraderError: there is none, or it is not one of ours.
    """
    path = out / CLASS
    try:
        data = path.read_bytes()
        written = msgspec.json.decode(data, type=_Format).format
        if written != FORMAT:
            raise _unreadable(path, f"{written}, not {FORMAT}")
        return msgspec.json.decode(data, type=ClassFile)
    except OSError as error:
        raise GraderError(
            message("{path}: no results of a class here.", path=str(out)),
            message("Name the folder that `grade batch --out` wrote."),
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(path, str(error)) from error


def each_member(out: Path) -> Iterator[Member]:
    """Everybody in the class, in order of their names; read one after the other.

    Raises:
        GraderError: `students.jsonl` is missing, or not the one that belongs to `class.json`.
    """
    path = out / STUDENTS
    wanted = load_class_file(out).students
    decoder = msgspec.json.Decoder(Member)
    count = 0
    try:
        with path.open("rb") as file:
            for line in file:
                yield decoder.decode(line)
                count += 1
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(path, str(error)) from error
    if count != wanted:
        raise _unreadable(path, f"{count} students, not {wanted}")


def _unreadable(path: Path, reason: str) -> GraderError:
    return GraderError(
        message("{path}: cannot be read ({reason}).", path=str(path), reason=reason),
        message(_AGAIN),
    )


def each_result(out: Path) -> Iterator[Result]:
    """Each member's grades in the exercises of the class, one read after the other.

    Raises:
        GraderError: a file of grades is not one of ours.
    """
    slugs = {exercise.slug for exercise in load_class_file(out).exercises}
    journal = read_journal(out)
    for member in each_member(out):
        entry = journal.get(member.student)
        grades = _grades_in(out / GRADES / f"{member.file}.json")
        ours = tuple(grade for grade in grades if grade.exercise in slugs)
        yield Result(member, ours, entry.trouble if entry else None, entry)


def _grades_in(path: Path) -> tuple[Grade, ...]:
    try:
        return load_grades(path) if path.is_file() else ()
    except GraderError as error:
        raise GraderError(error.sentence, message(_AGAIN)) from error


def each_students_grades(out: Path) -> Iterator[tuple[Grade, ...]]:
    """The grades of each student who has some."""
    return (result.grades for result in each_result(out) if result.grades)


def set_aside(out: Path) -> list[str]:
    """Moves grades and reports of everybody else to `earlier/`; gives the names of their files."""
    present = {member.file for member in each_member(out)}
    moved = set()
    for folder in (GRADES, REPORTS):
        for name in os.listdir(out / folder) if (out / folder).is_dir() else ():  # noqa: PTH208
            path = out / folder / name
            is_ours = path.suffix in _ENDINGS and not name.startswith(".") and path.is_file()
            if path.stem in present or not is_ours:
                continue
            target = out / EARLIER / folder / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            moved.add(path.stem)
    return sorted(moved)
