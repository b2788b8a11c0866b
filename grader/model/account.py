"""The points that count for a student, and all that changed them after the checks."""

from __future__ import annotations

import hashlib

import msgspec

from .message import Message, Value
from .remark import Remark

_MARK_DIGITS = 16


class Account(Value, frozen=True):
    """A student's points in all exercises as the gradebook counts them.

    Attributes:
        changes: lateness, extensions, points by hand, the group, and which attempts counted.
        remarks: what was said of the answers in a review.
        answers: to questions, that a person has looked at: each with its points, as a key.
    """

    total: float
    possible: float
    changes: tuple[Message, ...]
    remarks: tuple[Remark, ...] = ()
    answers: tuple[str, ...] = ()

    def mark(self) -> str:
        """A hash of what a page says of it; empty if it says nothing."""
        if not self.changes and not self.remarks and not self.answers:
            return ""
        packed = msgspec.msgpack.encode(self, order="deterministic")
        return hashlib.sha256(packed).hexdigest()[:_MARK_DIGITS]
