"""The process that workers are forked from; light, so that it starts before much is loaded."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
from typing import TYPE_CHECKING, Self

from grader.worker.confinement.namespaces import SCRATCH

from .environment import PACKAGE_ROOT, boot_line, environment_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_BOOT = boot_line("grader.worker.server")
# our modules are compiled once; what they load later, they do not write to
_BYTECODE = ("-B",) if sys.dont_write_bytecode else ()


class ForkServer:
    """A running `grader.worker.server`; a context manager.

    Args:
        settings: see `server_settings`.

    Attributes:
        control: the socket over which it is told what to do.
        process: its process.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        environment = environment_for(tuple(settings["packages"]))
        self.control, theirs = socket.socketpair()
        self.control.settimeout(environment.start_seconds)
        self._errors = os.memfd_create("errors")
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                # -P: the current folder is not imported from
                [sys.executable, "-P", *_BYTECODE, "-c", _BOOT, PACKAGE_ROOT],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                cwd="/",
                env=environment.variables,
                start_new_session=True,  # ^C in the terminal is for the grading process
            )
        body = json.dumps(settings).encode()
        with contextlib.suppress(OSError):  # it has ended; then there is no reply either
            self.control.sendall(struct.pack("<I", len(body)) + body)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_running():  # nobody needs it any more; it may still be loading
            self.kill()
        self.close()

    def is_running(self) -> bool:
        """Whether it can still be asked."""
        return self.control.fileno() >= 0 and self.process.poll() is None

    def kill(self) -> str:
        """End it at once, and its workers with it; returns the last line of its errors."""
        self.process.kill()
        self.process.wait()
        lines = os.pread(self._errors, 4000, 0).decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "-"

    def close(self) -> None:
        """Let it end; may be called again."""
        if self.control.fileno() < 0:
            return
        self.control.close()  # it reaps its workers and ends
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        if self.process.poll() is None:
            self.kill()
        os.close(self._errors)


def server_settings(
    packages: Iterable[str] = ("numpy",),
    *,
    off: Iterable[str] = (),
    data: str = "",
    brief: bool = False,
) -> dict[str, Any]:
    """What a fork server is told at its start; see `grader.worker.server.run`.

    Args:
        packages: libraries that workers may import beside the standard library.
        off: layers to leave out.
        data: a folder with data files; empty for none.
        brief: for a few workers: the server is ready sooner, and each worker takes longer.
    """
    environment = environment_for(tuple(packages))
    folders = dict.fromkeys(environment.in_scratch, SCRATCH)
    return {
        "packages": list(packages),
        "beside": None if environment.needed is None else list(environment.needed),
        "later": [],
        "files": list(environment.files),
        "scratch": environment.scratch,
        "variables": environment.in_workers and environment.in_workers | folders,
        "data": data,
        "off": list(off),
        "brief": brief,
    }


_ahead: list[ForkServer] = []


@contextlib.contextmanager
def start_ahead() -> Iterator[None]:
    """Start a server that `server_ahead` will give; it ends with the context."""
    with ForkServer(server_settings(brief=True)) as server:
        _ahead.append(server)
        try:
            yield
        finally:
            _ahead.clear()


@contextlib.contextmanager
def server_ahead() -> Iterator[ForkServer]:
    """A server for a few workers, started now if none was started ahead."""
    with _ahead.pop() if _ahead else ForkServer(server_settings(brief=True)) as server:
        yield server
