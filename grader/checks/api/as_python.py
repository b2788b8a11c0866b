"""A value -> Python that makes it, for a student to paste; None if that is too long."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.text import clean
from grader.worker.values import Tensor

MAX_CELLS = 100
MAX_DEPTH = 8
MAX_BITS = 256


def as_python(value: Any, room: int) -> str | None:
    """Write the value as an expression of at most `room` characters; None if it takes more.

    The expression needs `np`, and `torch` for tensors. It has the value's type, dtype and shape.
    """
    written = _write(value, MAX_DEPTH)
    return written if written is not None and len(written) <= room else None


def describe_size(value: Any, name: str = "") -> str:
    """Describe a long value by its size and, if it has one, its name: `<image: 28×28 float64>`."""
    said = type(value).__name__
    if isinstance(value, np.ndarray):
        sides = "×".join(map(str, value.shape)) or "0-d"
        said = f"{sides} {value.dtype}"
    elif isinstance(value, (list, tuple, dict, str, bytes)):
        said = f"{said}: {len(value)}"
    return f"<{name}: {said}>" if name else f"<{said}>"


def _write(value: Any, depth: int) -> str | None:
    if isinstance(value, Tensor):
        array = _array(value.data)
        return None if array is None else f"torch.from_numpy({array})"
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.generic):
        return f"np.{value.dtype}({_number(value.item())})"
    if isinstance(value, (str, bytes)):
        return (
            repr(value) if len(value) <= MAX_CELLS and repr(value) == clean(repr(value)) else None
        )
    if isinstance(value, (list, tuple, dict)):
        return _container(value, depth - 1) if depth and len(value) <= MAX_CELLS else None
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        return None  # Python itself refuses to write numbers of more than 4300 digits
    return _number(value) if isinstance(value, (int, float, complex)) or value is None else None


def _container(value: list[Any] | tuple[Any, ...] | dict[Any, Any], depth: int) -> str | None:
    if isinstance(value, dict):
        pairs = [(_write(key, depth), _write(item, depth)) for key, item in value.items()]
        parts = [None if None in pair else f"{pair[0]}: {pair[1]}" for pair in pairs]
    else:
        parts = [_write(item, depth) for item in value]
    if None in parts:
        return None
    inside = ", ".join(part for part in parts if part is not None)
    if isinstance(value, tuple):
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return f"{{{inside}}}" if isinstance(value, dict) else f"[{inside}]"


def _array(array: np.ndarray) -> str | None:
    if array.dtype.kind not in "biufc":
        return None
    shape = str(array.shape) if array.ndim != 1 else str(array.shape[0])
    first = array.flat[0].item() if array.size else 0
    is_plain = array.dtype == np.float64
    if array.size > 1 and is_plain and (array == first).all():
        filled = {0.0: "zeros", 1.0: "ones"}.get(first)
        if filled == "zeros" and np.signbit(array).any():
            return None
        return f"np.{filled}({shape})" if filled else f"np.full({shape}, {_number(first)})"
    dtype = "" if is_plain else f", dtype=np.{array.dtype}"
    if not array.size:
        return f"np.zeros({shape}{dtype})"
    if array.size > MAX_CELLS:
        return None
    cells = array.tolist()
    if is_plain and (array == np.floor(array)).all() and (np.abs(array) < 1e6).all():
        if np.signbit(array[array == 0]).any():
            return None
        cells, dtype = array.astype(int).tolist(), ", dtype=float"
    elif array.dtype in (np.int64, np.bool_, np.complex128):
        dtype = ""  # what NumPy makes of such a list by itself
    return f"np.array({_nested(cells)}{dtype})"


def _nested(cells: Any) -> str:
    if isinstance(cells, list):
        return f"[{', '.join(map(_nested, cells))}]"
    return _number(cells)


def _number(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "np.nan" if value != value else "np.inf" if value > 0 else "-np.inf"  # noqa: PLR0124
    if isinstance(value, complex) and not (math.isfinite(value.real) and math.isfinite(value.imag)):
        return f"complex({_number(value.real)}, {_number(value.imag)})"
    return repr(value)
