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


class StudentProxy:
    """One check's view of the student's module.

    Attributes:
        calls: the calls of this check that returned a value, in order.
    """

    def __init__(self, process: StudentProcess) -> None:
        self._process = process
        self.calls: list[Call] = []

    def __getattr__(self, name: str) -> StudentFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return StudentFunction(self._process, name, self.calls)


class StudentFunction:
    """A function of the student's; calling it returns a value made anew in this process."""

    def __init__(self, process: StudentProcess, name: str, calls: list[Call]) -> None:
        self._process = process
        self.name = name
        self._calls = calls

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the student's function returns.

        Raises:
            StudentFault: it raised, hung, died or is not there.
        """
        return self.answer(*args, **kwargs).value

    def answer(self, *args: Any, **kwargs: Any) -> Answer:
        """What it returned, and whether its arguments were changed or are shared."""
        answer = self._process.call(self.name, args, kwargs)
        self._calls.append(Call(self.name, answer.arguments, answer.value))
        return answer
