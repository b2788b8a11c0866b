"""A submission: files as bytes, its time of arrival, and the cost of lateness."""

from __future__ import annotations

import datetime

from .message import Message, Value


class File(Value, frozen=True):
    """A file of a submission; `name` is relative, with forward slashes."""

    name: str
    data: bytes


class Submission(Value, frozen=True):
    """One student's files.

    Attributes:
        student: from the channel it came by (folder, file name), never from its contents.
        files: everything that may be source code.
        problems: a sentence for the student about each other file.
    """

    student: str
    files: tuple[File, ...]
    received: datetime.datetime | None = None
    problems: tuple[Message, ...] = ()


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
