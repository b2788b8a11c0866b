"""Grades -> Gradescope's `results.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from grader.i18n import gettext, pick
from grader.model.grade import total
from grader.reports.view import notes_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Outcome


def render_gradescope(grades: Sequence[Grade], language: Language) -> str:
    """The score with its bonus, and every check as a test that the student sees.

    Nothing is marked hidden, or Gradescope would hide the total as well: what a student may not see
    of a hidden check is not in a grade made for students.
    """
    score = total(grades)
    notes = [note for grade in grades for note in notes_of(grade, language)]
    found: dict[str, Any] = {
        "score": round(score.earned + score.bonus, 4),
        "output": "\n".join(notes or [gettext("Nothing was graded.", language)]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(outcome, f"{row}.{column}", grade, language)
            for row, grade in enumerate(grades, 1)
            for column, outcome in enumerate(grade.outcomes, 1)
        ],
        "extra_data": {
            "earned": score.earned,
            "possible": score.possible,
            "bonus": score.bonus,
            "versions": grades[0].versions if grades else {},
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _test(outcome: Outcome, number: str, grade: Grade, language: Language) -> dict[str, Any]:
    exercise = grade.exercise.partition("_")[0]
    return {
        "name": f"{exercise} {pick(outcome.title, language)}",
        "number": number,
        "score": outcome.earned,
        "max_score": 0.0 if outcome.bonus or outcome.status == "broken" else outcome.points,
        "status": "passed" if outcome.status == "passed" else "failed",
        "output": text_of(outcome, language),
        "visibility": "visible",
    }
