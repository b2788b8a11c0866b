"""A check that has ended -> its outcome: who is at fault, and the sentences for the student."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.errors import GraderError
from grader.i18n import N_
from grader.model import Cause, Message, Outcome, Status, message
from grader.sandbox.faults import StudentFault

from .api.wrong_answer import WrongAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.model import ArrayView, Check, Evidence, ShownCall, WrongWindow

    from .course_faults import CourseFault

_WRONG = {"failed", "error", "timeout", "crashed"}
# causes that may lie in another function that it calls
_INHERITED = {
    *(Cause.WRONG_VALUES, Cause.WRONG_PROPERTY, Cause.WRONG_ANSWER, Cause.WRONG_SHAPE),
    *(Cause.WRONG_LENGTH, Cause.WRONG_DTYPE, Cause.NOT_FINITE, Cause.RAISED),
}


class Findings(NamedTuple):
    """Facts about a check that has ended.

    Attributes:
        error: the exception that it raised, if any.
        had_value: whether it had received a value of the student's.
        output: printed by the student's code.
        array_views: for reports to draw; `window` likewise.
        calls: those that the error is about.
        evidence: networks that the check looked at.
        course_fault: why the check is broken, if it is for the reference, too.
    """

    error: BaseException | None
    had_value: bool
    output: str
    seconds: float
    array_views: tuple[ArrayView, ...] = ()
    window: WrongWindow | None = None
    calls: tuple[ShownCall, ...] = ()
    evidence: Evidence | None = None
    course_fault: CourseFault | None = None


_NOTHING_FOUND = Findings(None, had_value=False, output="", seconds=0.0)


def cause_of(findings: Findings) -> Cause | None:
    """The cause of a check's failure; None if it passed."""
    error = findings.error
    if error is None:
        return None
    if findings.course_fault is not None:
        return Cause.BROKEN
    if isinstance(error, (WrongAnswerError, StudentFault)):
        return error.cause
    if isinstance(error, AssertionError):
        return Cause.WRONG_ANSWER
    if findings.had_value and not isinstance(error, GraderError):
        # `course verify` has shown that the check works on right answers, so the answer is at fault
        return Cause.UNUSABLE
    return Cause.BROKEN


def status_of(cause: Cause | None) -> Status:
    """The status of an outcome with this cause."""
    if cause is None:
        return "passed"
    assert cause.status is not None  # no outcome has a cause that only files have
    return cause.status


_SENTENCES = {
    Cause.WRONG_ANSWER: N_("The answer is wrong."),
    Cause.UNUSABLE: N_("The check could not use your answer."),
    Cause.BROKEN: N_("This check is broken. It costs no points; please tell your instructor."),
}


def outcome_of(check: Check, findings: Findings) -> Outcome:
    """The outcome of a check that ran."""
    error, cause = findings.error, cause_of(findings)
    sentence = message(_SENTENCES[cause]) if cause in _SENTENCES else None
    outcome = _outcome(check, cause, findings, sentence)
    if findings.course_fault is not None:
        return msgspec.structs.replace(outcome, details=findings.course_fault.details())
    if isinstance(error, WrongAnswerError):
        return msgspec.structs.replace(
            outcome,
            message=error.message,
            details=error.details,
            expected=error.expected,
            actual=error.actual,
        )
    if isinstance(error, StudentFault):
        return msgspec.structs.replace(
            outcome, message=error.message, details=error.details, frames=error.frames
        )
    if cause is Cause.BROKEN and error is not None:
        trace = "".join(traceback.format_exception(error))[-2000:]  # its end says most
        return msgspec.structs.replace(outcome, details=(message("{text}", text=trace),))
    return outcome


def because_of(outcome: Outcome, fault: StudentFault) -> Outcome:
    """The outcome with a fault that explains it better than the check's own finding."""
    return msgspec.structs.replace(
        outcome,
        cause=fault.cause,
        message=fault.message,
        details=fault.details,
        frames=fault.frames,
    )


def not_tried(check: Check, cause: Cause, message: Message) -> Outcome:
    """The outcome of a check that did not run."""
    return _outcome(check, cause, _NOTHING_FOUND, message)


def passed(check: Check) -> Outcome:
    """The outcome of a check that passes without being run."""
    return _outcome(check, None, _NOTHING_FOUND, None)


def instructor_only(check: Check) -> Outcome:
    """The outcome of a check that needs the reference, where there is none."""
    return not_tried(check, Cause.INSTRUCTOR_ONLY, message("Your instructor will run this check."))


def _outcome(
    check: Check, cause: Cause | None, findings: Findings, message: Message | None
) -> Outcome:
    status = status_of(cause)
    return Outcome(
        check=check.id,
        title=check.title,
        visibility=check.visibility,
        points=check.points,
        earned=check.points if status == "passed" else 0.0,
        status=status,
        cause=cause,
        bonus=check.bonus,
        message=message,
        calls=findings.calls,
        array_views=findings.array_views,
        window=findings.window,
        output=findings.output,
        seconds=round(findings.seconds, 4),
        hints=check.hints if status != "passed" else (),
        evidence=findings.evidence,
    )


def requirement_of(check: Check) -> Message:
    """The sentence that this check must pass first."""
    return Message(
        text=N_("Not tried: first this must pass: {title}"),
        values={"check": check.id, "title": check.title.en, "title_ko": check.title.ko},
        ko="아직 검사하지 않았습니다. 먼저 통과해야 할 것: {title_ko}",
    )


def with_foundations(outcomes: list[Outcome], checks: Mapping[str, Check]) -> list[Outcome]:
    """The outcomes, without hints where another check that did not pass may be the reason.

    Args:
        outcomes: of all checks of an exercise.
        checks: by name.
    """
    wrong = {outcome.check for outcome in outcomes if outcome.status in _WRONG}
    return [_on_foundation(o, checks, wrong) if o.check in wrong else o for o in outcomes]


def _on_foundation(outcome: Outcome, checks: Mapping[str, Check], wrong: set[str]) -> Outcome:
    names = [name for name in checks[outcome.check].builds_on if name in wrong]
    # an idea explains the function's own answers
    if not names or outcome.cause not in _INHERITED or outcome.misconception is not None:
        return outcome
    title = checks[names[0]].title
    sentence = Message(
        text=N_("Perhaps only because this does not pass yet: {title}"),
        values={"title": title.en, "title_ko": title.ko},
        ko="다음 검사가 아직 통과하지 못해서 그럴 수 있습니다: {title_ko}",
    )
    return msgspec.structs.replace(outcome, hints=(), details=(*outcome.details, sentence))
