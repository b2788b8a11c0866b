"""Assertions about answers: type, then shape, then dtype, then finiteness, then values.

Each raises `WrongAnswerError` with a message that shows no value (hidden checks may show it) and
details that do. Comparisons are written so that NaN fails: `not (difference <= tolerance)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.i18n import N_
from grader.model import Cause, Message, message
from grader.worker.wire import Handle

from .preview import preview, preview_both, type_name, type_word
from .wrong_answer import NO_VALUE, Arrays, WrongAnswerError, about_its_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, DTypeLike, NDArray


ATOL = 1e-9


@about_its_value
def assert_close(
    actual: Any, expected: ArrayLike, *, dtype: DTypeLike | None = None, atol: float = ATOL
) -> None:
    """Require an array equal to `expected`: `|a - e| <= atol * max(1, max|e|)` in every cell.

    Args:
        actual: the student's value.
        expected: the right one.
        dtype: the required dtype; by default any real one.
        atol: 1e-9 passes FFT rounding and fails float32 accumulation.
    """
    wanted = np.asarray(expected)
    _require_array(actual, wanted.shape, wanted)
    if dtype is not None:
        _require_dtype(actual, np.dtype(dtype))
    _require_finite(actual, wanted)
    _require_equal_cells(actual, wanted, atol)


@about_its_value
def array_of(actual: Any, shape: tuple[int, ...] | None = None) -> NDArray[np.float64]:
    """Require an array of finite real numbers; returns it as float64.

    Args:
        actual: the student's value.
        shape: the required shape; by default any.
    """
    _require_array(actual, shape)
    _require_finite(actual)
    return np.asarray(actual, dtype=np.float64)


@about_its_value
def assert_dtype(actual: Any, dtype: DTypeLike) -> None:
    """Require an array of finite real numbers of this dtype, of any shape."""
    _require_array(actual, None)
    _require_dtype(actual, np.dtype(dtype))
    _require_finite(actual)


def assert_different(answers: Sequence[NDArray[Any]]) -> None:
    """Require that no two arrays are equal.

    A check that compares a function with itself needs this, or a constant would pass it.
    """
    seen = {(answer.shape, np.asarray(answer, dtype=np.float64).tobytes()) for answer in answers}
    if len(seen) < len(answers):
        sentence = message("Different inputs give the same result.")
        raise WrongAnswerError(Cause.WRONG_PROPERTY, sentence)


@about_its_value
def assert_number(actual: Any, expected: float, *, atol: float = ATOL) -> None:
    """Require a number equal to `expected`: an int, float, NumPy scalar or 0-d array."""
    # exact types, because a bool is an int
    is_number = type(actual) in (int, float) or (
        isinstance(actual, (np.generic, np.ndarray))
        and actual.ndim == 0
        and actual.dtype.kind in "iuf"
    )
    if not is_number:
        raise _wrong_type(actual, message("The result should be a number, not {type}."))
    try:
        value = float(actual)
    except OverflowError:  # an int that no float can hold
        value = float("inf")
    if not abs(value) < float("inf"):
        sentence = message("The result is not finite (NaN or infinity).")
        raise WrongAnswerError(Cause.NOT_FINITE, sentence, (), *preview_both(expected, actual))
    if not abs(value - expected) <= atol * max(1.0, abs(expected)):
        raise _wrong_number(expected, actual)


@about_its_value
def assert_integer(actual: Any, expected: int) -> None:
    """Require an integer equal to `expected`; a float or a bool is none."""
    if not _is_integer(actual):
        raise _wrong_type(actual, message("The result should be a whole number (int), not {type}."))
    if int(actual) != expected:
        raise _wrong_number(expected, actual)


@about_its_value
def assert_integers(actual: Any, expected: Sequence[int]) -> None:
    """Require a tuple or list of integers equal to `expected`."""
    if type(actual) not in (tuple, list):
        raise _wrong_type(actual, message("The result should be a tuple or a list, not {type}."))
    wanted = tuple(int(number) for number in expected)
    if len(actual) != len(wanted):
        raise WrongAnswerError(
            Cause.WRONG_LENGTH,
            message("The result has the wrong number of entries."),
            _details(N_("Expected {expected} entries, got {actual}."), len(wanted), len(actual)),
            preview(wanted),
            preview(actual),
        )
    for entry in actual:
        if not _is_integer(entry):
            raise _wrong_type(
                entry, message("An entry should be a whole number (int), not {type}."), actual
            )
    pairs = list(zip(actual, wanted, strict=True))
    wrong = [index for index, (got, want) in enumerate(pairs) if int(got) != want]
    if wrong:
        got, want = pairs[wrong[0]]
        text = N_("Entries that differ: {count} of {total}.")
        raise WrongAnswerError(
            Cause.WRONG_VALUES,
            message("The values are wrong."),
            (
                *_first_wrong(f"[{wrong[0]}]", *preview_both(want, got)),
                message(text, count=len(wrong), total=len(wanted)),
            ),
            *preview_both(wanted, actual),
        )


@about_its_value
def assert_rows(actual: Any, expected: Sequence[tuple[str, Sequence[int], int]]) -> None:
    """Require rows `(description, shape, parameters)` equal to `expected`."""
    if type(actual) not in (tuple, list):
        raise _wrong_type(actual, message("The result should be a list of rows, not {type}."))
    if len(actual) != len(expected):
        raise WrongAnswerError(
            Cause.WRONG_LENGTH,
            message("The table has the wrong number of rows."),
            _details(N_("Expected {expected} rows, got {actual}."), len(expected), len(actual)),
        )
    for number, (row, wanted) in enumerate(zip(actual, expected, strict=True), 1):
        right = (wanted[0], tuple(wanted[1]), wanted[2])
        if not _is_row(row):
            raise WrongAnswerError(
                Cause.WRONG_TYPE,
                message("A row is not (description, shape, parameters)."),
                (message("Look at row {number}, counted from 1.", number=number),),
                preview(wanted),
                preview(row),
            )
        if (row[0], tuple(map(int, row[1])), int(row[2])) != right:
            text = N_("Row {number}, counted from 1, is the first wrong one.")
            raise WrongAnswerError(
                Cause.WRONG_VALUES,
                message("A row of the table is wrong."),
                (message(text, number=number),),
                preview(right),
                preview(row),
            )


def assert_true(condition: object, *, en: str, ko: str, about_form: bool = False) -> None:
    """Require a property of the answer; the sentences must show no value.

    Args:
        condition: the property.
        en: what is required.
        ko: the same in Korean.
        about_form: it is about the type or the parts of the answer, so that the check's hints,
            which are about values, would mislead.
    """
    if not isinstance(condition, (bool, np.bool_)):
        raise TypeError("assert_true takes a bool")  # `assert_true(array)` is the author's mistake
    if not condition:
        cause = Cause.UNUSABLE if about_form else Cause.WRONG_PROPERTY
        raise WrongAnswerError(cause, Message(text=_literal(en), ko=_literal(ko)))


def _wrong_number(expected: float, actual: Any) -> WrongAnswerError:
    sentence = message("The number is wrong.")
    return WrongAnswerError(Cause.WRONG_VALUES, sentence, (), *preview_both(expected, actual))


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")  # a message's braces are names of values


def _is_integer(value: Any) -> bool:
    return type(value) is int or isinstance(value, np.integer)


def _is_row(row: Any) -> bool:
    return (
        type(row) in (tuple, list)
        and len(row) == 3
        and type(row[0]) is str
        and type(row[1]) in (tuple, list)
        and all(_is_integer(side) for side in row[1])
        and _is_integer(row[2])
    )


def _wrong_type(actual: Any, sentence: Message, whole: Any = NO_VALUE) -> WrongAnswerError:
    if actual is None and whole is NO_VALUE:
        return WrongAnswerError(
            Cause.RETURNED_NONE,
            message("The function returned nothing (None). Is a `return` missing?"),
        )
    filled = message(sentence.text, type=type_word(actual))
    details: tuple[Message, ...] = ()
    if isinstance(actual, Handle):
        details = (message("Its type is {type}.", type=type_name(actual)),)
    if isinstance(actual, Handle) and type_name(actual).endswith("Tensor"):
        details += (message("A tensor becomes a NumPy array by .numpy()."),)
    shown = preview(actual if whole is NO_VALUE else whole)
    return WrongAnswerError(Cause.WRONG_TYPE, filled, details, actual=shown)


def _require_array(
    actual: Any, shape: tuple[int, ...] | None, right: NDArray[Any] | None = None
) -> None:
    if not isinstance(actual, np.ndarray):
        raise _wrong_type(actual, message("The result should be a NumPy array, not {type}."))
    if shape is not None and actual.shape != shape:
        raise WrongAnswerError(
            Cause.WRONG_SHAPE,
            message("The array has the wrong shape."),
            _details(N_("Expected shape {expected}, got {actual}."), str(shape), str(actual.shape)),
            expected=_beside(actual, right),
            actual=preview(actual),
            arrays=Arrays(actual, right=right),
        )
    if actual.dtype.kind not in "iuf":
        raise WrongAnswerError(
            Cause.WRONG_DTYPE,
            message("The array should hold real numbers."),
            (message("Its dtype is {actual}.", actual=str(actual.dtype)),),
        )


def _beside(actual: NDArray[Any], right: NDArray[Any] | None) -> str:
    """The right array as text, with a decimal point where the student's has one."""
    if right is None:
        return ""
    is_real = actual.dtype.kind == "f" and right.dtype.kind in "iu"
    return preview(right.astype(float) if is_real else right)


def _require_dtype(actual: NDArray[Any], dtype: np.dtype[Any]) -> None:
    if actual.dtype != dtype:
        raise WrongAnswerError(
            Cause.WRONG_DTYPE,
            message("The array has the wrong dtype."),
            _details(N_("Expected dtype {expected}, got {actual}."), str(dtype), str(actual.dtype)),
        )


def _require_finite(actual: NDArray[Any], right: NDArray[Any] | None = None) -> None:
    finite = np.isfinite(actual)
    if not finite.all():
        count = int(actual.size - finite.sum())
        raise WrongAnswerError(
            Cause.NOT_FINITE,
            message("The array holds values that are not finite (NaN or infinity)."),
            (message("{count} of {total} values.", count=count, total=actual.size),),
            expected=preview(right) if right is not None else "",
            actual=preview(actual),
            arrays=Arrays(actual, None, _first(~finite)),
        )


def _require_equal_cells(actual: NDArray[Any], wanted: NDArray[Any], atol: float) -> None:
    got = np.asarray(actual, dtype=np.float64)
    want = np.asarray(wanted, dtype=np.float64)
    scale = max(1.0, float(np.abs(want).max(initial=0.0)))
    with np.errstate(over="ignore"):  # two huge numbers may differ by infinity
        difference = np.abs(got - want)
    wrong = ~(difference <= atol * scale)
    if not wrong.any():
        return
    first = _first(wrong)
    values: dict[str, str | float] = {
        "count": int(wrong.sum()),
        "total": int(wrong.size),
        "largest": f"{float(difference.max()):.6g}",
    }
    # often the plainest thing to be seen, as at a length with a sign
    below = want.min() >= 0 and bool((got < -atol * scale).any())
    note = (message("No value should be negative here, and some of yours are."),) if below else ()
    raise WrongAnswerError(
        Cause.WRONG_VALUES,
        message("The values are wrong."),
        (
            *note,
            *_first_wrong(_index(first), *preview_both(wanted[first], actual[first])),
            message(
                "Values that differ: {count} of {total}; the largest difference is {largest}.",
                **values,
            ),
        ),
        *preview_both(wanted, actual),
        arrays=Arrays(actual, wanted, first),
    )


def _first(wrong: NDArray[np.bool_]) -> tuple[int, ...]:
    """The index of the first wrong cell."""
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(wrong)), wrong.shape))


def _index(index: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, index))}]"


def _details(text: str, expected: str | int, actual: str | int) -> tuple[Message, ...]:
    return (message(text, expected=expected, actual=actual),)


def _first_wrong(index: str, expected: str, actual: str) -> tuple[Message, ...]:
    return (
        message(
            "First wrong at {index}: expected {expected}, got {actual}.",
            index=index,
            expected=expected,
            actual=actual,
        ),
    )
