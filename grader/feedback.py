"""Grades -> the one next thing to do; and the sentences after which hints are shown at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .i18n import N_, pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Grade, Language

WRONG_VALUES = N_("The values are wrong.")
WRONG_NUMBER = N_("The number is wrong.")
WRONG_ENTRY = N_("An entry is wrong.")
WRONG_ROW = N_("A row of the table is wrong.")
OTHER_MODEL = N_("The model of {function} is another than asked.")
NOT_COMPILED = N_("The model of {function} is not compiled.")
OTHER_LOSS = N_("The loss of {function} does not fit its last layer and the labels.")
LOSS_STAYED = N_("The loss of {function} did not fall enough.")
NOT_REACHED = N_("{function} does not reach what it should.")
# the form of the answer is right and what is in it wrong: where a check's hints help
ABOUT_VALUES = frozenset(
    {
        *(WRONG_VALUES, WRONG_NUMBER, WRONG_ENTRY, WRONG_ROW),
        *(OTHER_MODEL, NOT_COMPILED, OTHER_LOSS, LOSS_STAYED, NOT_REACHED),
    }
)


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
