"""Assertions that call the student's function: many times at once, or for more than a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.i18n import N_
from grader.model import Cause, message
from grader.sandbox.faults import CodeRaised, StudentFault

from .assertions import ATOL, array_of, assert_close, assert_different
from .equality import assert_equal
from .preview import preview
from .wrong_answer import WrongAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import DTypeLike

    from grader.checks.proxies import StudentFunction
    from grader.sandbox.exchange import Answer


def assert_same(
    function: StudentFunction,
    reference: Callable[..., Any],
    cases: Iterable[tuple[Any, ...]],
    *,
    dtype: DTypeLike | None = None,
    atol: float = ATOL,
) -> None:
    """Require the reference's value for each case; see `assert_close` and `assert_equal`.

    Args:
        function: the student's.
        reference: the solution's.
        cases: the positional arguments of each call.
        dtype: as for `assert_close`.
        atol: as for `assert_close`.
    """
    asked = list(cases)
    for case, value in zip(asked, function.each(asked), strict=True):
        right = reference(*case)
        if isinstance(right, np.ndarray) or dtype is not None:
            assert_close(value, right, dtype=dtype, atol=atol)
        else:  # text, a number, a list …
            assert_equal(value, right, atol=atol)


def assert_alike(
    function: StudentFunction,
    pairs: Iterable[tuple[tuple[Any, ...], tuple[Any, ...]]],
    *,
    atol: float = ATOL,
) -> None:
    """Require the same array from both calls of a pair, and no array from two pairs.

    Other checks say which array is right. This one holds that something changes no value: another
    type, a list instead of an array, an earlier call.

    Args:
        function: the student's.
        pairs: the positional arguments of two calls each.
        atol: as for `assert_close`.
    """
    values = function.each(case for pair in pairs for case in pair)
    answers = [array_of(value) for value in values]
    assert_different(answers[::2])
    for one, other in zip(answers[::2], answers[1::2], strict=True):
        assert_close(other, one, atol=atol)


def assert_value_error(function: StudentFunction, *args: Any, **kwargs: Any) -> None:
    """Require a call to raise ValueError, or a subclass."""
    assert_value_errors(function, [args], **kwargs)


def assert_value_errors(
    function: StudentFunction, cases: Iterable[tuple[Any, ...]], **kwargs: Any
) -> None:
    """Require every call to raise ValueError; `cases` are their positional arguments."""
    for end in function.ends(cases, **kwargs):
        # by the names of its classes: the exception itself stays in the worker
        if isinstance(end, CodeRaised) and "ValueError" in end.bases:
            continue
        if isinstance(end, CodeRaised):
            end.wanted = "ValueError"
        if isinstance(end, StudentFault):
            raise end
        text = N_("{function} should raise ValueError for this input, and returned instead.")
        sentence = message(text, function=function.name)
        shown = preview(end.value)
        raise WrongAnswerError(Cause.SHOULD_RAISE, sentence, actual=shown, value=end.value)


def answer_of(function: StudentFunction, *args: Any, **kwargs: Any) -> Answer:
    """The answer to a call: its `.value`, and the `.seconds` of processor time that it took.

    The kernel counts them, for all threads together. Compare with a function of `baseline`.
    """
    return function.answer(*args, **kwargs)


def assert_untouched(function: StudentFunction, *args: Any, **kwargs: Any) -> Any:
    """Require a call that changes no argument and returns a new array; returns its value.

    Only the worker can tell, so give such a check one point at most.
    """
    [value] = assert_all_untouched(function, [args], **kwargs)
    return value


def assert_all_untouched(
    function: StudentFunction, cases: Iterable[tuple[Any, ...]], **kwargs: Any
) -> list[Any]:
    """As `assert_untouched`, for many calls; their results must not share memory either.

    An array that is kept for results is only found by two cases of the same output shape.

    Args:
        function: the student's.
        cases: the positional arguments of each call.
        kwargs: the same for all.
    """
    values = []
    for end in function.watched(cases, **kwargs):
        if isinstance(end, StudentFault):
            raise end
        if end.changed:
            text = N_("{function} changes its argument.")
            sentence = message(text, function=function.name)
            raise WrongAnswerError(Cause.CHANGES_ARGUMENT, sentence, value=end.value)
        if end.aliased:
            text = N_("{function} returns its argument, or a view of it, instead of a new array.")
            sentence = message(text, function=function.name)
            raise WrongAnswerError(Cause.RETURNS_ARGUMENT, sentence, value=end.value)
        if end.reused:
            text = N_("{function} returns an array again that it returned before, not a new one.")
            sentence = message(text, function=function.name)
            raise WrongAnswerError(Cause.RETURNS_ARGUMENT, sentence, value=end.value)
        values.append(end.value)
    return values
