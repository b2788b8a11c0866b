"""Explain to the student why a call failed, and which statements of the file were left out."""

from __future__ import annotations

import ast
import contextlib
import difflib
import functools
import re
import signal
import textwrap
from typing import TYPE_CHECKING, assert_never

from grader.i18n import N_
from grader.model import Cause, Frame, Problem, message
from grader.text import clean
from grader.worker.wire import WireError

from .absence import Absence
from .faults import (
    CannotCross,
    CodeRaised,
    Crashed,
    FunctionMissing,
    NotAllowed,
    Places,
    StudentFault,
    TimedOut,
)
from .file_faults import FILE_FAULTS, file_details
from .messages import Missing, Raised, Unsendable, parse_error
from .remarks import (
    describe_problems,
    is_misplaced,
    is_stray_return,
    left_out_because,
    line_of,
    missed_name,
    refused_library,
)
from .unwritten import is_empty_function, is_refusal, is_unwritten_class, parameters_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from grader.model import Exercise, Level, Limits, Message

    from .channel import Ended
    from .exchange import Kind
    from .messages import Failure, Loaded, ReportedError, ReportedProblem

Sources = dict[str, list[tuple[str, str]]]
Aside = tuple[tuple[str, int], ...]

_SIGKILL = 9  # Windows has no name for it
MAX_LINE = 200  # characters of a student's line
_DEFINED = re.compile(r"^(?:async[ \t]+)?def[ \t]+(\w{1,80})", re.MULTILINE)
BASE_MB = 1024  # of Python, NumPy and TensorFlow together, before a student's code runs


class KnownCode:
    """A submission's sources, and the worker's report on loading them.

    Args:
        exercise: the exercise that they answer.
        sources: module name -> cells, as `grader.submission` found them.
        driver: the source of the exercise's driver.
        aside: functions in a notebook's other cells, and the code cell before each.
    """

    def __init__(
        self, exercise: Exercise, sources: Sources, driver: str = "", aside: Aside = ()
    ) -> None:
        self._exercise = exercise
        self._driver = driver
        self._aside = dict(aside)
        self.sources = sources
        self._cells = {label: source for cells in sources.values() for label, source in cells}
        self._places = Places(self._cells)
        self._names: list[str] = []
        self._problems: list[ReportedProblem] = []

    def loaded(self, report: Loaded) -> tuple[Problem, ...]:
        """Keep a worker's report on loading; give a remark on each problem."""
        self._names = report.names
        self._problems = report.problems
        return describe_problems(report.problems, self._cells, report.dropped)

    def explain(
        self, function: str, failure: Failure, words: bytes, *, by_driver: bool
    ) -> StudentFault:
        """Why a call returned nothing.

        Args:
            function: named in the sentences.
            failure: as the worker tells it.
            words: for `messages.parse_error`, if it raised.
            by_driver: whether the exercise's driver was called.
        """
        match failure:
            case Raised(bases=bases):
                return self._raised(self.named(function, by_driver=by_driver), bases, words)
            case Missing():
                return self.missing(function)
            case Unsendable(text=why):
                return cannot_cross(function, message("It is {reason}.", reason=why))
            case _:
                assert_never(failure)

    def explain_beside(
        self, kind: Kind, failure: Failure, words: bytes, cells: Collection[str]
    ) -> StudentFault:
        """Why an expression has no value, or a variable had none at the end of a cell.

        Args:
            kind: of the question.
            failure: as for `explain`; `words` likewise.
            cells: those that were found in the submission.
        """
        if kind.cell and kind.cell not in cells:
            return FunctionMissing(*self._absence().explain_cell(kind.cell))
        if isinstance(failure, Missing) and kind.cell:
            return self._missing_as_of(kind.function, kind.cell)
        if isinstance(failure, Raised):
            names = names_in(kind.function)
            asked = tuple(name for name in self._exercise.names if name in names)
            return self._probe_raised(kind, asked, failure.bases, words)
        return self.explain(kind.said, failure, words, by_driver=kind.by_driver)

    def _probe_raised(
        self, kind: Kind, asked: tuple[str, ...], bases: list[str], words: bytes
    ) -> StudentFault:
        with contextlib.suppress(WireError):
            missed = missed_name(parse_error(words)) if "NameError" in bases else ""
            if missed in asked:
                return self._missing_as_of(missed, kind.cell) if kind.cell else self.missing(missed)
        return self._unwritten(asked, bases, words) or CodeRaised(
            kind.said, bases, words, self._places
        )

    def _unwritten(
        self, names: Collection[str], bases: list[str], words: bytes
    ) -> StudentFault | None:
        """The fault of an untouched class, which a NotImplementedError cannot tell."""
        for name in self._exercise.classes if is_refusal(bases) else ():
            if name in names and is_unwritten_class(name, self._cells.values()):
                fault = CodeRaised(name, bases, words, self._places)
                return None if fault.frames else not_written(name, asked="class")
        return None

    def _missing_as_of(self, name: str, cell: str) -> StudentFault:
        cause, sentence, tips = self._absence().explain_as_of(name, cell)
        if cause is Cause.UNREADABLE:
            return self._unreadable(sentence, tips)
        return FunctionMissing(cause, sentence, tips)

    def named(self, function: str, *, by_driver: bool) -> str:
        """The student's function behind one of the driver's, whose name tells nobody anything."""
        if not by_driver or function in self._exercise.functions:
            return function
        called = functions_called(self._driver, function, self._exercise.functions)
        return called[0] if len(called) == 1 else self._exercise.module

    def has(self, function: str) -> bool:
        """Whether the worker has reported such a function."""
        return function in self._names

    def missing(self, function: str) -> StudentFault:
        """Explain why there is no such function."""
        cause, sentence, tips = self._absence().explain(function, self._aside.get(function))
        if cause is Cause.UNREADABLE:
            return self._unreadable(sentence, tips)
        return FunctionMissing(cause, sentence, (*tips, *self._file_details(function)))

    def _file_details(self, name: str) -> tuple[Message, ...]:
        """Details about a file that a name needs for its value and that could not be opened."""
        for problem in reversed(self._problems):
            if name in problem.names and problem.kind == "raised" and problem.error is not None:
                return file_details(problem.error.bases, problem.error.text, self._exercise)
        return ()

    def _absence(self) -> Absence:
        return Absence(self._exercise, self.sources, self._problems, self._names)

    def _unreadable(self, sentence: Message, tips: tuple[Message, ...]) -> FunctionMissing:
        """The fault with Python's words, and the line with its columns."""
        where, line = sentence.values.get("where"), sentence.values.get("line")
        for problem in self._problems:
            error = problem.error
            is_it = problem.where == where and line_of(problem) == line
            if problem.kind == "syntax" and error is not None and is_it:
                words = (message("Python says: {text}", text=error.text),) if error.text else ()
                frame = self._frame_of(problem.where, int(line or 0), error)
                return FunctionMissing(Cause.UNREADABLE, sentence, (*words, *tips), (frame,))
        return FunctionMissing(Cause.UNREADABLE, sentence, tips)

    def not_begun(self, function: str) -> StudentFault | None:
        """The fault of a function that has a docstring and `pass` at most."""
        if not is_empty_function(function, self._cells.values()):
            return None
        return not_written(function, asked="empty")

    def parameters_of(self, function: str) -> tuple[str, ...]:
        """The parameters of a function, as its `def` has them; none if that is not found."""
        return parameters_of(function, self._cells.values())

    def stray_return(self, function: str) -> StudentFault | None:
        """The `return` without a margin below a function that returns nothing, if there is one."""
        for problem in self._problems:
            error = problem.error
            if error is None or not is_stray_return(problem):
                continue
            line = line_of(problem)
            above = self._cells.get(problem.where, "").split("\n")[: line - 1]
            defined = _DEFINED.findall("\n".join(above))
            if defined[-1:] == [function]:
                text = N_(
                    "{function} returns nothing (None): its `return` in line {line} of {where} is "
                    "not indented, so it stands outside of the function."
                )
                words = message("Python says: {text}", text=error.text)
                frame = self._frame_of(problem.where, line, error)
                sentence = message(text, function=function, where=problem.where, line=line)
                return FunctionMissing(Cause.UNREADABLE, sentence, (words,), (frame,))
        return None

    def _frame_of(self, where: str, line: int, error: ReportedError) -> Frame:
        """The line at fault; of a wrong margin with the line above it, and both their margins."""
        if "IndentationError" in error.bases or is_misplaced(error):
            lines = self._cells.get(where, "").split("\n")[:line]
            shown = [text[:MAX_LINE] for text in lines if text.strip()][-2:]
            source = clean(textwrap.dedent("\n".join(text.expandtabs(4) for text in shown)))
            last = source.rpartition("\n")[2]
            column = len(last) - len(last.lstrip()) + 1
            return Frame(where=where, line=line, source=source, column=column, end=len(last))
        return Frame(
            where=where, line=line, source=error.source, column=error.column, end=error.end
        )

    def _raised(self, function: str, bases: list[str], words: bytes) -> StudentFault:
        unwritten = self._unwritten((function.partition(".")[0],), bases, words)
        if unwritten is not None:
            return unwritten
        if "NotImplementedError" in bases and self._exercise.script:
            return not_written(function, asked="script")
        unbound = self._unbound(function, words) if "NameError" in bases else None
        if unbound is not None:
            return unbound
        beside: tuple[Message, ...] = ()
        if "MemoryError" in bases:
            text = N_("Your code may use {memory} MB on top of Python and its libraries.")
            beside = (message(text, memory=self._exercise.limits.memory_mb),)
        elif not FILE_FAULTS.isdisjoint(bases):
            with contextlib.suppress(WireError):
                beside = file_details(bases, parse_error(words).text, self._exercise)
        return CodeRaised(function, bases, words, self._places, beside)

    def _unbound(self, function: str, words: bytes) -> StudentFault | None:
        """The fault of a function that needs a name that a line left out would have bound."""
        try:
            error = parse_error(words)
        except WireError:
            return None
        library = refused_library(error, self._problems, self._cells)
        if library:
            return self._library_refused(function, library)
        name = missed_name(error)
        because = self._left_out(name)
        if because is None:
            return None
        text = N_("{function} raised {type}: it needs {name}.")
        sentence = message(text, function=function, type="NameError", name=name)
        return StudentFault(Cause.RAISED, sentence, (because,))

    def _library_refused(self, function: str, library: str) -> NotAllowed:
        places = [
            f"{problem.where}:{problem.line}"
            for problem in self._problems
            if problem.kind == "not_allowed" and problem.library == library
        ]
        text = N_("{function} needs {library}, which is not allowed in this exercise.")
        sentence = message(text, function=function, library=library)
        tips: tuple[Message, ...] = ()
        near = difflib.get_close_matches(library, self._exercise.packages, n=1)
        if near:  # nothing is forbidden: the name is misspelt
            sentence = message("There is no library {library} here.", library=library)
            tips = (message("Did you mean {name}?", name=near[0]),)
        return NotAllowed(Cause.NOT_ALLOWED, sentence, tips, self._places.frame(places[0]))

    def too_slow(self, fault: TimedOut, running: str) -> TimedOut:
        """The fault of a call that did not return, with the line that ran last, if it is known."""
        frames = self._places.frame(running) if fault.cause is Cause.TIMEOUT else ()
        if not frames:
            return fault
        text = N_("It was stopped at {where}, line {line}.")
        place = message(text, where=frames[0].where, line=frames[0].line)
        return TimedOut(fault.cause, fault.message, (place,), frames)

    def _left_out(self, name: str) -> Message | None:
        """Why a name is missing that a statement of the file would have bound."""
        for problem in reversed(self._problems):
            if name in problem.names and problem.kind in {"raised", "skipped"}:
                return left_out_because(name, problem, self._problems, self._cells)
        return None


@functools.lru_cache(maxsize=256)
def names_in(expression: str) -> frozenset[str]:
    """The names in an expression of a check."""
    try:
        nodes = list(ast.walk(ast.parse(expression, mode="eval")))
    except SyntaxError:
        return frozenset()
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name))


@functools.lru_cache(maxsize=64)
def functions_called(driver: str, name: str, functions: tuple[str, ...]) -> tuple[str, ...]:
    """The student's functions that a driver's function calls, as its source says.

    A traceback would tell more, and would let the student's code choose what it tells.
    """
    trees = [node for node in ast.parse(driver).body if isinstance(node, ast.FunctionDef)]
    found = {
        node.attr
        for tree in trees
        if tree.name == name and tree.args.args
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == tree.args.args[0].arg
    }
    return tuple(function for function in functions if function in found)


def cannot_cross(function: str, reason: Message) -> CannotCross:
    """A call returned a value that no check looks at."""
    text = N_("{function} returned something that cannot be judged.")
    return CannotCross(Cause.CANNOT_CROSS, message(text, function=function), (reason,))


def not_written(function: str, *, asked: str) -> StudentFault:
    """A class or a script is as the starter has it, or a function is empty."""
    text = N_("{function} is not written yet.")
    return StudentFault(Cause.NOT_WRITTEN, message(text, function=function, asked=asked))


def too_large(function: str) -> CannotCross:
    """The answers to a check take many times the room that right ones take."""
    return cannot_cross(function, message("It is many times as large as a right answer."))


def not_called_again(function: str, count: int) -> TimedOut:
    """A function was too slow in earlier checks."""
    text = N_("{function} did not return in {count} earlier checks and was not called again.")
    return TimedOut(Cause.TIMEOUT, message(text, function=function, count=count))


def worker_died(ended: Ended, limits: Limits, level: Level) -> Crashed:
    """The process ended before it answered.

    Args:
        ended: how.
        limits: of the exercise.
        level: of isolation. At `full` no system call is left by which a worker could bring SIGKILL
            upon itself, and none of the grader's own is reported here: it came from outside (the
            kernel, short of memory, or somebody with the right to).
    """
    out_of_time = ended.signal == getattr(signal, "SIGXCPU", 24)
    if out_of_time or ended.cpu_seconds >= limits.cpu_seconds:
        text = N_("Your code used more than {seconds} s of processor time and was stopped.")
        return Crashed(Cause.CPU_USED_UP, message(text, seconds=limits.cpu_seconds))
    # more than a worker within its limit holds
    most_mb = limits.memory_mb + BASE_MB
    if ended.signal == _SIGKILL and level == "full" and ended.max_rss_mb < most_mb:
        return Crashed(Cause.KILLED, message("The process with your code was ended from outside."))
    if ended.signal:
        text = N_("The process with your code was ended by {signal}.")
        return Crashed(Cause.CRASHED, message(text, signal=_signal_name(ended.signal)))
    text = N_("Your code ended the Python process instead of returning.")
    code = message("Its exit code is {code}.", code=ended.exit_code)
    return Crashed(Cause.CRASHED, message(text), (code,))


def broke_the_rules() -> Crashed:
    """The process sent something that is no answer to the question."""
    text = N_("The process with your code sent something that is no answer.")
    return Crashed(Cause.BROKE_RULES, message(text))


def left_out(running: str, fault: StudentFault) -> Problem:
    """A statement killed the worker, or hung, while the file was loaded."""
    where, _, digits = running.removesuffix(":cell").rpartition(":")
    line = int(digits[:9]) if digits.isascii() and digits.isdecimal() else 0
    if isinstance(fault, TimedOut):
        text = N_("{where}, line {line}: this statement took too long and was left out.")
        return Problem(Cause.STUCK_AT_LOAD, message(text, where=where, line=line))
    text = N_("{where}, line {line}: this statement ended the process and was left out.")
    return Problem(Cause.ENDED_AT_LOAD, message(text, where=where, line=line))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
