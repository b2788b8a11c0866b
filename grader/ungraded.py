"""The five ways in which no check comes to a verdict on an answer, and their sentences."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from .checks.outcomes import Findings, not_tried, outcome_of
from .errors import install_command
from .i18n import N_
from .model import Cause, Problem, message
from .sandbox.faults import Crashed

if TYPE_CHECKING:
    from .model import Check, Exercise, Message, Outcome, Submission
    from .submission import ExerciseAnswer


class Judged(NamedTuple):
    """An outcome for each check, and remarks on the file."""

    outcomes: list[Outcome]
    problems: tuple[Problem, ...] = ()


def nothing_handed_in(
    checks: list[Check],
    submission: Submission,
    exercise: Exercise,
    remarks: tuple[Problem, ...] = (),
) -> Judged:
    """No file answers the exercise: it earns nothing.

    Args:
        remarks: why the files that are there are none.
    """
    cause = Cause.NOT_HANDED_IN
    if submission.problems:  # they say already why there is no file, and the grade lists them
        outcomes = [not_tried(check, cause, submission.problems[0]) for check in checks]
        return Judged(outcomes, remarks)
    text = N_("Nothing was handed in for this exercise: no {module}.py and no {module}.ipynb.")
    missing = message(text, module=exercise.module)
    outcomes = [not_tried(check, cause, missing) for check in checks]
    return Judged(outcomes, (Problem(cause, missing), *remarks))


def file_unreadable(checks: list[Check], answer: ExerciseAnswer) -> Judged:
    """The file is no text, no notebook, or empty: it earns nothing."""
    text = message("Your file could not be read, so this was not tried.")
    outcomes = [not_tried(check, Cause.FILE_UNREADABLE, text) for check in checks]
    return Judged(outcomes, answer.problems)


def library_missing(checks: list[Check], libraries: tuple[str, ...]) -> Judged:
    """This machine lacks a library of the exercise: the grade is not complete."""
    command = install_command(libraries)
    if len(libraries) == 1:
        text = N_("Not tried: {name} is not installed here. Install it with: {command}")
        told = message(text, name=libraries[0], command=command)
    else:
        text = N_("Not tried: {names} and {last} are not installed here. Install with: {command}")
        names = ", ".join(libraries[:-1])
        told = message(text, names=names, last=libraries[-1], command=command)
    outcomes = [not_tried(check, Cause.LIBRARY_MISSING, told) for check in checks]
    return Judged(outcomes, (Problem(Cause.LIBRARY_MISSING, told),))


def broken_off(checks: list[Check], reason: Message) -> Judged:
    """Grading was given up: it costs nothing, and staff are told why."""
    text = message("Grading broke off here. It costs no points; your instructor is told.")
    outcomes = [not_tried(check, Cause.BROKEN_OFF, text) for check in checks]
    return Judged([msgspec.structs.replace(o, details=(reason,)) for o in outcomes])


def unfinished(checks: list[Check], error: Exception) -> Judged:
    """The submission upset the grader itself, which is worth no more than a wrong answer."""
    trace = "".join(traceback.format_exception(error))[-2000:]
    fault = Crashed(
        Cause.UNFINISHED,
        message("The grader could not finish with your file. Please tell your instructor."),
        (message("{text}", text=trace),),
    )
    findings = Findings(fault, had_value=True, output="", seconds=0.0)
    return Judged([outcome_of(check, findings) for check in checks])
