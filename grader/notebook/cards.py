"""Grades -> the card below a notebook's cell, as HTML and as text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.i18n import N_, translate
from grader.model import message
from grader.model.grade import score
from grader.reports.grouping import function_of
from grader.reports.pages.card import render_card, render_hint_card
from grader.reports.terminal.grades import make_console, print_grades
from grader.reports.view import next_hint, view

from .messages import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Message
    from grader.reports.view import NextHint

_COLUMNS = 88


class Shown(NamedTuple):
    """The subject of a card.

    Attributes:
        grades: as a student may see them.
        function: the only one that was asked about; empty if the whole notebook was.
        everything: show every finding in full.
        numbers: of the cells that were judged, each as in `In [number]`.
        anchor: of this card alone.
    """

    grades: list[Grade]
    function: str
    everything: bool
    language: Language
    numbers: tuple[int, ...]
    anchor: str


def judgment_card(shown: Shown) -> Card:
    """Make the card of a `%grade`."""
    grades, language = shown.grades, shown.language
    if shown.function:
        grades = [_about(grade, shown.function) for grade in grades]
    remarks = [*_next_steps(grades, shown), _where_it_ran(shown)]
    html = render_card(
        grades,
        language,
        anchor=shown.anchor,
        remarks=remarks,
        everything=shown.everything,
    )
    console = make_console(io.StringIO(), width=_COLUMNS, is_plain=True)
    print_grades(console, grades, language, first_only=not shown.everything)
    return Card(html, _text(console.file, remarks, language), all(g.all_passed() for g in grades))


def hint_card(shown: Shown, steps: int) -> Card:
    """Make the card of a `%hint`."""
    language = shown.language
    found = next_hint(shown.grades, steps, language, shown.function)
    remarks = [*_after_hints(found, steps), _where_it_ran(shown)]
    html = render_hint_card(found, language, remarks)
    written = io.StringIO()
    if found is not None:
        lines = [f"{found.exercise}: {found.title}", ""]
        lines += [f"  {number}. {text}" for number, text in enumerate(found.texts, start=1)]
        written.write("\n".join([*lines, ""]))
    return Card(html, _text(written, remarks, language), found is None)


def _about(grade: Grade, function: str) -> Grade:
    """The part of a grade that is about one function."""
    outcomes = tuple(
        outcome
        for outcome in grade.outcomes
        if outcome.status == "passed" or function_of(outcome) in {"", function}
    )
    # the remark on checks not tried counts all other functions as hidden
    return msgspec.structs.replace(grade, outcomes=outcomes, score=score(outcomes), complete=True)


def _next_steps(grades: Sequence[Grade], shown: Shown) -> list[Message]:
    if all(grade.all_passed() for grade in grades):
        if shown.function:
            return [message("The whole notebook: {command}", command="%grade")]
        return []
    words = [message("A hint: {command}", command=f"%hint {shown.function}".rstrip())]
    folded = sum(len(view(grade, shown.language).findings) for grade in grades) > 1
    if folded and not shown.everything:
        command = f"%grade {shown.function}".rstrip() + " --all"
        words.append(message("All findings in full: {command}", command=command))
    return words


def _after_hints(found: NextHint | None, steps: int) -> list[Message]:
    if found is None:
        return [message("Everything passes here. No hint needed.")]
    if found.has_more:
        return [message("The next hint: {command}", command=f"%hint -n {steps + 1}")]
    if not found.texts:
        text = N_("There is no further hint beyond what {command} shows.")
        return [message(text, command="%grade")]
    return [message("Those are all the hints.")]


def _where_it_ran(shown: Shown) -> Message:
    text = N_(
        "Judged: what you have run, up to In [{number}], in a sandbox beside your kernel "
        "(isolation: {level}). Hidden checks never run here: they run when you hand in."
    )
    level = shown.grades[0].isolation.level
    number = max(shown.numbers, default=0)
    return message(text, number=number, level=level)


def _text(written: object, remarks: Sequence[Message], language: Language) -> str:
    assert isinstance(written, io.StringIO)
    lines = [translate(remark, language) for remark in remarks]
    return "\n".join([written.getvalue().rstrip(), "", *lines])
