"""`assert_equal`: two values of any types that cross, and the first place where they differ."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.i18n import N_
from grader.model import Cause, Message, message
from grader.worker.values import Masked

from .assertions import ATOL, Arrays, WrongAnswerError, about_its_value
from .preview import is_table, preview, preview_both, type_name, type_word
from .printed import FoundText, PrintedText, overlooking, terminal_details

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from .printed import Overlooked

MAX_NAMED = 5  # keys or members that are missing, or too many
_WRONG_TEXT = N_("The text is wrong.")
AROUND = 24  # characters of a text on each side of its first difference
_NUMBERS = (int, float, complex, np.number)
_COMPLEX = (complex, np.complexfloating)
_WHOLE = (int, np.integer)


class _Difference(NamedTuple):
    """Where two values differ, and how.

    Attributes:
        cause: like the sentence, independent of any value.
        sentence: shows no value.
        path: from the whole value to the part, as in Python: `[2]["a"]`.
        details: what there is to say of the part.
        pair: the right part and the student's, to be shown; none if the details show them.
    """

    cause: Cause
    sentence: Message
    path: str
    details: tuple[Message, ...] = ()
    pair: tuple[Any, Any] | None = None


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
    first = tuple(int(n) for n in np.unravel_index(int(np.argmin(same)), same.shape))
    return Arrays(actual, expected, first)


def _difference(got: Any, want: Any, path: str, atol: float) -> _Difference | None:
    """The first difference, if there is one."""
    if got is None and want is not None and not path:
        return _Difference(Cause.RETURNED_NONE, message("There is no value (None)."), "")
    for kinds, compare in _RULES:
        if isinstance(want, kinds):
            return compare(got, want, path, atol)
    raise TypeError(f"assert_equal cannot compare with a {type(want).__name__}")


def _wrong_type(got: Any, want: Any, path: str) -> _Difference:
    text = N_("The type is wrong: {wanted} is asked, not {type}.")
    sentence = message(text, wanted=type_word(want), type=type_word(got))
    same_word = type_word(want) == type_word(got)
    more = (message("Its type is {type}.", type=type_name(got)),) if same_word else ()
    return _Difference(Cause.WRONG_TYPE, sentence, path, more, (want, got))


def _wrong(want: Any, got: Any, path: str, text: str = "") -> _Difference:
    sentence = message(text or N_("The value is wrong."))
    return _Difference(Cause.WRONG_VALUES, sentence, path, (), (want, got))


def _numbers(got: Any, want: Any, path: str, atol: float) -> _Difference | None:
    if not isinstance(got, _NUMBERS) or isinstance(got, bool):
        return _wrong_type(got, want, path)
    if isinstance(got, _COMPLEX) and not isinstance(want, _COMPLEX):
        return _wrong_type(got, want, path)
    if isinstance(want, _WHOLE) and isinstance(got, _WHOLE):
        return None if int(got) == int(want) else _wrong(want, got, path)
    is_near = bool(_near(np.asarray(got), np.asarray(want), atol).all())
    return None if is_near else _wrong(want, got, path)


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


def _exactly(got: Any, want: Any, path: str, _atol: float) -> _Difference | None:
    if type(got) is not type(want):
        return _wrong_type(got, want, path)
    return None if got == want or (got != got and want != want) else _wrong(want, got, path)  # noqa: PLR0124 - NaN


def _booleans(got: Any, want: Any, path: str, _atol: float) -> _Difference | None:
    if not isinstance(got, (bool, np.bool_)):
        return _wrong_type(got, want, path)
    return None if bool(got) == bool(want) else _wrong(want, got, path)


def _nones(got: Any, want: Any, path: str, _atol: float) -> _Difference | None:
    return None if got is None else _wrong_type(got, want, path)


# -- text


def _texts(got: Any, want: Any, path: str, _atol: float) -> _Difference | None:
    if not isinstance(got, str):
        return _wrong_type(got, want, path)
    if str(got) == str(want):
        return None
    text = N_("The printed text is wrong.") if isinstance(got, PrintedText) else _WRONG_TEXT
    details = (*_text_details(got, want), *terminal_details(got, want))
    return _Difference(Cause.WRONG_VALUES, message(text), path, details)


def _text_details(got: str, want: str) -> tuple[Message, ...]:
    """The line that differs, twice, with a caret below the first letter that does."""
    line = 0
    gots, wants = got.split("\n"), want.split("\n")
    while line < min(len(gots), len(wants)) - 1 and gots[line] == wants[line]:
        line += 1
    ours, theirs = wants[line], gots[line]
    if ours == theirs:  # one has more lines
        text = N_("Expected {expected} lines, got {actual}.")
        return (message(text, expected=len(wants), actual=len(gots)),)
    at = next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    said: list[Message] = []
    if len(wants) > 1:
        said.append(message("Line {number} differs.", number=line + 1))
    if ours.split() == theirs.split():
        said.append(message("Only blanks differ."))
    elif ours.casefold() == theirs.casefold():
        said.append(message("Only capital and small letters differ."))
    start = max(0, at - AROUND)
    before = _width(_visible(ours[start:at]))
    said += (
        message("expected: {text}", text=_visible(ours[start : at + AROUND])),
        message("yours:    {text}", text=_visible(theirs[start : at + AROUND])),
        message("          {text}", text=" " * before + "^"),
    )
    return tuple(said)


def _visible(text: str) -> str:
    """The text with a dot for each blank at its end, and no character that moves the cursor."""
    bare = text.rstrip(" ")
    shown = bare + "·" * (len(text) - len(bare))
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown)


def _width(text: str) -> int:
    """Columns on a terminal: Korean letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


# -- containers


def _sequences(got: Any, want: Any, path: str, atol: float) -> _Difference | None:
    if type(got) is not type(want):
        return _wrong_type(got, want, path)
    for index, (g, w) in enumerate(zip(got, want, strict=False)):
        found = _difference(g, w, f"{path}[{index}]", atol)
        if found is not None:
            return found
    if len(got) == len(want):
        return None
    text = N_("Expected {expected} entries, got {actual}.")
    details = (message(text, expected=len(want), actual=len(got)),)
    sentence = message("The result has the wrong number of entries.")
    return _Difference(Cause.WRONG_LENGTH, sentence, path, details)


def _dicts(got: Any, want: Any, path: str, atol: float) -> _Difference | None:
    if type(got) is not dict:
        return _wrong_type(got, want, path)
    missing = [key for key in want if key not in got]
    extra = [key for key in got if key not in want]
    if missing or extra:
        sentence = message("The keys of the dict are wrong.")
        return _Difference(Cause.WRONG_VALUES, sentence, path, _named(missing, extra))
    for key, value in want.items():
        found = _difference(got[key], value, f"{path}[{preview(key)}]", atol)
        if found is not None:
            return found
    return None


def _sets(got: Any, want: Any, path: str, _atol: float) -> _Difference | None:
    if type(got) is not type(want):
        return _wrong_type(got, want, path)
    if got == want:
        return None
    sentence = message("The members of the set are wrong.")
    return _Difference(Cause.WRONG_VALUES, sentence, path, _named(want - got, got - want))


def _named(missing: Collection[Any], extra: Collection[Any]) -> tuple[Message, ...]:
    said = []
    for text, which in ((N_("Missing: {names}"), missing), (N_("Not asked for: {names}"), extra)):
        if which:
            said.append(message(text, names=_list(which)))
    return tuple(said)


def _list(which: Collection[Any]) -> str:
    shown = sorted(map(preview, which))[:MAX_NAMED]
    return ", ".join(shown) + (", …" if len(which) > MAX_NAMED else "")


# -- arrays


def _arrays(got: Any, want: Any, path: str, atol: float) -> _Difference | None:
    if type(got) is not np.ndarray:
        return _wrong_type(got, want, path)
    if got.shape != want.shape:
        sentence = message("The array has the wrong shape.")
        text = N_("Expected shape {expected}, got {actual}.")
        details = (message(text, expected=str(want.shape), actual=str(got.shape)),)
        return _Difference(Cause.WRONG_SHAPE, sentence, path, details)
    if _family(got) != _family(want):
        sentence = message("The array has the wrong dtype.")
        text = N_("Expected dtype {expected}, got {actual}.")
        details = (message(text, expected=str(want.dtype), actual=str(got.dtype)),)
        return _Difference(Cause.WRONG_DTYPE, sentence, path, details)
    return _cells(got, want, path, atol)


def _family(array: Any) -> str:
    return "number" if array.dtype.kind in "iufc" else array.dtype.kind


def _cells(got: Any, want: Any, path: str, atol: float) -> _Difference | None:
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
    first = tuple(int(n) for n in np.unravel_index(int(np.argmin(same)), same.shape))
    text = N_("{count} of {total} values differ.")
    more = (message(text, count=int(same.size - same.sum()), total=int(same.size)),)
    found = _wrong(want[first], got[first], f"{path}{list(first)}", N_("The values are wrong."))
    return found._replace(details=more)


def _masked(got: Any, want: Any, path: str, atol: float) -> _Difference | None:
    if not isinstance(got, Masked):
        return _wrong_type(got, want, path)
    if got.mask.shape == want.mask.shape and (got.mask != want.mask).any():
        sentence = message("Other cells are masked than should be.")
        return _Difference(Cause.WRONG_VALUES, sentence, path, (), (want.mask, got.mask))
    hidden = want.mask
    left = np.where(hidden, 0, want.data)
    right = np.where(got.mask, 0, got.data)
    return _arrays(right, left, path, atol)


# -- pandas' tables, whose types are known by their names: the library may not be there


def _tables(got: Any, want: Any, path: str, atol: float) -> _Difference | None:
    kind = type(want).__name__
    is_index = kind.endswith("Index")
    if type(got) is not type(want) and not (is_index and type(got).__name__.endswith("Index")):
        return _wrong_type(got, want, path)
    if is_index:
        return _arrays(_flat(got), _flat(want), path, atol)
    labels = _arrays(_flat(got.index), _flat(want.index), f"{path}.index", atol)
    if labels is not None:
        return labels._replace(sentence=message("The labels of the rows are wrong."))
    if kind == "Series":
        return _columns(got, want, path, atol)
    missing = [name for name in want.columns if name not in got.columns]
    extra = [name for name in got.columns if name not in want.columns]
    if missing or extra:
        sentence = message("The columns of the table are wrong.")
        return _Difference(Cause.WRONG_VALUES, sentence, path, _named(missing, extra))
    order = _arrays(_flat(got.columns), _flat(want.columns), f"{path}.columns", atol)
    if order is not None:
        return order._replace(sentence=message("The columns of the table are in another order."))
    for number, name in enumerate(want.columns):
        where = f"{path}[{preview(name)}]"
        found = _columns(got.iloc[:, number], want.iloc[:, number], where, atol)
        if found is not None:
            return found
    return None


def _columns(got: Any, want: Any, path: str, atol: float) -> _Difference | None:
    """The first cell of a column that differs; an index of the cell stands behind the path."""
    if _kind_of(got) != _kind_of(want):
        sentence = message("A column of the table has the wrong dtype.")
        text = N_("Expected dtype {expected}, got {actual}.")
        details = (message(text, expected=str(want.dtype), actual=str(got.dtype)),)
        return _Difference(Cause.WRONG_DTYPE, sentence, path, details)
    gone, right = np.asarray(got.isna()), np.asarray(want.isna())
    if (gone != right).any():
        at = int(np.argmax(gone != right))
        text = N_("A value of the table is missing, or should be.")
        return _wrong(want.iloc[at], got.iloc[at], f"{path}.iloc[{at}]", text)
    here = [n for n in range(len(want)) if not right[n]]
    for at in here:
        found = _difference(_plain(got.iloc[at]), _plain(want.iloc[at]), f"{path}.iloc[{at}]", atol)
        if found is not None:
            return found
    return None


def _kind_of(column: Any) -> str:
    kind = getattr(column.dtype, "kind", "O")
    return "number" if kind in "iufc" else ("text" if str(column.dtype) in _TEXTS else kind)


_TEXTS = {"object", "str", "string", "category"}  # all hold text


def _plain(value: Any) -> Any:
    """A cell, with pandas' moments as Python's."""
    return value.to_pydatetime() if type(value).__name__ == "Timestamp" else value


def _flat(index: Any) -> Any:
    array = np.asarray(index.to_numpy())
    return array if array.dtype.kind in "iuf" else array.astype(object)


class _Named(type):
    def __instancecheck__(cls, value: object) -> bool:
        return is_table(value)


class _Table(metaclass=_Named):
    pass


_Rule = tuple[tuple[type, ...], "Callable[[Any, Any, str, float], _Difference | None]"]
_RULES: Iterable[_Rule] = (
    ((type(None),), _nones),
    ((bool, np.bool_), _booleans),
    ((str,), _texts),
    (_NUMBERS, _numbers),
    ((list, tuple), _sequences),
    ((dict,), _dicts),
    ((set, frozenset), _sets),
    ((Masked,), _masked),
    ((np.ndarray,), _arrays),
    ((_Table,), _tables),
    ((bytes, range, dt.date, dt.time, dt.timedelta, Decimal, Fraction), _exactly),
)
