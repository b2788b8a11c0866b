"""A check's findings -> its outcome with the calls, pictures and words that explain it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from grader.i18n import N_
from grader.model import Cause, Outcome, message

from .api.wrong_answer import WrongAnswerError
from .array_view import part_compared, views_of
from .calls_behind import calls_behind, earlier_like, numbers_behind
from .case import Case, Ended
from .diagnosis.relations import pair_of
from .outcomes import Findings, because_of, outcome_of
from .window import window_of

if TYPE_CHECKING:
    from types import ModuleType

    from grader.model import Check, Evidence, Message

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
    error = findings.error
    if error is None:  # most have passed, and nothing is to be explained
        return Ended(outcome_of(check, findings), [])
    wrong = interview.returned
    drawable = [call for call in wrong if not call.has_terminal]
    views = views_of(error, drawable, solution, case.parameters if drawable else {})
    calls = calls_behind(error, interview, case)
    # how a hidden input becomes its answer is nobody's to see
    rules = case.exercise.windows if check.visibility == "public" else {}
    window = window_of(error, drawable, rules, solution)
    findings = findings._replace(array_views=views, calls=calls, window=window)
    outcome = _about_value(_saying_none(case, outcome_of(check, findings)))
    part = part_compared(error, drawable)
    if part is not None:
        outcome = msgspec.structs.replace(outcome, details=(part, *outcome.details))
    beside = _beside(error, interview)
    outcome = msgspec.structs.replace(outcome, details=(*outcome.details, *beside))
    # its frames hold it and all arrays: freed only much later
    error.__traceback__ = None
    telling = [c for c in wrong if not (c.by_driver and c.function in _TELL_NOTHING)]
    telling += [c for c in interview.ended[-1:] if c.value is error and c.arguments]
    has_room = case.log.has_room_for(telling)
    return Ended(outcome, telling if has_room else [], _compared(error))


def _beside(error: BaseException | None, interview: Interview) -> tuple[Message, ...]:
    """Which part of an answer is of the wrong type, or which earlier answer comes back in it."""
    numbers = numbers_behind(error, interview) if isinstance(error, WrongAnswerError) else []
    if not isinstance(error, WrongAnswerError) or len(numbers) != 1:
        return ()
    answer, ended = interview.ended[numbers[0]].value, interview.ended
    if error.cause is Cause.WRONG_TYPE and isinstance(answer, (tuple, list)):
        places = [place for place, one in enumerate(answer) if one is error.value]
        text = N_("That is about entry [{place}] of what the function returned.")
        return (message(text, place=places[0]),) if len(places) == 1 else ()
    for place in earlier_like(error, ended, numbers[0]):
        text = N_("It begins with the answer to call {earlier}: does your code keep old values?")
        if np.shape(answer) == np.shape(ended[place].value):
            text = N_(
                "It is the same answer as to call {earlier}: does your code use all that differs "
                "between the two?"
            )
        return (message(text, earlier=place + 1),)
    return ()


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


def _about_value(outcome: Outcome) -> Outcome:
    """The outcome; of a constant that the driver could not use, with the constant's name."""
    is_value = bool(outcome.calls) and outcome.calls[0].text.isidentifier()
    if outcome.cause is not Cause.RAISED or not is_value or outcome.frames or not outcome.message:
        return outcome
    kind = outcome.message.values.get("type", "Exception")
    text = N_("The value of {function} cannot be used ({type}).")
    said = message(text, function=outcome.calls[0].function, type=kind, asked="variable")
    return msgspec.structs.replace(outcome, message=said)


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


def by_its_file(outcome: Outcome, case: Case) -> Outcome:
    """The outcome, explained by the lines of this very file.

    Not earlier: a failure is kept for the next submission with equal answers.
    """
    if not outcome.calls:
        return outcome
    if outcome.cause is not Cause.RETURNED_NONE:
        return _beside_starter(outcome, case)
    process = case.process
    name = outcome.calls[0].function
    if (stray := process.stray_return(name)) is not None:
        return because_of(outcome, stray)
    empty = process.not_begun(name)
    # whatever it is called with, it returns nothing
    return (
        outcome if empty is None else msgspec.structs.replace(because_of(outcome, empty), calls=())
    )


def _beside_starter(outcome: Outcome, case: Case) -> Outcome:
    """The outcome; with the parameters of a function that are not those of the starter."""
    name = outcome.calls[0].function
    given, mine = case.parameters.get(name, ()), case.process.parameters_of(name)
    # other names are as good, unless a check calls by name
    is_refused = outcome.cause is Cause.RAISED and not outcome.frames
    if not given or not mine or mine == given or not (is_refused or sorted(mine) == sorted(given)):
        return outcome
    text = N_("Your `def` has the parameters ({mine}); the starter has ({given}).")
    said = message(text, mine=", ".join(mine), given=", ".join(given))
    return msgspec.structs.replace(outcome, details=(*outcome.details, said))
