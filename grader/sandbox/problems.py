"""What a worker says about a student's cells -> sentences for the student."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.model import Message, mark, message

if TYPE_CHECKING:
    from .replies import ProblemSaid

_TEXTS = {
    "raised": mark("{where}, line {line}: {type}: {text} (only this statement was left out)."),
    "syntax": mark(
        "{where}, line {line}: Python cannot read this, so it is not used ({type}: {text})."
    ),
    "magic": mark("{where}, line {line}: {text} is for notebooks only and was left out."),
    "plotted": mark("{where}, line {line}: {library} draws nothing here; pictures are not graded."),
    "not_allowed": mark("{where}, line {line}: {library} cannot be used in this exercise."),
}
_OTHER = mark("{where}, line {line}: something here could not be used.")


def describe_problem(problem: ProblemSaid) -> Message:
    """The sentence for one problem; its values are a student's words."""
    values: dict[str, str | float] = {
        "where": problem.where,
        "line": problem.line,
        "library": problem.library,
        "text": problem.text,
    }
    if problem.error is not None:
        values |= {"type": problem.error.type, "text": problem.error.text}
        if problem.kind == "syntax" and problem.error.line:
            values["line"] = problem.error.line
        if problem.error.frames:
            # the statement called a function of the student's: name the line that raised
            values |= {
                "where": problem.error.frames[-1].where,
                "line": problem.error.frames[-1].line,
            }
    return message(_TEXTS.get(problem.kind, _OTHER), **values)
