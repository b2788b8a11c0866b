"""The sandbox's twin without any wall: runs the worker in this very process, for tests."""

from __future__ import annotations

import sys
from typing import Any, Self

from grader.model import Isolation, Limits
from grader.worker import wire
from grader.worker.main import Worker
from grader.worker.modules import StudentModules
from grader.worker.policy import Gate

from .channel import ChannelTimeoutError, Ended, FrameRefusedError


class InProcessSandbox:
    """Speaks the same frames as the real sandbox, with no wall. Never for a stranger's code."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held."""

    def isolation(self) -> Isolation:
        """None at all."""
        return Isolation(level="none")

    def open_channel(self, limits: Limits) -> InProcessChannel:
        """A channel to a worker object."""
        return InProcessChannel(limits)


class InProcessChannel:
    """Queues what the worker object sends; every message goes through bytes, as on the wire."""

    def __init__(self, limits: Limits) -> None:
        self.most_bytes = wire.MAX_FRAME_BYTES
        self._replies = bytearray()
        self._worker = Worker(self._replies.extend, limits.output_kb * 1024)

    def send(self, message: object, deadline: float) -> None:  # noqa: ARG002
        """Has the worker answer at once."""
        self._worker.answer(wire.decode(wire.encode(message)))

    def receive(self, deadline: float) -> Any:  # noqa: ARG002
        """The next value that the worker sent."""
        if not self._replies:
            raise ChannelTimeoutError
        end = 4 + wire.frame_size(bytes(self._replies[:4]))
        if end - 4 > self.most_bytes:
            raise FrameRefusedError
        body = bytes(self._replies[4:end])
        del self._replies[:end]
        return wire.decode(body)

    def close(self) -> Ended:
        """Takes the worker's import hooks away again."""
        sys.meta_path[:] = [
            finder for finder in sys.meta_path if not isinstance(finder, (StudentModules, Gate))
        ]
        return Ended()
