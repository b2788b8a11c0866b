"""Files in the folder where a student's code works, read and written for a check.

This runs where the student's code ran, and confined as it is. The content is the student's word,
as every answer is.
"""

import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

MAX_FILE_BYTES = 1 << 22
_CLEAN_OPEN = (
    getattr(os, "O_NOFOLLOW", 0)  # a link may lead anywhere
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would be waited for
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

Found = tuple[str, bytes]  # `file` and its content, or why there is none


def access_to(name: str, how: str) -> Callable[..., object]:
    """The function that a question about a file calls: `read` or `write`."""
    return partial(read_file if how == "read" else write_file, name)


def read_file(name: str) -> Found:
    """Read a plain file; a name that is none is told as `missing`, `no file` or `too large`."""
    try:
        descriptor = os.open(name, os.O_RDONLY | _CLEAN_OPEN)
    except (FileNotFoundError, NotADirectoryError):
        return "missing", b""
    except OSError:  # a link, a folder on Windows
        return "no file", b""
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return "no file", b""
        if found.st_size > MAX_FILE_BYTES:
            return "too large", b""
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError:
        return "no file", b""
    finally:
        os.close(descriptor)
    return ("file", data) if len(data) <= MAX_FILE_BYTES else ("too large", b"")


def write_file(name: str, data: bytes) -> bool:
    """Write a new file in place of an old one; False where something else is in the way."""
    path = Path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CLEAN_OPEN, 0o644)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except OSError:
        return False
    return True
