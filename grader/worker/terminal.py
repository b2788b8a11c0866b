"""A keyboard and a screen for calls that ask and print: text is typed in, printed text comes out.

As in a terminal, the question of `input("Name? ")` is printed, and what is typed is not: who types
`Kim` finds `Name? Hello, Kim!` in the printed text. What goes to `sys.stderr` is not part of it.
"""

import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from typing import Any

from .tracebacks import plain

MAX_PRINTED_CHARS = 1 << 18  # of one call; more is cut, and told as such

Printed = tuple[Any, str, bool]  # a call's value, its printed text, and whether that was cut


class Keyboard(io.StringIO):
    """Text that a program reads as `input()` or `sys.stdin`; always the same object.

    A program may keep it, or its `readline`, from the time when it was loaded.
    """

    encoding = "utf-8"
    errors = "replace"

    @property
    def buffer(self) -> Any:
        """The same text as bytes."""
        return _KeyboardBytes(self)

    def type(self, text: str) -> None:
        """Have only this text to read."""
        io.StringIO.seek(self, 0)
        io.StringIO.truncate(self)
        io.StringIO.write(self, text)
        io.StringIO.seek(self, 0)

    def close(self) -> None:
        """Nothing: `exit()` closes it, and the next call may read again."""


class _KeyboardBytes(io.BufferedIOBase):
    """The same text as bytes, for programs that read `sys.stdin.buffer`."""

    def __init__(self, keyboard: Keyboard) -> None:
        self._keyboard = keyboard

    def readable(self) -> bool:
        """Always true."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as many letters, or all."""
        return self._keyboard.read(size).encode()

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line."""
        return self._keyboard.readline(-1 if size is None else size).encode()


class Terminal:
    """The keyboard of a process, and a record of its printed text while one is asked for."""

    def __init__(self) -> None:
        self.keyboard = Keyboard()
        self._parts: list[str] | None = None
        self._room = 0

    def take(self, text: str) -> None:
        """Record a piece of printed text, if somebody asked for it."""
        if self._parts is not None:
            self._parts.append(text[: max(self._room, 0)])
            self._room -= len(text)

    def using(
        self, function: Callable[..., Any], typed: str | None, *, prints: bool
    ) -> Callable[..., Any]:
        """The function with this text to read; it gives `Printed` where that is asked for.

        Args:
            function: its screen must be this terminal's.
            typed: all that it can read; None for nothing.
            prints: whether its printed text is asked for.
        """

        def call(*args: Any, **kwargs: Any) -> Any:
            self.keyboard.type(typed or "")
            self._parts = [] if prints else None
            self._room = MAX_PRINTED_CHARS
            parts = self._parts
            try:
                value = function(*args, **kwargs)
            finally:
                self._parts = None
                self.keyboard.type("")
            if parts is None:
                return value
            return value, plain("".join(parts)), self._room < 0

        return call

    @contextlib.contextmanager
    def attached(self) -> Iterator[None]:
        """Make it this process's keyboard and screen for a while; nothing of it is shown."""
        saved = sys.stdin, sys.stdout
        sys.stdin, sys.stdout = self.keyboard, _Screen(self)
        try:
            yield
        finally:
            sys.stdin, sys.stdout = saved


class _Screen(io.TextIOBase):
    """A stream that only records."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def writable(self) -> bool:
        """Always true."""
        return True

    def write(self, text: str, /) -> int:
        """Record the text."""
        self._terminal.take(text)
        return len(text)
