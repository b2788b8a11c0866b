"""A value -> a few lines of text that a student can compare with another."""

from __future__ import annotations

import reprlib
from typing import Any

import numpy as np

from grader.text import clean
from grader.worker.wire import Handle

MAX_CHARS = 600
MAX_ARRAY_CELLS = 100


def preview(value: Any) -> str:
    """The value as short text; a large array is shown by its corners."""
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.generic):
        return str(value.item())
    if isinstance(value, Handle):
        return f"<{type_name(value)}>"
    return _cut(clean(_Short().repr(value)))


def type_word(value: Any) -> str:
    """A word for the value's type from a fixed list: a class's own name could carry anything."""
    if isinstance(value, Handle):
        return "object" if "ndarray" not in value.type_name else "ndarray subclass"
    if isinstance(value, np.generic):
        return f"numpy {value.dtype}"
    return "array" if isinstance(value, np.ndarray) else type(value).__name__


def type_name(value: Any) -> str:
    """The name of the value's type as the student's code has it."""
    return clean(value.type_name) if isinstance(value, Handle) else type_word(value)


class _Short(reprlib.Repr):
    """`repr` that stops early, however much there is."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 5
        self.maxtuple = self.maxlist = 24
        self.maxdict = 12
        self.maxstring = 200
        self.maxlong = 60
        self.maxother = 120

    def repr_ndarray(self, array: np.ndarray, _level: int) -> str:
        """A nested array by its corners."""
        return f"array({np.array2string(array, precision=6, threshold=20, edgeitems=2)})"


def _array(array: np.ndarray) -> str:
    text = np.array2string(
        array,
        precision=6,
        suppress_small=True,
        max_line_width=68,
        threshold=MAX_ARRAY_CELLS,
        edgeitems=2,
    )
    return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 2] + " …"
