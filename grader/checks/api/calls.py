"""Assertions that make the calls themselves: many at once, or for more than their value."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.i18n import N_
from grader.model import message
from grader.sandbox.faults import CodeRaised, StudentFault

from .assertions import ATOL, WrongAnswerError, assert_close
from .preview import preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import ArrayLike, DTypeLike

    from grader.sandbox.exchange import Answer
    from grader.sandbox.student_process import StudentProcess


def assert_same(
    function: StudentFunction,
    reference: Callable[..., ArrayLike],
    cases: Iterable[tuple[Any, ...]],
    *,
    dtype: DTypeLike | None = None,
    atol: float = ATOL,
) -> None:
    """For each case the student's array is that of the reference; see `assert_close`.

    Args:
        function: the student's.
        reference: the same function of the solution.
        cases: the positional arguments of each call.
        dtype: asked where given.
        atol: as for `assert_close`.
    """
    asked = list(cases)
    for case, value in zip(asked, function.each(asked), strict=True):
        assert_close(value, reference(*case), dtype=dtype, atol=atol)


def assert_value_error(function: StudentFunction, *args: Any, **kwargs: Any) -> None:
    """The call raises ValueError (or a class of its kind)."""
    assert_value_errors(function, [args], **kwargs)


def assert_value_errors(
    function: StudentFunction, cases: Iterable[tuple[Any, ...]], **kwargs: Any
) -> None:
    """Every call raises ValueError; `cases` are the positional arguments of each."""
    for end in function.ends(cases, **kwargs):
        if isinstance(end, CodeRaised) and "ValueError" in end.bases:
            continue
        if isinstance(end, StudentFault):
            raise end
        text = N_("{function} should raise ValueError for this input, and returned instead.")
        raise WrongAnswerError(message(text, function=function.name), actual=preview(end.value))


def answer_of(function: StudentFunction, *args: Any, **kwargs: Any) -> Answer:
    """The call's answer with its circumstances: `.value`, and `.seconds` by the grader's own clock.

    The seconds run from the call's being sent to its answer's being read.
    """
    return function.answer(*args, **kwargs)


def seconds_of(work: Callable[[], object]) -> float:
    """How long something takes in this process, to compare `answer_of(...).seconds` with."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def assert_untouched(function: StudentFunction, *args: Any, **kwargs: Any) -> Any:
    """The call leaves its arguments as they were and returns memory of its own; gives the value.

    The worker's word is all there is for this, so such a check earns one point at most.
    """
    [value] = assert_all_untouched(function, [args], **kwargs)
    return value


def assert_all_untouched(
    function: StudentFunction, cases: Iterable[tuple[Any, ...]], **kwargs: Any
) -> list[Any]:
    """As `assert_untouched`, for many calls; `cases` are the positional arguments of each."""
    values = []
    for end in function.watched(cases, **kwargs):
        if isinstance(end, StudentFault):
            raise end
        if end.changed:
            text = N_("{function} changes its argument.")
            raise WrongAnswerError(message(text, function=function.name))
        if end.aliased:
            text = N_("{function} returns its argument, or a view of it, instead of a new array.")
            raise WrongAnswerError(message(text, function=function.name))
        values.append(end.value)
    return values


class Call(NamedTuple):
    """A call that returned, kept for the diagnosis; arguments as bytes, which nobody changes."""

    function: str
    arguments: bytes
    value: Any
    by_driver: bool


class StudentProxy:
    """One check's view of the student's module, or of the exercise's driver beside it.

    Underscored so that no function of a student's can be meant: `_calls` are the calls of this
    check that returned a value, in order.
    """

    def __init__(self, process: StudentProcess, calls: list[Call], *, by_driver: bool) -> None:
        self._process = process
        self._calls = calls
        self._by_driver = by_driver

    def __getattr__(self, name: str) -> StudentFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return StudentFunction(self, str(name))  # a check may have drawn it from a NumPy array


class StudentFunction:
    """A function of the student's; calling it returns a value made anew in this process."""

    def __init__(self, proxy: StudentProxy, name: str) -> None:
        self._proxy = proxy
        self.name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the student's function returns.

        Raises:
            StudentFault: it raised, hung, died or is not there.
        """
        return next(self.each([args], **kwargs))

    def answer(self, *args: Any, **kwargs: Any) -> Answer:
        """What it returned, and how long it took."""
        self._proxy._process.transcript.told_more = True  # noqa: SLF001
        (end,) = self.ends([args], **kwargs)
        if isinstance(end, StudentFault):
            raise end
        return end

    def each(self, cases: Iterable[tuple[Any, ...]], **kwargs: Any) -> Iterator[Any]:
        """What it returns for each case; much faster than one call after the other.

        Args:
            cases: the positional arguments of each call; `zip(values)` where one is taken.
            kwargs: the same for all.

        Raises:
            StudentFault: at the first call that returns nothing, when it is come to.
        """
        for end in self.ends(cases, **kwargs):
            if isinstance(end, StudentFault):
                raise end
            yield end.value

    def ends(
        self, cases: Iterable[tuple[Any, ...]], **kwargs: Any
    ) -> Iterator[Answer | StudentFault]:
        """As `each`, but what went wrong is an end like another; only `answer` tells the time."""
        return self._ends(cases, kwargs, watched=False)

    def watched(
        self, cases: Iterable[tuple[Any, ...]], **kwargs: Any
    ) -> Iterator[Answer | StudentFault]:
        """As `ends`, with the worker's word on whether arguments were changed or shared."""
        return self._ends(cases, kwargs, watched=True)

    def _ends(
        self, cases: Iterable[tuple[Any, ...]], kwargs: dict[str, Any], *, watched: bool
    ) -> Iterator[Answer | StudentFault]:
        # the proxy's names are underscored, as they must not hide the student's
        proxy = self._proxy
        calls = ((case, kwargs) for case in cases)
        by_driver = proxy._by_driver  # noqa: SLF001
        ends = proxy._process.calls(self.name, calls, by_driver=by_driver, watched=watched)  # noqa: SLF001
        for end in ends:
            if not isinstance(end, StudentFault):
                proxy._calls.append(Call(self.name, end.arguments, end.value, by_driver))  # noqa: SLF001
            yield end
