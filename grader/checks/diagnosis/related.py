"""The failed checks of a submission -> for each the relation of its answers to the right ones."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from grader.worker import wire

from .relations import Found, Pair, find_relation, is_array, is_wrong, pair_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.checks.call_log import Call
    from grader.model import Outcome

MAX_CELLS = 100_000  # of one answer; larger ones are not compared


class Failed(NamedTuple):
    """A check that failed.

    Attributes:
        outcome: with its misconception, if one is known.
        calls: those that returned.
        compared: the arrays that the check compared, for courses without a solution at hand.
    """

    outcome: Outcome
    calls: Sequence[Call]
    compared: Pair | None = None


def with_relations(failed: Sequence[Failed], reference: Any) -> dict[str, Outcome]:
    """Give the outcomes that a relation explains, by check.

    A relation must hold for all wrong answers of a function, in all checks that failed, so that a
    report names at most one for each function. Where an idea about the function is known, that
    says more, and none is looked for.

    Args:
        failed: the checks.
        reference: the solution as an object with functions; None if there is none.
    """
    with np.errstate(all="ignore"):  # students' numbers may be huge
        wrong, refused = _wrong_answers(failed, reference)
        found = {
            function: find_relation([pair for _, pair in answers])
            for function, answers in wrong.items()
            if function not in refused
        }
    functions: dict[str, set[str]] = defaultdict(set)
    for function, answers in wrong.items():
        for check, _ in answers:
            functions[check].add(function)
    explained = {}
    for one in failed:
        names = functions[one.outcome.check]
        relation = found.get(next(iter(names))) if len(names) == 1 else None
        if relation is not None:
            explained[one.outcome.check] = _explained(one.outcome, relation)
    return explained


def _explained(outcome: Outcome, found: Found) -> Outcome:
    details = (*outcome.details, found.sentence)
    return msgspec.structs.replace(outcome, relation=found.relation, details=details)


def _wrong_answers(
    failed: Sequence[Failed], reference: Any
) -> tuple[dict[str, list[tuple[str, Pair]]], set[str]]:
    """Each function's wrong answers as `(check, pair)`, and the functions to say nothing about."""
    wrong: dict[str, list[tuple[str, Pair]]] = defaultdict(list)
    refused: set[str] = set()
    for one in failed:
        calls = [call for call in one.calls if not (call.by_driver or call.has_terminal)]
        functions = {call.function for call in calls}
        if one.outcome.misconception is not None:
            refused |= functions
        elif reference is not None:
            for call in calls:
                _compare(call, one.outcome.check, reference, wrong, refused)
        elif one.compared is not None and len(functions) == 1 and is_wrong(one.compared):
            wrong[functions.pop()].append((one.outcome.check, one.compared))
    return wrong, refused


def _compare(
    call: Call,
    check: str,
    reference: Any,
    wrong: dict[str, list[tuple[str, Pair]]],
    refused: set[str],
) -> None:
    """Add a call's answer to the wrong ones, or its function to the refused."""
    expected = _answer(reference, call)
    if not is_array(expected):
        return
    pair = pair_of(expected, call.value)
    if pair is None or max(pair.expected.size, pair.actual.size) > MAX_CELLS:
        refused.add(call.function)  # no relation holds for this answer
    elif is_wrong(pair):
        wrong[call.function].append((check, pair))


def _answer(reference: Any, call: Call) -> Any:
    function = getattr(reference, call.function, None)
    if call.is_value:
        return None if call.encoded.cell else function
    if not callable(function):
        return None
    args, kwargs = wire.decode(call.arguments)
    try:
        return function(*args, **kwargs)
    except Exception:  # noqa: BLE001 - the solution may refuse the check's arguments
        return None
