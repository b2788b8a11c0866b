"""The seam between the grading process and wherever a student's code runs."""

from __future__ import annotations

from typing import Any, Protocol, Self

from grader.model import Isolation, Limits, Value


class ChannelClosedError(Exception):
    """The worker is gone, or never came."""


class ChannelTimeoutError(Exception):
    """Nothing came, or nothing could be sent, before the deadline."""


class Ended(Value, frozen=True):
    """How a worker ended and what it used.

    Attributes:
        signal: the signal that ended it, 0 for none.
        lost: nobody is left who could tell; through no fault of the worker's.
        max_rss_mb: the most memory it held at once; 0 where the system does not tell.
    """

    signal: int = 0
    exit_code: int = 0
    max_rss_mb: float = 0.0
    cpu_seconds: float = 0.0
    lost: bool = False


class Channel(Protocol):
    """A way to speak with one worker. What comes back is decoded and nothing more: judge it."""

    def send(self, message: object, deadline: float) -> None:
        """Delivers a message by `deadline` (`time.monotonic`)."""

    def receive(self, deadline: float) -> Any:
        """The next value.

        Raises:
            ChannelTimeoutError: nothing by the deadline.
            ChannelClosedError: the worker is gone.
            WireError: what came is not a value.
        """

    def close(self) -> Ended:
        """Ends the worker whatever it does, and tells how it ended."""


class Sandbox(Protocol):
    """Opens workers; a context manager, because most kinds hold a process."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def open_channel(self, limits: Limits) -> Channel:
        """A channel to a fresh worker that has run nothing yet.

        Raises:
            SandboxError: no worker can be started; this is never the student's fault.
        """

    def isolation(self) -> Isolation:
        """What this sandbox really puts round a worker."""
