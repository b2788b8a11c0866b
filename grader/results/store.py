"""The folder that `grade batch` writes: the students of a class and their grades.

class.json         the exercises, the rules and the students of the class (`class_file.py`)
grades/*.json      each student's grades, and their provenance
code/*.gz          the code that was graded (`code.py`)
reports/           the students' reports, under the same names
index.sqlite       the content of these files, for quick access (`index.py`)
review/            comments and points given by hand on the review page (`comments.py`)
before/*.json      each student's grades before they were last graded again
adjustments.csv    points given by hand; never written by the grader
gradebook.csv      made from these, as are the next two
statistics.json    how hard each check was
class.html         the page to look at first
earlier/           grades and reports of students who are no longer in the class
.lock              keeps a second `grade batch` out
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from grader.errors import GraderError
from grader.files import write_bytes_atomically
from grader.i18n import N_
from grader.model import Arrival, Grade, Message, Value, message

from .class_file import (
    CLASS,
    FORMAT,
    FORMAT_OF_EARLIER_VERSION,
    ClassFile,
    Member,
    Repeats,
    class_format,
    render_class,
)
from .grade_file import Provenance, load_grades
from .index import (
    alone_in,
    index_error,
    is_empty,
    is_missing,
    make_tables,
    opened_to_read,
    opened_to_write,
    transaction,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

GRADES = "grades"
REPORTS = "reports"
BEFORE = "before"
EARLIER = "earlier"
REPORT_ENDINGS = (".html", ".md")  # of the reports of each student
_RECORD = "SELECT student, member, digest, provenance FROM students"
_REPEATS = "SELECT * FROM repeats ORDER BY exercise, changed"
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
_WHOLE = ""  # in place of a check: the exercise itself; sorts before every check
BATCH_AGAIN = N_(
    "Run the same `grade batch` again, without --only; it writes anew what is missing or damaged."
)

V = TypeVar("V", bound=Value)


class Record(NamedTuple):
    """One student's row of the index.

    Attributes:
        digest: of the file of grades; another or none means that it must be made again.
        provenance: None if they were not graded yet.
    """

    member: Member
    digest: str = ""
    provenance: Provenance | None = None


class Result(NamedTuple):
    """One student's grades; none if they were not or could not be graded."""

    member: Member
    grades: tuple[Grade, ...]
    provenance: Provenance | None = None

    @property
    def trouble(self) -> Message | None:
        """The reason why grading was given up."""
        return None if self.provenance is None else self.provenance.trouble

    def arrival(self, slug: str) -> Arrival:
        """The time of the attempt that was graded; a later one may not be graded yet."""
        if self.provenance is None or not self.provenance.arrivals:
            return self.member.arrival
        return self.provenance.arrivals[self.provenance.counted.get(slug, -1)]


class Results:
    """A folder of results, open to read.

    Attributes:
        out: the folder.
        connection: to the index, or to a copy of it; may also hold temporary tables.
    """

    def __init__(self, out: Path, connection: sqlite3.Connection) -> None:
        self.out = out
        self.connection = connection

    def class_file(self) -> ClassFile:
        """The head of `class.json`, as the index has it."""
        ((content,),) = self._select("SELECT content FROM class")
        return self._decoded(content, ClassFile)

    def record(self, student: str) -> Record:
        """Find a student's row."""
        (row,) = self._select(f"{_RECORD} WHERE student = ?", student)
        return self._record(row)

    def records(self) -> Iterator[Record]:
        """The rows of all students, in order of names."""
        return map(self._record, self._select(f"{_RECORD} ORDER BY student"))

    def members(self) -> Iterator[Member]:
        """All students of the class, in order of names."""
        return (record.member for record in self.records())

    def each_result(self) -> Iterator[Result]:
        """Read the grades of one student after the other, in the exercises of the class.

        Raises:
            GraderError: a file of grades cannot be read.
        """
        slugs = {exercise.slug for exercise in self.class_file().exercises}
        for record in self.records():
            yield self._result(record, slugs)

    def result(self, student: str) -> Result:
        """Read one student's grades; see `each_result`."""
        slugs = {exercise.slug for exercise in self.class_file().exercises}
        return self._result(self.record(student), slugs)

    def _result(self, record: Record, slugs: set[str]) -> Result:
        grades = _grades_in(self.grade_file(record.member))
        ours = tuple(grade for grade in grades if grade.exercise in slugs)
        return Result(record.member, ours, record.provenance)

    def repeats(self) -> list[Repeats]:
        """The counts of exercises that were graded again on unchanged submissions."""
        found: dict[str, Repeats] = {}
        for exercise, check, count in self._select(_REPEATS):
            if check == _WHOLE:
                found[exercise] = Repeats(exercise, count)
            else:
                found[exercise].changed[check] = count
        return list(found.values())

    def record_of_file(self, name: str) -> Record | None:
        """The row of the student whose files have this name, without the ending."""
        found = next(self._select(f"{_RECORD} WHERE file = ?", name), None)
        return None if found is None else self._record(found)

    def has_file(self, name: str) -> bool:
        """Whether a student's files have this name, without the ending."""
        return any(self._select("SELECT 1 FROM students WHERE file = ?", name))

    def grade_file(self, member: Member) -> Path:
        """The path of a student's grades, which may not exist."""
        return self.out / GRADES / f"{member.file}.json"

    def _select(self, query: str, *values: str) -> Iterator[Any]:
        try:
            for row in self.connection.execute(query, values):  # noqa: UP028 - it would close the cursor
                yield row
        except sqlite3.Error as error:
            raise index_error(self.out, error) from error

    def _record(self, row: tuple[str, str, str, str | None]) -> Record:
        _, member, digest, provenance = row
        made_from = None if provenance is None else self._decoded(provenance, Provenance)
        return Record(self._decoded(member, Member), digest, made_from)

    def _decoded(self, text: str, kind: type[V]) -> V:
        try:
            return msgspec.json.decode(text, type=kind)
        except msgspec.DecodeError as error:
            raise index_error(self.out, error) from error


class ResultsWriter(Results):
    """A folder of results, open for the batch that writes there."""

    def __init__(self, out: Path, connection: sqlite3.Connection) -> None:
        super().__init__(out, connection)
        self._has_counted = False

    def last_class_file(self) -> ClassFile | None:
        """The class of the last run; None before the first."""
        return None if is_empty(self.connection) else self.class_file()

    def write_class(
        self, found: ClassFile, records: Iterable[Record], repeats: Iterable[Repeats] = ()
    ) -> None:
        """Replace the class. Students who stay keep their digests and provenance."""
        execute, many = self.connection.execute, self.connection.executemany
        with transaction(self.connection, self.out):
            # to a temporary table first: until the records are made, readers need not wait
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
        """Write `class.json` from the index, one student at a time."""
        text = render_class(self.class_file(), self.repeats(), self.members())
        write_bytes_atomically(self.out / CLASS, text)

    def note(
        self, student: str, digest: str, provenance: Provenance, repeats: Sequence[Repeats] = ()
    ) -> None:
        """Note the provenance of a student's grades, once their file is written.

        Args:
            digest: of the file; empty if the next run must grade them again.
            repeats: exercises that were graded again on the unchanged submission.
        """
        with transaction(self.connection, self.out):
            self.connection.execute(_NOTE, [digest, _text(provenance), student])
            if repeats:
                self.connection.executemany(_COUNT, _counts(repeats))
                self._has_counted = True

    def forget(self, student: str, found: ClassFile) -> None:
        """Remove a student so that no byte of the row stays in the index.

        Args:
            found: the head of the class, without them.
        """
        self.connection.execute("PRAGMA secure_delete = ON")
        with transaction(self.connection, self.out):
            self.connection.execute("DELETE FROM students WHERE student = ?", [student])
            self.connection.execute("DELETE FROM class")
            self.connection.execute("INSERT INTO class VALUES (?)", [_text(found)])
        try:
            self.connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise index_error(self.out, error) from error
        self.write_class_json()

    def finish(self) -> None:
        """Write `class.json` again if repeats were counted since."""
        if self._has_counted:
            self.write_class_json()


@contextlib.contextmanager
def open_results(out: Path) -> Iterator[Results]:
    """Open a folder of results to read, also without the right to write.

    Raises:
        GraderError: there are no results, or the index is missing or cannot be read.
    """
    if is_missing(out):
        written = class_format(out)
        if written is None:
            raise no_results(out)
        if written == FORMAT_OF_EARLIER_VERSION:
            text = N_("{path}: an earlier version of the grader wrote these results.")
            tip = N_("Run the same `grade batch` again, or: grade doctor {folder} --rebuild")
            raise GraderError(message(text, path=str(out)), message(tip, folder=str(out)))
    with opened_to_read(out) as connection:
        yield Results(out, connection)


@contextlib.contextmanager
def open_to_write(out: Path) -> Iterator[ResultsWriter]:
    """Lock and open a folder of results for a batch; makes the folder if it does not exist.

    Raises:
        GraderError: another batch is writing there, or the index is missing or damaged.
    """
    with alone_in(out), opened_to_write(out) as connection:
        if is_empty(connection) and class_format(out) == FORMAT:
            raise index_error(out, sqlite3.DatabaseError("it is empty"))
        yield ResultsWriter(out, connection)


def no_results(out: Path) -> GraderError:
    """The error for a folder without results."""
    return GraderError(
        message("{path}: no results of a class here.", path=str(out)),
        message("Name the folder that `grade batch --out` wrote."),
    )


def digest_of(data: bytes) -> str:
    """SHA-256 of a file of grades, as in the index."""
    return hashlib.sha256(data).hexdigest()


def put_away(path: Path, target: Path) -> None:
    """Move a file; makes the folder that it goes to."""
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)


def _rows(records: Iterable[Record]) -> Iterator[tuple[str, str, str, str, str | None]]:
    for member, digest, provenance in records:
        made_from = None if provenance is None else _text(provenance)
        yield member.student, member.file, _text(member), digest, made_from


def _counts(repeats: Iterable[Repeats]) -> Iterator[tuple[str, str, int]]:
    for each in repeats:
        yield each.exercise, _WHOLE, each.count
        for check, count in each.changed.items():
            yield each.exercise, check, count


def _grades_in(path: Path) -> tuple[Grade, ...]:
    try:
        return load_grades(path) if path.is_file() else ()
    except GraderError as error:
        raise GraderError(error.sentence, message(BATCH_AGAIN)) from error


def _text(value: Value) -> str:
    return msgspec.json.encode(value).decode()
