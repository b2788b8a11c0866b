r"""`printed`, `typed` and `run_script` in a check: a keyboard and a screen for a student's calls.

    typed("3", "4")
    assert_equal(printed(student.add), "First: Second: 7\n")

Each call can read all of the typed text, even if an earlier one has read it. The reference has
a terminal of its own, so that the same words serve for both.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from grader.i18n import N_
from grader.model import Cause, message
from grader.sandbox.exchange import Answer, Kind
from grader.sandbox.faults import StudentFault
from grader.worker.kept import Kept, at_terminal, called
from grader.worker.terminal import MAX_PRINTED_CHARS

from .api.printed import PrintedText
from .proxies import NoValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from grader.model import Exercise
    from grader.sandbox.code_reader import CodeReader

    from .proxies import Respondent
    from .student import Cases, Ends

_NO_CODE = frozenset({"value", "attribute", "read", "write"})  # none of the student's runs
USES_TERMINAL = frozenset({"printed", "typed", "run_script"})  # fixtures


class Terminal:
    """A respondent whose calls read the typed text, and whose printed text is kept while asked for.

    Args:
        respondent: the student's.

    Attributes:
        typed: the text that each call can read; None for nothing.
    """

    def __init__(self, respondent: Respondent) -> None:
        self._respondent = respondent
        self.typed: str | None = None
        self._printed: list[str] | None = None

    def new_number(self) -> int:
        """As the respondent's."""
        return self._respondent.new_number()

    def code(self) -> CodeReader | None:
        """As the respondent's."""
        return self._respondent.code()

    def ends(self, kind: Kind, cases: Cases, kwargs: dict[str, Any]) -> Ends:
        """As the respondent's, at this terminal."""
        kind = self._at(kind)
        for end in self._respondent.ends(kind, cases, kwargs):
            if not kind.prints or isinstance(end, StudentFault):
                yield end
            else:
                yield self._hear(kind.function, end)

    def call_here(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a function of the reference in this process, at a terminal like the student's."""
        kind = self._at(Kind("reference"))
        value = at_terminal(function, kind)(*args, **kwargs)
        if not kind.prints or self._printed is None:
            return value
        self._printed.append(value[1])
        return value[0]

    @contextlib.contextmanager
    def listening(self) -> Iterator[list[str]]:
        """Keep printed text; gives the list that is filled with it."""
        outer, self._printed = self._printed, []
        try:
            yield self._printed
        finally:
            self._printed = outer

    def _at(self, kind: Kind) -> Kind:
        if kind.how in _NO_CODE:
            return kind
        return kind._replace(typed=self.typed, prints=self._printed is not None)

    def _hear(self, function: str, end: Answer) -> Answer | StudentFault:
        match end.value:
            case (value, str(text), bool(is_cut)):
                pass
            case _:  # a worker that was tampered with
                return _no_text(function)
        if is_cut or len(text) > MAX_PRINTED_CHARS:
            text = N_("{function} printed more than {count} characters.")
            sentence = message(text, function=function, count=MAX_PRINTED_CHARS)
            return StudentFault(Cause.CANNOT_CROSS, sentence)
        if self._printed is not None:
            self._printed.append(text)
        return end._replace(value=value)


def _no_text(function: str) -> StudentFault:
    text = N_("{function} returned something that cannot be judged.")
    return StudentFault(Cause.CANNOT_CROSS, message(text, function=function))


class Printed:
    """`printed(student.greet, "Kim")`: the text that a call prints.

    The function may be a lambda with several calls, or `run_script`.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def __call__(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> PrintedText:
        """Call a function of the student's, or of the reference.

        Raises:
            StudentFault: it gave no value, or printed too much.
        """
        _require_function(function)
        with self._terminal.listening() as texts:
            value = function(*args, **kwargs)
        return PrintedText.of(texts, self._terminal.typed, value)


def _require_function(function: object) -> None:
    if not callable(function):
        words = 'printed takes a function and its arguments: printed(student.greet, "Kim")'
        raise TypeError(words)


class Typed:
    """`typed("3", "4")`: from now on, each call can read these lines."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def __call__(self, *lines: str) -> None:
        """Type lines, each ended by Enter; without any, nothing can be read."""
        self._terminal.typed = "".join(
            line if line.endswith("\n") else f"{line}\n" for line in lines
        )


class Program(NoValue):
    """`run_script()`: the student's whole file runs as a program, anew each time."""

    _word = "function"

    def __init__(self, respondent: Respondent, exercise: Exercise) -> None:
        self._respondent = respondent
        self.name = f"{exercise.module}.py"

    def __call__(self) -> None:
        """Run the file; afterwards its variables are those of this run.

        Raises:
            StudentFault: it raised, hung, died or cannot be read.
        """
        (end,) = self._respondent.ends(Kind(self.name, how="run"), [()], {})
        if isinstance(end, StudentFault):
            raise end


class ReferenceAtTerminal:
    """The reference in a check with a terminal: its functions read the typed text, too.

    Args:
        module: the solution. Of a script, `reference` itself is called to run it.
        terminal: the check's.
    """

    def __init__(self, module: ModuleType, terminal: Terminal) -> None:
        self._module = module
        self._terminal = terminal

    def __getattr__(self, name: str) -> Any:
        """The solution's attribute of that name."""
        value = getattr(self._module, name)
        if not callable(value) or isinstance(value, type):
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            return self._terminal.call_here(value, *args, **kwargs)

        return call

    def __call__(self) -> None:
        """Run the solution as a program."""
        self._terminal.call_here(called(self._module, Kind("", how="run"), Kept()))
