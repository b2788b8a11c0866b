"""Workers as plain subprocesses, on any system: for a student's own code.

Nothing confines them but the process and the clock. Every grade calls this level `process`.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from grader.errors import SandboxError
from grader.model import Isolation, Limits, message
from grader.worker import wire

from .channel import ChannelClosedError, ChannelTimeoutError, Ended, paused_group
from .clocks import strict_stopwatch
from .environment import PACKAGE_ROOT, boot_line, environment_for
from .places import NOWHERE, Place, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from .clocks import Stopwatch

_BOOT = boot_line("grader.worker.main")
_CLOSED = object()
START_SECONDS = 60.0
# Windows cannot start an interpreter without these two
_SYSTEM_VARIABLES = {
    name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ
}


class UnconfinedSandbox:
    """A subprocess for each worker, driven over its standard input and output.

    Args:
        packages: libraries that the exercise allows.
    """

    def __init__(self, packages: tuple[str, ...] = ("numpy",)) -> None:
        self._environment = environment_for(packages)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing: no process outlives its channel."""

    def isolation(self) -> Isolation:
        """A process of its own, with a clean environment."""
        return Isolation(level="process", layers={"clean": "on: environment only"})

    def open_channel(self, limits: Limits, place: Place = NOWHERE) -> UnconfinedChannel:
        """A channel to a newly started interpreter that is ready to load."""
        scratch = None
        variables = self._environment.variables | _SYSTEM_VARIABLES
        if self._environment.scratch or place != NOWHERE:
            scratch = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
            lay_out(place, Path(scratch.name))
            variables |= dict.fromkeys(self._environment.in_scratch, scratch.name)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-B", "-c", _BOOT, PACKAGE_ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=scratch.name if scratch else None,
            env=variables,
            start_new_session=True,  # so that its children can be ended with it
        )
        channel = UnconfinedChannel(process, scratch)
        settings = {"output_chars": limits.output_kb * 1024, "packages": []}
        give_up = time.monotonic() + START_SECONDS
        try:
            channel.send(settings, give_up)
            channel.receive(give_up)  # waited for here, so that no check pays for the start
        except (ChannelClosedError, ChannelTimeoutError) as error:
            channel.close()
            raise SandboxError(message("A worker ended before it was ready.")) from error
        return channel


class UnconfinedChannel:
    """A subprocess's pipes, read by a thread: on some systems pipes have no deadlines.

    Args:
        process: the worker.
        scratch: its folder, removed with it.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        scratch: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        self._process = process
        self._scratch = scratch
        self.most_bytes = wire.MAX_FRAME_BYTES  # the thread reads ahead: no smaller one is refused
        self._frames: queue.Queue[Any] = queue.Queue(maxsize=64)  # a worker that floods must wait
        self._reader = threading.Thread(target=self._pump, daemon=True)
        self._reader.start()

    def _pump(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        try:
            while True:
                self._frames.put(wire.read_frame(pipe.fileno()))
        except (EOFError, OSError):
            self._frames.put(_CLOSED)
        except wire.WireError as error:
            self._frames.put(error)

    def send(self, message: object, deadline: float) -> None:
        """Deliver a message; a worker that does not read it is killed at the deadline."""
        pipe = self._process.stdin
        assert pipe is not None
        with self._killed_at(deadline) as was_killed:
            try:
                wire.write_all(pipe.fileno(), wire.frame(message))
            except OSError as error:
                if was_killed():
                    raise ChannelTimeoutError from error
                raise ChannelClosedError from error

    @contextlib.contextmanager
    def _killed_at(self, deadline: float) -> Any:
        fired = threading.Event()

        def fire() -> None:
            fired.set()
            self._process.kill()

        # a full pipe blocks the writer, on some systems without a deadline; a dead reader frees it
        timer = threading.Timer(max(deadline - time.monotonic(), 0), fire)
        timer.start()
        check: Callable[[], bool] = fired.is_set
        try:
            yield check
        finally:
            timer.cancel()

    def receive(self, deadline: float) -> Any:
        """Receive the next value; see `Channel.receive`."""
        if time.monotonic() >= deadline:
            raise ChannelTimeoutError
        try:
            item = self._frames.get(timeout=max(deadline - time.monotonic(), 0.000_001))
        except queue.Empty as error:
            raise ChannelTimeoutError from error
        if item is _CLOSED:
            raise ChannelClosedError
        if isinstance(item, wire.WireError):
            raise item
        return item

    def stopwatch(self) -> Stopwatch:
        """Count by the clock, or processor time if that is more."""
        return strict_stopwatch(self._process.pid)

    def paused(self) -> contextlib.AbstractContextManager[None]:
        """Stop the process for a while, on POSIX; see `Channel.paused`."""
        return paused_group(self._process.pid)

    def close(self) -> Ended:
        """Kill the process, on POSIX with its whole group, and wait for it."""
        exit_code = self._wait_briefly()
        if hasattr(os, "killpg"):
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        give_up = time.monotonic() + 1.0
        # the reader may wait for room in the queue, or for a stray child's pipe: that is left
        while self._reader.is_alive() and time.monotonic() < give_up:
            with contextlib.suppress(queue.Empty):
                self._frames.get_nowait()
            self._reader.join(0.01)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not self._reader.is_alive():
                with contextlib.suppress(OSError):
                    pipe.close()
        if self._scratch is not None:
            self._scratch.cleanup()
        return Ended(signal=-exit_code if exit_code < 0 else 0, exit_code=max(exit_code, 0))

    def _wait_briefly(self) -> int:
        """The exit code of a process that has ended by itself; 0 if it has not."""
        try:
            # after closing its pipes a process needs a moment to end
            return self._process.wait(0.2 if not self._reader.is_alive() else 0)
        except subprocess.TimeoutExpired:
            return 0
