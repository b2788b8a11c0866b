"""A wrong cell and its call -> the window of the input behind it, and its sum.

An exercise declares how a function reads its input (`[windows.conv2d]` in `exercise.toml`). The
sum of the window must be the right answer's cell, or nothing is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.model import WindowPlane, WrongWindow
from grader.worker import wire

from .api.wrong_answer import WrongAnswerError
from .array_view import MAX_ARGUMENT_CELLS, call_of, whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from numpy.typing import NDArray

    from grader.model import WindowRule

    from .call_log import Call

    Floats = NDArray[np.float64]

MAX_SIDE = 7  # of a window that fits on a page
MAX_PLANES = 4
_TOLERANCE = 1e-6


def window_of(
    error: BaseException | None,
    calls: list[Call],
    rules: Mapping[str, WindowRule],
    reference: ModuleType | None,
) -> WrongWindow | None:
    """The window behind the first wrong cell; None where no rule explains the right answer.

    Args:
        error: raised by the check.
        calls: its calls that returned, in order.
        rules: the exercise's, by function.
        reference: the solution, if there is one.
    """
    arrays = error.arrays if isinstance(error, WrongAnswerError) else None
    call = None if arrays is None or not rules else call_of(arrays.got, calls)
    rule = None if call is None or call.by_driver else rules.get(call.function)
    if arrays is None or call is None or rule is None:
        return None
    arrays = whole(arrays, call, reference)
    if arrays.wanted is None or arrays.first_wrong is None:
        return None
    # where a check compares a part of the answer, places are not those of the whole
    if np.shape(call.value) != arrays.got.shape:
        return None
    try:
        given = _arguments(call, rule)
        planes = _planes(given, rule, arrays.first_wrong)
    except (ValueError, IndexError, TypeError):  # a call that the function itself must refuse
        return None
    wanted, got = (float(one[arrays.first_wrong]) for one in (arrays.wanted, arrays.got))
    bias = _bias(given, arrays.first_wrong)
    result = _result(planes, rule.how, bias)
    if not _agrees(result, wanted, rule):
        return None
    return WrongWindow(
        function=call.function,
        at=arrays.first_wrong,
        how=rule.how,
        planes=tuple(WindowPlane(_rows(values), _rows(weights)) for values, weights in planes),
        bias=bias,
        result=result,
        wanted=wanted,
        got=got if np.isfinite(got) else None,
    )


def _arguments(call: Call, rule: WindowRule) -> dict[str, Any]:
    """Role -> value of a call's arguments; a rule has them in the function's order."""
    args, kwargs = wire.decode(call.arguments)
    given = dict(zip(rule.arguments.values(), args, strict=False))
    return given | {rule.arguments[name]: value for name, value in kwargs.items()}


def _planes(
    given: dict[str, Any], rule: WindowRule, at: tuple[int, ...]
) -> list[tuple[Floats, Floats]]:
    """The window of each channel, with its weights."""
    array = _floats(given["array"])
    weights = _floats(given["weights"]) if "weights" in given else None
    if array.ndim == 4:  # a batch
        array, at = array[at[0]], at[1:]
    if array.ndim == 1:
        array, at = array[None, :], (0, *at)
        weights = weights[None, :] if weights is not None else None
    if array.ndim == 2:
        array = array[:, :, None]
    if weights is not None and weights.ndim == 2:
        weights = weights[:, :, None]
    if weights is None or rule.channels_apart:  # each channel by itself
        array = array[:, :, at[2:] or (0,)].reshape(*array.shape[:2], 1)
    elif weights.ndim == 4:  # of several kernels the one that made this map
        weights = weights[:, :, :, at[2]]
    if weights is not None and rule.flipped:
        weights = weights[::-1, ::-1]
    size = given.get("size", 2)
    shape = (size, size) if weights is None else (weights.shape[0], weights.shape[1])
    window = _window(array, shape, _place(given, rule, at, shape, array.shape))
    count = window.shape[2]
    if count > MAX_PLANES or max(window.shape[:2]) > MAX_SIDE or min(window.shape) < 1:
        raise ValueError
    if weights is not None and weights.shape != window.shape:
        raise ValueError
    bare = np.empty((0, 0))
    return [
        (window[:, :, channel], bare if weights is None else weights[:, :, channel])
        for channel in range(count)
    ]


def _place(
    given: dict[str, Any],
    rule: WindowRule,
    at: tuple[int, ...],
    shape: tuple[int, int],
    whole: tuple[int, ...],
) -> tuple[tuple[int, int], bool]:
    """Row and column of the window's first cell, and whether borders are copied."""
    stride = given.get("stride", 1 if rule.how == "sum" else None)
    stride = given.get("size", 2) if stride is None else stride
    down, across = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    padding = given.get("padding", rule.padding)
    pads = []
    for size, length, step in zip(whole[:2], shape, (down, across), strict=True):
        if padding == "same":
            missing = max((-(-size // step) - 1) * step + length - size, 0)
            pads.append(missing // 2)
        elif padding == "copies":
            pads.append(length // 2)
        else:
            pads.append(0 if padding == "valid" else int(padding))
    return (at[0] * down - pads[0], at[1] * across - pads[1]), padding == "copies"


def _window(array: Floats, shape: tuple[int, int], place: tuple[tuple[int, int], bool]) -> Floats:
    """The window's cells; beyond the border are zeros, or copies of the nearest cells."""
    (top, left), copies = place
    rows, columns = np.arange(top, top + shape[0]), np.arange(left, left + shape[1])
    inside = np.ix_(np.clip(rows, 0, array.shape[0] - 1), np.clip(columns, 0, array.shape[1] - 1))
    found = array[inside].copy()
    if not copies:
        found[(rows < 0) | (rows >= array.shape[0])] = 0
        found[:, (columns < 0) | (columns >= array.shape[1])] = 0
    return found


def _bias(given: dict[str, Any], at: tuple[int, ...]) -> float:
    bias = given.get("bias", 0.0)
    return float(np.asarray(bias, dtype=np.float64).reshape(-1)[at[-1] if np.ndim(bias) else 0])


def _result(planes: list[tuple[Floats, Floats]], how: str, bias: float) -> float:
    if how == "sum":
        return sum(float(np.sum(values * weights)) for values, weights in planes) + bias
    values = planes[0][0]
    return float({"max": values.max(), "min": values.min()}.get(how, values.mean()))


def _agrees(result: float, wanted: float, rule: WindowRule) -> bool:
    """Whether the window gives the right answer, after rounding and clipping if it is a pixel."""
    close = _TOLERANCE * max(1.0, abs(wanted))
    if rule.pixels:
        return abs(min(max(result, 0.0), 255.0) - wanted) <= 0.5 + close
    return abs(result - wanted) <= close


def _floats(value: Any) -> Floats:
    array = np.asarray(value, dtype=np.float64)
    if array.size == 0 or array.size > MAX_ARGUMENT_CELLS or array.ndim > 4:
        raise ValueError
    return array


def _rows(plane: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(f"{value:.6g}") for value in row) for row in plane)
