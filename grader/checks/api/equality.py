"""`assert_equal`: two values of any types that cross, and the first place where they differ."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.i18n import N_
from grader.model import Cause, message
from grader.worker.values import Masked

from .assertions import ATOL
from .difference import Difference, bytestrings, named, texts, wrong, wrong_type
from .preview import is_table, preview, preview_both
from .printed import FoundText, overlooking
from .table_difference import tables
from .wrong_answer import Arrays, WrongAnswerError, about_its_value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from .printed import Overlooked
_NUMBERS = (int, float, complex, np.number)
_COMPLEX = (complex, np.complexfloating)
_WHOLE = (int, np.integer)


@about_its_value
def assert_equal(actual: Any, expected: Any, *, atol: float = ATOL) -> None:
    """Require a value equal to `expected`, of the same type, all the way down.

    A whole number is as good as the float that equals it, and NumPy's numbers are as good as
    Python's; a bool is no number, a tuple no list. NaN equals NaN.

    Args:
        actual: the student's value.
        expected: the right one: text, numbers, lists, dicts, sets, dates, arrays, tables.
        atol: of floats, `|a - e| <= atol * max(1, |e|)`.
    """
    if isinstance(expected, FoundText):  # the reference's
        expected = str(expected)
    if isinstance(expected, np.ma.MaskedArray):
        expected = Masked(np.ma.getdata(expected), np.ma.getmaskarray(expected))
    found = _difference(actual, expected, "", atol)
    if found is None:
        return
    details = found.details
    if found.pair is not None and found.path:
        want, got = preview_both(*found.pair)
        text = N_("First wrong at {index}: expected {expected}, got {actual}.")
        details = (message(text, index=found.path, expected=want, actual=got), *details)
    elif found.path:
        details = (message("It is at {index}.", index=found.path), *details)
    shown = preview_both(expected, str(actual) if isinstance(actual, FoundText) else actual)
    arrays = _drawn(actual, expected, atol)
    raise WrongAnswerError(found.cause, found.sentence, details, *shown, arrays=arrays)


@about_its_value
def assert_text(actual: Any, expected: str, *, ignoring: Collection[Overlooked] = ()) -> None:
    """Require a text, where some differences may not matter.

    Args:
        actual: the student's value, or what `printed` gave.
        expected: the right one.
        ignoring: `"case"`: capital and small letters are the same. `"trailing spaces"`: blanks at
            the ends of lines. `"spaces"`: those, blanks at their beginnings, and how many are
            between words. `"final newline"`: whether the last line is ended, and empty lines there.

    Raises:
        ValueError: it says to ignore something else.
    """
    assert_equal(overlooking(actual, ignoring), str(overlooking(expected, ignoring)))


def _drawn(actual: Any, expected: Any, atol: float) -> Arrays | None:
    """Two arrays of real numbers, which a report can draw."""
    for value in (actual, expected):
        if type(value) is not np.ndarray or value.dtype.kind not in "iuf" or not value.ndim:
            return None
    if actual.shape != expected.shape:
        return Arrays(actual, right=expected)
    same = _near(actual, expected, atol)
    return Arrays(actual, expected, _first(same))


def _difference(got: Any, want: Any, path: str, atol: float) -> Difference | None:
    """The first difference, if there is one."""
    if got is None and want is not None and not path:
        return Difference(Cause.RETURNED_NONE, message("There is no value (None)."), "")
    for kinds, compare in _RULES:
        if isinstance(want, kinds):
            return compare(got, want, path, atol)
    raise TypeError(f"assert_equal cannot compare with a {type(want).__name__}")


def _numbers(got: Any, want: Any, path: str, atol: float) -> Difference | None:
    if not isinstance(got, _NUMBERS) or isinstance(got, bool):
        return wrong_type(got, want, path)
    if isinstance(got, _COMPLEX) and not isinstance(want, _COMPLEX):
        return wrong_type(got, want, path)
    if isinstance(want, _WHOLE) and isinstance(got, _WHOLE):
        return None if int(got) == int(want) else wrong(want, got, path)
    is_near = bool(_near(np.asarray(got), np.asarray(want), atol).all())
    return None if is_near else wrong(want, got, path)


def _near(got: Any, want: Any, atol: float) -> Any:
    """Which cells are near; NaN is near NaN, an infinity near itself."""
    kind = np.complex128 if "c" in got.dtype.kind + want.dtype.kind else np.float64
    try:
        got, want = got.astype(kind), want.astype(kind)
    except OverflowError:  # integers that no float holds
        return got == want
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(got - want) <= atol * np.maximum(1.0, np.abs(want))
    return (near & np.isfinite(want)) | (got == want) | (np.isnan(got) & np.isnan(want))


def _exactly(got: Any, want: Any, path: str, _atol: float) -> Difference | None:
    if type(got) is not type(want):
        return wrong_type(got, want, path)
    return None if got == want or (got != got and want != want) else wrong(want, got, path)  # noqa: PLR0124 - NaN


def _booleans(got: Any, want: Any, path: str, _atol: float) -> Difference | None:
    if not isinstance(got, (bool, np.bool_)):
        return wrong_type(got, want, path)
    return None if bool(got) == bool(want) else wrong(want, got, path)


def _nones(got: Any, want: Any, path: str, _atol: float) -> Difference | None:
    return None if got is None else wrong_type(got, want, path)


# -- containers


def _sequences(got: Any, want: Any, path: str, atol: float) -> Difference | None:
    if type(got) is not type(want):
        return wrong_type(got, want, path)
    for index, (g, w) in enumerate(zip(got, want, strict=False)):
        found = _difference(g, w, f"{path}[{index}]", atol)
        if found is not None:
            return found
    if len(got) == len(want):
        return None
    text = N_("Expected {expected} entries, got {actual}.")
    details = (message(text, expected=len(want), actual=len(got)),)
    sentence = message("The result has the wrong number of entries.")
    return Difference(Cause.WRONG_LENGTH, sentence, path, details)


def _dicts(got: Any, want: Any, path: str, atol: float) -> Difference | None:
    if type(got) is not dict:
        return wrong_type(got, want, path)
    missing = [key for key in want if key not in got]
    extra = [key for key in got if key not in want]
    if missing or extra:
        sentence = message("The keys of the dict are wrong.")
        return Difference(Cause.WRONG_VALUES, sentence, path, named(missing, extra))
    for key, value in want.items():
        found = _difference(got[key], value, f"{path}[{preview(key)}]", atol)
        if found is not None:
            return found
    return None


def _sets(got: Any, want: Any, path: str, _atol: float) -> Difference | None:
    if type(got) is not type(want):
        return wrong_type(got, want, path)
    if got == want:
        return None
    sentence = message("The members of the set are wrong.")
    return Difference(Cause.WRONG_VALUES, sentence, path, named(want - got, got - want))


# -- arrays


def _arrays(got: Any, want: Any, path: str, atol: float) -> Difference | None:
    if type(got) is not np.ndarray:
        return wrong_type(got, want, path)
    if got.shape != want.shape:
        sentence = message("The array has the wrong shape.")
        text = N_("Expected shape {expected}, got {actual}.")
        details = (message(text, expected=str(want.shape), actual=str(got.shape)),)
        return Difference(Cause.WRONG_SHAPE, sentence, path, details)
    if _family(got) != _family(want):
        sentence = message("The array has the wrong dtype.")
        text = N_("Expected dtype {expected}, got {actual}.")
        details = (message(text, expected=str(want.dtype), actual=str(got.dtype)),)
        return Difference(Cause.WRONG_DTYPE, sentence, path, details)
    return _cells(got, want, path, atol)


def _family(array: Any) -> str:
    return "number" if array.dtype.kind in "iufc" else array.dtype.kind


def _cells(got: Any, want: Any, path: str, atol: float) -> Difference | None:
    """The first cell that differs, of arrays of one shape and family."""
    if _family(want) == "O":
        for index in np.ndindex(want.shape):
            found = _difference(got[index], want[index], f"{path}{list(index)}", atol)
            if found is not None:
                return found
        return None
    same = _near(got, want, atol) if _family(want) == "number" else got == want
    if want.dtype.kind in "mM":
        same |= np.isnat(got) & np.isnat(want)
    if same.all():
        return None
    first = _first(same)
    text = N_("{count} of {total} values differ.")
    more = (message(text, count=int(same.size - same.sum()), total=int(same.size)),)
    found = wrong(want[first], got[first], f"{path}{list(first)}", N_("The values are wrong."))
    return found._replace(details=more)


def _masked(got: Any, want: Any, path: str, atol: float) -> Difference | None:
    if not isinstance(got, Masked):
        return wrong_type(got, want, path)
    if got.mask.shape == want.mask.shape and (got.mask != want.mask).any():
        sentence = message("Other cells are masked than should be.")
        first = _first(got.mask == want.mask)
        text = N_("The cell {index} should not be masked.")
        if want.mask[first]:
            text = N_("The cell {index} should be masked.")
        details = (message(text, index=f"{path}{list(first)}"),)
        return Difference(Cause.WRONG_VALUES, sentence, "", details)
    hidden = want.mask
    left = np.where(hidden, 0, want.data)
    right = np.where(got.mask, 0, got.data)
    return _arrays(right, left, path, atol)


def _first(same: Any) -> tuple[int, ...]:
    """The index of the first cell that is not the same."""
    return tuple(int(n) for n in np.unravel_index(int(np.argmin(same)), same.shape))


def _tables(got: Any, want: Any, path: str, atol: float) -> Difference | None:
    return tables(got, want, path, atol, _difference)


class _Named(type):
    def __instancecheck__(cls, value: object) -> bool:
        return is_table(value)


class _Table(metaclass=_Named):
    pass


_Rule = tuple[tuple[type, ...], "Callable[[Any, Any, str, float], Difference | None]"]
_RULES: Iterable[_Rule] = (
    ((type(None),), _nones),
    ((bool, np.bool_), _booleans),
    ((str,), texts),
    (_NUMBERS, _numbers),
    ((list, tuple), _sequences),
    ((dict,), _dicts),
    ((set, frozenset), _sets),
    ((Masked,), _masked),
    ((np.ndarray,), _arrays),
    ((_Table,), _tables),
    ((bytes,), bytestrings),
    ((range, dt.date, dt.time, dt.timedelta, Decimal, Fraction), _exactly),
)
