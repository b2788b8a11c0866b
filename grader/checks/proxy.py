"""`student` in a check: attributes are functions that run in the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from grader.sandbox.faults import StudentFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.sandbox.answers import Answer
    from grader.sandbox.student import StudentProcess


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
