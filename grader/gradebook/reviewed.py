"""The points of `grade review` -> adjustments like those of `adjustments.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .adjustments import Adjustment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from grader.model import Language
    from grader.results.comments import Review
    from grader.results.store import Member


def reviewed_adjustments(
    review: Review, members: Iterable[Member], slugs: Collection[str], language: Language
) -> tuple[Adjustment, ...]:
    """The points of a review; what was given to somebody who left the class is passed over."""
    given = [each for each in review.points(language) if each.exercise in slugs]
    if not given:
        return ()
    students = {member.student for member in members}
    return tuple(
        Adjustment(each.student, each.exercise, each.points, " ".join(each.reason.split()))
        for each in given
        if each.student in students
    )
