"""Grading processes of this machine, as a `concurrent.futures.Executor`.

Unlike in the standard library's pool, a process that is killed costs only its own call: that future
fails, and a new process takes the place. If the controller is killed, the processes end, too.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

_Call = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class ProcessKilledError(Exception):
    """A grading process ended before it answered."""


class ProcessExecutor(Executor):
    """A number of processes; each does one call after the other.

    Args:
        processes: how many; they start with their first call.
    """

    def __init__(self, processes: int) -> None:
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        shares = share_processors(_processors(), processes)
        self._seats = [_Seat(self._calls, self._closed, share) for share in shares]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As `Executor.submit`; raises `ProcessKilledError` in the future of a lost call."""
        if self._closed.is_set():
            raise RuntimeError("this executor is closed")
        future: Future[Any] = Future()
        self._calls.put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature is the standard library's
        """End the processes; with `cancel_futures` at once, in the middle of their calls."""
        self._closed.set()
        if cancel_futures:
            with contextlib.suppress(queue.Empty):
                while call := self._calls.get_nowait():
                    call[0].cancel()
            for seat in self._seats:
                seat.kill()
        for _ in self._seats:
            self._calls.put(None)
        if wait:
            for seat in self._seats:
                seat.thread.join()


class _Seat:
    """A place for one process: a thread that gives it calls, and replaces it if it dies."""

    def __init__(
        self,
        calls: queue.SimpleQueue[_Call | None],
        closed: threading.Event,
        processors: frozenset[int],
    ) -> None:
        self._calls = calls
        self._closed = closed
        self._processors = processors
        self._process: Any = None
        self._connection: Connection | None = None
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def kill(self) -> None:
        """End the process; its thread notices."""
        process = self._process
        if process is not None:
            process.terminate()

    def _serve(self) -> None:
        while (call := self._calls.get()) is not None:
            future, function, arguments, named = call
            if not future.set_running_or_notify_cancel():
                continue
            try:
                is_error, value = self._ask((function, arguments, named))
            except (EOFError, OSError) as error:
                future.set_exception(ProcessKilledError(self._buried(error)))
                continue
            except BaseException as error:  # noqa: BLE001 - what cannot be sent is the caller's fault
                future.set_exception(error)
                continue
            if is_error:
                future.set_exception(value)
            else:
                future.set_result(value)
        if self._connection is not None:
            self._connection.close()  # the process ends when it reads this
            self._process.join()

    def _ask(self, call: tuple[Any, ...]) -> tuple[bool, Any]:
        if self._connection is None:
            self._start()
        assert self._connection is not None
        self._connection.send(call)
        answer: tuple[bool, Any] = self._connection.recv()
        return answer

    def _start(self) -> None:
        # spawn: a fresh interpreter on every system, with no threads or locks copied from this one
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._processors), daemon=True)
        with theirs:
            try:
                process.start()
            except OSError:
                ours.close()
                raise
        self._connection, self._process = ours, process
        if self._closed.is_set():
            process.terminate()

    def _buried(self, error: Exception) -> str:
        """Remove a dead process; gives how it ended, or why it could not begin."""
        if self._connection is None:
            return str(error)
        self._connection.close()
        self._connection = None
        self._process.join(5)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        return f"exit code {self._process.exitcode}"


def share_processors(processors: Sequence[int], processes: int) -> list[frozenset[int]]:
    """Split the processors into shares as equal as possible, one for each process.

    A grading process and its workers take turns, so on one processor they lose no time in waking
    each other up; and no student's threads can slow another's grading down.
    """
    if processes > len(processors):
        return [frozenset(processors)] * processes
    return [frozenset(processors[start::processes]) for start in range(processes)]


def _processors() -> list[int]:
    """The processors that this process may use; empty if the system does not tell."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def _work(connection: Connection, processors: frozenset[int]) -> None:
    """In the grading process: answer calls until the controller closes the connection."""
    if processors:
        os.sched_setaffinity(0, processors)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is the controller's to handle
    threading.Thread(target=_end_with_the_controller, daemon=True).start()
    while True:
        try:
            function, arguments, named = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (False, function(*arguments, **named))
        except Exception as error:  # noqa: BLE001 - it is raised again where the result is wanted
            answer = (True, error)
        try:
            connection.send(answer)
        except OSError:
            return
        except Exception as error:  # noqa: BLE001 - an exception or a result that cannot travel
            connection.send((True, RuntimeError(f"{type(error).__name__}: {error}")))


def _end_with_the_controller() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)  # its fork server and the workers follow, as their sockets close
