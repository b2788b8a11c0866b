"""A check's failure -> the calls behind it, as a student can repeat them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.model import Cause, ShownCall
from grader.sandbox.faults import StudentFault
from grader.worker import wire

from .api.as_python import as_python, describe_size
from .api.assertions import NO_VALUE, WrongAnswerError

if TYPE_CHECKING:
    from grader.model import Exercise

    from .call_log import Call
    from .student import Interview

MAX_SHOWN = 3
MAX_ARGUMENT_CHARS = 170
MAX_CALL_CHARS = 420
# no call was made, or any other would have ended in the same way
_NOT_ABOUT_A_CALL = frozenset(
    {
        *(Cause.NOT_WRITTEN, Cause.MISSING, Cause.UNREADABLE, Cause.NOT_ALLOWED),
        *(Cause.LOADING_TIMEOUT, Cause.TIME_USED_UP),
    }
)


def calls_behind(
    error: BaseException | None, interview: Interview, exercise: Exercise
) -> tuple[ShownCall, ...]:
    """The calls that a failure is about: most often one, none if that is not known.

    Args:
        error: raised by the check.
        interview: its calls.
        exercise: gives the name of the student's module.
    """
    ended = interview.ended
    if error is None or getattr(error, "cause", None) in _NOT_ABOUT_A_CALL:
        return ()
    found = _numbers(error, ended, is_looping=interview.is_looping)
    known = [n for n in found if ended[n].arguments]
    count = interview.planned if interview.planned >= len(ended) else 0
    return tuple(_shown(ended[n], exercise.module, n + 1, count) for n in known)


def _numbers(error: BaseException, ended: list[Call], *, is_looping: bool) -> list[int]:
    """The places of the calls among those that have ended."""
    everything = list(range(len(ended)))
    if isinstance(error, StudentFault):
        return [n for n in everything if ended[n].value is error][-1:]
    value = error.value if isinstance(error, WrongAnswerError) else NO_VALUE
    if value is not NO_VALUE:
        # several calls may have returned the same object, as None: then each of them is true
        came_from = [n for n in everything if _is_of(value, ended[n].value)]
        if came_from:
            return came_from[-1:]
    if is_looping:  # the check has not asked for the next answer, so it looks at the last one
        return everything[-1:]
    return everything if len(everything) <= MAX_SHOWN else []


def _is_of(value: Any, answer: Any) -> bool:
    """Whether a check's value is the answer, a part of it, or a view of it."""
    base = value.base if isinstance(value, np.ndarray) and value.base is not None else value
    inside = answer if isinstance(answer, (tuple, list)) else ()
    return any(value is one or base is one for one in (answer, *inside))


def _shown(call: Call, module: str, number: int, count: int) -> ShownCall:
    if call.is_value:
        name = call.function
        return ShownCall(name, text=f"print({name})", runs=True, number=number, count=count)
    args, kwargs = wire.decode(call.arguments)
    given = [("", value) for value in args] + [(f"{name}=", kwargs[name]) for name in kwargs]
    written = [as_python(value, MAX_ARGUMENT_CHARS) for _, value in given]
    name = f"driver.{call.function}" if call.by_driver else call.function
    first = [module] if call.by_driver else []  # a driver's function takes the student's module
    text = _call(name, first, given, written)
    if len(text) > MAX_CALL_CHARS:
        # a scalar says much in little
        written = [text if len(text or "") <= MAX_CALL_CHARS // 10 else None for text in written]
        text = _call(name, first, given, written)
    return ShownCall(
        function=call.function, text=text, runs=None not in written, number=number, count=count
    )


def _call(
    name: str, first: list[str], given: list[tuple[str, Any]], written: list[str | None]
) -> str:
    parts = [
        label + (describe_size(value) if text is None else text)
        for (label, value), text in zip(given, written, strict=True)
    ]
    return f"{name}({', '.join([*first, *parts])})"
