"""A reader's questions and answers; each message travels as msgpack after its length."""

from __future__ import annotations

import datetime

from grader.model import Value

OUT_OF_MEMORY = 3  # the process's exit code
# the first byte of an answer
ANSWER, REFUSAL, FAULT, NEEDS_IPYTHON = b"a", b"r", b"f", b"i"


class Bounds(Value, frozen=True):
    """The most that reading may cost.

    Attributes:
        memory_mb: beside the interpreter's own.
        written_mb: of one file.
    """

    cpu_seconds: int
    wall_seconds: int
    memory_mb: int
    written_mb: int = 0


SUBMISSION = Bounds(cpu_seconds=5, wall_seconds=20, memory_mb=512)
CLASS_ZIP = Bounds(cpu_seconds=900, wall_seconds=3600, memory_mb=1024, written_mb=100)
METADATA = Bounds(cpu_seconds=120, wall_seconds=300, memory_mb=2048)


class Scope(Value, frozen=True):
    """The files that the process may open, and the folders with all that is below them.

    Attributes:
        ipython: whether it is to load IPython's transformer while it still may.
    """

    readable: tuple[bytes, ...]
    writable: tuple[bytes, ...]
    ipython: bool = False


class ReadAttempts(Value, frozen=True, tag=True):
    """Ask for a student's attempts, each as paths and the student's names for them."""

    student: str
    attempts: tuple[tuple[tuple[bytes, str], ...], ...]
    wanted: tuple[str, ...] = ()


class ReadPath(Value, frozen=True, tag=True):
    """Ask for the submission at a path, as `load_submission` does."""

    path: bytes
    student: str
    wanted: tuple[str, ...] = ()


class UnpackClass(Value, frozen=True, tag=True):
    """Ask for a class's zip to be unpacked into a folder; the answer is the names left out."""

    archive: bytes
    folder: bytes


class ReadMetadata(Value, frozen=True, tag=True):
    """Ask for the submissions in Gradescope's metadata."""

    path: bytes


Request = ReadAttempts | ReadPath | UnpackClass | ReadMetadata


class Asked(Value, frozen=True):
    """A request and the bounds for its answer."""

    request: Request
    bounds: Bounds


class Metadata(Value, frozen=True):
    """One submission in Gradescope's metadata.

    Attributes:
        submitters: for each student the fields that name them.
    """

    folder: str
    submitters: tuple[dict[str, str], ...]
    created: datetime.datetime | None = None
