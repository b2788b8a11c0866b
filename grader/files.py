"""Files written whole or not at all, and safe file names for students."""

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
    """Write a file whole or not at all; make its folder if needed.

    Raises:
        GraderError: it cannot be written.
    """
    write_bytes_atomically(path, [text.encode()])


def write_pieces_atomically(path: Path, pieces: Iterable[str]) -> None:
    """Write a text that comes in pieces; see `write_atomically`."""
    write_bytes_atomically(path, (piece.encode() for piece in pieces))


def write_bytes_atomically(path: Path, data: Iterable[bytes]) -> None:
    """Write bytes that come in pieces; see `write_atomically`."""
    make_folder(path.parent)
    with writing(path):
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(data)
            Path(temporary).chmod(0o644)  # mkstemp gives 0600: no colleague could read it
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        GraderError: it cannot be made.
    """
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write, such as a full disk, into a `GraderError`."""
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
    """A student's name as a file name; one with unsafe characters gets a hash to stay unique."""
    safe = re.sub(r"[^\w.@+-]", "_", student).strip(".-_ ")
    while len(safe.encode()) > MAX_NAME_BYTES:
        safe = safe[:-1]
    # a student whose own name ends like our hash must not get another one's file
    if safe == student and not re.search(r"-[0-9a-f]{8}$", safe):
        return safe
    suffix = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe or 'student'}-{suffix}"
