"""A value -> a few lines of text that a student can compare."""

from __future__ import annotations

import functools
import reprlib
from typing import Any

import numpy as np

from grader.text import clean
from grader.worker.values import Masked
from grader.worker.wire import Handle

from .as_python import describe_size

MAX_CHARS = 600
MAX_ARRAY_CELLS = 100
MAX_SHOWN_AXES = 2
MAX_PARTS = 150
MAX_ROWS = 8
MAX_EXACT = 1 << 53  # below it, every whole number is a float
DIGITS = (6, 9, 12, 15, 17)  # the last tells any two floats apart


def preview(value: Any, digits: int = DIGITS[0]) -> str:
    """The value as short text: a large array by its corners, one of many axes by its shape.

    Args:
        value: any.
        digits: of each number.
    """
    if isinstance(value, np.ndarray) and value.ndim and not value.size:
        return describe_size(value)
    if isinstance(value, np.ndarray) and value.ndim:
        return _cut(_corners(value, MAX_ARRAY_CELLS, digits))
    if isinstance(value, Masked):
        return _cut(str(np.ma.MaskedArray(value.data, mask=value.mask)))
    if isinstance(value, Handle):
        return f"<{type_name(value)}>"
    if is_table(value) and hasattr(value, "to_string"):
        return _cut(clean(value.to_string(max_rows=MAX_ROWS)))
    return _cut(clean(_Short(digits).repr(value)))


def is_table(value: Any) -> bool:
    """Whether it is a frame, a series or an index of pandas, which need not be installed."""
    kind = type(value)
    return kind.__module__.partition(".")[0] == "pandas" and (
        kind.__name__ in {"DataFrame", "Series"} or kind.__name__.endswith("Index")
    )


def preview_both(expected: Any, actual: Any) -> tuple[str, str]:
    """Previews of the right value and the student's, with as many digits as it takes to differ."""
    # as floats, because 3 and 3.0 are no difference
    floats = _as_floats(expected), _as_floats(actual)
    shown = preview(floats[0]), preview(floats[1])
    if shown[0] != shown[1]:
        is_float = _has_floats(expected) or _has_floats(actual)
        return shown if is_float else (preview(expected), preview(actual))
    for digits in DIGITS[1:]:
        shown = preview(floats[0], digits), preview(floats[1], digits)
        if shown[0] != shown[1]:
            return shown
    return "", ""  # sizes alone, which are the same


def _has_floats(value: Any) -> bool:
    if isinstance(value, (tuple, list)):
        return any(map(_has_floats, value))
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind == "f"
    return type(value) is float


def _as_floats(value: Any) -> Any:
    """The value with floats in place of whole numbers, where that loses nothing."""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.astype(np.float64) if value.dtype.kind in "iuf" else value
    if isinstance(value, (tuple, list)):
        return type(value)(map(_as_floats, value))
    is_exact = type(value) is int and abs(value) < MAX_EXACT
    return float(value) if is_exact else value


def type_word(value: Any) -> str:
    """A word for the value's type, from a fixed list."""
    if isinstance(value, Handle):  # the name of a student's class could carry a hidden value
        return "object" if "ndarray" not in value.type_name else "ndarray subclass"
    if isinstance(value, np.generic):
        return f"numpy {value.dtype}"
    if value is None:
        return "None"
    return "array" if isinstance(value, np.ndarray) else type(value).__name__


def type_name(value: Any) -> str:
    """The name of the value's type in the student's code."""
    return clean(value.type_name) if isinstance(value, Handle) else type_word(value)


class _Short(reprlib.Repr):
    """A `repr` that stops early."""

    def __init__(self, digits: int) -> None:
        super().__init__()
        self._digits = digits
        self.maxlevel = 4
        self.maxtuple = self.maxlist = 24
        self.maxdict = 12
        self.maxstring = 200
        self.maxlong = 60
        self.maxother = 120
        self._parts = MAX_PARTS

    def repr1(self, x: Any, level: int) -> str:
        """As `Repr.repr1`, for the first parts only."""
        self._parts -= 1  # `maxlist` and its kin hold for each level, and levels multiply
        if isinstance(x, np.generic) or (isinstance(x, np.ndarray) and not x.ndim):
            x = x.item()  # a student reads `-3`, not `np.int64(-3)`
        return super().repr1(x, level) if self._parts > 0 else "…"

    def repr_float(self, number: float, _level: int) -> str:
        """A number without the digits of its rounding error: 0.11, not 0.11000000000000001."""
        text = f"{number:.{self._digits}g}"
        return text if not text.lstrip("-").isdigit() else f"{text}.0"

    def repr_ndarray(self, array: np.ndarray, _level: int) -> str:
        """A nested array by its corners."""
        self._parts -= 10  # it is longer than a number
        return f"array({_corners(array, 20, self._digits)})"


def _corners(array: np.ndarray, threshold: int, digits: int) -> str:
    """The array as text."""
    # with more axes the corners are many cells that tell little
    if array.ndim > MAX_SHOWN_AXES and array.size > threshold:
        return describe_size(array)
    if array.size > MAX_ARRAY_CELLS or array.dtype.kind not in "biuf":
        return _written(array, threshold, digits)
    return _written_again(array.tobytes(), array.dtype.str, array.shape, threshold, digits)


def _written(array: np.ndarray, threshold: int, digits: int) -> str:
    return np.array2string(
        array,
        precision=digits,
        suppress_small=digits == DIGITS[0],
        max_line_width=68,
        threshold=threshold,
        edgeitems=2,
    )


# a class meets the same right array at each check, and few wrong ones: 3 ms of a submission's 13
@functools.lru_cache(maxsize=1024)
def _written_again(
    data: bytes, dtype: str, shape: tuple[int, ...], threshold: int, digits: int
) -> str:
    return _written(np.frombuffer(data, dtype).reshape(shape), threshold, digits)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 2] + " …"
