"""Answers to a check that were judged before: equal ones get the same outcome, without a call.

Right answers of a class are equal, and most wrong ones are like others. A check sees nothing of a
submission but the ends of its calls, so that equal ends to the calls that it makes of everybody get
an equal outcome. Without those that passed, a submission costs up to 1.6 times as much (`make
bench`); without those that failed, the judge of a wrong one takes 1.7 times as long.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from .call_log import room_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.sandbox.student_process import Asked

    from .case import Ended
    from .student import Interview

MAX_PRECEDENTS = 10_000  # of all checks together; about 100 bytes each
MAX_FAILURES = 2000  # likewise; some kilobytes each, with pictures of arrays
MAX_FAILURE_CELLS = 500  # of the answers behind one


class Failure(NamedTuple):
    """How a check failed.

    Attributes:
        ended: the outcome and the answers behind it.
        read: how many of the recorded questions the check looked at.
    """

    ended: Ended
    read: int


class Precedents:
    """The answers that were judged so far."""

    def __init__(self) -> None:
        self._passed: set[bytes] = set()
        self._failures: dict[bytes, Failure] = {}

    def have(self, key: bytes | None) -> bool:
        """Whether these answers have passed; never where there is no key."""
        return key in self._passed

    def add(self, key: bytes | None) -> None:
        """Keep answers that have passed."""
        if key is not None:
            if len(self._passed) >= MAX_PRECEDENTS:
                self._passed.clear()
            self._passed.add(key)

    def failure(self, key: bytes | None) -> Failure | None:
        """How a check failed with these answers."""
        return None if key is None else self._failures.get(key)

    def add_failure(self, key: bytes | None, interview: Interview, ended: Ended) -> None:
        """Keep how a check failed, where nothing but the returned values tells it."""
        outcome = ended.outcome
        if key is None or interview.is_beyond or outcome.status != "failed" or outcome.output:
            return
        # an exception's words are not in the key
        if len(interview.returned) < len(interview.ended) or not ended.calls:
            return
        if sum(room_of(call.value) for call in ended.calls) > MAX_FAILURE_CELLS:
            return
        if len(self._failures) >= MAX_FAILURES:
            self._failures.clear()
        self._failures[key] = Failure(ended, interview.read_count)


def key_of(slug: str, check: str, asked: Sequence[Asked]) -> bytes | None:
    """A hash of all ends of a check's calls; None if one has no answer, or its time is looked at.

    Args:
        slug: the check's exercise.
        check: its name.
        asked: its calls, made.
    """
    bodies = []
    for one in asked:
        if one.question.kind.timed:
            return None
        for response in one.responses:
            if response.fault is not None:
                return None
            bodies.append(response.body)
    if not bodies:
        return None
    # with the lengths, so that no other cut of the same bytes is the same key
    head = repr((slug, check, list(map(len, bodies)))).encode()
    return hashlib.sha256(head + b"".join(bodies)).digest()


def has_printed(asked: Sequence[Asked]) -> bool:
    """Whether any of these calls printed."""
    return any(response.printed for one in asked for response in one.responses)
