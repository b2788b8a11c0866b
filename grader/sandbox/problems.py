"""What a worker says about a student's cells -> sentences for the student."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.model import Message, message
from grader.words import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .replies import ErrorSaid, ProblemSaid

MAX_PROBLEMS = 12
MAX_HARMLESS = 2
_TEXTS = {
    "raised": mark("{where}, line {line}: {type}: {text} (only this statement was left out)."),
    "syntax": mark(
        "{where}, line {line}: Python cannot read this, so it is not used ({type}: {text})."
    ),
    "magic": mark("{where}, line {line}: {text} is for notebooks only and was left out."),
    "plotted": mark("{where}, line {line}: {library} draws nothing here; pictures are not graded."),
    "not_allowed": mark(
        "{where}, line {line}: {library} is neither allowed in this exercise nor among your files."
    ),
}
_RAISED_DEEPER = mark(
    "{where}, line {line}: {type}: {text} (raised in {inner}, line {inner_line}; only the "
    "statement that called it was left out)."
)
_MISSED_NAME = re.compile(r"name '(\w{1,80})' is not defined")
MAX_IMPORT_LINES = 8
_OTHER = mark("{where}, line {line}: something here could not be used.")


def describe_problems(problems: Sequence[ProblemSaid]) -> tuple[Message, ...]:
    """A sentence for each problem that the student should know of, in the student's own words."""
    forbidden = {(p.where, p.line) for p in problems if p.kind == "not_allowed"}
    told = [
        problem
        for problem in problems
        # one sentence for a forbidden import is enough, and statements that were left out before
        # have had theirs
        if problem.kind != "skipped"
        and not (problem.kind == "raised" and (problem.where, problem.line) in forbidden)
    ]
    harmless = [problem for problem in told if problem.kind in {"magic", "plotted"}]
    if len(harmless) > MAX_HARMLESS:
        told = [problem for problem in told if problem not in harmless]
    sentences = [_describe(problem) for problem in told[:MAX_PROBLEMS]]
    if len(harmless) > MAX_HARMLESS:
        text = "{count} lines that draw, or that only notebooks understand, were left out."
        sentences.append(message(text, count=len(harmless)))
    return tuple(sentences)


def first_unreadable(problems: Sequence[ProblemSaid]) -> tuple[str, int] | None:
    """The first place that is not Python, `(where, line)`."""
    found = [problem for problem in problems if problem.kind == "syntax"]
    return (found[0].where, _line(found[0])) if found else None


def refused_library(
    error: ErrorSaid, problems: Sequence[ProblemSaid], sources: dict[str, str]
) -> str:
    """The library whose refused import left the name undefined that a call missed; empty if none.

    Args:
        error: what the call raised.
        problems: those of loading, when no hidden input was there yet.
        sources: cell label -> its source.
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


def _describe(problem: ProblemSaid) -> Message:
    text = _TEXTS.get(problem.kind, _OTHER)
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
        # a frame of the statement itself may be on a later line of it; another function's is deeper
        if problem.kind == "raised" and len(frames) > 1:
            text = _RAISED_DEEPER
            values |= {"inner": inner[0], "inner_line": inner[1]}
    return message(text, **values)


def _line(problem: ProblemSaid) -> int:
    """Where Python stumbled, for what it could not read; else where the statement begins."""
    if problem.kind == "syntax" and problem.error is not None and problem.error.line:
        return problem.error.line
    return problem.line
