"""Workers forked from a warm interpreter and walled in: the sandbox on Linux.

The fork server and every worker are driven over UNIX sockets; `grader.worker.server` is the
other end. A worker's socket is made here and passed to the server, so that what a submission
contains never touches the server's memory.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any, Self

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
)
from .environment import PACKAGE_ROOT, boot_line, make_undumpable, surroundings_for

if TYPE_CHECKING:
    from grader.model import Isolation, Limits

REPLY_SECONDS = 30.0
READ_BYTES = 1 << 16
_BOOT = boot_line("grader.worker.server")


class ForkedSandbox:
    """A fork server and its workers.

    The server starts when this is made, without waiting: the first `open_channel` waits, so that
    loading NumPy there and loading the checks here take place side by side.

    Args:
        packages: libraries that workers may import beside the standard library.
        off: walls to leave out, by name; only for tests that prove a wall matters.
    """

    def __init__(self, packages: tuple[str, ...] = ("numpy",), off: tuple[str, ...] = ()) -> None:
        self._surroundings = surroundings_for(packages)
        self._settings = {
            "packages": list(packages),
            "beside": list(self._surroundings.beside),
            "files": list(self._surroundings.files),
            "off": list(off),
        }
        self._layers: dict[str, list[str]] | None
        make_undumpable()
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_server()

    def _close_server(self) -> None:
        self._control.close()  # the server reaps its workers and ends
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._server.wait(5)
        if self._server.poll() is None:
            self._server.kill()
            self._server.wait()
        self._errors.close()

    def _start(self) -> None:
        self._layers = None
        self._control, theirs = socket.socketpair()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        with theirs:
            self._server = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-B", "-c", _BOOT, PACKAGE_ROOT],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors.fileno(),
                cwd="/",
                env=self._surroundings.environment,
                start_new_session=True,  # ^C in the terminal is for the grading process
            )
        self._control.settimeout(self._surroundings.start_seconds)
        self._control.sendall(wire.frame(self._settings))

    def _ready(self) -> dict[str, list[str]]:
        if self._layers is None:
            self._layers = self._reply()["layers"]
        return self._layers

    def isolation(self) -> Isolation:
        """The walls as the server reports them, having tried each."""
        return isolation_of({name: (state, why) for name, (state, why) in self._ready().items()})

    def open_channel(self, limits: Limits) -> ForkedChannel:
        """A channel to a newly forked worker, behind its walls.

        Where the server was killed in between, a new one takes its place.
        """
        if self._server.poll() is not None:
            self._close_server()
            self._start()
        self._ready()
        ours, theirs = socket.socketpair()
        with theirs:
            request = wire.frame(
                {
                    "op": "fork",
                    "limits": {"cpu_seconds": limits.cpu_seconds, "memory_mb": limits.memory_mb},
                }
            )
            try:
                sent = socket.send_fds(self._control, [request], [theirs.fileno()])
                self._control.sendall(request[sent:])
                pid = self._reply()["pid"]
            except (OSError, SandboxError):
                ours.close()
                raise
        channel = ForkedChannel(self, ours, pid)
        try:
            channel.send(
                {
                    "output_chars": limits.output_kb * 1024,
                    "packages": self._settings["packages"],
                },
                time.monotonic() + REPLY_SECONDS,
            )
            first = channel.receive(time.monotonic() + REPLY_SECONDS)
        except (ChannelClosedError, ChannelTimeoutError) as error:
            channel.close()
            raise SandboxError(message("A worker ended before it began."), _TIP) from error
        if first != {"event": "ready"}:
            channel.close()
            text = N_("A worker could not be confined: {reason}")
            raise SandboxError(message(text, reason=str(first.get("text"))), _TIP)
        return channel

    def reap(self, pid: int) -> Ended:
        """Kills a worker's process group and tells how the worker ended.

        Without a server there is nobody left to ask: its workers have died with it.
        """
        try:
            self._control.sendall(wire.frame({"op": "reap", "pid": pid}))
            return Ended(**self._reply())
        except (OSError, SandboxError):
            return Ended(lost=True)

    def _reply(self) -> Any:
        try:
            head = self._receive(4)
            return wire.decode(self._receive(wire.frame_size(head)))
        except (OSError, wire.WireError) as error:
            self._server.kill()  # dead, or out of step with us; the next worker gets a new one
            self._server.wait()
            self._errors.seek(0)
            said = self._errors.read(4000).decode("utf-8", "replace").strip().splitlines()
            last = said[-1] if said else "-"
            raise SandboxError(
                message("The fork server ended ({said}).", said=last), _TIP
            ) from error

    def _receive(self, size: int) -> bytes:
        return _receive_exactly(self._control, size)


_TIP = message("Run `grade doctor` to see what this machine offers.")


class ForkedChannel:
    """A worker's socket; made by `ForkedSandbox.open_channel`."""

    def __init__(self, sandbox: ForkedSandbox, connection: socket.socket, pid: int) -> None:
        self._sandbox = sandbox
        self._connection = connection
        self._waiting = b""  # read already, and not yet asked for
        self.most_bytes = wire.MAX_FRAME_BYTES
        self.pid = pid

    def send(self, message: object, deadline: float) -> None:
        """Delivers a message by the deadline."""
        self._connection.settimeout(_left(deadline))
        try:
            self._connection.sendall(wire.frame(message))
        except TimeoutError as error:
            raise ChannelTimeoutError from error
        except OSError as error:
            raise ChannelClosedError from error

    def receive(self, deadline: float) -> Any:
        """The next value; see `Channel.receive`."""
        try:
            size = wire.frame_size(self._read(4, deadline))
            if size > self.most_bytes:
                raise FrameRefusedError
            return wire.decode(self._read(size, deadline))
        except TimeoutError as error:
            raise ChannelTimeoutError from error
        except OSError as error:
            raise ChannelClosedError from error

    def _read(self, size: int, deadline: float) -> bytes:
        """`size` bytes; most frames come whole with one call to the system."""
        if len(self._waiting) < size:
            missing = size - len(self._waiting)
            self._waiting += _receive_at_least(self._connection, missing, deadline)
        taken, self._waiting = self._waiting[:size], self._waiting[size:]
        return taken

    def close(self) -> Ended:
        """Closes the socket and has the server kill and reap the worker."""
        self._connection.close()
        return self._sandbox.reap(self.pid)


def _receive_at_least(connection: socket.socket, size: int, deadline: float) -> bytes:
    """`size` bytes and what came with them; a sender that trickles does not move the deadline."""
    parts = []
    while size > 0:
        # checked even when bytes are waiting: a worker that never stops sending is too late too
        if time.monotonic() >= deadline:
            raise TimeoutError
        connection.settimeout(_left(deadline))
        part = connection.recv(max(size, READ_BYTES))
        if not part:
            raise ConnectionResetError(os.strerror(104))
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _receive_exactly(connection: socket.socket, size: int) -> bytes:
    """`size` bytes from the fork server, which is ours; the socket's own timeout holds."""
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
