"""The seam between the grading process and wherever a student's code runs."""

from __future__ import annotations

from typing import Any, Protocol, Self

from grader.errors import SandboxError
from grader.model import Isolation, Level, Limits, Value, message


class ChannelClosedError(Exception):
    """The worker is gone, or never came."""


class ChannelTimeoutError(Exception):
    """Nothing came, or nothing could be sent, before the deadline."""


class FrameRefusedError(Exception):
    """What comes is larger than the channel was told to take; nothing can be read after it."""


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
    """A way to speak with one worker. What comes back is decoded and nothing more: judge it.

    Attributes:
        most_bytes: of a frame; a larger one is refused before it is read, where that is possible.
    """

    most_bytes: int

    def send(self, message: object, deadline: float) -> None:
        """Delivers a message by `deadline` (`time.monotonic`)."""

    def receive(self, deadline: float) -> Any:
        """The next value.

        Raises:
            ChannelTimeoutError: nothing by the deadline.
            ChannelClosedError: the worker is gone.
            FrameRefusedError: it is larger than `most_bytes`.
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


LEVELS: tuple[Level, ...] = ("none", "process", "partial", "full")  # weakest first
# what `full` needs; namespaces are one layer more, for which many machines have no leave
NEEDED_FOR_FULL = ("rlimits", "landlock", "seccomp", "privileges", "clean")


def isolation_of(layers: dict[str, tuple[str, str]]) -> Isolation:
    """The level that these layers make.

    `full`: every wall stands. `partial`: files are out of reach (Landlock) or system calls are
    (seccomp), and limits hold. `process`: another process and no more. `none`: the same process.
    """
    on = {name for name, (state, _why) in layers.items() if state == "on"}
    level: Level = "process"
    if on.issuperset(NEEDED_FOR_FULL):
        level = "full"
    elif "rlimits" in on and on & {"landlock", "seccomp"}:
        level = "partial"
    told = {name: f"{state}: {why}" if why else state for name, (state, why) in layers.items()}
    return Isolation(level=level, layers=told)


def demand_level(isolation: Isolation, least: Level) -> None:
    """Refuses to go on below a level.

    Raises:
        SandboxError: the sandbox is weaker than `least`.
    """
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
