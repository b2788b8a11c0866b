"""A folder of results and its journal of a review -> one SQLite file that answers quickly.

`review/index.sqlite` is made from `grades/*.json` and `review/comments.jsonl`, and made again where
they changed. The journal is written first, so that nothing that was saved is ever lost.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError
from grader.model import message
from grader.model.remark import Blind, Comment, Mark, Seen
from grader.results.comments import INDEX, REVIEW, Journal, read_journal
from grader.results.grade_file import load_grades
from grader.results.store import GRADES, open_results

from .groups import memberships

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from grader.model import Grade
    from grader.results.class_file import Member
    from grader.results.comments import Event
    from grader.results.store import Record

VERSION = 2
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE students (
    number INTEGER PRIMARY KEY, student TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    file TEXT NOT NULL, digest TEXT NOT NULL
);
CREATE TABLE exercises (slug TEXT PRIMARY KEY, place INTEGER, ko TEXT, en TEXT) WITHOUT ROWID;
CREATE TABLE answers (
    exercise TEXT, number INTEGER, earned REAL, possible REAL,
    PRIMARY KEY (exercise, number)
) WITHOUT ROWID;
CREATE TABLE groups (
    exercise TEXT, key TEXT, ko TEXT, en TEXT, detail_ko TEXT, detail_en TEXT, is_idea INTEGER,
    PRIMARY KEY (exercise, key)
) WITHOUT ROWID;
CREATE TABLE members (
    exercise TEXT, key TEXT, number INTEGER, PRIMARY KEY (exercise, key, number)
) WITHOUT ROWID;
CREATE INDEX members_of ON members (number, exercise);
CREATE TABLE seen (student TEXT, exercise TEXT, PRIMARY KEY (student, exercise)) WITHOUT ROWID;
CREATE TABLE comments (
    id TEXT PRIMARY KEY, place INTEGER, version INTEGER, exercise TEXT, text TEXT, points REAL,
    "where" TEXT, line INTEGER, at TEXT
) WITHOUT ROWID;
CREATE TABLE receivers (
    exercise TEXT, student TEXT, id TEXT, PRIMARY KEY (exercise, student, id)
) WITHOUT ROWID;
CREATE INDEX receivers_of ON receivers (id);
CREATE TABLE marks (
    student TEXT, exercise TEXT, criterion TEXT, level INTEGER, points REAL, answer TEXT,
    PRIMARY KEY (exercise, student, criterion)
) WITHOUT ROWID;
"""
_COMMENT = """
SELECT version, exercise, text, points, "where", line, at FROM comments WHERE id = ?
"""


class ReviewStore:
    """A review, open to read and to add to, by several threads.

    Attributes:
        out: the folder of results.
        slugs: the exercises of the class.
    """

    def __init__(self, out: Path, connection: sqlite3.Connection, journal: Journal) -> None:
        self.out = out
        self.slugs: tuple[str, ...] = ()
        self._connection = connection
        self._journal = journal
        self._lock = threading.RLock()

    @property
    def blind(self) -> bool:
        """Whether names are hidden and comments are held back."""
        return bool(self._meta("blind"))

    def rows(self, query: str, *values: Any) -> list[Any]:
        """The rows of a query."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold off all other threads, to look and then to add."""
        with self._lock:
            yield

    def add(self, events: Sequence[Event]) -> None:
        """Add events to the journal, then to the index.

        Raises:
            GraderError: they cannot be written.
        """
        with self._lock:
            self._journal.add(events)
            with self._transaction():
                for event in events:
                    self._apply(event)
                self._note("journal", self._journal.size())

    def comment(self, identity: str) -> Comment | None:
        """The last version of a comment."""
        with self._lock:
            found = self.rows(_COMMENT, identity)
            if not found:
                return None
            receivers = self.rows("SELECT student FROM receivers WHERE id = ?", identity)
        version, *rest = found[0]
        return Comment(identity, version, tuple(student for (student,) in receivers), *rest)

    def grades(self, member: Member) -> tuple[Grade, ...]:
        """A student's grades; none if they have no file."""
        path = self.out / GRADES / f"{member.file}.json"
        return load_grades(path) if path.is_file() else ()

    def bring_up_to_date(self) -> None:
        """Read the grades and the journal where they changed since the last time.

        Raises:
            GraderError: a file of grades or the journal cannot be read.
        """
        with self._lock, self._transaction():
            if self._meta("salt") != self._journal.salt:
                self._note("salt", self._journal.salt)
                self._connection.execute("DELETE FROM students")
            self._read_class()
            if self._meta("journal") != self._journal.size():
                for table in ("seen", "comments", "receivers", "marks"):
                    self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
                self._note("blind", 0)
                for event in read_journal(self._journal.path):
                    if isinstance(event, (Comment, Mark, Seen, Blind)):
                        self._apply(event)
                self._note("journal", self._journal.size())

    def _read_class(self) -> None:
        known = dict(self.rows("SELECT student, digest FROM students"))
        with open_results(self.out) as results:
            self.slugs = tuple(exercise.slug for exercise in results.class_file().exercises)
            for record in results.records():
                student = record.member.student
                is_new = known.pop(student, None) != record.digest or not record.digest
                if is_new:
                    self._read_student(record)
        for student in known:
            self._forget(student)
        # after the mistakes of students who handed in something else since
        self._connection.execute(
            "DELETE FROM groups WHERE NOT EXISTS (SELECT 1 FROM members WHERE "
            "members.exercise = groups.exercise AND members.key = groups.key)"
        )

    def _read_student(self, record: Record) -> None:
        member = record.member
        student = member.student
        self._forget(student)
        # A number that tells neither the name nor its place in the alphabet, and stays when the
        # index is made again. JavaScript's numbers are exact up to 53 bits.
        drawn = hashlib.sha256(f"{self._journal.salt}\0{student}".encode()).hexdigest()
        number = int(drawn[:12], 16)
        row = (number, student, member.person.name, member.file, record.digest)
        self._connection.execute("INSERT INTO students VALUES (?, ?, ?, ?, ?)", row)
        for grade in self.grades(member):
            if grade.exercise in self.slugs:
                self._read_grade(number, grade)

    def _read_grade(self, number: int, grade: Grade) -> None:
        execute, many = self._connection.execute, self._connection.executemany
        execute(
            "INSERT OR REPLACE INTO exercises VALUES (?, ?, ?, ?)",
            (grade.exercise, self.slugs.index(grade.exercise), grade.title.ko, grade.title.en),
        )
        if not grade.file:
            return
        score = grade.score
        execute(
            "INSERT INTO answers VALUES (?, ?, ?, ?)",
            (grade.exercise, number, score.earned, score.possible),
        )
        found = memberships(grade)
        texts = [(one.title.ko, one.title.en, one.detail.ko, one.detail.en) for one in found]
        many(
            "INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (grade.exercise, one.key, *said, one.is_idea)
                for one, said in zip(found, texts, strict=True)
            ],
        )
        many(
            "INSERT INTO members VALUES (?, ?, ?)",
            [(grade.exercise, one.key, number) for one in found],
        )

    def _forget(self, student: str) -> None:
        for (number,) in self.rows("SELECT number FROM students WHERE student = ?", student):
            for table in ("answers", "members", "students"):
                self._connection.execute(
                    f"DELETE FROM {table} WHERE number = ?",  # noqa: S608 - our own names
                    (number,),
                )

    def _apply(self, event: Event) -> None:
        execute, many = self._connection.execute, self._connection.executemany
        if isinstance(event, Comment):
            ((place,),) = execute(
                "SELECT coalesce((SELECT place FROM comments WHERE id = ?), "
                "(SELECT coalesce(max(place), 0) + 1 FROM comments))",
                (event.id,),
            )
            row = (event.exercise, event.text, event.points, event.where, event.line, event.at)
            execute(
                "INSERT OR REPLACE INTO comments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (event.id, place, event.version, *row),
            )
            execute("DELETE FROM receivers WHERE id = ?", (event.id,))
            many(
                "INSERT OR REPLACE INTO receivers VALUES (?, ?, ?)",
                [(event.exercise, student, event.id) for student in event.students],
            )
        elif isinstance(event, Mark):
            mark = (event.exercise, event.criterion)
            many(
                "INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (student, *mark, event.level, event.points, event.answer)
                    for student in event.students
                ],
            )
        elif isinstance(event, Seen):
            statement = (
                "INSERT OR REPLACE INTO seen VALUES (?, ?)"
                if event.seen
                else "DELETE FROM seen WHERE student = ? AND exercise = ?"
            )
            execute(statement, (event.student, event.exercise))
        else:
            self._note("blind", int(event.on))

    def _meta(self, name: str) -> Any:
        found = self.rows("SELECT value FROM meta WHERE name = ?", name)
        return found[0][0] if found else None

    def _note(self, name: str, value: str | int) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


@contextlib.contextmanager
def open_review(out: Path) -> Iterator[ReviewStore]:
    """Open the review of a folder of results, for this process alone.

    Raises:
        GraderError: there are no results, another process has the review open, or a file cannot be
            read or written.
    """
    with open_results(out):  # before a folder is made in a place without results
        pass
    folder = out / REVIEW
    with contextlib.ExitStack() as stack:
        journal = stack.enter_context(Journal(out))
        connection = _open_index(folder / INDEX)
        stack.enter_context(contextlib.closing(connection))
        store = ReviewStore(out, connection, journal)
        store.bring_up_to_date()
        yield store


def _open_index(path: Path) -> sqlite3.Connection:
    """Open the index; one that is damaged or of another version is made anew."""
    for _ in range(2):
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            # all of it can be made again from the readable files
            connection.execute("PRAGMA synchronous = OFF")
            ((version,),) = connection.execute("PRAGMA user_version")
            ((found,),) = connection.execute("PRAGMA quick_check(1)")
            if version == 0 and not _tables(connection):
                connection.executescript(f"{_SCHEMA}; PRAGMA user_version = {VERSION};")
                return connection
            if version == VERSION and found == "ok":
                return connection
        except sqlite3.DatabaseError:
            pass
        connection.close()
        path.unlink(missing_ok=True)
    raise GraderError(
        message("{path} cannot be written: {reason}.", path=str(path), reason="SQLite"),
        message("Is there room on the disk, and may you write there?"),
    )


def _tables(connection: sqlite3.Connection) -> Iterable[Any]:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
