"""Grades -> the one next thing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .words import pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Grade, Language


class NextHint(NamedTuple):
    """The first check that does not pass, and the first steps of its ladder."""

    exercise: str
    title: str
    texts: list[str]
    has_more: bool


def next_hint(grades: Sequence[Grade], steps: int, language: Language) -> NextHint | None:
    """The hint to give now; None where everything passes."""
    for grade in grades:
        for outcome in grade.outcomes:
            if outcome.status in {"passed", "broken"}:
                continue
            texts = [pick(text, language) for text in outcome.hints]
            title = pick(outcome.title, language)
            return NextHint(grade.exercise, title, texts[:steps], len(texts) > steps)
    return None
