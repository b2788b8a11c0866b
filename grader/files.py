"""Files that are written whole or not at all, under names that no student's name can spoil."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

MAX_NAME_BYTES = 200


def write_atomically(path: Path, text: str) -> None:
    """Writes a file whole or not at all, making its folder."""
    write_bytes_atomically(path, text.encode())


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """As `write_atomically`, for what is in another encoding."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def file_name(student: str) -> str:
    """A file name for a student: their own where it is harmless, else made so and kept unique."""
    safe = re.sub(r"[^\w.@+-]", "_", student).strip(".-_ ")
    while len(safe.encode()) > MAX_NAME_BYTES:
        safe = safe[:-1]
    if safe == student and not re.search(r"-[0-9a-f]{8}$", safe):  # that form is ours
        return safe
    mark = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe or 'student'}-{mark}"
