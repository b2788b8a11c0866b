"""The code that was graded, kept beside the grades: `code/<name>.gz` for each student.

It is the content of `Submission.files`: of a notebook the code cells alone. A reader gets only the
code that the grades were made from, by the hash that these name.
"""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import msgspec

from grader.files import write_bytes_atomically
from grader.fingerprint import hash_submission
from grader.model import Submission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .store import Result

CODE = "code"
ENDING = ".gz"  # of msgpack
MAX_BYTES = 64 * 1024 * 1024  # unpacked; a student's files are read up to 8 MB an attempt
_LEVEL = 6
_GZIP = 31  # zlib's number for this format


def code_file(out: Path, file: str) -> Path:
    """The path of a student's code, which may not exist.

    Args:
        file: name of their files, without the ending; see `Member`.
    """
    return out / CODE / f"{file}{ENDING}"


def write_code(out: Path, file: str, attempts: Sequence[Submission]) -> None:
    """Keep all attempts of a student that were read; without a file in them nothing is kept."""
    if not any(attempt.files for attempt in attempts):
        code_file(out, file).unlink(missing_ok=True)
        return
    packed = msgspec.msgpack.encode(attempts)
    # without a time in it, the same code is the same bytes
    data = gzip.compress(packed, _LEVEL, mtime=0)
    write_bytes_atomically(code_file(out, file), [data])


def load_code(out: Path, result: Result) -> dict[str, Submission]:
    """Read the attempts that counted, by exercise; without those that cannot be read any more.

    An exercise is left out where the code is no longer that of the grade: a batch that was killed
    may have written one and not the other.
    """
    attempts = _attempts(code_file(out, result.member.file))
    if not attempts:
        return {}
    hashes = [hash_submission(attempt) for attempt in attempts]
    found = {}
    for grade in result.grades:
        graded = grade.hashes.get("submission")
        if grade.file and graded in hashes:
            found[grade.exercise] = attempts[hashes.index(graded)]
    return found


def _attempts(path: Path) -> list[Submission]:
    try:
        unpacking = zlib.decompressobj(_GZIP)
        packed = unpacking.decompress(path.read_bytes(), MAX_BYTES)
        if not unpacking.eof:
            return []
        return msgspec.msgpack.decode(packed, type=list[Submission])
    except (OSError, zlib.error, msgspec.DecodeError, UnicodeDecodeError):
        return []
