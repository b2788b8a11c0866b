"""Explain to the student why a call failed, and what was left out when the file was loaded."""

from __future__ import annotations

import contextlib
import difflib
import re
import signal
from typing import TYPE_CHECKING, assert_never

from grader.i18n import N_
from grader.model import Cause, Problem, message
from grader.worker.wire import WireError

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
from .messages import Missing, Raised, Unsendable, parse_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Exercise, Level, Limits, Message

    from .channel import Ended
    from .messages import Failure, Loaded, ReportedError, ReportedProblem

Sources = dict[str, list[tuple[str, str]]]

_SIGKILL = 9  # Windows has no name for it
BASE_MB = 1024  # of Python, NumPy and TensorFlow together, before a student's code runs
MAX_PROBLEMS = 12
MAX_HARMLESS = 2
# what the worker calls a problem -> its cause and its sentence
_KINDS = {
    "raised": (
        Cause.RAISED,
        N_("{where}, line {line}: {type}: {text} (only this statement was left out)."),
    ),
    "syntax": (
        Cause.UNREADABLE,
        N_("{where}, line {line}: Python cannot read this, so it is not used ({type}: {text})."),
    ),
    "magic": (
        Cause.NOT_RUN,
        N_("{where}, line {line}: {text} is for notebooks only and was left out."),
    ),
    "plotted": (
        Cause.NOT_RUN,
        N_("{where}, line {line}: {library} draws nothing here; pictures are not graded."),
    ),
    "not_allowed": (
        Cause.NOT_ALLOWED,
        N_(
            "{where}, line {line}: {library} is neither allowed in this exercise nor among your "
            "files."
        ),
    ),
}
_RAISED_DEEPER = N_(
    "{where}, line {line}: {type}: {text} (raised in {inner}, line {inner_line}; only the "
    "statement that called it was left out)."
)
_MISSED_NAME = re.compile(r"name '(\w{1,80})' is not defined")
MAX_IMPORT_LINES = 8
_OTHER = (Cause.NOT_USED, N_("{where}, line {line}: something here could not be used."))


class KnownCode:
    """A submission's sources, and the worker's report on loading them.

    Args:
        exercise: the exercise that they answer.
        sources: module name -> cells, as `grader.submission` found them.
    """

    def __init__(self, exercise: Exercise, sources: Sources) -> None:
        self._exercise = exercise
        self.sources = sources
        self._cells = {label: source for cells in sources.values() for label, source in cells}
        self._places = Places(self._cells)
        self._names: list[str] = []
        self._problems: list[ReportedProblem] = []
        self._unreadable: tuple[str, int] | None = None

    def loaded(self, report: Loaded) -> tuple[Problem, ...]:
        """Keep a worker's report on loading; give a remark on each problem."""
        self._names = report.names
        self._problems = report.problems
        self._unreadable = first_unreadable(report.problems)
        return describe_problems(report.problems)

    def explain(
        self, function: str, failure: Failure, words: bytes, *, by_driver: bool
    ) -> StudentFault:
        """Why a call returned nothing.

        Args:
            function: what sentences name.
            failure: as the worker tells it.
            words: for `messages.parse_error`, if it raised.
            by_driver: whether the exercise's driver was called.
        """
        match failure:
            case Raised(bases=bases):
                if by_driver and function not in self._exercise.functions:
                    function = self._exercise.module  # the driver's own name tells nobody anything
                return self._raised(function, bases, words)
            case Missing():
                return self.missing(function)
            case Unsendable(text=why):
                return cannot_cross(function, message("It is {reason}.", reason=why))
            case _:
                assert_never(failure)

    def missing(self, function: str) -> StudentFault:
        """Explain why there is no such function."""
        if self._unreadable is not None:
            return file_unreadable(*self._unreadable)
        label = self.sources[self._exercise.module][0][0]
        file = label.replace(".ipynb cell ", ".ipynb\n").partition("\n")[0]
        return function_missing(function, file, self._names, self._exercise.functions)

    def _raised(self, function: str, bases: list[str], words: bytes) -> StudentFault:
        if "NameError" in bases:
            with contextlib.suppress(WireError):
                library = refused_library(parse_error(words), self._problems, self._cells)
                if library:
                    return library_refused(function, library)
        return CodeRaised(function, bases, words, self._places)


def cannot_cross(function: str, reason: Message) -> CannotCross:
    """A call returned what no check looks at."""
    text = N_("{function} returned something that cannot be judged.")
    return CannotCross(Cause.CANNOT_CROSS, message(text, function=function), (reason,))


def too_large(function: str) -> CannotCross:
    """The answers to a check take many times the room that right ones take."""
    return cannot_cross(function, message("It is many times as large as a right answer."))


def call_too_slow(function: str, allowed_seconds: float) -> TimedOut:
    """A call did not return in time; without a function, loading did not end in time."""
    if not function:
        text = N_("Your file did not finish loading within {seconds} s.")
        return TimedOut(Cause.LOADING_TIMEOUT, message(text, seconds=allowed_seconds))
    text = N_("{function} did not return within {seconds} s. Is there a loop that never ends?")
    return TimedOut(Cause.TIMEOUT, message(text, function=function, seconds=allowed_seconds))


def not_called_again(function: str, count: int) -> TimedOut:
    """A function was too slow in earlier checks."""
    text = N_("{function} did not return in {count} earlier checks and was not called again.")
    return TimedOut(Cause.TIMEOUT, message(text, function=function, count=count))


def time_used_up(limits: Limits) -> TimedOut:
    """All calls together used up the time of the exercise."""
    text = N_("The time for the whole exercise ({seconds} s) is used up.")
    return TimedOut(Cause.TIME_USED_UP, message(text, seconds=limits.wall_seconds))


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
    if ended.signal == _SIGKILL and level == "full" and ended.max_rss_mb < _most_mb(limits):
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


def function_missing(
    function: str, file: str, names: list[str], wanted: tuple[str, ...]
) -> FunctionMissing:
    """There is no such function; `names` exist, and the exercise wants `wanted`."""
    others = [name for name in names if name not in wanted]
    near = difflib.get_close_matches(function, others, n=1)
    text = N_("There is a function {name}: rename it to {function}.")
    tip = (message(text, name=near[0], function=function),) if near else ()
    text = N_("There is no function {function} in {file}.")
    return FunctionMissing(Cause.MISSING, message(text, function=function, file=file), tip)


def library_refused(function: str, library: str) -> NotAllowed:
    """A function uses a library that the file could not import."""
    text = N_("{function} needs {library}, which is not allowed in this exercise.")
    return NotAllowed(Cause.NOT_ALLOWED, message(text, function=function, library=library))


def file_unreadable(where: str, line: int) -> FunctionMissing:
    """Python cannot read the place where the function may be."""
    text = N_("Python cannot read {where}: line {line} is not Python. Fix that line first.")
    return FunctionMissing(Cause.UNREADABLE, message(text, where=where, line=line))


def _most_mb(limits: Limits) -> float:
    """More memory than a worker within its limit holds, Python and its libraries included."""
    return limits.memory_mb + BASE_MB


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


def describe_problems(problems: Sequence[ReportedProblem]) -> tuple[Problem, ...]:
    """Give a remark on each problem that the student should know of."""
    forbidden = {(p.where, p.line) for p in problems if p.kind == "not_allowed"}
    kept = [
        problem
        for problem in problems
        # a forbidden import needs one sentence only, and a skipped statement has had its sentence
        if problem.kind != "skipped"
        and not (problem.kind == "raised" and (problem.where, problem.line) in forbidden)
    ]
    harmless = [problem for problem in kept if problem.kind in {"magic", "plotted"}]
    if len(harmless) > MAX_HARMLESS:
        kept = [problem for problem in kept if problem not in harmless]
    remarks = [_describe(problem) for problem in kept[:MAX_PROBLEMS]]
    if len(harmless) > MAX_HARMLESS:
        text = N_("{count} lines that draw, or that only notebooks understand, were left out.")
        remarks.append(Problem(Cause.NOT_RUN, message(text, count=len(harmless))))
    return tuple(remarks)


def first_unreadable(problems: Sequence[ReportedProblem]) -> tuple[str, int] | None:
    """Find the first place that Python cannot read, `(where, line)`."""
    found = [problem for problem in problems if problem.kind == "syntax"]
    return (found[0].where, _line(found[0])) if found else None


def refused_library(
    error: ReportedError, problems: Sequence[ReportedProblem], sources: dict[str, str]
) -> str:
    """Find the library that was refused when the file was loaded, and whose name a call missed.

    Args:
        error: the NameError of the call.
        problems: of loading, when no hidden input was there yet.
        sources: cell label -> source.

    Returns:
        The library; empty if the name is no library's.
    """
    missed = _MISSED_NAME.match(error.text)
    if missed is None or "NameError" not in error.bases:
        return ""
    for problem in problems:
        if problem.kind == "not_allowed":
            lines = sources.get(problem.where, "").split("\n")[problem.line - 1 :] or [""]
            rest = "\n".join(lines[:MAX_IMPORT_LINES])
            statement = rest.partition(")")[0] if "(" in lines[0] else lines[0]
            if re.search(rf"\b{missed.group(1)}\b", statement):
                return problem.library
    return ""


def _describe(problem: ReportedProblem) -> Problem:
    cause, text = _KINDS.get(problem.kind, _OTHER)
    values: dict[str, str | float] = {
        "where": problem.where,
        "line": _line(problem),
        "library": problem.library,
        "text": problem.text,
    }
    if problem.error is not None:
        values |= {"type": problem.error.type, "text": problem.error.text}
        frames = problem.error.frames
        inner = (frames[-1].where, frames[-1].line) if frames else (problem.where, problem.line)
        # one frame is the statement's own; more of them lead into a function that it called
        if problem.kind == "raised" and len(frames) > 1:
            text = _RAISED_DEEPER
            values |= {"inner": inner[0], "inner_line": inner[1]}
    return Problem(cause, message(text, **values))


def _line(problem: ReportedProblem) -> int:
    """The line that Python cannot read, or the first line of the statement."""
    if problem.kind == "syntax" and problem.error is not None and problem.error.line:
        return problem.error.line
    return problem.line
