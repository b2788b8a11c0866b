"""`student` in a check: attributes are functions that run in the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from grader.sandbox.student import Answer, StudentProcess


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
        return StudentFunction(self, name)


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
        return self.answer(*args, **kwargs).value

    def answer(self, *args: Any, **kwargs: Any) -> Answer:
        """What it returned, how long it took, and whether its arguments were changed or shared."""
        proxy = self._proxy
        answer = proxy._process.call(self.name, args, kwargs, by_driver=proxy._by_driver)  # noqa: SLF001
        proxy._calls.append(  # noqa: SLF001 - the proxy's names must not hide the student's
            Call(self.name, answer.arguments, answer.value, proxy._by_driver)  # noqa: SLF001
        )
        return answer
