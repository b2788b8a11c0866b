"""How a worker or a call ended -> the fault with its words for the student."""

from __future__ import annotations

import difflib
import signal
from typing import TYPE_CHECKING

from grader.model import Message, message
from grader.words import mark

from .faults import Crashed, FunctionMissing, NotAllowed, StudentFault, TimedOut

if TYPE_CHECKING:
    from grader.model import Limits

    from .base import Ended


ENDED_AT_LOAD = mark("{where}, line {line}: this statement ended the process and was left out.")
UNREADABLE = mark("Python cannot read {where}: line {line} is not Python. Fix that line first.")


def call_too_slow(function: str, allowed_seconds: float) -> TimedOut:
    """A call that did not return; no function means that loading did not end."""
    if not function:
        text = "Your file did not finish loading within {seconds} s."
        return TimedOut(message(text, seconds=allowed_seconds))
    text = "{function} did not return within {seconds} s. Is there a loop that never ends?"
    return TimedOut(message(text, function=function, seconds=allowed_seconds))


def not_called_again(function: str, count: int) -> TimedOut:
    """A function that was too slow before."""
    text = "{function} did not return in {count} earlier checks and was not called again."
    return TimedOut(message(text, function=function, count=count))


def time_used_up(limits: Limits) -> TimedOut:
    """All calls of the exercise together took too long."""
    text = "The time for the whole exercise ({seconds} s) is used up."
    return TimedOut(message(text, seconds=limits.wall_seconds))


def worker_died(ended: Ended, limits: Limits) -> Crashed:
    """The process ended before it answered."""
    out_of_time = ended.signal == getattr(signal, "SIGXCPU", 24)
    if out_of_time or ended.cpu_seconds >= limits.cpu_seconds:
        text = "Your code used more than {seconds} s of processor time and was stopped."
        return Crashed(message(text, seconds=limits.cpu_seconds))
    if ended.signal:
        text = "The process with your code was ended by {signal}."
        return Crashed(message(text, signal=_signal_name(ended.signal)))
    text = "Your code ended the Python process instead of returning."
    return Crashed(message(text), (message("Its exit code is {code}.", code=ended.exit_code),))


def broke_the_rules() -> Crashed:
    """What came from the process was no answer to what was asked."""
    return Crashed(message("The process with your code sent something that is no answer."))


def function_missing(
    function: str, file: str, names: list[str], wanted: tuple[str, ...]
) -> FunctionMissing:
    """There is no such function; `names` are those that there are, `wanted` all that are asked."""
    others = [name for name in names if name not in wanted]
    near = difflib.get_close_matches(function, others, n=1)
    text = "There is a function {name}: rename it to {function}."
    tip = (message(text, name=near[0], function=function),) if near else ()
    text = "There is no function {function} in {file}."
    return FunctionMissing(message(text, function=function, file=file), tip)


def library_refused(function: str, library: str) -> NotAllowed:
    """A function that uses what the file could not import."""
    text = "{function} needs {library}, which is not allowed in this exercise."
    return NotAllowed(message(text, function=function, library=library))


def file_unreadable(where: str, line: int) -> FunctionMissing:
    """There is no such function because Python could not read the place where it may be."""
    return FunctionMissing(message(UNREADABLE, where=where, line=line))


def left_out(running: str, fault: StudentFault) -> Message:
    """A statement that killed the worker, or hung, while the file was loaded."""
    where, _, line = running.removesuffix(":cell").rpartition(":")
    text = ENDED_AT_LOAD
    if isinstance(fault, TimedOut):
        text = "{where}, line {line}: this statement took too long and was left out."
    return message(
        text, where=where, line=int(line[:9]) if line.isascii() and line.isdecimal() else 0
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
