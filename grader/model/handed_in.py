"""What was handed in: the files of a submission, as bytes."""

from __future__ import annotations

import datetime

from .base import Message, Value


class File(Value, frozen=True):
    """A file of a submission; `name` is relative, with forward slashes."""

    name: str
    data: bytes


class Submission(Value, frozen=True):
    """What one student handed in.

    Attributes:
        student: from the channel it came by (folder, file name), never from its contents.
        files: everything that may be source; the rest is left behind and named in `problems`.
        problems: what could not be taken, in sentences for the student.
    """

    student: str
    files: tuple[File, ...]
    received: datetime.datetime | None = None
    problems: tuple[Message, ...] = ()
