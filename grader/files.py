"""Files that are written whole or not at all, under names that no student's name can spoil."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import GraderError
from .model import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_NAME_BYTES = 200


def write_atomically(path: Path, text: str) -> None:
    """Writes a file whole or not at all, making its folder.

    Raises:
        GraderError: the system does not let it be written.
    """
    write_bytes_atomically(path, [text.encode()])


def write_pieces_atomically(path: Path, pieces: Iterable[str]) -> None:
    """As `write_atomically`, for a text that comes bit by bit."""
    write_bytes_atomically(path, (piece.encode() for piece in pieces))


def write_bytes_atomically(path: Path, data: Iterable[bytes]) -> None:
    """As `write_atomically`, for what is in another encoding."""
    make_folder(path.parent)
    with writing(path):
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(data)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def append_bytes(path: Path, data: bytes) -> None:
    """Appends in one write, so that a kill leaves all of it or a torn end; see `write_atomically`.

    Raises:
        GraderError: likewise.
    """
    make_folder(path.parent)
    with writing(path):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)


def make_folder(path: Path) -> None:
    """Makes a folder and those above it.

    Raises:
        GraderError: it cannot be made.
    """
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tells what the system refuses: a full disk is for whoever grades to mend.

    Raises:
        GraderError: it refused.
    """
    try:
        yield
    except OSError as error:
        raise GraderError(
            message(
                "{path} cannot be written: {reason}.", path=str(path), reason=error.strerror or ""
            ),
            message("Is there room on the disk, and may you write there?"),
        ) from error


def file_name(student: str) -> str:
    """A file name for a student: their own where it is harmless, else made so and kept unique."""
    safe = re.sub(r"[^\w.@+-]", "_", student).strip(".-_ ")
    while len(safe.encode()) > MAX_NAME_BYTES:
        safe = safe[:-1]
    if safe == student and not re.search(r"-[0-9a-f]{8}$", safe):  # that form is ours
        return safe
    mark = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe or 'student'}-{mark}"
