"""One outcome -> plain lines of text, for formats that have a place for text with each check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.words import pick, points, say, translate

from .view import hints_of, where_of

if TYPE_CHECKING:
    from grader.model import Grade, Language, Outcome

MAX_CHARS = 4000  # of one check; a class's file must stay below every reader's limit


def text_of(outcome: Outcome, language: Language) -> str:
    """What a student reads of one check: what is wrong, where, the values, the idea, a nudge."""
    lines = said_of(outcome, language)
    where = where_of(outcome, language)
    if where is not None:
        lines.append(f"{where[0]}: {where[1]}")
    for label, text in (
        (say("expected", language), outcome.expected),
        (say("yours", language), outcome.actual),
        (say("printed", language), outcome.output.rstrip()),
    ):
        if text:
            lines += [f"{label}:", *(f"    {line}" for line in text.splitlines())]
    if outcome.misconception is not None:
        lines.append(f"{say('Idea', language)}: {pick(outcome.misconception, language)}")
    lines += [f"{say('Hint', language)}: {hint}" for hint in hints_of(outcome, language)[:1]]
    text = "\n".join(lines)
    return text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 2] + " …"


def said_of(outcome: Outcome, language: Language) -> list[str]:
    """The sentences about one check: what went wrong, then the values."""
    messages = [*([outcome.message] if outcome.message else []), *outcome.details]
    return [translate(message, language) for message in messages]


def notes_of(grade: Grade, language: Language) -> list[str]:
    """What there is to know of an exercise beyond its checks: its points, the file, problems."""
    earned = f"{points(grade.score.earned)} / {points(grade.score.possible)}"
    bonus = f" + {points(grade.score.bonus)}" if grade.score.bonus else ""
    title = f"{grade.exercise} {pick(grade.title, language)}: {earned}{bonus}"
    return [title, *(translate(problem, language) for problem in grade.problems)]
