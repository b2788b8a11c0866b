"""A call that raised -> the kind of exception and the asked function in which it was raised.

Python names both alike for a student's code and for a misconception's; lines and texts differ.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from grader.checks.call_log import Call, decode_calls
from grader.sandbox.exchange import parse_ending
from grader.sandbox.faults import CodeRaised, known_kind
from grader.sandbox.messages import Raised as ReportedRaise
from grader.sandbox.messages import parse_error
from grader.worker import wire

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from types import TracebackType

    from grader.checks.call_log import EncodedCall


class Raised(msgspec.Struct, frozen=True):
    """The end of a call.

    Attributes:
        kind: Python's own exception, or the one that the raised class extends.
        function: the innermost function of the exercise that was running; empty if there is none.
    """

    kind: str
    function: str


RAISED = Raised("", "")  # not looked at yet


def raised_here(error: Exception, path: str, functions: Collection[str]) -> Raised:
    """Describe an exception of a solution that runs in this process.

    Args:
        error: the exception.
        path: of the solution's code.
        functions: those of the exercise.
    """
    names: list[str] = []
    step: TracebackType | None = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename == path:
            names.append(code.co_name)
        step = step.tb_next
    kind = known_kind([base.__name__ for base in type(error).__mro__])
    return Raised(kind, _innermost(names, functions))


def with_raises(encoded: Iterable[EncodedCall]) -> list[Call]:
    """Decode the calls that returned, as far as there is room, and those that raised.

    These have `RAISED` in place of a value, for `described`: most raise as the reference does, and
    their words need not be read.
    """
    return decode_calls(encoded, RAISED)


def described(call: Call, functions: Collection[str]) -> Call:
    """The call; if it raised, with the kind and function that its words tell."""
    if call.value is not RAISED:
        return call
    ending = parse_ending(call.encoded.body)
    assert isinstance(ending, ReportedRaise)
    names: list[str] = []
    with contextlib.suppress(wire.WireError):
        names = [frame.function for frame in parse_error(call.encoded.words).frames]
    return call._replace(value=Raised(known_kind(ending.bases), _innermost(names, functions)))


def end_of(call: Call, functions: Collection[str]) -> Call:
    """The call, with a `Raised` in place of the fault with which it ended."""
    fault = call.value
    if not isinstance(fault, CodeRaised):
        return call
    names = [frame.function for frame in fault.frames]
    return call._replace(value=Raised(fault.kind, _innermost(names, functions)))


def _innermost(names: list[str], functions: Collection[str]) -> str:
    return next((name for name in reversed(names) if name in functions), "")
