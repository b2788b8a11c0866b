"""A worker in this very process, for tests and authors: nothing confines it."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from grader.model import Isolation, Limits
from grader.worker import wire
from grader.worker.main import Worker
from grader.worker.modules import StudentModules
from grader.worker.plotting import QuietFinder
from grader.worker.policy import Gate

from .channel import ChannelTimeoutError, Ended, FrameRefusedError
from .clocks import wall_stopwatch
from .places import NOWHERE, Place, lay_out

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from .clocks import Stopwatch

OURS = (StudentModules, Gate, QuietFinder)


class InProcessSandbox:
    """A sandbox with the same frames as the real one; never for a stranger's code."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing: no process is held."""

    def isolation(self) -> Isolation:
        """The level `none`."""
        return Isolation(level="none")

    def open_channel(self, limits: Limits, place: Place = NOWHERE) -> InProcessChannel:
        """A channel to a new worker object."""
        return InProcessChannel(limits, place)


class InProcessChannel:
    """A worker object's messages, encoded and decoded as on the wire."""

    def __init__(self, limits: Limits, place: Place = NOWHERE) -> None:
        self.most_bytes = wire.MAX_FRAME_BYTES
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        if place != NOWHERE:
            self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
            lay_out(place, Path(self._folder.name))
        self._received = bytearray()
        self._worker = Worker(self._received.extend, limits.output_kb * 1024)

    def send(self, message: object, deadline: float) -> None:  # noqa: ARG002
        """Let the worker answer at once."""
        here = contextlib.chdir(self._folder.name) if self._folder else contextlib.nullcontext()
        with here:
            self._worker.answer(wire.decode(wire.encode(message)))

    def receive(self, deadline: float) -> Any:  # noqa: ARG002
        """Receive the next value."""
        if not self._received:
            raise ChannelTimeoutError
        end = 4 + wire.frame_size(bytes(self._received[:4]))
        if end - 4 > self.most_bytes:
            raise FrameRefusedError
        body = bytes(self._received[4:end])
        del self._received[:end]
        return wire.decode(body)

    def stopwatch(self) -> Stopwatch:
        """Count the time that passes."""
        return wall_stopwatch()

    def paused(self) -> AbstractContextManager[None]:
        """Do nothing: this process cannot stop itself."""
        return contextlib.nullcontext()

    def close(self) -> Ended:
        """Remove the worker's import hooks, and its folder."""
        if self._folder is not None:
            self._folder.cleanup()
        sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, OURS)]
        return Ended()
