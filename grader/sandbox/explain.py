"""Explain to the student why a call failed, and what was left out when the file was loaded."""

from __future__ import annotations

import ast
import contextlib
import difflib
import functools
import re
import signal
from typing import TYPE_CHECKING, assert_never

from grader.i18n import N_
from grader.model import Cause, Frame, Problem, message
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
LEAST_ALIKE = 0.6  # as for difflib.get_close_matches
_OTHER = (Cause.NOT_USED, N_("{where}, line {line}: something here could not be used."))


class KnownCode:
    """A submission's sources, and the worker's report on loading them.

    Args:
        exercise: the exercise that they answer.
        sources: module name -> cells, as `grader.submission` found them.
        driver: the source of the exercise's driver.
    """

    def __init__(self, exercise: Exercise, sources: Sources, driver: str = "") -> None:
        self._exercise = exercise
        self._driver = driver
        self.sources = sources
        self._cells = {label: source for cells in sources.values() for label, source in cells}
        self._places = Places(self._cells)
        self._names: list[str] = []
        self._problems: list[ReportedProblem] = []
        self._unreadable: ReportedProblem | None = None

    def loaded(self, report: Loaded) -> tuple[Problem, ...]:
        """Keep a worker's report on loading; give a remark on each problem."""
        self._names = report.names
        self._problems = report.problems
        self._unreadable = first_unreadable(report.problems)
        return describe_problems(report.problems, self._exercise.packages)

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
                    # the driver's own name tells nobody anything
                    called = functions_called(self._driver, function, self._exercise.functions)
                    function = called[0] if len(called) == 1 else self._exercise.module
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
            return file_unreadable(self._unreadable)
        label = self.sources[self._exercise.module][0][0]
        file = label.replace(".ipynb cell ", ".ipynb\n").partition("\n")[0]
        return function_missing(function, file, self._names, self._exercise.functions)

    def _raised(self, function: str, bases: list[str], words: bytes) -> StudentFault:
        if "NameError" in bases:
            with contextlib.suppress(WireError):
                refused = refused_library(parse_error(words), self._problems, self._cells)
                if refused is not None:
                    return self._library_refused(function, refused)
        beside: tuple[Message, ...] = ()
        if "MemoryError" in bases:
            text = N_("It may use {memory} MB beside Python and its libraries.")
            beside = (message(text, memory=self._exercise.limits.memory_mb),)
        return CodeRaised(function, bases, words, self._places, beside)

    def _library_refused(self, function: str, problem: ReportedProblem) -> NotAllowed:
        tip = did_you_mean(problem.library, self._exercise.packages)
        frames = self._places.frame(f"{problem.where}:{problem.line}")
        return library_refused(function, problem.library, tip, frames)

    def too_slow(self, fault: TimedOut, running: str) -> TimedOut:
        """The fault of a call that did not return, with the line that ran last, if it is known."""
        frames = self._places.frame(running) if fault.cause is Cause.TIMEOUT else ()
        if not frames:
            return fault
        text = N_("It was stopped at {where}, line {line}.")
        place = message(text, where=frames[0].where, line=frames[0].line)
        return TimedOut(fault.cause, fault.message, (place,), frames)


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
    missing = {function, *(name for name in wanted if name not in names)}
    stray = renamed(sorted(missing), others).get(function)
    text = N_("There is a function {name}: rename it to {function}.")
    tip = (message(text, name=stray, function=function),) if stray else ()
    text = N_("There is no function {function} in {file}.")
    return FunctionMissing(Cause.MISSING, message(text, function=function, file=file), tip)


def renamed(missing: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """Match missing functions with those of other names, each at most once, the likest first.

    Names with different digits never match: a `conv1d` is no `conv2d`.
    """
    alike = sorted(
        (-difflib.SequenceMatcher(None, name.lower(), other.lower()).ratio(), name, other)
        for name in missing
        for other in others
        if re.findall(r"\d", name) == re.findall(r"\d", other)
    )
    found: dict[str, str] = {}
    for unlike, name, other in alike:
        if -unlike >= LEAST_ALIKE and name not in found and other not in found.values():
            found[name] = other
    return found


def library_refused(
    function: str, library: str, tip: Message | None, frames: tuple[Frame, ...]
) -> NotAllowed:
    """A function uses a library that the file could not import, at the line of the frame."""
    text = N_("{function} needs {library}, which is not allowed in this exercise.")
    sentence = message(text, function=function, library=library)
    return NotAllowed(Cause.NOT_ALLOWED, sentence, (tip,) if tip else (), frames)


def did_you_mean(library: str, allowed: Sequence[str]) -> Message | None:
    """The allowed library that a name is a slip for, if there is one."""
    near = difflib.get_close_matches(library, allowed, n=1)
    return message("Did you mean {name}?", name=near[0]) if near else None


def file_unreadable(problem: ReportedProblem) -> FunctionMissing:
    """Python cannot read the place where the function may be."""
    where, line = problem.where, _line(problem)
    text = N_("Python cannot read {where}: line {line} is not Python. Fix that line first.")
    sentence = message(text, where=where, line=line)
    if problem.error is None:
        return FunctionMissing(Cause.UNREADABLE, sentence)
    error = problem.error
    words = (message("Python says: {text}", text=error.text),) if error.text else ()
    frame = Frame(where=where, line=line, source=error.source, column=error.column, end=error.end)
    return FunctionMissing(Cause.UNREADABLE, sentence, words, (frame,))


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


def describe_problems(
    problems: Sequence[ReportedProblem], allowed: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """Give a remark on each problem that the student should know of.

    Args:
        problems: of loading.
        allowed: the libraries that may be imported.
    """
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
    remarks = [_describe(problem, allowed) for problem in kept[:MAX_PROBLEMS]]
    if len(harmless) > MAX_HARMLESS:
        text = N_("{count} lines that draw, or that only notebooks understand, were left out.")
        remarks.append(Problem(Cause.NOT_RUN, message(text, count=len(harmless))))
    return tuple(remarks)


def first_unreadable(problems: Sequence[ReportedProblem]) -> ReportedProblem | None:
    """Find the first place that Python cannot read."""
    return next((problem for problem in problems if problem.kind == "syntax"), None)


def refused_library(
    error: ReportedError, problems: Sequence[ReportedProblem], sources: dict[str, str]
) -> ReportedProblem | None:
    """Find the import that was refused when the file was loaded, and whose name a call missed.

    Args:
        error: the NameError of the call.
        problems: of loading, when no hidden input was there yet.
        sources: cell label -> source.

    Returns:
        The problem of that import; None if the name is no library's.
    """
    missed = _MISSED_NAME.match(error.text)
    if missed is None or "NameError" not in error.bases:
        return None
    for problem in problems:
        if problem.kind == "not_allowed":
            lines = sources.get(problem.where, "").split("\n")[problem.line - 1 :] or [""]
            rest = "\n".join(lines[:MAX_IMPORT_LINES])
            statement = rest.partition(")")[0] if "(" in lines[0] else lines[0]
            if re.search(rf"\b{missed.group(1)}\b", statement):
                return problem
    return None


def _describe(problem: ReportedProblem, allowed: Sequence[str]) -> Problem:
    cause, text = _KINDS.get(problem.kind, _OTHER)
    near = did_you_mean(problem.library, allowed) if problem.kind == "not_allowed" else None
    if near is not None:
        text = N_("{where}, line {line}: there is no library {library}. Did you mean {name}?")
    values: dict[str, str | float] = {
        "where": problem.where,
        "line": _line(problem),
        "library": problem.library,
        "text": problem.text,
        **(near.values if near is not None else {}),
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
