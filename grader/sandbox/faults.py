"""The faults of a student's code: raised inside a check, caught in one place.

StudentFault
+-- CodeRaised        the function raised
+-- NotAllowed        the function needs a library that the exercise does not allow
+-- TimedOut          the clock ran out
+-- Crashed           the worker died, or broke the rules of the channel
+-- FunctionMissing   there is no such function
+-- CannotCross       the value is too large to leave the worker
"""

# ruff: noqa: N818 - these are events in a student's program, not errors of ours

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.i18n import N_
from grader.model import Cause, Frame, Message, message
from grader.text import clean
from grader.worker.tracebacks import source_lines
from grader.worker.wire import WireError

from .messages import parse_error
from .versions import depends_on_version, running_numpy, running_python

if TYPE_CHECKING:
    from .messages import ReportedFrame

MAX_LINES = 5_000

_PYTHONS_OWN = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
) | {"LinAlgError", "AxisError"}


class StudentFault(Exception):
    """A call that gave no value.

    Args:
        cause: decided by the kind of fault alone, as the message is.
        message: shown for hidden checks too, so it holds no value.
        details: shown for public checks, and to staff.
        frames: the student's lines on the way to the fault, outermost first.
    """

    def __init__(
        self,
        cause: Cause,
        message: Message,
        details: tuple[Message, ...] = (),
        frames: tuple[Frame, ...] = (),
    ) -> None:
        super().__init__(message.text)
        self.cause = cause
        self.message = message
        self.details = details
        self.frames = frames

    def __str__(self) -> str:
        return self.message.text


class CodeRaised(StudentFault):
    """The student's function raised.

    The message names only Python's own exceptions, because a class made on the spot could carry a
    hidden input in its name. For the same reason it drops frames that lie outside `places`.

    Args:
        function: the function that was called.
        bases: names of the exception's classes, which an `except` would match; from the worker.
        words: for `messages.parse_error`; ignored if they cannot be read.
        places: the lines that hold code.
        beside: details of the grader's own.

    Attributes:
        kind: the name that the message shows.
        wanted: the exception that the check asks for, and that this one is not; most often empty.
    """

    wanted = ""

    def __init__(
        self,
        function: str,
        bases: list[str],
        words: bytes,
        places: Places,
        beside: tuple[Message, ...] = (),
    ) -> None:
        Exception.__init__(self, function)
        self.bases = frozenset(bases)
        self.kind = known_kind(bases)
        self.reported = function, bases, words, places
        self._beside = beside

    # read only when asked for: a check may want nothing but a ValueError
    @functools.cached_property
    def _parts(self) -> _Description:
        return _describe(*self.reported)

    @property
    def cause(self) -> Cause:  # type: ignore[override]
        """Why there is no value."""
        return self._parts.cause

    @property
    def message(self) -> Message:  # type: ignore[override]
        """The sentence for everybody."""
        said = self._parts.message
        if not self.wanted or self.cause is not Cause.RAISED:
            return said
        text = N_("{function} should raise {wanted} for this input, and raised {type}.")
        if "line" in said.values:
            text = N_(
                "{function} should raise {wanted} for this input, and raised {type} in {where}, "
                "line {line}."
            )
        return message(text, wanted=self.wanted, **said.values)

    @property
    def details(self) -> tuple[Message, ...]:  # type: ignore[override]
        """The words of the exception, and the grader's own details."""
        return self._parts.details + self._beside

    @property
    def frames(self) -> tuple[Frame, ...]:  # type: ignore[override]
        """The student's lines on the way to the exception, outermost first."""
        return self._parts.frames

    @property
    def driver_line(self) -> int:
        """The driver's line where the exception came from; 0 if the student's code raised it."""
        try:
            return parse_error(self.reported[2]).driver_line
        except WireError:
            return 0


class _Description(NamedTuple):
    """The parts of a fault, read from the words of an exception."""

    cause: Cause
    message: Message
    details: tuple[Message, ...] = ()
    frames: tuple[Frame, ...] = ()


def _describe(function: str, bases: list[str], words: bytes, places: Places) -> _Description:
    """Describe an exception that a worker reports."""
    if "NotImplementedError" in bases:
        sentence = message("{function} is not written yet.", function=function)
        return _Description(Cause.NOT_WRITTEN, sentence, _named(words, beside=function))
    known = known_kind(bases)
    # by the name that the message shows: the cause says no more than the message
    cause = Cause.MEMORY if known == "MemoryError" else Cause.RAISED
    try:
        error = parse_error(words)
    except WireError:
        sentence = message("{function} raised {type}.", function=function, type=known)
        return _Description(cause, sentence)
    frames = tuple(frame_of(f) for f in error.frames if places.have(f.where, f.line))
    if "NotAllowedError" in bases:
        text = N_("{function} imports what this exercise does not allow.")
        sentence = message(text, function=function)
        return _Description(Cause.NOT_ALLOWED, sentence, _quoted(error.text), frames)
    text = N_("{function} raised {type}.")
    place: dict[str, str | float] = {}
    if frames:
        text = N_("{function} raised {type} in {where}, line {line}.")
        place = {"where": frames[-1].where, "line": frames[-1].line}
    words_of_error = error.text if known == error.type else f"{error.type}: {error.text}"
    sentence = message(text, function=function, type=known, **place)
    details = _quoted(words_of_error) if words_of_error else ()
    if depends_on_version(error):
        text = N_("Python {python} and NumPy {numpy} grade; yours may be another version.")
        versions = message(text, python=running_python(), numpy=running_numpy())
        details = (*details, versions)
    return _Description(cause, sentence, details, frames)


def _named(words: bytes, beside: str) -> tuple[Message, ...]:
    """The text of a NotImplementedError, if it is more than the function's name."""
    try:
        text = parse_error(words).text
    except WireError:
        return ()
    return _quoted(text) if text and text != beside else ()


def frame_of(reported: ReportedFrame) -> Frame:
    """A worker's frame as a value of the model."""
    return Frame(**msgspec.structs.asdict(reported))


def _quoted(text: str) -> tuple[Message, ...]:
    return (message("It said: {text}", text=text),)


def known_kind(bases: list[str]) -> str:
    """The first of Python's own exceptions among the classes of one."""
    return next((name for name in bases if name in _PYTHONS_OWN), "Exception")


class Places:
    """The lines of a student's cells that hold code.

    Args:
        cells: label -> source.
    """

    def __init__(self, cells: dict[str, str]) -> None:
        self._cells = cells
        self._found: dict[str, frozenset[int]] = {}

    def have(self, label: str, line: int) -> bool:
        """Whether a cell has that line, counted from 1, and it is not blank.

        False in a file of absurd length, where a line number could carry a hidden input.
        """
        if label not in self._found:
            source = self._cells.get(label, "")
            lines = source_lines(source) if source.count("\n") <= MAX_LINES else []
            found = frozenset(number for number, text in enumerate(lines, 1) if text.strip())
            self._found[label] = found
        return line in self._found[label]

    def frame(self, place: str) -> tuple[Frame, ...]:
        """The line `label:line` as a frame; none if there is no code there."""
        label, _, digits = place.rpartition(":")
        line = int(digits[:9]) if digits.isascii() and digits.isdecimal() else 0
        if not self.have(label, line):
            return ()
        source = source_lines(self._cells[label])[line - 1].strip()[:200]
        return (Frame(where=label, line=line, source=clean(source)),)


class NotAllowed(StudentFault):
    """The function needs a library that the exercise does not allow."""


class TimedOut(StudentFault):
    """A call did not return in time."""


class Crashed(StudentFault):
    """The worker ended before it answered, or sent something that is no answer."""


class FunctionMissing(StudentFault):
    """The module has no function of that name."""


class CannotCross(StudentFault):
    """The value is too large to leave the worker."""
