"""Printed text -> frames, and the streams that a program finds in `sys` while it runs."""

import codecs
import io
import sys
from collections.abc import Callable
from typing import Any

from .terminal import Keyboard, Terminal
from .tracebacks import plain

Message = dict[str, Any]
EARLY_PIECES = 100
PIECE_CHARS = 4096


class FrameOutput(io.TextIOBase):
    """A text stream that sends printed text, until its allowance is used up.

    The first lines are sent at once, so that the feedback has what a student printed before an
    endless loop. Later ones are sent in larger pieces, so that printing in a loop stays cheap.
    """

    encoding = "utf-8"
    errors = "replace"

    def __init__(
        self, send: Callable[[Message], None], allowance: int, terminal: Terminal | None = None
    ) -> None:
        self.buffer = _Bytes(self)
        self._send = send
        self._terminal = terminal or Terminal()
        self._left = allowance
        self._waiting: list[str] = []
        self._waiting_chars = 0
        self._sent = 0

    def writable(self) -> bool:
        """Always true: beyond the allowance, text is dropped."""
        return True

    def reconfigure(self, **_: object) -> None:
        """Nothing: the encoding stays."""

    def write(self, text: str) -> int:
        """Take as much of the text as the allowance permits."""
        self._terminal.take(text)
        return self.show(text)

    def show(self, text: str) -> int:
        """As `write`, of text that no program prints."""
        if self._left > 0 and text:
            part = plain(text)[: self._left]
            self._left -= len(part)
            self._waiting.append(part)
            self._waiting_chars += len(part)
            is_early = self._sent < EARLY_PIECES and part.endswith("\n")
            if is_early or self._waiting_chars >= PIECE_CHARS or self._left == 0:
                self.send_waiting()
        return len(text)

    def send_waiting(self) -> None:
        """Send the text that waits."""
        if self._waiting:
            text = "".join(self._waiting)
            self._waiting, self._waiting_chars = [], 0
            self._sent += 1
            self._send({"event": "output", "text": text, "cut": self._left == 0})


class Errors(io.TextIOBase):
    """The stream of errors: a reader sees it among the printed text, and no check does."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, output: FrameOutput) -> None:
        self.buffer = _Bytes(self)
        self._output = output

    def writable(self) -> bool:
        """Always true."""
        return True

    def reconfigure(self, **_: object) -> None:
        """Nothing: the encoding stays."""

    def write(self, text: str) -> int:
        """Take as much of the text as the allowance permits."""
        return self._output.show(text)


class _Bytes(io.BufferedIOBase):
    """The bytes below a text stream, for programs that write to `sys.stdout.buffer`."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def writable(self) -> bool:
        """Always true, as for the text."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes of UTF-8; a letter may come in two parts."""
        given = bytes(data)
        self._stream.write(self._decode(given))
        return len(given)


class Streams:
    """Send printed text as frames while student code runs."""

    def __init__(self, keyboard: Keyboard, output: FrameOutput, errors: Errors) -> None:
        self._keyboard = keyboard
        self._output = output
        self._errors = errors

    def __enter__(self) -> None:
        self._saved = sys.stdin, sys.stdout, sys.stderr
        sys.stdin = self._keyboard
        sys.stdout = self._output
        sys.stderr = self._errors

    def __exit__(self, *_: object) -> None:
        sys.stdin, sys.stdout, sys.stderr = self._saved
        self._output.send_waiting()
