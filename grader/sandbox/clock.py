"""How much time a hand-in has left: for the check at hand, and for all of them together."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from .channel import ChannelTimeoutError
from .explain import call_too_slow, time_used_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Limits

    from .faults import TimedOut

LEAST_LOAD_SECONDS = 1.0
READ_SECONDS = 2.0  # for all answers to a check; honest ones take hundredths


class Clock:
    """Two allowances, in seconds, that pass together while a student's code is waited for.

    Args:
        limits: of the exercise.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._check_left = self._allowed = limits.check_seconds
        self._wall_left = limits.wall_seconds
        self._reading_left = READ_SECONDS

    def begin_load(self, attempt: int) -> None:
        """Time to load; however many statements hang, all tries take little longer than two checks.

        Args:
            attempt: from 0.
        """
        self.begin_check()
        least = min(self._check_left, LEAST_LOAD_SECONDS)
        self._check_left = max(self._check_left / 2**attempt, least)
        self.begin_checks()

    def begin_checks(self) -> None:
        """Gives all checks together their full time: loading is no check's."""
        self._wall_left = self._limits.wall_seconds

    def begin_check(self) -> None:
        """Gives the next check its full time."""
        self._check_left = self._allowed = self._limits.check_seconds
        self._reading_left = READ_SECONDS

    @contextlib.contextmanager
    def allowing(self, seconds: float) -> Iterator[None]:
        """A time of its own for what the check at hand need not pay for."""
        saved = self._check_left, self._allowed
        self._check_left = self._allowed = seconds
        try:
            yield
        finally:
            self._check_left, self._allowed = saved

    @contextlib.contextmanager
    def running(self) -> Iterator[float]:
        """The deadline by what is left; what passes is the student's, however it ends.

        Raises:
            ChannelTimeoutError: nothing is left.
        """
        started = time.monotonic()
        seconds = min(self._check_left, self._wall_left)
        if seconds <= 0:
            raise ChannelTimeoutError
        try:
            yield started + seconds
        finally:
            spent = time.monotonic() - started
            self._check_left -= spent
            self._wall_left -= spent

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Time to read answers, apart from all other: it is the same for whoever answers the same.

        Raises:
            ChannelTimeoutError: nothing is left.
        """
        if self._reading_left <= 0:
            raise ChannelTimeoutError
        started = time.monotonic()
        try:
            yield
        finally:
            self._reading_left -= time.monotonic() - started

    def too_slow(self, function: str) -> TimedOut:
        """What is to be said when the time is over; no function means while loading."""
        if self._wall_left <= min(self._check_left, 0):
            return time_used_up(self._limits)
        return call_too_slow(function, self._allowed)
