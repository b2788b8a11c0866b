"""`probe` and `at` in a check: expressions beside the student's values, and values as of a cell."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from grader.sandbox.exchange import Kind

from .proxies import StudentObject, ask, value_of
from .staff_modules import RememberingReference, value_as_of

if TYPE_CHECKING:
    from grader.model import Exercise

    from .proxies import Respondent

MAX_EXPRESSION = 1_000  # characters
NO_CELL = ""


class At:
    """The fixture `at`: the values of variables at the end of a cell.

    Args:
        interview: answers.
        exercise: tells which names are variables.
    """

    def __init__(self, interview: Respondent, exercise: Exercise) -> None:
        self._interview = interview
        self._exercise = exercise

    def __call__(self, cell: str, of: RememberingReference | None = None) -> StateProxy:
        """The variables as of the cell with this id.

        Args:
            cell: its id, written out in the check, so that it is known before the notebook runs.
            of: `reference`, for the solution's.
        """
        return StateProxy(self._interview, self._exercise, cell, of)


class StateProxy:
    """The student's variables as of a cell: a value is read as `state.name`."""

    # all names are underscored, because they must not hide the student's

    def __init__(
        self,
        interview: Respondent,
        exercise: Exercise,
        cell: str,
        of: RememberingReference | None,
    ) -> None:
        self._interview = interview
        self._exercise = exercise
        self._cell = cell
        self._of = of

    def __getattr__(self, name: str) -> Any:
        """The value of a variable.

        Raises:
            StudentFault: it had none, the cell is gone, or the value cannot leave the worker.
        """
        if name not in self._exercise.variables:
            raise AttributeError(f"at({self._cell!r}) has no {name}: it is none of `variables`")
        if self._of is not None:
            return value_as_of(self._of, self._cell, name)
        return value_of(self._interview, Kind(name, how="value", cell=self._cell))


class Probe:
    """The fixture `probe`: the value of an expression among the student's names."""

    def __init__(self, interview: Respondent) -> None:
        self._interview = interview

    def __call__(self, expression: str, state: StateProxy | None = None, /, **names: Any) -> Any:
        """Evaluate an expression in the worker; its value is compared here.

        Args:
            expression: Python, one line or more.
            state: from `at`, for values as of a cell.
            names: more names for the expression; a value may be an object of the student's.

        Raises:
            SyntaxError: it is no expression.
            StudentFault: it raised, or did not end.
        """
        require_expression(expression)
        cell = NO_CELL if state is None else state._cell  # noqa: SLF001
        kind = Kind(expression, how="probe", keep=self._interview.new_number(), cell=cell)
        found = ask(self._interview, kind, (), names)
        return ProbedObject(found, kind.said) if isinstance(found, StudentObject) else found


class ProbedObject(StudentObject):
    """An object that an expression gave and that stays in the worker; its methods can be called."""

    def __init__(self, found: StudentObject, shown: str) -> None:
        super().__init__(found._interview, found.name, found._number)  # noqa: SLF001
        self._shown = shown

    def _what(self) -> tuple[str, str]:
        return self._shown, self.name


@functools.lru_cache(maxsize=256)
def require_expression(text: str) -> None:
    """Require an expression.

    Raises:
        SyntaxError: it is none.
    """
    if len(text) > MAX_EXPRESSION:
        raise SyntaxError(f"an expression of more than {MAX_EXPRESSION} characters")
    compile(text, "<probe>", "eval", dont_inherit=True)
