"""Everything that a grade depends on -> hashes: the grader's code, an exercise, a submission."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import platform
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from . import __version__
from .course.rubric import RUBRIC
from .model import Value
from .sandbox.pool import missing_libraries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .model import Course, Exercise, Submission

KEY_DIGITS = 32


class Versions(Value, frozen=True):
    """Versions that must agree on all machines that grade a class.

    Attributes:
        code: a hash of the grader's modules, for copies that were changed.
    """

    grader: str
    code: str
    python: str
    numpy: str

    def shown(self) -> str:
        """The versions on one line, for people."""
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
        grader=__version__,
        code=digest.hexdigest(),
        python=platform.python_version(),
        numpy=_numpy_version(),
    )


def _numpy_version() -> str:
    """NumPy's version; loads neither NumPy nor, where that is loaded, what reads metadata."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        return str(numpy.__version__)
    from importlib.metadata import version  # noqa: PLC0415

    return version("numpy")


def versions_for(exercise: Exercise) -> dict[str, str]:
    """The versions in an exercise's grades: grader, Python and the exercise's libraries."""
    found = {
        "grader": __version__,
        "python": platform.python_version(),
        "numpy": _numpy_version(),
    }
    others = set(exercise.packages) - {"numpy"} - sys.stdlib_module_names
    if not others:
        return found
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - loads much

    for name in sorted(others):
        for distribution in (name, f"{name}-cpu"):  # tensorflow is installed as tensorflow-cpu
            with contextlib.suppress(PackageNotFoundError):
                found[name] = version(distribution)
                break
    return found


def exercise_keys(course: Course, exercises: tuple[Exercise, ...]) -> dict[str, str]:
    """For each exercise a hash of everything but the submission."""
    # if only one exercise is graded, it takes a single file of any name
    common = msgspec.msgpack.encode((versions(), len(exercises) == 1))
    return {
        exercise.slug: _key(common, hash_exercise(course, exercise).encode())
        for exercise in exercises
    }


def work_keys(
    submissions: Iterable[Submission],
    exercises: dict[str, str],
    lost: Mapping[str, Sequence[float]] = MappingProxyType({}),
) -> dict[str, str]:
    """For each exercise a hash of everything that one student's grade depends on.

    Args:
        submissions: the student's attempts.
        exercises: from `exercise_keys`.
        lost: exercise -> each attempt's loss by lateness, if the best attempt counts.
    """
    parts = [(s.student, s.files, s.problems) for s in submissions]
    digest = hashlib.sha256(msgspec.msgpack.encode(parts)).digest()
    keys = {}
    for slug, key in exercises.items():
        own = tuple(lost.get(slug, ()))
        late = [msgspec.msgpack.encode(own)] if any(own) else []
        keys[slug] = _key(digest, key.encode(), *late)
    return keys


def hash_submission(submission: Submission) -> str:
    """SHA-256 over the names and bytes of the submission's files."""
    return hashlib.sha256(msgspec.msgpack.encode(submission.files)).hexdigest()


def hash_exercise(course: Course, exercise: Exercise) -> str:
    """SHA-256 of an exercise's files, the secret, its training and the missing libraries."""
    digest = hashlib.sha256(course.secret.encode())
    digest.update(msgspec.json.encode([exercise.training, missing_libraries(exercise)]))
    roots = [course.folder, *([course.reference] if course.reference else [])]
    for root in roots:
        for path in sorted((root / exercise.slug).rglob("*")):
            # a rubric is read by people alone, and pictures show what is judged: neither decides
            if path.suffix in {".py", ".toml"} and path.name not in {RUBRIC, "pictures.py"}:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    for name, path in course.data_files(exercise, hidden=True):
        data = path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _key(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:KEY_DIGITS]
