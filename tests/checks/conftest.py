"""A course whose checks end in every way, and the outcomes of one check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.model import Outcome
    from grader.sandbox.channel import Sandbox


@pytest.fixture
def outcomes(make_course, grade_course) -> Callable[..., dict[str, Outcome]]:
    """Grades a source against a course of some checks: `{check: outcome}`.

    Keywords are those of `make_course`; `points` is worked out from the checks.
    """

    def graded(source: str, sandbox: Sandbox | None = None, **course) -> dict[str, Outcome]:
        texts = course.get("public", "") + course.get("hidden", "")
        course.setdefault("points", texts.count("@check(points=1"))
        folder: Path = make_course(**course)
        (grade,) = grade_course(folder, {"answer.py": source}, sandbox)
        return {outcome.check: outcome for outcome in grade.outcomes}

    return graded
