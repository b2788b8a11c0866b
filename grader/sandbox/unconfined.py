"""Workers as plain subprocesses: a student's own code on a student's own machine, any system.

No wall but the process itself and the clock. It is named `process` in every Grade.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Self

from grader.errors import SandboxError
from grader.model import Isolation, Limits, message
from grader.worker import wire

from .channel import ChannelClosedError, ChannelTimeoutError, Ended
from .environment import PACKAGE_ROOT, boot_line, surroundings_for

if TYPE_CHECKING:
    from collections.abc import Callable

_BOOT = boot_line("grader.worker.main")
_CLOSED = object()
START_SECONDS = 60.0


class PlainSandbox:
    """A subprocess for each worker, spoken with over its standard input and output.

    Args:
        packages: libraries that the exercise allows.
    """

    def __init__(self, packages: tuple[str, ...] = ("numpy",)) -> None:
        self._environment = surroundings_for(packages).environment

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held between workers."""

    def isolation(self) -> Isolation:
        """A process of its own and a clean environment; nothing else."""
        return Isolation(level="process", layers={"clean": "on: environment only"})

    def open_channel(self, limits: Limits) -> PlainChannel:
        """A channel to a newly started interpreter, ready: starting is no check's time."""
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-B", "-c", _BOOT, PACKAGE_ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment | _SYSTEM_VARIABLES,
            start_new_session=True,  # so that what it starts can be ended with it
        )
        channel = PlainChannel(process)
        settings = {"output_chars": limits.output_kb * 1024, "packages": []}
        give_up = time.monotonic() + START_SECONDS
        try:
            channel.send(settings, give_up)
            channel.receive(give_up)
        except (ChannelClosedError, ChannelTimeoutError) as error:
            channel.close()
            raise SandboxError(message("A worker ended before it began.")) from error
        return channel


# Windows cannot start an interpreter without these two
_SYSTEM_VARIABLES = {
    name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ
}


class PlainChannel:
    """A subprocess's pipes, read by a thread, because pipes have no deadlines on every system."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.most_bytes = wire.MAX_FRAME_BYTES  # the thread reads ahead: no smaller one is refused
        self._frames: queue.Queue[Any] = queue.Queue(maxsize=64)
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
        """Delivers a message; a worker that does not read it is stopped at the deadline."""
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

        timer = threading.Timer(max(deadline - time.monotonic(), 0), fire)
        timer.start()
        check: Callable[[], bool] = fired.is_set
        try:
            yield check
        finally:
            timer.cancel()

    def receive(self, deadline: float) -> Any:
        """The next value; see `Channel.receive`."""
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

    def close(self) -> Ended:
        """Kills the process, and on POSIX its whole group, and waits for it."""
        exit_code = self._wait_briefly()
        if hasattr(os, "killpg"):
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        give_up = time.monotonic() + 1.0
        # the reader may be waiting for room; one that a stray child keeps waiting is left behind
        while self._reader.is_alive() and time.monotonic() < give_up:
            with contextlib.suppress(queue.Empty):
                self._frames.get_nowait()
            self._reader.join(0.01)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not self._reader.is_alive():
                with contextlib.suppress(OSError):
                    pipe.close()
        return Ended(signal=-exit_code if exit_code < 0 else 0, exit_code=max(exit_code, 0))

    def _wait_briefly(self) -> int:
        """The exit code of a process that has ended by itself; 0 where it has not."""
        try:
            # when its pipes have closed it is about to end: asking at once could be too early
            return self._process.wait(0.2 if not self._reader.is_alive() else 0)
        except subprocess.TimeoutExpired:
            return 0
