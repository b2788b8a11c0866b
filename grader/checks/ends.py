"""A check's findings -> its outcome with the calls, pictures and words that explain it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from grader.i18n import N_
from grader.model import Cause, Outcome, message

from .api.wrong_answer import WrongAnswerError
from .array_view import part_compared, views_of
from .calls_behind import calls_behind
from .case import Case, Ended
from .diagnosis.relations import pair_of
from .outcomes import Findings, because_of, outcome_of
from .window import window_of

if TYPE_CHECKING:
    from types import ModuleType

    from grader.model import Check, Evidence
    from grader.sandbox.student_process import StudentProcess

    from .diagnosis.relations import Pair
    from .student import Interview

MAX_COMPARED_CELLS = 20_000  # of a failed check, until all have ended

# takes seconds, and its numbers differ between machines; says how a model is trained, no more
_TELL_NOTHING = frozenset({"train_model", "read_recipe"})


def end_of(
    case: Case,
    check: Check,
    findings: Findings,
    interview: Interview,
    solution: ModuleType | None,
) -> Ended:
    """The end of a check; its values, which may be large, are let go.

    Args:
        case: the submission.
        check: the check.
        findings: what came of it.
        interview: its calls.
        solution: answers the same calls, to be shown beside the student's; None if it cannot.
    """
    wrong = interview.returned if findings.error is not None else []
    drawable = [call for call in wrong if not call.has_terminal]
    views = views_of(findings.error, drawable, solution)
    driver = case.process.driver
    calls = calls_behind(findings.error, interview, case.exercise.module, driver)
    # how a hidden input becomes its answer is nobody's to see
    rules = case.exercise.windows if check.visibility == "public" else {}
    window = window_of(findings.error, drawable, rules, solution)
    findings = findings._replace(array_views=views, calls=calls, window=window)
    outcome = _saying_none(case, outcome_of(check, findings))
    part = part_compared(findings.error, drawable)
    if part is not None:
        outcome = msgspec.structs.replace(outcome, details=(part, *outcome.details))
    if findings.error is not None:  # its frames hold it and all arrays: freed only much later
        findings.error.__traceback__ = None
    telling = [c for c in wrong if not (c.by_driver and c.function in _TELL_NOTHING)]
    telling += [c for c in interview.ended[-1:] if c.value is findings.error and c.arguments]
    has_room = case.log.has_room_for(telling)
    return Ended(outcome, telling if has_room else [], _compared(findings.error))


def _saying_none(case: Case, outcome: Outcome) -> Outcome:
    """The outcome; of a call that gave None, with the usual reason for that."""
    if outcome.cause is not Cause.RETURNED_NONE or not outcome.calls:
        return outcome
    name = outcome.calls[0].function
    text, asked = N_("{function} returned nothing (None). Is a `return` missing?"), {}
    if name in case.exercise.variables:
        text, asked = N_("{function} is None: it has no value yet."), {"asked": "variable"}
    elif name.startswith("`"):
        text = N_("{function} is None.")
    return msgspec.structs.replace(outcome, message=message(text, function=name, **asked))


def evidence_of(case: Case, *, is_wrong: bool) -> Evidence | None:
    """The networks and trainings that a check looked at, if any."""
    if case.own.training_run is None:
        return None
    if is_wrong:
        case.own.training_run.explain_training()
    return case.own.training_run.take_evidence()


def _compared(error: BaseException | None) -> Pair | None:
    """The arrays that a check compared, if they are small enough to be kept."""
    arrays = error.arrays if isinstance(error, WrongAnswerError) else None
    if arrays is None or arrays.got.size > MAX_COMPARED_CELLS:
        return None
    return pair_of(arrays.wanted if arrays.right is None else arrays.right, arrays.got)


def by_its_file(outcome: Outcome, process: StudentProcess) -> Outcome:
    """The outcome, explained by a line of this very file where a function returns nothing.

    Not earlier: a failure is kept for the next submission with equal answers.
    """
    if outcome.cause is not Cause.RETURNED_NONE or not outcome.calls:
        return outcome
    stray = process.stray_return(outcome.calls[0].function)
    return outcome if stray is None else because_of(outcome, stray)
