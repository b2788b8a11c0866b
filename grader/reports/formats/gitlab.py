"""Grades -> GitLab's code quality report: what went wrong, at the student's lines."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from grader.i18n import pick
from grader.reports.view import said_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Outcome, Status

SEVERITIES: dict[Status, str] = {
    "failed": "major",
    "error": "major",
    "timeout": "major",
    "crashed": "critical",
    "broken": "info",
}


def render_gitlab(grades: Sequence[Grade], language: Language) -> str:
    """A finding for each check that did not pass; line 1 where no line is known."""
    found = [
        _finding(grade, outcome, language)
        for grade in grades
        for outcome in grade.outcomes
        if outcome.status in SEVERITIES and grade.file
    ]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _finding(grade: Grade, outcome: Outcome, language: Language) -> dict[str, Any]:
    title = pick(outcome.title, language)
    # one fingerprint for a check, so that GitLab sees it come and go between two commits
    name = f"{grade.exercise}.{outcome.check}"
    return {
        "description": " ".join([title, *said_of(outcome, language)]),
        "check_name": name,
        "fingerprint": hashlib.sha256(f"{grade.file}:{name}".encode()).hexdigest(),
        "severity": SEVERITIES[outcome.status],
        "location": {"path": grade.file, "lines": {"begin": max(1, _line(outcome))}},
    }


def _line(outcome: Outcome) -> int:
    return outcome.frames[-1].line if outcome.frames else 1
