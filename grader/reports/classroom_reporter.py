"""Grades -> what the old GitHub Classroom reporter takes: JSON in base64, as a step's `result`."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from grader.scoring import total
from grader.words import pick, say

from .lines import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Outcome

_WORDS = {"passed": "pass", "broken": "error"}


def render_classroom_reporter(grades: Sequence[Grade], language: Language) -> str:
    """One line of base64; every test has a score, and there is always a test."""
    tests = [
        _test(outcome, grade, language)
        for grade in grades
        for outcome in grade.outcomes
        if not outcome.bonus
    ]
    if not tests:
        nothing = say("Nothing was graded.", language)
        tests = [{"name": nothing, "status": "error", "score": 0, "message": nothing}]
    found = {
        "version": 1,
        "status": _status([test["status"] for test in tests]),
        "max_score": total(grades).possible,
        "tests": tests,
    }
    return base64.b64encode(json.dumps(found).encode()).decode() + "\n"


def _status(statuses: list[str]) -> str:
    if "error" in statuses:
        return "error"
    return "pass" if set(statuses) == {"pass"} else "fail"


def _test(outcome: Outcome, grade: Grade, language: Language) -> dict[str, Any]:
    return {
        "name": f"{grade.exercise}: {pick(outcome.title, language)}",
        "status": _WORDS.get(outcome.status, "fail"),
        "score": outcome.earned,
        "message": text_of(outcome, language),
        "test_code": outcome.check,
        "filename": grade.file,
        "line_no": outcome.frames[-1].line if outcome.frames else 0,
        "duration": outcome.seconds,
    }
