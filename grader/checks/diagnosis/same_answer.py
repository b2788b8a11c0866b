"""Whether a solution's answer is the one that a student's code gave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.worker import wire

from .raised import Raised

if TYPE_CHECKING:
    from grader.checks.call_log import Call

_TOLERANCE = 1e-9
_PLAIN = {int, float}  # NumPy compares these far more slowly than Python


class _Nothing:
    """The answer of a call that raised."""


NOTHING = _Nothing()


def is_same_end(expected: Any, call: Call) -> bool:
    """Whether a solution's answer is that of a call; any two objects are equal so far."""
    if call.encoded.how in {"make", "method", "probe"} and isinstance(call.value, wire.Handle):
        return isinstance(expected, wire.Handle)
    return same_answer(expected, call.value)


def same_answer(expected: Any, actual: Any) -> bool:
    """Whether a solution's answer and a student's, which may be anything, are equal."""
    if isinstance(expected, Raised):
        return isinstance(actual, Raised) and actual == expected
    if expected is NOTHING or isinstance(expected, wire.Handle):
        return False
    if isinstance(actual, (wire.Handle, Raised)):
        return False
    if isinstance(expected, (list, tuple)):
        return (
            type(actual) in (list, tuple)
            and len(actual) == len(expected)
            and all(same_answer(e, a) for e, a in zip(expected, actual, strict=True))
        )
    if isinstance(expected, (str, bytes, type(None))):
        return type(actual) is type(expected) and bool(actual == expected)
    if type(expected) in _PLAIN and type(actual) in _PLAIN:
        return _is_near(expected, actual)
    if not isinstance(actual, (int, float, np.generic, np.ndarray)):
        return False
    want, got = np.asarray(expected), np.asarray(actual)
    if want.shape != got.shape or want.dtype.kind not in "biuf" or got.dtype.kind not in "biuf":
        return False
    scale = max(1.0, float(np.abs(want.astype(float)).max(initial=0.0)))
    difference = np.abs(want.astype(float) - got.astype(float))
    return bool((difference <= _TOLERANCE * scale).all())


def _is_near(expected: float, actual: float) -> bool:
    try:
        return abs(expected - actual) <= _TOLERANCE * max(1.0, abs(expected))
    except OverflowError:  # an int that no float can hold
        return False


def tells_anything(calls: list[Call]) -> bool:
    """Whether the answers can tell misconceptions apart."""
    # zeros, or one constant, agree with many
    cells = [number for call in calls for number in _numbers(call.value)]
    distinct = set(cells)
    return not cells or (bool(distinct - {0.0}) and (len(distinct) > 1 or len(cells) == 1))


def _numbers(value: Any) -> list[float]:
    """All numbers in an answer."""
    if isinstance(value, (list, tuple)):
        return [number for item in value for number in _numbers(item)]
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "biuf":
        return [float(number) for number in np.ravel(value)]
    return [float(value)] if type(value) in (int, float) and abs(value) < 1e300 else []
