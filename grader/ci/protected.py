"""Files that students should leave alone -> their hashes, and which of them were changed since."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import message
from grader.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.model import Message

# a file more in one of these is as much a change as another text in one that was there
_WATCHED = ("*.yml", "*.yaml", "conftest.py")
MAX_BYTES = 32 * 1024 * 1024
MAX_TOLD = 20  # the list lies in the checkout: without the key, anybody may have written it


def hash_files(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    """Relative name -> SHA-256 of each of these files below a folder."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
    }


def hash_lines(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    """The same of texts as they are compared: Windows, git and editors change ends of lines."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(_lines(path.read_bytes())).hexdigest()
        for path in sorted(paths)
    }


def find_changes(root: Path, protected: dict[str, str]) -> list[Message]:
    """A sentence for each protected file that is missing or has another text, and each new one.

    Args:
        root: the student's checkout.
        protected: as `hash_lines` gave it, or `hash_files` in an older sealed course.
    """
    missing = N_("{file} is missing; it belongs to the course.")
    changed = N_("{file} was changed; it belongs to the course.")
    added = N_("{file} was added where only the course has files.")
    found = []
    for name, digest in sorted(protected.items()):
        data = _read(root / name) if _is_below(name) else None
        if data is None:
            found.append((missing, name))
        elif digest not in {hashlib.sha256(each).hexdigest() for each in (data, _lines(data))}:
            found.append((changed, name))
    folders = {PurePosixPath(name).parent for name in filter(_is_below, protected)}
    new = {
        path.relative_to(root).as_posix()
        for folder in folders
        for pattern in _WATCHED
        for path in (root / folder).glob(pattern)
    } - set(protected)
    found += [(added, name) for name in sorted(new)]
    told = [message(text, file=clean_name(name)) for text, name in found[:MAX_TOLD]]
    more = len(found) - MAX_TOLD
    return [*told, message("and {count} more", count=more)] if more > 0 else told


def _lines(data: bytes) -> bytes:
    """A text without its byte order mark and the kind of its line ends, which no reader sees.

    Data with a zero byte is no text and stays.
    """
    if b"\0" in data:
        return data
    # a conversion that ran twice leaves CR CR LF
    return re.sub(rb"\r+\n|\r", b"\n", data.removeprefix(b"\xef\xbb\xbf")).rstrip(b"\n")


def _is_below(name: str) -> bool:
    """Whether a name leads nowhere else: without the key, the list is anybody's."""
    return not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts


def _read(path: Path) -> bytes | None:
    """The bytes of a regular file; None for a link, a device, or a missing file."""
    try:
        flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, os.O_RDONLY | flags)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return file.read(MAX_BYTES) if is_file else None
