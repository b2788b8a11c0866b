"""Outcomes -> points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Grade, Outcome


def score(outcomes: Iterable[Outcome]) -> Score:
    """Points earned of points possible; a check that broke counts in neither: it costs nothing."""
    counted = [outcome for outcome in outcomes if outcome.status != "broken"]
    needed = [outcome for outcome in counted if not outcome.bonus]
    return Score(
        earned=_sum(outcome.earned for outcome in needed),
        possible=_sum(outcome.points for outcome in needed),
        bonus=_sum(outcome.earned for outcome in counted if outcome.bonus),
    )


def total(grades: Iterable[Grade]) -> Score:
    """The points of several exercises together."""
    scores = [grade.score for grade in grades]
    return Score(
        earned=_sum(one.earned for one in scores),
        possible=_sum(one.possible for one in scores),
        bonus=_sum(one.bonus for one in scores),
    )


def _sum(points: Iterable[float]) -> float:
    return round(float(sum(points)), 4)
