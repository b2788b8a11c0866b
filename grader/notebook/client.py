"""The kernel's end of the pipe: starts a grader beside the kernel and asks it.

The grader is a process of its own because a kernel runs the student's code: nothing that is
changed in a kernel changes a verdict. It ends when this end of the pipe is closed, however the
kernel ends.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import msgspec

from .messages import Answer, Crash, Request, receive, send

_PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])
_MAIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from grader.notebook.server import main; main()"
)
_MAX_TRACE = 4_000


class GraderProcess:
    """A grader that stays warm; it starts at the first question.

    Args:
        course: the course's folder; by default the grader looks for it.
    """

    def __init__(self, course: str = "") -> None:
        self._course = course
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process's number, once it runs."""
        return self._process.pid if self._process is not None else None

    def ask(self, request: Request) -> Answer:
        """Ask and wait for the answer; an interrupt ends the grader; the next call starts it."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            send(process.stdin, request)
            answer: Answer = msgspec.msgpack.decode(receive(process.stdout), type=Answer)
        except (OSError, EOFError):
            trace = self._last_words()
            self.close()
            return Crash(trace)
        except BaseException:  # half an answer would be taken for the next one's
            self.close()
            raise
        return answer

    def close(self) -> None:
        """End the grader."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                assert stream is not None
                stream.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._errors is not None:
            self._errors.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-I", "-X", "utf8", "-c", _MAIN, _PACKAGE_ROOT, self._course],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                # a kernel's interrupt goes to its whole group, and must not end the grader
                start_new_session=True,
            )
        return self._process

    def _last_words(self) -> str:
        if self._errors is None:
            return ""
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace")[-_MAX_TRACE:]
