"""Who is at fault, decided in one place: what a check raised -> its `Outcome`."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import GraderError
from grader.model import Check, Frame, Message, Outcome, Status, message
from grader.sandbox.faults import StudentFault

from .failure import WrongAnswerError

if TYPE_CHECKING:
    from grader.model import Exhibits, Grid, Text


class Evidence(NamedTuple):
    """What is known when a check has ended.

    Attributes:
        error: what it raised; None where it returned.
        had_value: whether a value of the student's had reached it.
        output: what the student's code printed.
        grids: what a report may draw of it.
        exhibits: what the check looked at besides values.
    """

    error: BaseException | None
    had_value: bool
    output: str
    seconds: float
    misconception: Text | None = None
    grids: tuple[Grid, ...] = ()
    exhibits: Exhibits | None = None


def outcome_of(check: Check, evidence: Evidence) -> Outcome:
    """The outcome of a check that ran."""
    error = evidence.error
    if error is None:
        return _outcome(check, "passed", evidence)
    if isinstance(error, WrongAnswerError):
        return _outcome(
            check,
            "failed",
            evidence,
            message=error.message,
            details=error.details,
            expected=error.expected,
            actual=error.actual,
        )
    if isinstance(error, StudentFault):
        return _outcome(
            check,
            error.status,
            evidence,
            message=error.message,
            details=error.details,
            frames=error.frames,
        )
    if isinstance(error, AssertionError):
        return _outcome(check, "failed", evidence, message=message("The answer is wrong."))
    if evidence.had_value and not isinstance(error, GraderError):
        # `course verify` has shown that the check works on right answers, so the answer is at fault
        return _outcome(
            check,
            "failed",
            evidence,
            message=message("The check could not use your answer."),
        )
    said = "".join(traceback.format_exception(error))[-2000:]
    return _outcome(
        check,
        "broken",
        evidence,
        message=message("This check is broken. It costs no points; please tell your instructor."),
        details=(message("{text}", text=said),),
    )


def skipped(check: Check, message: Message) -> Outcome:
    """The outcome of a check that was not tried."""
    nothing = Evidence(None, had_value=False, output="", seconds=0.0)
    return _outcome(check, "skipped", nothing, message=message)


def _outcome(  # noqa: PLR0913 - the parts of an outcome that only some statuses have
    check: Check,
    status: Status,
    evidence: Evidence,
    *,
    message: Message | None = None,
    details: tuple[Message, ...] = (),
    expected: str = "",
    actual: str = "",
    frames: tuple[Frame, ...] = (),
) -> Outcome:
    return Outcome(
        check=check.id,
        title=check.title,
        visibility=check.visibility,
        points=check.points,
        earned=check.points if status == "passed" else 0.0,
        status=status,
        bonus=check.bonus,
        message=message,
        details=details,
        expected=expected,
        actual=actual,
        grids=evidence.grids,
        frames=frames,
        output=evidence.output,
        seconds=round(evidence.seconds, 4),
        hints=check.hints if status != "passed" else (),
        misconception=evidence.misconception,
        exhibits=evidence.exhibits,
    )
