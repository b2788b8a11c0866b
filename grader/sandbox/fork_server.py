"""The process that workers are forked from; light, so that it can start before anything is read."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Self

from .environment import PACKAGE_ROOT, WORKER_ENVIRONMENT, boot_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOOT = boot_line("grader.worker.server")
# our modules are compiled once; what they load later, they do not write to
_BYTECODE = ("-B",) if sys.dont_write_bytecode else ()


class ForkServer:
    """A running `grader.worker.server`, which waits for its settings; a context manager.

    Args:
        variables: all environment variables.

    Attributes:
        control: the socket over which it is told what to do.
        process: its process.
    """

    def __init__(self, variables: Mapping[str, str] = WORKER_ENVIRONMENT) -> None:
        self.variables = dict(variables)
        self.control, theirs = socket.socketpair()
        self._errors = os.memfd_create("errors")
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                # -P: the current folder is not imported from
                [sys.executable, "-P", *_BYTECODE, "-c", _BOOT, PACKAGE_ROOT],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                cwd="/",
                env=self.variables,
                start_new_session=True,  # ^C in the terminal is for the grading process
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
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
            self.process.kill()
            self.process.wait()
        os.close(self._errors)
