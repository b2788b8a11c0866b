"""The points of `grade review` -> adjustments like those of `adjustments.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .adjustments import Adjustment

if TYPE_CHECKING:
    from collections.abc import Collection

    from grader.model import Language
    from grader.results.comments import Review

MAX_REASON = 80  # characters


def reviewed_adjustments(
    review: Review, slugs: Collection[str], language: Language
) -> tuple[Adjustment, ...]:
    """The points that a review gives in some exercises, also to people who left the class."""
    return tuple(
        Adjustment(each.student, each.exercise, each.points, _shortened(each.reason))
        for each in review.points(language)
        if each.exercise in slugs
    )


def _shortened(text: str) -> str:
    """The beginning of a comment; the whole of it stands on the student's page."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= MAX_REASON else one_line[: MAX_REASON - 1] + "…"
