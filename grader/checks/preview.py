"""A value -> a few lines of text that a student can compare with another."""

from __future__ import annotations

from typing import Any

import numpy as np

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
        return f"<{value.type_name}>"
    return _cut(repr(value))


def type_word(value: Any) -> str:
    """The word a student knows the value's type by."""
    if isinstance(value, Handle):
        return value.type_name
    if isinstance(value, np.generic):
        return f"numpy {value.dtype}"
    return "array" if isinstance(value, np.ndarray) else type(value).__name__


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
