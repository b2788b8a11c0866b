"""The folder that `grade batch` writes: who is in the class, and what each of them got.

class.json         what was graded, by which rules, and who is in the class
grades/*.json      each student's grades, and what they were made from
reports/           the students' reports, under the same names
index.sqlite       what these files say, for quick access; can be made from them again
before/*.json      what students got before they were last graded again
adjustments.csv    what staff change by hand; never written by us
gradebook.csv      made from these, and can be made again (`grade gradebook`)
statistics.json    likewise
class.html         likewise, the page to look at first
earlier/           grades and reports of those who are no longer in the class
.lock              keeps a second `grade batch` out
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from grader.errors import GraderError
from grader.files import write_bytes_atomically
from grader.i18n import N_
from grader.model import Arrival, Grade, Lateness, Message, Value, message
from grader.submission.roster import Person

from .grade_file import Provenance, load_grades
from .index import (
    INDEX,
    alone_in,
    is_empty,
    make_tables,
    opened_to_read,
    opened_to_write,
    transaction,
    trouble,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FORMAT = "cnn-grader/class/v3"
FORMAT_OF_EARLIER_VERSION = "cnn-grader/class/v2"
CLASS = "class.json"
GRADES = "grades"
REPORTS = "reports"
BEFORE = "before"
EARLIER = "earlier"
REPORT_ENDINGS = (".html", ".md")  # of what is written for each student
PAGE_ROWS = 200
_RECORD = "SELECT student, member, digest, provenance FROM students"
_ENROL = """
INSERT INTO students SELECT * FROM enrolled WHERE true
ON CONFLICT (student) DO UPDATE SET file = excluded.file, member = excluded.member
WHERE member IS NOT excluded.member
"""
_NOTE = "UPDATE students SET digest = ?, provenance = ? WHERE student = ?"
_COUNT = """
INSERT INTO repeats VALUES (?, ?, ?)
ON CONFLICT (exercise, changed) DO UPDATE SET count = count + excluded.count
"""
_ITSELF = ""  # stands for an exercise where a check could stand; sorts before every check
BATCH_AGAIN = N_(
    "Run the same `grade batch` again, without --only; it writes anew what is missing or damaged."
)

V = TypeVar("V", bound=Value)


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


class Repeats(Value, frozen=True):
    """How often an exercise was graded again on an unchanged submission.

    Attributes:
        changed: check -> how often it then ended in another way.
    """

    exercise: str
    count: int
    changed: dict[str, int] = msgspec.field(default_factory=dict)


class ClassFile(Value, frozen=True):
    """What `class.json` says of the class as a whole; the students stand below it."""

    layout: str
    exercises: tuple[ExercisePoints, ...]
    left_out: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    lateness: Lateness = Lateness()
    format: str = FORMAT


class ClassDocument(ClassFile, frozen=True):
    """All of `class.json`: what the index cannot read from the files of grades."""

    repeats: tuple[Repeats, ...] = ()
    students: tuple[Member, ...] = ()


class _Format(msgspec.Struct):
    """Tells whether the rest can be read."""

    format: str


class Record(NamedTuple):
    """One student's row of the index.

    Attributes:
        digest: of the file of grades, so that one that was changed or damaged is made again.
        provenance: None for who was not graded yet.
    """

    member: Member
    digest: str = ""
    provenance: Provenance | None = None


class Result(NamedTuple):
    """One student's grades; none where they could not be graded, or have not been yet."""

    member: Member
    grades: tuple[Grade, ...]
    provenance: Provenance | None = None

    @property
    def trouble(self) -> Message | None:
        """Why there are no grades, or why grading was given up."""
        return None if self.provenance is None else self.provenance.trouble

    def arrival(self, slug: str) -> Arrival:
        """When what was graded in an exercise came: what came since may not be graded yet."""
        if self.provenance is None or not self.provenance.arrivals:
            return self.member.arrival
        return self.provenance.arrivals[self.provenance.counted.get(slug, -1)]


class Results:
    """A folder of results, open for reading.

    Attributes:
        out: the folder.
        connection: to the index; also good for temporary tables.
    """

    def __init__(self, out: Path, connection: sqlite3.Connection) -> None:
        self.out = out
        self.connection = connection

    def class_file(self) -> ClassFile:
        """What was graded, and by which rules."""
        ((content,),) = self._rows("SELECT content FROM class")
        return self._decoded(content, ClassFile)

    def record(self, student: str) -> Record:
        """A student's row."""
        (row,) = self._rows(f"{_RECORD} WHERE student = ?", student)
        return self._record(row)

    def records(self) -> Iterator[Record]:
        """Everybody in the class, in order of their names.

        Read some at a time: a reader that looks at a row keeps the writer from its next one.
        """
        last = ""
        while rows := self._rows(
            f"{_RECORD} WHERE student > ? ORDER BY student LIMIT {PAGE_ROWS}", last
        ):
            yield from map(self._record, rows)
            last = rows[-1][0]

    def members(self) -> Iterator[Member]:
        """The same, without what their grades were made from."""
        return (record.member for record in self.records())

    def each(self) -> Iterator[Result]:
        """Each student's grades in the exercises of the class, one read after the other.

        Raises:
            GraderError: a file of grades is not one of ours.
        """
        slugs = {exercise.slug for exercise in self.class_file().exercises}
        for record in self.records():
            grades = _grades_in(self.grade_file(record.member))
            ours = tuple(grade for grade in grades if grade.exercise in slugs)
            yield Result(record.member, ours, record.provenance)

    def repeats(self) -> list[Repeats]:
        """How checks ended that were tried again on unchanged submissions."""
        found: dict[str, Repeats] = {}
        for exercise, check, count in self._rows(
            "SELECT * FROM repeats ORDER BY exercise, changed"
        ):
            if check == _ITSELF:
                found[exercise] = Repeats(exercise, count)
            else:
                found[exercise].changed[check] = count
        return list(found.values())

    def has_file(self, name: str) -> bool:
        """Whether a student's files are called so."""
        return bool(self._rows("SELECT 1 FROM students WHERE file = ?", name))

    def grade_file(self, member: Member) -> Path:
        """Where a student's grades are, if there are any."""
        return self.out / GRADES / f"{member.file}.json"

    def _rows(self, query: str, *values: str) -> list[Any]:
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise trouble(self.out, error) from error

    def _record(self, row: tuple[str, str, str, str | None]) -> Record:
        _, member, digest, provenance = row
        made_from = None if provenance is None else self._decoded(provenance, Provenance)
        return Record(self._decoded(member, Member), digest, made_from)

    def _decoded(self, text: str, kind: type[V]) -> V:
        try:
            return msgspec.json.decode(text, type=kind)
        except msgspec.DecodeError as error:
            raise trouble(self.out, error) from error


class ResultsWriter(Results):
    """A folder of results, open for the one batch that writes there."""

    def __init__(self, out: Path, connection: sqlite3.Connection) -> None:
        super().__init__(out, connection)
        self._has_counted = False

    def last_class_file(self) -> ClassFile | None:
        """What the last run here graded; None where this is the first."""
        return None if is_empty(self.connection) else self.class_file()

    def write_class(
        self, found: ClassFile, records: Iterable[Record], repeats: Iterable[Repeats] = ()
    ) -> None:
        """Notes who is in the class now; what is known of their grades stays as it is."""
        execute, many = self.connection.execute, self.connection.executemany
        with transaction(self.connection, self.out):
            # first apart: to make the records takes a while, in which no reader is kept waiting
            execute("CREATE TEMP TABLE enrolled (student, file, member, digest, provenance)")
            many("INSERT INTO enrolled VALUES (?, ?, ?, ?, ?)", _rows(records))
            make_tables(self.connection)
            execute("DELETE FROM students WHERE student NOT IN (SELECT student FROM enrolled)")
            execute(_ENROL)
            execute("DELETE FROM class")
            execute("INSERT INTO class VALUES (?)", [_text(found)])
            many(_COUNT, _counts(repeats))
            execute("DROP TABLE enrolled")
        self.write_class_json()

    def write_class_json(self) -> None:
        """Writes `class.json` from the index, a student at a time."""
        found = msgspec.to_builtins(self.class_file())
        found["repeats"] = msgspec.to_builtins(self.repeats())
        write_bytes_atomically(self.out / CLASS, _class_json(found, self.members()))

    def note(
        self, student: str, digest: str, provenance: Provenance, repeats: Sequence[Repeats] = ()
    ) -> None:
        """Notes what a student's grades were made from; their file has to be there before.

        Args:
            student: who they are.
            digest: of the file; empty where the next run is to grade them again.
            provenance: what is in the file.
            repeats: how checks ended that were tried again on the unchanged submission.
        """
        with transaction(self.connection, self.out):
            self.connection.execute(_NOTE, [digest, _text(provenance), student])
            if repeats:
                self.connection.executemany(_COUNT, _counts(repeats))
                self._has_counted = True

    def finish(self) -> None:
        """Writes `class.json` anew where it does not say all that was counted."""
        if self._has_counted:
            self.write_class_json()


@contextlib.contextmanager
def open_results(out: Path) -> Iterator[Results]:
    """A folder of results for reading, also where nothing may be written.

    Raises:
        GraderError: there are no results, or their index is missing or cannot be read.
    """
    if not (out / INDEX).is_file():
        written = class_format(out)
        if written is None:
            raise no_results(out)
        if written == FORMAT_OF_EARLIER_VERSION:
            said = N_("{path}: an earlier version of the grader wrote these results.")
            tip = N_("Run the same `grade batch` again, or: grade doctor {folder} --rebuild")
            raise GraderError(message(said, path=str(out)), message(tip, folder=str(out)))
    with opened_to_read(out) as connection:
        yield Results(out, connection)


@contextlib.contextmanager
def open_to_write(out: Path) -> Iterator[ResultsWriter]:
    """A folder of results for a batch, which holds its lock; made where there is none.

    Raises:
        GraderError: another batch is at work there, or the index is missing or damaged.
    """
    with alone_in(out), opened_to_write(out) as connection:
        if is_empty(connection) and class_format(out) == FORMAT:
            raise trouble(out, sqlite3.DatabaseError("it is empty"))
        yield ResultsWriter(out, connection)


def class_format(out: Path) -> str | None:
    """The format that `class.json` names, empty where it names none; None without such a file."""
    try:
        return msgspec.json.decode((out / CLASS).read_bytes(), type=_Format).format
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    except OSError:
        return None


def no_results(out: Path) -> GraderError:
    """What to say of a folder that is none of ours."""
    return GraderError(
        message("{path}: no results of a class here.", path=str(out)),
        message("Name the folder that `grade batch --out` wrote."),
    )


def digest_of(data: bytes) -> str:
    """SHA-256 of a file of grades, as the index keeps it."""
    return hashlib.sha256(data).hexdigest()


def set_aside(results: Results) -> list[str]:
    """Moves grades and reports of everybody else to `earlier/`; gives the names of their files."""
    moved = set()
    for folder in (GRADES, REPORTS):
        for path in _strangers(results, results.out / folder):
            put_away(path, results.out / EARLIER / folder / path.name)
            moved.add(path.stem)
    return sorted(moved)


def _strangers(results: Results, folder: Path) -> list[Path]:
    """The files in a folder that we wrote for somebody who is not in the class."""
    found: list[Path] = []
    if not folder.is_dir():
        return found
    with os.scandir(folder) as entries:  # of a large class not all names at once
        for entry in entries:
            stem, dot, ending = entry.name.rpartition(".")
            is_ours = dot + ending in (".json", *REPORT_ENDINGS) and not stem.startswith(".")
            if stem and is_ours and not results.has_file(stem) and entry.is_file():
                found.append(folder / entry.name)
    return found


def put_away(path: Path, target: Path) -> None:
    """Moves a file, making the folder that it goes to."""
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)


def _class_json(found: dict[str, Any], members: Iterable[Member]) -> Iterator[bytes]:
    yield msgspec.json.format(msgspec.json.encode(found), indent=2).removesuffix(b"\n}")
    yield b',\n  "students": ['
    before = b"\n    "
    for member in members:
        yield before + msgspec.json.encode(member)
        before = b",\n    "
    yield b"\n  ]\n}\n"


def _rows(records: Iterable[Record]) -> Iterator[tuple[str, str, str, str, str | None]]:
    for member, digest, provenance in records:
        made_from = None if provenance is None else _text(provenance)
        yield member.student, member.file, _text(member), digest, made_from


def _counts(repeats: Iterable[Repeats]) -> Iterator[tuple[str, str, int]]:
    for each in repeats:
        yield each.exercise, _ITSELF, each.count
        for check, count in each.changed.items():
            yield each.exercise, check, count


def _grades_in(path: Path) -> tuple[Grade, ...]:
    try:
        return load_grades(path) if path.is_file() else ()
    except GraderError as error:
        raise GraderError(error.sentence, message(BATCH_AGAIN)) from error


def _text(value: Value) -> str:
    return msgspec.json.encode(value).decode()
