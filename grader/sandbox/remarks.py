"""A worker's report on loading -> remarks for the student, the most useful first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import Cause, Frame, Message, Problem, message

from .versions import depends_on_version, needed_python, running_numpy, running_python

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .messages import ReportedError, ReportedProblem

MAX_PROBLEMS = 12
MAX_HARMLESS = 2
MAX_IMPORT_LINES = 8
# the worker's word for a problem -> its cause and its sentence
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
    "rebound": (
        Cause.NOT_USED,
        N_(
            "{where}, line {line}: {name} means something else from here on. Your functions were "
            "graded with what it meant before."
        ),
    ),
    "replaced": (
        Cause.NOT_USED,
        N_(
            "{where}, line {line}: {name} means something else from here on, in the functions "
            "above it, too."
        ),
    ),
    "redefined": (
        Cause.NOT_USED,
        N_(
            "{name} is defined twice: in {earlier}, line {earlier_line}, and in {where}, line "
            "{line}. The last one was graded."
        ),
    ),
}
# the same where other statements failed only because of it
_FOLLOWED = {
    "raised": N_(
        "{where}, line {line}: {type}: {text} (this statement was left out, and those that need "
        "it: {count} more)."
    ),
    "syntax": N_(
        "{where}, line {line}: Python cannot read this, so it is not used ({type}: {text}). "
        "Also left out, because they need it: {count}."
    ),
    "not_allowed": N_(
        "{where}, line {line}: {library} is neither allowed in this exercise nor among your "
        "files. Also left out, because they need it: {count}."
    ),
}
_RAISED_DEEPER = N_(
    "{where}, line {line}: {type}: {text} (raised in {inner}, line {inner_line}; only the "
    "statement that called it was left out)."
)
_RAISED_BY_VERSION = N_(
    "{where}, line {line}: {type}: {text} (only this statement was left out; Python {python} and "
    "NumPy {numpy} grade)."
)
_NEEDS_PYTHON = N_(
    "{where}, line {line}: this needs Python {needed}, and Python {python} grades, so it is not "
    "used ({type}: {text})."
)
_NEEDS_LIBRARY = {
    "decorator": N_(
        "{name} was left out: its decorator needs {library}, which is not allowed in this "
        "exercise ({where}, line {line})."
    ),
    "default": N_(
        "{name} was left out: a default value needs {library}, which is not allowed in this "
        "exercise ({where}, line {line})."
    ),
    "": N_(
        "{name} was left out: it needs {library}, which is not allowed in this exercise ({where}, "
        "line {line})."
    ),
}
_HEAD_RAISED = {
    "decorator": N_(
        "{name} was left out: its decorator raised {type}: {text} ({where}, line {line})."
    ),
    "default": N_(
        "{name} was left out: a default value raised {type}: {text} ({where}, line {line})."
    ),
    "block": N_(
        "{name} was left out: the block around it raised {type}: {text} ({where}, line {line})."
    ),
    "": N_("{name} was left out: it raised {type}: {text} ({where}, line {line})."),
}
_NEEDS_LIBRARY["block"] = _NEEDS_LIBRARY[""]
_STUCK = N_(
    "{name} was left out: its definition takes too long or ends the process ({where}, line {line})."
)
_HEAD = re.compile(r"[ \t]*(?:@|(?:async[ \t]+)?def\b)")
_STRAY_RETURN = re.compile(r"'return' outside function$")
_MISPLACED = re.compile(r"outside (async )?function$|outside loop$|not properly in loop$")
_MISSED_NAME = re.compile(r"name '(\w{1,80})' is not defined")
_OTHER = (Cause.NOT_USED, N_("{where}, line {line}: something here could not be used."))


def describe_problems(
    problems: Sequence[ReportedProblem], cells: dict[str, str], dropped: int = 0
) -> tuple[Problem, ...]:
    """Give a remark on each problem that the student should know of.

    Args:
        problems: as the worker reports them.
        cells: label -> source.
        dropped: how many more there were.
    """
    forbidden = {(p.where, p.line): p for p in problems if p.kind == "not_allowed"}
    followed = {
        (p.where, p.line): p.followed
        for p in problems
        if p.kind == "raised" and (p.where, p.line) in forbidden
    }
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
    kept.sort(key=_rank)  # the sort is stable: equals stay in the order of the file
    remarks = [
        _describe(problem, problems, cells, followed.get((problem.where, problem.line), 0))
        for problem in kept[:MAX_PROBLEMS]
    ]
    if more := len(kept) - len(remarks) + dropped:
        remarks.append(Problem(Cause.NOT_USED, message("and {count} more", count=more)))
    if len(harmless) > MAX_HARMLESS:
        text = N_("Lines that draw, or that only notebooks understand, were left out: {count}.")
        remarks.append(Problem(Cause.NOT_RUN, message(text, count=len(harmless))))
    return tuple(remarks)


def _rank(problem: ReportedProblem) -> int:
    """What hides functions first, then what changes them, then what fails beside them."""
    if problem.kind == "syntax" or problem.defines:
        return 0
    order = ["not_allowed", "rebound", "replaced", "redefined"]
    return 1 + (order.index(problem.kind) if problem.kind in order else len(order))


def refused_library(
    error: ReportedError, problems: Sequence[ReportedProblem], cells: dict[str, str]
) -> str:
    """Find the library that was refused when the file was loaded, and whose name a call missed.

    Args:
        error: the NameError of the call.
        problems: of loading, when no hidden input was there yet.
        cells: label -> source.

    Returns:
        The library; empty if the name is no library's.
    """
    missed = missed_name(error)
    if not missed:
        return ""
    for problem in problems:
        if problem.kind == "not_allowed":
            lines = cells.get(problem.where, "").split("\n")[problem.line - 1 :] or [""]
            rest = "\n".join(lines[:MAX_IMPORT_LINES])
            statement = rest.partition(")")[0] if "(" in lines[0] else lines[0]
            if re.search(rf"\b{missed}\b", statement):
                return problem.library
    return ""


def missed_name(error: ReportedError) -> str:
    """The name that a NameError misses; empty for another exception."""
    missed = _MISSED_NAME.match(error.text)
    return missed.group(1) if missed and "NameError" in error.bases else ""


def left_out_because(
    name: str, problem: ReportedProblem, problems: Sequence[ReportedProblem], cells: dict[str, str]
) -> Message:
    """Say why a statement that would have bound a name was left out."""
    place: dict[str, str | float] = {"name": name, "where": problem.where, "line": problem.line}
    if problem.error is None:
        return message(_STUCK, **place)
    part = _failing_part(problem, cells) if problem.defines else ""
    library = refused_library(problem.error, problems, cells)
    if not library and "NotAllowedError" in problem.error.bases:
        refused = [p for p in problems if p.kind == "not_allowed" and p.where == problem.where]
        library = next((p.library for p in refused if p.line == problem.line), "")
    if library:
        return message(_NEEDS_LIBRARY[part], library=library, **place)
    words = {"type": problem.error.type, "text": problem.error.text}
    return message(_HEAD_RAISED[part], **words, **place)


def _failing_part(problem: ReportedProblem, cells: dict[str, str]) -> str:
    """The part of a definition's head that raised."""
    frames = problem.error.frames if problem.error is not None else []
    lines = cells.get(problem.where, "").split("\n")
    line = frames[0].line if frames and frames[0].where == problem.where else problem.line
    begin = lines[line - 1].lstrip() if 0 < line <= len(lines) else ""
    if begin.startswith("@"):
        return "decorator"
    if begin.startswith("class "):
        return ""
    head = lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""
    return "default" if _HEAD.match(head) else "block"


def _describe(
    problem: ReportedProblem,
    problems: Sequence[ReportedProblem],
    cells: dict[str, str],
    followed: int,
) -> Problem:
    cause, text = _KINDS.get(problem.kind, _OTHER)
    if problem.kind == "raised" and problem.defines and problem.names:
        because = left_out_because(problem.names[0], problem, problems, cells)
        return Problem(Cause.NOT_USED, because)
    values: dict[str, str | float] = {
        "where": problem.where,
        "line": line_of(problem),
        "library": problem.library,
        "text": problem.text,
        "name": problem.names[0] if problem.names else "",
        "earlier": problem.earlier,
        "earlier_line": problem.earlier_line,
        "python": running_python(),
        "numpy": running_numpy(),
    }
    if problem.error is not None:
        values |= {"type": problem.error.type, "text": problem.error.text}
        values |= {"needed": needed_python(problem.error)}
        text = _sentence(problem, problem.error, text, values)
    if (count := problem.followed or followed) and problem.kind in _FOLLOWED:
        text, values = _FOLLOWED[problem.kind], {**values, "count": count}
    return Problem(cause, message(text, **_asked_for(text, values)), _line_at_fault(problem))


def _line_at_fault(problem: ReportedProblem) -> Frame | None:
    error = problem.error
    if problem.kind != "syntax" or error is None or not error.source:
        return None
    line = line_of(problem)
    first, last = error.column, error.end
    return Frame(where=problem.where, line=line, source=error.source, column=first, end=last)


def _sentence(
    problem: ReportedProblem, error: ReportedError, text: str, values: dict[str, str | float]
) -> str:
    if problem.kind == "syntax":
        return _NEEDS_PYTHON if values["needed"] else text
    if problem.kind != "raised":
        return text
    # one frame is the statement's own; more of them lead into a function that it called
    if len(error.frames) > 1:
        values |= {"inner": error.frames[-1].where, "inner_line": error.frames[-1].line}
        return _RAISED_DEEPER
    return _RAISED_BY_VERSION if depends_on_version(error) else text


def _asked_for(text: str, values: dict[str, str | float]) -> dict[str, str | float]:
    return {name: value for name, value in values.items() if f"{{{name}}}" in text}


def is_misplaced(error: ReportedError) -> bool:
    """Whether a statement is Python, and only stands where it must not, as a stray `return`."""
    return "SyntaxError" in error.bases and _MISPLACED.search(error.text) is not None


def is_stray_return(problem: ReportedProblem) -> bool:
    """Whether it is a `return` outside of a function."""
    error = problem.error
    return problem.kind == "syntax" and bool(error and _STRAY_RETURN.match(error.text))


def line_of(problem: ReportedProblem) -> int:
    """The line that Python cannot read, or the first line of the statement."""
    if problem.kind == "syntax" and problem.error is not None and problem.error.line:
        return problem.error.line
    return problem.line
