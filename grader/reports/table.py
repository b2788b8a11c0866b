"""Grades -> CSV with a row for each check, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from grader.text import clean
from grader.words import pick, points

from .lines import said_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Outcome

COLUMNS = (
    "student exercise file check title visibility bonus points earned status message idea".split()
)
# what a spreadsheet takes for a formula; some take the wide signs for the plain ones
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_csv(grades: Sequence[Grade], language: Language) -> str:
    """Every check of these grades as a row, RFC 4180; the mark in front tells Excel it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for grade in grades:
        for outcome in grade.outcomes:
            writer.writerow(map(safe_cell, _row(grade, outcome, language)))
    return "\ufeff" + text.getvalue()


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


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
