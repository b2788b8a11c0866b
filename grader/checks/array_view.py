"""A wrong array and its call -> small grids of numbers, for reports to draw.

If there is a solution, it answers the same call, so that the whole right array stands beside the
student's even if the check compared a part of it.
"""

from __future__ import annotations

import inspect
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.i18n import N_
from grader.model import ArrayView, message
from grader.worker import wire

from .api.wrong_answer import Arrays, WrongAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType
    from typing import Literal

    from numpy.typing import NDArray

    from grader.model import Message

    from .call_log import Call

MAX_SIDE = 32  # cells of a side that are kept
MAX_ARGUMENTS = 3
LARGEST = 1e300  # drawing subtracts and scales, so larger numbers would overflow
MAX_ARGUMENT_CELLS = 1_000_000
_TOLERANCE = 1e-9


def views_of(
    error: BaseException | None,
    calls: list[Call],
    reference: ModuleType | None,
    parameters: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> tuple[ArrayView, ...]:
    """Views of the arguments, the right array and the student's; none if no array is wrong.

    Args:
        error: raised by the check.
        calls: its calls that returned, in order.
        reference: the solution, if there is one.
        parameters: of each function, as the starter has them, for where there is no solution.
    """
    arrays = error.arrays if isinstance(error, WrongAnswerError) else None
    if arrays is None or not _is_drawable(arrays.got):
        return ()
    call = call_of(arrays.got, calls)
    given: list[tuple[str, NDArray[Any]]] = []
    if call is not None and not call.by_driver:
        arrays = whole(arrays, call, reference)
        given = _arguments(call, reference, parameters.get(call.function, ()))
    wrong = arrays.first_wrong
    array_views = [_grid("argument", array, wrong, name=name) for name, array in given]
    right = arrays.right if arrays.wanted is None else arrays.wanted
    if right is not None and _is_drawable(right):
        array_views.append(_grid("expected", right, wrong))
    array_views.append(_grid("actual", arrays.got, wrong))
    return tuple(grid for grid in array_views if grid is not None)


def part_compared(error: BaseException | None, calls: list[Call]) -> Message | None:
    """Name the part of the answer that a check compared; None if it was all of it, or is not known.

    Args:
        error: raised by the check.
        calls: its calls that returned, in order.
    """
    arrays = error.arrays if isinstance(error, WrongAnswerError) else None
    if arrays is None or arrays.wanted is None:
        return None
    got, base = arrays.got, arrays.got if arrays.got.base is None else arrays.got.base
    for call in reversed(calls):
        if isinstance(call.value, (tuple, list)):
            for number, one in enumerate(call.value, 1):
                if one is got or one is base:
                    text = N_("Of the {count} values that you return, this is number {number}.")
                    return message(text, count=len(call.value), number=number)
    found = call_of(got, calls)
    if found is None or not isinstance(found.value, np.ndarray) or found.value.size <= got.size:
        return None
    part = _slices(got, found.value)
    if part is None:
        text = N_("The check compares a part of your result; places are counted in that part.")
        return message(text)
    text = N_("The check compares result[{part}]; places are counted in that part.")
    return message(text, part=part)


def _slices(part: NDArray[Any], whole: NDArray[Any]) -> str | None:
    """The slices that take a view out of an array, as `1:3, 1:3`; None if it is no such view."""
    if part.base is not whole or part.ndim != whole.ndim or 0 in part.shape:
        return None
    left = part.__array_interface__["data"][0] - whole.__array_interface__["data"][0]
    texts = [""] * whole.ndim
    by_stride = sorted(range(whole.ndim), key=lambda axis: -whole.strides[axis])
    for axis in by_stride:
        stride, length = whole.strides[axis], part.shape[axis]
        if stride <= 0 or left < 0:
            return None
        first, left = divmod(left, stride)
        step = part.strides[axis] // stride if length > 1 else 1
        if step < 1 or first >= whole.shape[axis]:
            return None
        last = first + step * (length - 1) + 1
        is_all = (first, length, step) == (0, whole.shape[axis], 1)
        texts[axis] = ":" if is_all else f"{first}:{last}" + (f":{step}" if step > 1 else "")
    return ", ".join(texts) if left == 0 else None


def call_of(got: NDArray[Any], calls: list[Call]) -> Call | None:
    """The call that returned this array; None if several could have."""
    base = got if got.base is None else got.base  # a check may have sliced the value
    itself = [call for call in calls if call.value is got or call.value is base]
    if itself:
        return itself[-1]
    equal = [call for call in calls if _is_equal(call.value, got)]
    possible = equal or calls
    return possible[0] if len(possible) == 1 else None


def _is_equal(value: Any, got: NDArray[Any]) -> bool:
    return _is_drawable(value) and np.array_equal(value, got, equal_nan=value.dtype.kind == "f")


def whole(arrays: Arrays, call: Call, reference: ModuleType | None) -> Arrays:
    """The call's whole answer beside the solution's; the given arrays if these agree."""
    wanted, got = _answer(reference, call), call.value
    if wanted is None or not _is_drawable(got):
        return arrays
    if wanted.shape != got.shape:
        return Arrays(got, wanted)
    scale = max(1.0, float(np.abs(wanted.astype(float)).max(initial=0.0)))
    with np.errstate(all="ignore"):
        difference = np.abs(wanted.astype(float) - got.astype(float))
    wrong = ~(difference <= _TOLERANCE * scale)
    if not wrong.any():
        return arrays
    first = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
    return Arrays(got, wanted, tuple(int(i) for i in first))


def _answer(reference: ModuleType | None, call: Call) -> NDArray[Any] | None:
    function = getattr(reference, call.function, None)
    if function is None or call.encoded.cell:
        return None
    args, kwargs = wire.decode(call.arguments)
    try:
        answer = function if call.is_value else function(*args, **kwargs)
    except Exception:  # noqa: BLE001 - the solution may refuse the check's arguments
        return None
    return answer if _is_drawable(answer) else None


def _arguments(
    call: Call, reference: ModuleType | None, known: tuple[str, ...]
) -> list[tuple[str, NDArray[Any]]]:
    """The first array arguments, each with its parameter's name, if known."""
    args, kwargs = wire.decode(call.arguments)
    function = None if call.is_value else getattr(reference, call.function, None)
    names = list(inspect.signature(function).parameters) if callable(function) else [*known]
    names += [""] * len(args)
    found = [*zip(names, args, strict=False), *kwargs.items()]
    arrays = [(name, _as_array(value)) for name, value in found]
    return [(name, array) for name, array in arrays if array is not None][:MAX_ARGUMENTS]


def _as_array(value: Any) -> NDArray[Any] | None:
    """An argument, maybe a nested list, as an array."""
    if isinstance(value, (list, tuple)):
        try:
            value = np.asarray(value)
        except ValueError:  # ragged
            return None
    return value if _is_drawable(value) and value.size <= MAX_ARGUMENT_CELLS else None


def _is_drawable(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "biuf" and value.ndim > 0


def _grid(
    role: Literal["argument", "expected", "actual"],
    array: NDArray[Any],
    wrong: tuple[int, ...] | None,
    *,
    name: str = "",
) -> ArrayView | None:
    """The array's plane with the first wrong cell; None for an empty array."""
    if array.ndim == 0 or array.size == 0:
        return None
    index = _plane(array.shape, wrong)
    plane = np.atleast_2d(array[index])
    step = -(-max(plane.shape) // MAX_SIDE)  # rounded up, so that no side is too long
    rows = tuple(tuple(map(_cell, row)) for row in plane[::step, ::step].tolist())
    return ArrayView(
        role=role,
        name=name,
        shape=array.shape,
        plane=_plane_text(index) if array.ndim > 2 else "",
        rows=rows,
        step=step,
        first_wrong=_place(index, wrong, step) if role != "argument" else None,
        is_picture=array.dtype == np.uint8,
    )


def _plane(shape: tuple[int, ...], wrong: tuple[int, ...] | None) -> tuple[int | slice, ...]:
    """The index of a plane: (H, W) in arrays of shape (H, W, C) and (N, H, W, C)."""
    kept = range(len(shape)) if len(shape) < 3 else (len(shape) - 3, len(shape) - 2)
    inside = wrong is not None and len(wrong) == len(shape)
    cell = wrong if wrong is not None and inside else (0,) * len(shape)
    if not inside and wrong and len(shape) >= 3:
        cell = (*cell[:-1], wrong[-1])  # the same channel of another array
    return tuple(
        slice(None) if axis in kept else min(cell[axis], shape[axis] - 1)
        for axis in range(len(shape))
    )


def _place(
    index: tuple[int | slice, ...], wrong: tuple[int, ...] | None, step: int
) -> tuple[int, int] | None:
    """Row and column of the first wrong cell in the grid, or of the cell drawn for it."""
    if wrong is None or len(wrong) != len(index):
        return None
    inside = [at for at, axis in zip(wrong, index, strict=True) if isinstance(axis, slice)]
    row, column = [0, *inside][-2:]
    return row // step, column // step


def _plane_text(index: tuple[int | slice, ...]) -> str:
    return f"[{', '.join(':' if isinstance(part, slice) else str(part) for part in index)}]"


def _cell(number: float) -> float | None:
    return float(f"{number:.6g}") if abs(number) < LARGEST else None
