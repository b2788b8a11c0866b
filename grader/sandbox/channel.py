"""The interface between the grading process and its workers, and levels of isolation."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING, Any, Protocol, Self

from grader.errors import SandboxError
from grader.model import Isolation, Level, Limits, Value, message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from .clocks import Stopwatch
    from .places import Place


class ChannelClosedError(Exception):
    """The worker has ended, or never started."""


class ChannelTimeoutError(Exception):
    """Nothing was received, or could be sent, before the deadline."""


class FrameRefusedError(Exception):
    """The next frame is larger than the channel may take; nothing can be read after it."""


class Ended(Value, frozen=True):
    """The end of a worker, and the resources it used.

    Attributes:
        signal: the signal that ended it; 0 for none.
        max_rss_mb: the largest resident memory; 0 if unknown.
        lost: whether the rest is unknown because the fork server died, too.
    """

    signal: int = 0
    exit_code: int = 0
    max_rss_mb: float = 0.0
    cpu_seconds: float = 0.0
    lost: bool = False


class Channel(Protocol):
    """A connection to one worker; received values are decoded and not checked further.

    Attributes:
        most_bytes: of a frame; a larger one is refused before it is read, where that is possible.
    """

    most_bytes: int

    def send(self, message: object, deadline: float) -> None:
        """Deliver a message by `deadline` (`time.monotonic`).

        Raises:
            ChannelTimeoutError, ChannelClosedError: it could not be delivered.
        """

    def receive(self, deadline: float) -> Any:
        """Receive the next value.

        Raises:
            ChannelTimeoutError: none by the deadline.
            ChannelClosedError: the worker has ended.
            FrameRefusedError: a frame is larger than `most_bytes`.
            WireError: a frame is not a value.
        """

    def stopwatch(self) -> Stopwatch:
        """Begin to count the seconds that the worker spends; a call gives those so far."""

    def paused(self) -> AbstractContextManager[None]:
        """Stop the worker for a while, with all its threads, where the system can."""

    def close(self) -> Ended:
        """End the worker by force, and report its end."""


@contextlib.contextmanager
def paused_group(leader: int) -> Iterator[None]:
    """Stop a process and its group for a while; nothing where the system has no groups."""
    if not hasattr(os, "killpg"):
        yield
        return
    with contextlib.suppress(OSError):
        os.killpg(leader, signal.SIGSTOP)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # it has ended
            os.killpg(leader, signal.SIGCONT)


class Sandbox(Protocol):
    """A source of workers; a context manager, because most kinds hold a process."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def open_channel(self, limits: Limits, place: Place = ...) -> Channel:
        """A channel to a new worker that has run nothing yet.

        Args:
            limits: of the exercise.
            place: the content of its working folder; by default none, and it may write nothing.

        Raises:
            SandboxError: no worker can be started; never the student's fault.
        """

    def isolation(self) -> Isolation:
        """The layers that confine this sandbox's workers, as tried out."""


LEVELS: tuple[Level, ...] = ("none", "process", "partial", "full")  # weakest first
# namespaces are an extra layer, because many machines do not permit them
NEEDED_FOR_FULL = ("rlimits", "landlock", "seccomp", "privileges", "clean")


def isolation_of(layers: dict[str, tuple[str, str]]) -> Isolation:
    """The level of these layers, given as name -> (state, reason).

    `full`: every needed layer is on. `partial`: the limits hold, and Landlock closes files or
    seccomp closes system calls. `process`: a process of its own. `none`: the same process.
    """
    on = {name for name, (state, _why) in layers.items() if state == "on"}
    level: Level = "process"
    if on.issuperset(NEEDED_FOR_FULL):
        level = "full"
    elif "rlimits" in on and on & {"landlock", "seccomp"}:
        level = "partial"
    reported = {name: f"{state}: {why}" if why else state for name, (state, why) in layers.items()}
    return Isolation(level=level, layers=reported)


def demand_level(isolation: Isolation, least: Level) -> None:
    """Raise a `SandboxError` if the isolation is weaker than `least`."""
    if LEVELS.index(isolation.level) < LEVELS.index(least):
        missing = [name for name, state in isolation.layers.items() if not state.startswith("on")]
        raise SandboxError(
            message(
                "Isolation here is {level}, below {least} (missing: {missing}).",
                level=isolation.level,
                least=least,
                missing=", ".join(missing) or "-",
            ),
            message(
                "Run `grade doctor` for the reasons, or lower --require-isolation if you trust "
                "the code."
            ),
        )
