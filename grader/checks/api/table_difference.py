"""Where two tables of pandas differ: rows, columns, or a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.i18n import N_
from grader.model import Cause, message

from .difference import Difference, named, wrong, wrong_type
from .preview import preview

if TYPE_CHECKING:
    from collections.abc import Callable

    Compare = Callable[[Any, Any, str, float], Difference | None]

_TEXTS = {"object", "str", "string", "category"}  # all hold text


def tables(got: Any, want: Any, path: str, atol: float, compare: Compare) -> Difference | None:
    """The first difference of two frames, series or indexes.

    Their types are known by their names: the library may not be there.

    Args:
        got: the student's.
        want: the right one.
        path: from the whole value to these.
        atol: as for `assert_equal`.
        compare: finds the first difference of two values of any type.
    """
    kind = type(want).__name__
    is_index = kind.endswith("Index")
    if type(got) is not type(want) and not (is_index and type(got).__name__.endswith("Index")):
        return wrong_type(got, want, path)
    if is_index:
        return compare(_flat(got), _flat(want), path, atol)
    labels = compare(_flat(got.index), _flat(want.index), f"{path}.index", atol)
    if labels is not None:
        return labels._replace(sentence=message("The labels of the rows are wrong."))
    if kind == "Series":
        return _columns(got, want, path, atol, compare)
    missing = [name for name in want.columns if name not in got.columns]
    extra = [name for name in got.columns if name not in want.columns]
    if missing or extra:
        sentence = message("The columns of the table are wrong.")
        return Difference(Cause.WRONG_VALUES, sentence, path, named(missing, extra))
    order = compare(_flat(got.columns), _flat(want.columns), f"{path}.columns", atol)
    if order is not None:
        return order._replace(sentence=message("The columns of the table are in another order."))
    for number, name in enumerate(want.columns):
        where = f"{path}[{preview(name)}]"
        found = _columns(got.iloc[:, number], want.iloc[:, number], where, atol, compare)
        if found is not None:
            return found
    return None


def _columns(got: Any, want: Any, path: str, atol: float, compare: Compare) -> Difference | None:
    """The first cell of a column that differs; an index of the cell stands behind the path."""
    if _kind_of(got) != _kind_of(want):
        sentence = message("A column of the table has the wrong dtype.")
        text = N_("Expected dtype {expected}, got {actual}.")
        details = (message(text, expected=str(want.dtype), actual=str(got.dtype)),)
        return Difference(Cause.WRONG_DTYPE, sentence, path, details)
    gone, right = np.asarray(got.isna()), np.asarray(want.isna())
    if (gone != right).any():
        at = int(np.argmax(gone != right))
        text = N_("A value of the table is missing, or should be.")
        return wrong(want.iloc[at], got.iloc[at], f"{path}.iloc[{at}]", text)
    here = [n for n in range(len(want)) if not right[n]]
    for at in here:
        found = compare(_plain(got.iloc[at]), _plain(want.iloc[at]), f"{path}.iloc[{at}]", atol)
        if found is not None:
            return found
    return None


def _kind_of(column: Any) -> str:
    kind = getattr(column.dtype, "kind", "O")
    return "number" if kind in "iufc" else ("text" if str(column.dtype) in _TEXTS else kind)


def _plain(value: Any) -> Any:
    """A cell, with pandas' moments as Python's."""
    return value.to_pydatetime() if type(value).__name__ == "Timestamp" else value


def _flat(index: Any) -> Any:
    array = np.asarray(index.to_numpy())
    return array if array.dtype.kind in "iuf" else array.astype(object)
