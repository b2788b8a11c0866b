"""Grades -> CSV with a row for each check, in which no cell is a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.i18n import pick, points
from grader.reports.view import said_of
from grader.text import BYTE_ORDER_MARK, csv_text, safe_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Outcome

COLUMNS = (
    "student exercise file check title visibility bonus points earned status message idea".split()
)


def render_csv(grades: Sequence[Grade], language: Language) -> str:
    """Every check of these grades as a row, RFC 4180; the mark in front tells Excel it is UTF-8."""
    rows = (
        [safe_cell(cell) for cell in _row(grade, outcome, language)]
        for grade in grades
        for outcome in grade.outcomes
    )
    return BYTE_ORDER_MARK + csv_text(COLUMNS, rows)


def _row(grade: Grade, outcome: Outcome, language: Language) -> list[str]:
    idea = outcome.misconception
    return [
        grade.student,
        grade.exercise,
        grade.file,
        outcome.check,
        pick(outcome.title, language),
        outcome.visibility,
        "yes" if outcome.bonus else "",
        points(outcome.points),
        points(outcome.earned),
        outcome.status,
        " ".join(said_of(outcome, language)),
        pick(idea, language) if idea is not None else "",
    ]
