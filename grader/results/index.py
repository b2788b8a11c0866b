"""The index of a folder of results: an SQLite file with a row for each student.

It is made for network homes, too: one writer, the plain rollback journal, short transactions, no
shared memory. Whatever is killed leaves the index as it was before or after a student. All that it
says can be read again from `class.json` and `grades/*.json`; see `rebuild.py`.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
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
BUSY_SECONDS = 60.0  # so long a reader and the writer wait for each other; both are quick
CACHE_KB = 256
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
    """Keeps a second writer out of the folder; the lock ends with the process, however that ends.

    Raises:
        GraderError: another process writes there, or nobody may.
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
    """The index for reading, also where nothing may be written and while a batch is at work.

    Raises:
        GraderError: there is none, or it cannot be read.
    """
    with contextlib.ExitStack() as stack:
        try:
            try:
                connection = stack.enter_context(_connect(out / INDEX, "ro"))
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                    raise
                # Its writer was killed within a transaction. To take that back is to write, and
                # whoever reads may not be allowed to: it is taken back in a copy.
                folder = tempfile.TemporaryDirectory(prefix="cnn-grader-")
                copy = _copied(out, Path(stack.enter_context(folder)))
                connection = stack.enter_context(_connect(copy, "rw"))
            version = _version(connection)
        except (sqlite3.Error, OSError) as error:
            raise trouble(out, error) from error
        if version != _VERSION:
            raise _other_version(out, version)
        yield connection


@contextlib.contextmanager
def opened_to_write(out: Path) -> Iterator[sqlite3.Connection]:
    """The index for the one who holds the folder's lock; made where there is none.

    Raises:
        GraderError: it is damaged, or may not be written.
    """
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(_connect(out / INDEX, "rwc"))
            # What the system was given survives a killed process. A machine that loses power may
            # damage the index; but no file of grades is forced to the disk either, and the index
            # can be made from these. To wait for the disk costs more than a student's grades do.
            connection.execute("PRAGMA synchronous = OFF")
            # one file for all transactions: on a network disk to make and remove files is slow
            connection.execute("PRAGMA journal_mode = PERSIST")
            version = _version(connection)
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.Error as error:
            raise trouble(out, error) from error
        if version not in (0, _VERSION):
            raise _other_version(out, version)
        if found != "ok":
            raise _unreadable(out, found)
        yield connection
        with contextlib.suppress(sqlite3.Error):  # a reader may still look; an empty one may stay
            connection.execute("PRAGMA journal_mode = DELETE")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, out: Path) -> Iterator[None]:
    """All that is written within, or nothing of it.

    Raises:
        GraderError: the system does not let it be written.
    """
    try:
        connection.execute("BEGIN")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite has taken it back itself where the disk is full
                connection.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        raise trouble(out, error) from error


def make_tables(connection: sqlite3.Connection) -> None:
    """Makes the tables where there are none, within a transaction."""
    if _version(connection) == _VERSION:
        return
    for statement in filter(str.strip, _SCHEMA.split(";")):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_VERSION}")


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever written to it."""
    return _version(connection) == 0


def remove_index(out: Path) -> None:
    """Removes a damaged index, and what was to be taken back in it."""
    for name in (_JOURNAL, INDEX):  # a journal without its index would be taken for the next one's
        (out / name).unlink(missing_ok=True)


def trouble(out: Path, error: Exception) -> GraderError:
    """What to say of an index that is missing, cannot be read or cannot be written."""
    code = _primary_code(error)
    if code == sqlite3.SQLITE_BUSY:
        return _taken(out)
    if code in _REFUSED:
        return _unwritable(out / INDEX, error)
    path = out / INDEX
    if not path.is_file() or path.stat().st_size == 0:
        tip = message(REBUILD, folder=str(out))
        return GraderError(message("{path} is missing.", path=str(path)), tip)
    return _unreadable(out, str(error))


def _primary_code(error: Exception) -> int:
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF  # what is above says more, and is not asked here


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
        return trouble(out, sqlite3.DatabaseError("it is empty"))
    return _unreadable(out, f"version {version}, not {_VERSION}")


@contextlib.contextmanager
def _connect(
    path: Path, mode: str, wait_seconds: float = BUSY_SECONDS
) -> Iterator[sqlite3.Connection]:
    where = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(where, uri=True, timeout=wait_seconds, isolation_level=None)
    with contextlib.closing(connection):
        connection.execute("PRAGMA mmap_size = 0")  # network disks do not map files well
        for schema in ("main", "temp"):  # nothing is read twice, so little need be remembered
            connection.execute(f"PRAGMA {schema}.cache_size = -{CACHE_KB}")
        yield connection


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _copied(out: Path, folder: Path) -> Path:
    """A copy of the index, with what is to be taken back in it."""
    for name in (_JOURNAL, INDEX):
        shutil.copyfile(out / name, folder / name)
    return folder / INDEX
