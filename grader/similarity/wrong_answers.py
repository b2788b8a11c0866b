"""A grade -> its wrong answers, each as a number that is the same for the same answer.

All students are asked with the same inputs, so that a wrong answer can be known again. Ends
without an answer (not written, too slow, crashed) say nothing, and trainings differ by seed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from grader.model import Cause

if TYPE_CHECKING:
    from grader.model import Grade, Outcome

_TOLD = frozenset(
    {
        *(Cause.RAISED, Cause.RETURNED_NONE, Cause.WRONG_TYPE, Cause.WRONG_LENGTH),
        *(Cause.WRONG_SHAPE, Cause.WRONG_DTYPE, Cause.NOT_FINITE, Cause.UNUSABLE),
        *(Cause.WRONG_VALUES, Cause.WRONG_PROPERTY, Cause.WRONG_ANSWER, Cause.SHOULD_RAISE),
        *(Cause.CHANGES_ARGUMENT, Cause.RETURNS_ARGUMENT),
    }
)


def wrong_answers(grade: Grade) -> dict[int, Outcome]:
    """The wrong answers of a grade by number."""
    return {
        _number(outcome): outcome
        for outcome in grade.outcomes
        if outcome.cause in _TOLD and outcome.evidence is None
    }


def _number(outcome: Outcome) -> int:
    views = [(v.rows, v.shape, v.plane) for v in outcome.array_views if v.role == "actual"]
    details = [(each.text, each.values) for each in outcome.details]
    what = (outcome.check, outcome.cause, outcome.actual, details, views)
    packed = msgspec.msgpack.encode(what, order="deterministic")
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "big")
