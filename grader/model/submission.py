"""A submission: files as bytes, its time of arrival, and the cost of lateness."""

from __future__ import annotations

import datetime

from .evidence import Problem
from .message import Message, Value


class File(Value, frozen=True, omit_defaults=True):
    """A file of a submission.

    Attributes:
        name: relative, with forward slashes.
        data: what is graded of it: of a notebook the code cells alone.
        original: SHA-256 of the file as it was handed in, where `data` is less.
        problem: what was found when it was read; if its cause is FILE_UNREADABLE, there is no data.
        modified: year, month, … as its zip says; of no zone, and to compare files of one zip alone.
    """

    name: str
    data: bytes
    original: str = ""
    problem: Problem | None = None
    modified: tuple[int, ...] = ()


class Submission(Value, frozen=True):
    """One student's files.

    Attributes:
        student: from the channel it came by (folder, file name), never from its contents.
        identity: the same for all that this student hands in; empty where the channel names
            nobody, as for a single file on its author's machine.
        files: everything that may be source code.
        problems: a sentence for the student about each other file.
    """

    student: str
    files: tuple[File, ...]
    received: datetime.datetime | None = None
    problems: tuple[Message, ...] = ()
    identity: str = ""


class Lateness(Value, frozen=True):
    """The cost of late submissions.

    Attributes:
        due: the deadline; None if only the channel's mark counts.
        percent_a_day: of the points earned, for each day begun.
        most_percent: the largest loss.
        grace_minutes: lateness that costs nothing.
    """

    due: datetime.datetime | None = None
    percent_a_day: float = 0.0
    most_percent: float = 100.0
    grace_minutes: float = 0.0


class Arrival(Value, frozen=True):
    """The time of a submission, if known, and whether the channel marks it as late."""

    received: datetime.datetime | None = None
    is_late: bool = False
