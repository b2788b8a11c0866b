"""The index of a folder of results: an SQLite file with a row for each student.

It may lie on a network drive: one writer, a rollback journal, short transactions, no shared memory.
A process that is killed leaves the index as it was before or after a student. The content can be
read again from `class.json` and `grades/*.json` (`rebuild.py`).
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import GraderError
from grader.files import make_folder
from grader.i18n import N_
from grader.model import message

if TYPE_CHECKING:
    from collections.abc import Iterator

INDEX = "index.sqlite"
LOCK = ".lock"
REBUILD = N_("Make it anew from the readable files: grade doctor {folder} --rebuild")
BUSY_SECONDS = 60.0  # how long readers and the writer wait for each other; each is quick
CACHE_KB = 256  # rows are read once and in order, so a larger cache would only take memory
_JOURNAL = f"{INDEX}-journal"
_VERSION = 1
_REFUSED = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
}
_SCHEMA = """
CREATE TABLE class (content TEXT NOT NULL);
CREATE TABLE students (
    student TEXT PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,
    member TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT '',
    provenance TEXT
) WITHOUT ROWID;
CREATE TABLE repeats (
    exercise TEXT NOT NULL,
    changed TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (exercise, changed)
) WITHOUT ROWID;
"""


@contextlib.contextmanager
def alone_in(out: Path) -> Iterator[None]:
    """Lock the folder for one writer. The lock ends with the process, even if that is killed.

    Raises:
        GraderError: another process holds it, or the folder cannot be written.
    """
    make_folder(out)
    with contextlib.ExitStack() as stack:
        try:
            lock = stack.enter_context(_connect(out / LOCK, "rwc", wait_seconds=0.0))
            lock.execute("PRAGMA journal_mode = MEMORY")  # a lock needs no file beside it
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            is_taken = _primary_code(error) == sqlite3.SQLITE_BUSY
            raise (_taken(out) if is_taken else _unwritable(out / LOCK, error)) from error
        yield


@contextlib.contextmanager
def opened_to_read(out: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of the index to read, also without the right to write in the folder.

    A reader so sees the same state to the end, and a batch never waits for it.

    Raises:
        GraderError: the index is missing or cannot be read.
    """
    with contextlib.closing(sqlite3.connect("", isolation_level=None)) as copy:  # a temporary file
        _set_cache(copy)
        try:
            _copy_index(out, copy)
            version = _version(copy)
        except (sqlite3.Error, OSError) as error:
            raise index_error(out, error) from error
        if version != _VERSION:
            raise _other_version(out, version)
        yield copy


@contextlib.contextmanager
def opened_to_write(out: Path) -> Iterator[sqlite3.Connection]:
    """Open the index to write, with the folder locked; makes an empty one if it is missing.

    Raises:
        GraderError: it is damaged or cannot be written.
    """
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(_connect(out / INDEX, "rwc"))
            # A killed process loses nothing, as the system has its writes. A power cut may damage
            # the index, which can be made again; to wait for the disk after each student would
            # take longer than to grade them.
            connection.execute("PRAGMA synchronous = OFF")
            # keep the journal's file: on a network drive it is slow to make and remove files
            connection.execute("PRAGMA journal_mode = PERSIST")
            version = _version(connection)
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.Error as error:
            raise index_error(out, error) from error
        if version not in (0, _VERSION):
            raise _other_version(out, version)
        if found != "ok":
            raise _unreadable(out, found)
        yield connection
        with contextlib.suppress(sqlite3.Error):  # a reader is there: the file stays, empty
            connection.execute("PRAGMA journal_mode = DELETE")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, out: Path) -> Iterator[None]:
    """Write all of the statements in the context, or none.

    Raises:
        GraderError: the system refused.
    """
    try:
        connection.execute("BEGIN")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # if the disk is full, SQLite has rolled back itself
                connection.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        raise index_error(out, error) from error


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty index, within a transaction."""
    if _version(connection) == _VERSION:
        return
    for statement in filter(str.strip, _SCHEMA.split(";")):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_VERSION}")


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether the index has no tables yet."""
    return _version(connection) == 0


def is_missing(out: Path) -> bool:
    """Whether there is no index, or only an empty file."""
    path = out / INDEX
    return not path.is_file() or path.stat().st_size == 0


def index_error(out: Path, error: Exception) -> GraderError:
    """The sentence and tip for an error of SQLite."""
    code = _primary_code(error)
    if code == sqlite3.SQLITE_BUSY:
        return _taken(out)
    if code in _REFUSED:
        return _unwritable(out / INDEX, error)
    if is_missing(out):
        sentence = message("{path} is missing.", path=str(out / INDEX))
        return GraderError(sentence, message(REBUILD, folder=str(out)))
    return _unreadable(out, str(error))


def _primary_code(error: Exception) -> int:
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF  # the bits above are details


def _taken(out: Path) -> GraderError:
    return GraderError(
        message("{path}: another `grade batch` is writing here.", path=str(out)),
        message("Wait until it has ended, or name another folder with --out."),
    )


def _unreadable(out: Path, reason: str) -> GraderError:
    sentence = message("{path}: cannot be read ({reason}).", path=str(out / INDEX), reason=reason)
    return GraderError(sentence, message(REBUILD, folder=str(out)))


def _unwritable(path: Path, error: Exception) -> GraderError:
    return GraderError(
        message("{path} cannot be written: {reason}.", path=str(path), reason=str(error)),
        message("Is there room on the disk, and may you write there?"),
    )


def _other_version(out: Path, version: int) -> GraderError:
    if version == 0:
        return index_error(out, sqlite3.DatabaseError("it is empty"))
    return _unreadable(out, f"version {version}, not {_VERSION}")


@contextlib.contextmanager
def _connect(
    path: Path, mode: str, wait_seconds: float = BUSY_SECONDS
) -> Iterator[sqlite3.Connection]:
    where = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(where, uri=True, timeout=wait_seconds, isolation_level=None)
    with contextlib.closing(connection):
        connection.execute("PRAGMA mmap_size = 0")  # network drives do not map files well
        _set_cache(connection)
        yield connection


def _set_cache(connection: sqlite3.Connection) -> None:
    for schema in ("main", "temp"):
        connection.execute(f"PRAGMA {schema}.cache_size = -{CACHE_KB}")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _copy_index(out: Path, copy: sqlite3.Connection) -> None:
    """Copy the index as it was after its last whole transaction."""
    deadline = time.monotonic() + BUSY_SECONDS
    while not _is_copied(out, copy):
        if _is_locked(out) and time.monotonic() < deadline:
            # the writer is alive: it began a transaction just when this reader looked for one that
            # a killed writer had left
            time.sleep(0.01)
            continue
        # A writer was killed in a transaction. To roll it back needs the right to write, which a
        # reader may not have: it is rolled back in a copy.
        with tempfile.TemporaryDirectory(prefix="cnn-grader-") as folder:
            for name in (_JOURNAL, INDEX):
                shutil.copyfile(out / name, Path(folder) / name)
            with _connect(Path(folder) / INDEX, "rw") as source:
                source.backup(copy)
        return


def _is_copied(out: Path, copy: sqlite3.Connection) -> bool:
    """Copy the index; False if a transaction must be rolled back first."""
    try:
        with _connect(out / INDEX, "ro") as source:
            source.backup(copy)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_READONLY_ROLLBACK:
            return False
        raise
    return True


def _is_locked(out: Path) -> bool:
    """Whether a batch is writing in the folder."""
    try:
        with _connect(out / LOCK, "ro", wait_seconds=0.0) as lock:
            lock.execute("SELECT 1 FROM sqlite_master").fetchall()
    except sqlite3.Error as error:
        return _primary_code(error) == sqlite3.SQLITE_BUSY
    return False
