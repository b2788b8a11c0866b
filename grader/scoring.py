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
    return Score(
        earned=round(sum(outcome.earned for outcome in counted), 4),
        possible=round(sum(outcome.points for outcome in counted), 4),
    )


def total(grades: Iterable[Grade]) -> Score:
    """The points of several exercises together."""
    grades = list(grades)
    return Score(
        earned=round(sum(grade.score.earned for grade in grades), 4),
        possible=round(sum(grade.score.possible for grade in grades), 4),
    )
