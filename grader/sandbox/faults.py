"""How a call can go wrong through the student's code: raised inside a check, caught in one place.

StudentFault
+-- CodeRaised        the function raised
+-- NotAllowed        the function needs a library that the exercise does not allow
+-- TimedOut          the clock ran out
+-- Crashed           the worker died, or broke the rules of the channel
+-- FunctionMissing   there is no such function
+-- CannotCross       what it returned is too large to be looked at
"""

# ruff: noqa: N818 - these are events in a student's program, not errors of ours

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, ClassVar

from grader.model import Frame, Message, Status, message
from grader.words import mark
from grader.worker.raised import source_lines

if TYPE_CHECKING:
    from .replies import ErrorSaid


MAX_LINES = 5_000
NOT_WRITTEN = mark("{function} is not written yet.")

_PYTHONS_OWN = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
) | {"LinAlgError", "AxisError"}


class StudentFault(Exception):
    """A call that brought no value.

    Args:
        message: what happened, without any value that could be a hidden one.
        details: the rest, for public checks and staff.
        frames: the student's lines that it went through, outermost first.
    """

    status: ClassVar[Status] = "error"

    def __init__(
        self,
        message: Message,
        details: tuple[Message, ...] = (),
        frames: tuple[Frame, ...] = (),
    ) -> None:
        super().__init__(message.text)
        self.message = message
        self.details = details
        self.frames = frames


class CodeRaised(StudentFault):
    """The student's function raised; `bases` are the class names that an `except` would match.

    Only a name that Python itself has goes into the message: a class made on the spot could carry
    a hidden input in its name. For the same reason a frame counts only if it lies in `places`.

    Args:
        function: what was called.
        error: what the worker says.
        places: cell label -> its lines that hold code.
    """

    def __init__(self, function: str, error: ErrorSaid, places: dict[str, frozenset[int]]) -> None:
        self.bases = frozenset(error.bases)
        frames = tuple(
            Frame(where=f.where, line=f.line, function=f.function, source=f.source)
            for f in error.frames
            if f.line in places.get(f.where, ())
        )
        if "NotImplementedError" in self.bases:
            super().__init__(message(NOT_WRITTEN, function=function))
            return
        if "NotAllowedError" in self.bases:
            text = "{function} imports what this exercise does not allow."
            details = (message("It said: {text}", text=error.text),)
            super().__init__(message(text, function=function), details, frames)
            return
        text = "{function} raised {type}."
        place: dict[str, str | float] = {}
        if frames:
            text = "{function} raised {type} in {where}, line {line}."
            place = {"where": frames[-1].where, "line": frames[-1].line}
        known = next((name for name in error.bases if name in _PYTHONS_OWN), "Exception")
        said = error.text if known == error.type else f"{error.type}: {error.text}"
        super().__init__(
            message(text, function=function, type=known, **place),
            (message("It said: {text}", text=said),) if said else (),
            frames,
        )


def lines_with_code(source: str) -> frozenset[int]:
    """The numbers of the lines that are not blank, counted from 1.

    None in a file of absurd length, where a number could carry a hidden input.
    """
    lines = source_lines(source) if source.count("\n") <= MAX_LINES else []
    return frozenset(number for number, line in enumerate(lines, 1) if line.strip())


class NotAllowed(StudentFault):
    """The function needs a library that the exercise does not allow."""


class TimedOut(StudentFault):
    """A call did not return in time."""

    status = "timeout"


class Crashed(StudentFault):
    """The worker ended in the middle, or what it sent was no answer."""

    status = "crashed"


class FunctionMissing(StudentFault):
    """The module has no function of that name."""

    status = "failed"


class CannotCross(StudentFault):
    """The value is too large to leave the worker."""

    status = "failed"
