"""What decides a grade -> hashes: the grader's own code, an exercise, a hand-in with both."""

from __future__ import annotations

import functools
import hashlib
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .model import Value
from .pipeline import hash_exercise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Course, Exercise, Submission

KEY_DIGITS = 32


class Versions(Value, frozen=True):
    """What has to be the same wherever a class is graded.

    Attributes:
        code: a hash of the grader's modules, so that a changed copy is not taken for another.
    """

    grader: str
    code: str
    python: str
    numpy: str

    def shown(self) -> str:
        """On one line, for people."""
        short = self.code[:8]
        return f"grader {self.grader} ({short}), Python {self.python}, NumPy {self.numpy}"


@functools.cache
def versions() -> Versions:
    """The versions of this process."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return Versions(
        grader=version("cnn-grader"),
        code=digest.hexdigest(),
        python=platform.python_version(),
        numpy=version("numpy"),
    )


def exercise_keys(course: Course, exercises: tuple[Exercise, ...]) -> dict[str, str]:
    """For each exercise a hash of all that decides its grades, but the hand-in."""
    # alone, an exercise takes a single file whatever it is called
    common = msgspec.msgpack.encode((versions(), len(exercises) == 1))
    return {
        exercise.slug: _key(common, hash_exercise(course, exercise).encode())
        for exercise in exercises
    }


def work_keys(submissions: Iterable[Submission], exercises: dict[str, str]) -> dict[str, str]:
    """For each exercise a hash of all that decides one student's grade."""
    parts = [(s.student, s.files, s.problems) for s in submissions]
    handed_in = msgspec.msgpack.encode(parts)
    digest = hashlib.sha256(handed_in).digest()
    return {slug: _key(digest, key.encode()) for slug, key in exercises.items()}


def _key(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:KEY_DIGITS]
