"""Confined workers, forked from a warm interpreter: the sandbox on Linux.

The fork server (`grader.worker.server`) and its workers are driven over UNIX sockets. A worker's
socket is made here and passed to the server, so that a submission never enters the server's
memory, which all workers inherit.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from typing import TYPE_CHECKING, Any, Self

import msgspec

from grader.errors import SandboxError
from grader.i18n import N_
from grader.model import message
from grader.worker import wire

from .channel import (
    ChannelClosedError,
    ChannelTimeoutError,
    Ended,
    FrameRefusedError,
    isolation_of,
    paused_group,
)
from .clocks import processor_stopwatch, stat_fields, strict_stopwatch
from .environment import make_undumpable
from .fork_server import ForkServer, server_settings
from .places import NOWHERE, DataStore, Place, ScratchFolder

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from grader.model import Isolation, Limits

    from .clocks import Stopwatch

REPLY_SECONDS = 30.0
READ_BYTES = 1 << 16
WATCH_SECONDS = 0.1
ENDING_LOOKS, ENDING_SECONDS = 20, 0.005
_TIP = message("Run `grade doctor` to see what this machine offers.")


class ForkedSandbox:
    """A fork server and its workers.

    Args:
        packages: libraries that workers may import beside the standard library.
        off: layers to leave out, by name; for tests that prove that a layer matters.
        data: whether workers will have files; else the first that has needs a new server.
        server: one that was started before; used if its settings are those.
        brief: for a few workers: the server is ready sooner, and each worker takes longer.
    """

    def __init__(
        self,
        packages: tuple[str, ...] = ("numpy",),
        off: tuple[str, ...] = (),
        *,
        data: bool = False,
        server: ForkServer | None = None,
        brief: bool = False,
    ) -> None:
        self._store = DataStore() if data else None
        self._mounts = False
        folder = str(self._store.root) if self._store else ""
        self._settings = server_settings(packages, off=off, data=folder, brief=brief)
        self._layers: dict[str, list[str]] | None
        # only the first `open_channel` waits for the server: it loads NumPy while we load checks
        make_undumpable()
        if server is not None and server.settings != self._settings:
            server.kill()
            server = None
        self._start(server)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()
        if self._store is not None:
            self._store.close()

    def _start(self, server: ForkServer | None = None) -> None:
        self._layers = None
        self._server = server or ForkServer(self._settings)

    def _ready(self) -> dict[str, list[str]]:
        while self._layers is None:
            reply = self._reply()
            if "threaded" in reply:  # a library that must not be loaded before a fork
                self._settings["later"].append(reply["threaded"])
                self._server.close()
                self._start()
                continue
            self._layers, self._mounts = reply["layers"], reply["mounts"]
        return self._layers

    def isolation(self) -> Isolation:
        """The layers, each tried out and reported by the server."""
        return isolation_of({name: (state, why) for name, (state, why) in self._ready().items()})

    def keeps_children_out(self) -> bool:
        """Whether workers cannot start processes."""
        return self._ready()["seccomp"][0] == "on"

    def open_channel(self, limits: Limits, place: Place = NOWHERE) -> ForkedChannel:
        """A channel to a newly forked, confined worker; a dead server is replaced first."""
        has_store = place == NOWHERE or self._store is not None
        if not self._server.is_running() or not has_store:
            self._server.close()
            if not has_store:
                self._store = DataStore()
                self._settings["data"] = str(self._store.root)
            self._start()
        self._ready()
        folder = self._store.folder_of(place) if self._store and place != NOWHERE else None
        scratch = self._scratch_on_disk(folder) if folder is not None and place.writes else None
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                place_there = {
                    "folder": str(folder or ""),
                    "writes": place.writes,
                    "scratch": str(scratch.path) if scratch is not None else "",
                }
                pid = self._fork(limits, theirs, place_there if folder is not None else {})
            except (OSError, SandboxError):
                ours.close()
                if scratch is not None:
                    scratch.close()
                raise
        channel = ForkedChannel(self, ours, pid, scratch)
        settings = {
            "output_chars": limits.output_kb * 1024,
            "packages": self._settings["packages"],
        }
        try:
            channel.send(settings, time.monotonic() + REPLY_SECONDS)
            first = channel.receive(time.monotonic() + REPLY_SECONDS)
        except (ChannelClosedError, ChannelTimeoutError) as error:
            channel.close()
            raise SandboxError(message("A worker ended before it was ready."), _TIP) from error
        if first != {"event": "ready"}:
            channel.close()
            text = N_("A worker could not be confined: {reason}")
            raise SandboxError(message(text, reason=str(first.get("text"))), _TIP)
        return channel

    def _scratch_on_disk(self, data: Path) -> ScratchFolder | None:
        """A folder to write to; None where a worker can mount its own.

        Raises:
            SandboxError: a worker that may write there could write elsewhere.
        """
        if self._mounts:
            return None
        if self._ready()["landlock"][0] != "on":
            text = N_("This exercise writes files, and nothing here keeps them in one folder.")
            raise SandboxError(message(text), _TIP)
        return ScratchFolder(data)

    def _fork(self, limits: Limits, connection: socket.socket, place: dict[str, Any]) -> int:
        """Have the server fork a worker on this end of a connection; returns its pid."""
        allowed = {"cpu_seconds": limits.cpu_seconds, "memory_mb": limits.memory_mb, **place}
        request = wire.frame({"op": "fork", "limits": allowed})
        # the descriptor travels with the first bytes; the rest may not fit at once
        sent = socket.send_fds(self._server.control, [request], [connection.fileno()])
        self._server.control.sendall(request[sent:])
        pid: int = self._reply()["pid"]
        return pid

    def reap(self, pid: int) -> Ended:
        """Kill a worker's process group and report the worker's end."""
        try:
            self._server.control.sendall(wire.frame({"op": "reap", "pid": pid}))
            return Ended(**self._reply())
        except (OSError, SandboxError):  # the server is dead, and its workers died with it
            return Ended(lost=True)

    def _reply(self) -> Any:
        try:
            head = _receive_exactly(self._server.control, 4)
            return wire.decode(_receive_exactly(self._server.control, wire.frame_size(head)))
        except (OSError, wire.WireError) as error:
            last = self._server.kill()  # out of step with us; the next worker gets a new one
            sentence = message("The fork server ended ({error}).", error=last)
            raise SandboxError(sentence, _TIP) from error


class ForkedChannel:
    """A worker's socket; made by `ForkedSandbox.open_channel`."""

    def __init__(
        self,
        sandbox: ForkedSandbox,
        connection: socket.socket,
        pid: int,
        scratch: ScratchFolder | None = None,
    ) -> None:
        self._sandbox = sandbox
        self._connection = connection
        connection.settimeout(0)
        self._readable = select.poll()
        self._readable.register(connection, select.POLLIN)
        self._scratch = scratch
        self._buffer = b""  # read ahead
        self._is_closed = False  # by the worker
        self.most_bytes = wire.MAX_FRAME_BYTES
        self.pid = pid

    def send(self, message: object, deadline: float) -> None:
        """Deliver a message; see `Channel.send`."""
        data = wire.frame(message)
        try:
            sent = self._send_some(data)
            if sent < len(data):
                self._connection.settimeout(_left(deadline))
                self._connection.sendall(memoryview(data)[sent:])
                self._connection.settimeout(0)
        except TimeoutError as error:
            raise ChannelTimeoutError from error
        except OSError as error:
            self._is_closed = True
            raise ChannelClosedError from error

    def _send_some(self, data: bytes) -> int:
        """How many bytes there was room for; a worker that waits mostly takes all."""
        try:
            return self._connection.send(data)
        except BlockingIOError:
            return 0

    def receive(self, deadline: float) -> Any:
        """Receive the next value; see `Channel.receive`."""
        try:
            size = wire.frame_size(self._read(4, deadline))
            if size > self.most_bytes:
                raise FrameRefusedError
            return wire.decode(self._read(size, deadline))
        except TimeoutError as error:
            raise ChannelTimeoutError from error
        except OSError as error:
            self._is_closed = True
            raise ChannelClosedError from error

    def _read(self, size: int, deadline: float) -> bytes:
        """Read `size` bytes; one system call mostly brings a whole frame."""
        if len(self._buffer) < size:
            missing = size - len(self._buffer)
            if self._scratch is not None:
                self._watch(self._scratch, deadline)
            self._buffer += self._receive_at_least(missing, deadline)
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def _receive_at_least(self, size: int, deadline: float) -> bytes:
        """Receive at least `size` bytes by the deadline, however slowly they come."""
        parts = []
        while size > 0:
            # checked even while bytes are waiting: a worker may never stop sending
            if (left := deadline - time.monotonic()) <= 0:
                raise TimeoutError
            if not self._readable.poll(1000 * left):
                continue
            part = self._connection.recv(max(size, READ_BYTES))
            if not part:
                raise ConnectionResetError(os.strerror(104))
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _watch(self, scratch: ScratchFolder, deadline: float) -> None:
        """Wait for something to come, and end a worker that fills its folder meanwhile."""
        while time.monotonic() < deadline:
            if scratch.is_full():
                with contextlib.suppress(OSError):
                    os.killpg(self.pid, signal.SIGKILL)
            seconds = min(_left(deadline), WATCH_SECONDS)
            if select.select([self._connection], [], [], seconds)[0]:
                return

    def stopwatch(self) -> Stopwatch:
        """Count processor time; a worker that could leave its work to others pays by the clock."""
        if self._sandbox.keeps_children_out():
            return processor_stopwatch(self.pid)
        return strict_stopwatch(self.pid)

    def paused(self) -> AbstractContextManager[None]:
        """Stop the worker for a while; see `Channel.paused`."""
        return paused_group(self.pid)

    def close(self) -> Ended:
        """Close the socket, and have the server kill and reap the worker."""
        lives_on = self._is_closed and _lives_on(self.pid)
        self._connection.close()
        ended = self._sandbox.reap(self.pid)
        if lives_on and ended.signal == signal.SIGKILL:  # our own, and nobody else's
            ended = msgspec.structs.replace(ended, signal=0)
        if self._scratch is not None:
            self._scratch.close()
        return ended


def _lives_on(pid: int) -> bool:
    """Whether a worker that has closed its socket does not end within a moment."""
    for _ in range(ENDING_LOOKS):
        try:
            state = stat_fields(pid)[0]
        except OSError:
            return False
        if state in {b"Z", b"X"}:
            return False
        time.sleep(ENDING_SECONDS)
    return True


def _receive_exactly(connection: socket.socket, size: int) -> bytes:
    """Receive `size` bytes from the fork server; the socket's own timeout holds."""
    parts = []
    while size:
        part = connection.recv(size)
        if not part:
            raise ConnectionResetError(os.strerror(104))
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.000_001)
