"""The seconds that a check and an exercise may take."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import Cause, message

from .channel import ChannelTimeoutError
from .faults import TimedOut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Limits

LEAST_LOAD_SECONDS = 1.0
WITH_UNREAD = 2  # times the exercise's time may pass, with calls that no verdict depends on
READ_SECONDS = 2.0  # for all answers to a check; honest ones take hundredths


class Clock:
    """The seconds left to a check and to the exercise.

    A check's pass while a worker is busy, the exercise's when an answer is read: a call that a
    failed check did not reach must not cost others their time.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._check_left = self._allowed = limits.check_seconds
        self._reading_left = READ_SECONDS
        self._is_used_up = False
        self.begin_checks()

    def begin_load(self, attempt: int) -> None:
        """Give time to load, half as much at each further attempt; the first is 0."""
        # all attempts together take little longer than two checks, however many statements hang
        self.begin_check()
        least = min(self._check_left, LEAST_LOAD_SECONDS)
        self._check_left = max(self._check_left / 2**attempt, least)
        self.begin_checks()

    def begin_checks(self) -> None:
        """Give all checks together their full time, however long loading took."""
        self._wall_left = self._limits.wall_seconds
        self._busy_left = WITH_UNREAD * self._limits.wall_seconds

    def begin_check(self) -> None:
        """Give the next check its full time."""
        self._check_left = self._allowed = self._limits.check_seconds
        self._reading_left = READ_SECONDS

    @contextlib.contextmanager
    def allowing(self, seconds: float) -> Iterator[None]:
        """Give seconds that the current check does not pay for."""
        saved = self._check_left, self._allowed
        self._check_left = self._allowed = seconds
        try:
            yield
        finally:
            self._check_left, self._allowed = saved

    @contextlib.contextmanager
    def running(self) -> Iterator[float]:
        """Give the deadline of a worker's task, and charge the check for it.

        Raises:
            ChannelTimeoutError: no time is left.
        """
        started = time.monotonic()
        left = min(self._wall_left, self._busy_left)
        seconds = min(self._check_left, left)
        self._is_used_up = left <= self._check_left  # if the deadline passes
        if seconds <= 0:
            raise ChannelTimeoutError
        try:
            yield started + seconds
        finally:
            spent = time.monotonic() - started
            self._check_left -= spent
            self._busy_left -= spent

    def charge(self, seconds: float) -> None:
        """Charge the exercise for the answers that are read."""
        self._wall_left -= seconds

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Charge the time to read answers, apart from the worker's.

        Raises:
            ChannelTimeoutError: no time is left.
        """
        # equal answers take equally long to read, however fast the student's code is
        if self._reading_left <= 0:
            self._is_used_up = False
            raise ChannelTimeoutError
        started = time.monotonic()
        try:
            yield
        finally:
            self._reading_left -= time.monotonic() - started

    def too_slow(self, function: str) -> TimedOut:
        """The fault when no time is left; no function means while loading."""
        if self._is_used_up:
            text = N_("The time for the whole exercise ({seconds} s) is used up.")
            return TimedOut(Cause.TIME_USED_UP, message(text, seconds=self._limits.wall_seconds))
        return call_too_slow(function, self._allowed)


def call_too_slow(function: str, allowed_seconds: float) -> TimedOut:
    """A call did not return in time; without a function, loading did not end in time."""
    if not function:
        text = N_("Your file did not finish loading within {seconds} s.")
        return TimedOut(Cause.LOADING_TIMEOUT, message(text, seconds=allowed_seconds))
    text = N_("{function} did not return within {seconds} s. Is there a loop that never ends?")
    return TimedOut(Cause.TIMEOUT, message(text, function=function, seconds=allowed_seconds))
