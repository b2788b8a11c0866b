"""The collected checks of an exercise, held against each other and against `exercise.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import CourseError, did_you_mean
from grader.model import message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grader.model import Check, Course, Exercise


def validate(exercise: Exercise, checks: Mapping[str, Check], course: Course) -> None:
    """Refuses checks that contradict each other or their exercise.

    Without a `reference/` the hidden checks are not here, so what only they could answer is let be.

    Args:
        exercise: one of the course's.
        checks: by name, in the order in which they run.
        course: that of the exercise.

    Raises:
        CourseError: a check requires one that is not there or comes after it, or the points do not
            add up.
    """
    path = course.manifest(exercise.slug)
    _refuse_requirements(path, checks, course)
    total = sum(check.points for check in checks.values() if not check.bonus)
    if course.reference is not None and abs(total - exercise.points) > 1e-9:
        text = "points = {points}, but the checks add up to {total}."
        raise CourseError(
            path,
            message(text, points=float(exercise.points), total=float(total)),
            message("Change `points` or the checks' points."),
        )


def _refuse_requirements(path: Path, checks: Mapping[str, Check], course: Course) -> None:
    whole = course.reference is not None
    earlier: set[str] = set()
    for check in checks.values():
        for name in check.requires:
            if name not in checks and (whole or check.visibility == "public"):
                text = "{check} requires {name!r}, which is no check."
                sentence = message(text, check=check.id, name=name)
                raise CourseError(path, sentence, did_you_mean(name, checks))
            if name not in earlier:
                text = "{check} requires {name}, which comes after it."
                raise CourseError(
                    path,
                    message(text, check=check.id, name=name),
                    message("Checks run in the order of the file, public ones first."),
                )
        earlier.add(check.id)
