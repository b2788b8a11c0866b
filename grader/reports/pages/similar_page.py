"""Pairs of a class that are alike -> one HTML page without script, for the instructor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.reports.similar_table import LIKE_SOLUTION
from grader.text import clean, clean_name

from .page import page_in_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Language
    from grader.results.class_file import Member
    from grader.similarity.likeness import ClassLikeness, PairInExercise, Spread

MAX_SIDES = 3  # exercises of one pair whose code is shown
MAX_ANSWER_CHARS = 300


def similar_page_in_pieces(found: ClassLikeness, language: Language) -> Iterator[str]:
    """Render the page in pieces, because the codes of many pairs are large.

    Args:
        language: shown first.
    """
    shown = [pair for pair in found.pairs if any(each.sides for each in pair.exercises)]
    return page_in_pieces(
        "similar.html",
        language,
        found=found,
        pairs=shown or found.pairs,
        name=shown_name,
        bars=_heights,
        sides=_with_sides,
        like_solution=LIKE_SOLUTION,
        clean=clean,
        most_chars=MAX_ANSWER_CHARS,
    )


def shown_name(member: Member) -> str:
    """A student's number, and the name beside it."""
    student, name = clean_name(member.student), clean_name(member.person.name)
    return f"{student} {name}" if name and name != student else student


def _heights(spread: Spread) -> list[tuple[str, int, float]]:
    """Label, count and height of each bar; one pair is to be seen beside thousands."""
    most = max(spread.bars, default=0)
    step = 100 / len(spread.bars)
    return [
        (f"{step * number:.0f}", count, 100 * (count / most) ** 0.25 if most else 0.0)
        for number, count in enumerate(spread.bars)
    ]


def _with_sides(exercises: tuple[PairInExercise, ...]) -> list[PairInExercise]:
    return [each for each in exercises if each.sides is not None][:MAX_SIDES]
