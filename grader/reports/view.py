"""A grade -> what a person reads of it, in the order to read it.

Every report takes its words from here, so that all say the same. Nothing is escaped here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import gettext, pick, points, translate
from grader.model import Cause

from .evidence_text import Panel, table_lines, training_panels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import ArrayView, Grade, Language, LayerTable, Outcome, Status

MARKS: dict[Status, str] = {
    "passed": "✓",
    "failed": "✗",
    "error": "✗",
    "timeout": "✗",
    "crashed": "✗",
    "skipped": "○",
    "broken": "!",
}
MAX_OUTPUT_LINES = 6
MAX_CHARS = 4000  # of one check; a class's file must stay below every reader's limit
# the form of the answer is right and its value is wrong: hints are written for that
ABOUT_VALUES = frozenset(
    {
        *(Cause.WRONG_VALUES, Cause.WRONG_PROPERTY, Cause.WRONG_MODEL, Cause.NOT_COMPILED),
        *(Cause.WRONG_LOSS, Cause.LOSS_STAYED, Cause.BELOW_BAND),
    }
)


class Finding(NamedTuple):
    """One thing that is wrong, and the checks that found it.

    Attributes:
        headline: the check's title, or the message if several checks have the same one.
        is_title: whether the headline is a title.
        earned: points of all its checks, "0 / 4.25".
        sentences: the message and its details, without the headline.
        where: the student's line, `(place, source)`, if known.
        idea: the misconception behind the answers, if known.
        hints: all steps of the ladder; empty if hints do not help here.
        array_views: the arrays to draw.
        checks: titles of the checks that the headline does not name.
        table: lines of a model's layers beside those asked for; empty if they are not the matter.
        layers: the same as values.
    """

    status: Status
    headline: str
    is_title: bool
    earned: str
    sentences: list[str]
    expected: str
    actual: str
    where: tuple[str, str] | None
    output: list[str]
    idea: str
    hints: list[str]
    array_views: tuple[ArrayView, ...]
    checks: list[str]
    table: list[str]
    layers: LayerTable | None


class View(NamedTuple):
    """A grade in one language, ready for any layout."""

    title: str
    file: str
    earned: str
    possible: str
    share: float
    findings: list[Finding]
    passed: list[str]
    notes: list[str]
    panels: list[Panel]


class NextHint(NamedTuple):
    """The first check that does not pass, and the first steps of its ladder."""

    exercise: str
    title: str
    texts: list[str]
    has_more: bool


def view(grade: Grade, language: Language) -> View:
    """Put a grade into words; checks with the same explanation are one finding."""
    groups: dict[object, list[Outcome]] = {}
    for outcome in grade.outcomes:
        # if no file was handed in, a note says so once
        if outcome.status != "passed" and grade.file:
            groups.setdefault(_explanation(outcome), []).append(outcome)
    passed = [pick(o.title, language) for o in grade.outcomes if o.status == "passed"]
    possible, bonus = grade.score.possible, grade.score.bonus
    return View(
        title=f"{grade.exercise}  {pick(grade.title, language)}",
        file=grade.file,
        earned=points(grade.score.earned) + (f" + {points(bonus)}" if bonus else ""),
        possible=points(possible),
        share=grade.score.earned / possible if possible else 0.0,
        findings=[_finding(group, language) for group in groups.values()],
        passed=passed,
        notes=_notes(grade, language),
        panels=training_panels(grade, language),
    )


def advice(finding: Finding, language: Language) -> list[tuple[str, str]]:
    """Give the diagnosis and the first hint, each as `(label, text)`, if there are any."""
    ideas = [(gettext("Idea", language), finding.idea)] if finding.idea else []
    return ideas + [(gettext("Hint", language), text) for text in finding.hints[:1]]


def text_of(outcome: Outcome, language: Language) -> str:
    """Say all about one check as plain text: the sentences, the line, the values, idea and hint."""
    lines = sentences_of(outcome, language)
    where = where_of(outcome, language)
    if where is not None:
        lines.append(f"{where[0]}: {where[1]}")
    for label, text in (
        (gettext("expected", language), outcome.expected),
        (gettext("yours", language), outcome.actual),
        (gettext("printed", language), outcome.output.rstrip()),
    ):
        if text:
            lines += [f"{label}:", *(f"    {line}" for line in text.splitlines())]
    if outcome.misconception is not None:
        lines.append(f"{gettext('Idea', language)}: {pick(outcome.misconception, language)}")
    lines += [f"{gettext('Hint', language)}: {hint}" for hint in hints_of(outcome, language)[:1]]
    text = "\n".join(lines)
    return text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 2] + " …"


def sentences_of(outcome: Outcome, language: Language) -> list[str]:
    """Translate an outcome's message and its details."""
    messages = [*([outcome.message] if outcome.message else []), *outcome.details]
    return [translate(message, language) for message in messages]


def hints_of(outcome: Outcome, language: Language) -> list[str]:
    """Give the check's hints if the value of the answer is wrong, else none."""
    if outcome.cause not in ABOUT_VALUES:
        return []
    return [pick(hint, language) for hint in outcome.hints]


def where_of(outcome: Outcome, language: Language) -> tuple[str, str] | None:
    """Give the student's line that raised an exception, `(place, source)`, if it is known."""
    if not outcome.frames or not outcome.frames[-1].source:
        return None
    frame = outcome.frames[-1]
    place = gettext("{where}, line {line}", language, where=frame.where, line=frame.line)
    return place, frame.source


def notes_of(grade: Grade, language: Language) -> list[str]:
    """Say an exercise's points, and the remarks on its file."""
    earned = f"{points(grade.score.earned)} / {points(grade.score.possible)}"
    bonus = f" + {points(grade.score.bonus)}" if grade.score.bonus else ""
    title = f"{grade.exercise} {pick(grade.title, language)}: {earned}{bonus}"
    return [title, *(translate(problem.message, language) for problem in grade.problems)]


def next_hint(grades: Sequence[Grade], steps: int, language: Language) -> NextHint | None:
    """Find the next hint; None if everything passes."""
    for grade in grades:
        for outcome in grade.outcomes:
            if outcome.status in {"passed", "broken"}:
                continue
            texts = [pick(text, language) for text in outcome.hints]
            title = pick(outcome.title, language)
            return NextHint(grade.exercise, title, texts[:steps], len(texts) > steps)
    return None


def _explanation(outcome: Outcome) -> object:
    """A key that is the same for two outcomes if one explanation serves both."""
    message = outcome.message
    if message is None:
        return outcome.check
    if outcome.misconception is not None:
        return outcome.misconception.en, message.text
    if outcome.status in {"failed", "broken"} and outcome.actual:
        return outcome.check  # two wrong values are two things to look at
    if outcome.status == "timeout":
        # too slow, and later not called again: the same function is to be mended
        return outcome.status, message.values.get("function", "")
    return outcome.status, message.text, tuple(sorted(map(str, message.values.items())))


def _finding(group: list[Outcome], language: Language) -> Finding:
    first = group[0]
    titles = [pick(outcome.title, language) for outcome in group]
    sentences = sentences_of(first, language)
    several = len(group) > 1
    one_sentence = several and not first.expected and not first.actual
    earned = sum(outcome.earned for outcome in group)
    possible = sum(outcome.points for outcome in group)
    headline = sentences.pop(0) if one_sentence and sentences else titles[0]
    return Finding(
        status=first.status,
        headline=headline,
        is_title=headline == titles[0],
        earned=f"{points(earned)} / {points(possible)}",
        sentences=sentences,
        expected=first.expected,
        actual=first.actual,
        where=where_of(first, language),
        output=first.output.splitlines()[:MAX_OUTPUT_LINES],
        idea=pick(first.misconception, language) if first.misconception is not None else "",
        hints=hints_of(first, language),
        array_views=first.array_views,
        checks=titles[0 if one_sentence else 1 :] if several else [],
        table=_table(first, language),
        layers=_wrong_layers(first),
    )


def _table(outcome: Outcome, language: Language) -> list[str]:
    """The first model that is not as asked, as lines."""
    wrong = _wrong_layers(outcome)
    return table_lines(wrong, language) if wrong is not None else []


def _wrong_layers(outcome: Outcome) -> LayerTable | None:
    tables = outcome.evidence.layers if outcome.evidence is not None else ()
    return next((table for table in tables if table.first_difference is not None), None)


def _notes(grade: Grade, language: Language) -> list[str]:
    notes = [translate(problem.message, language) for problem in grade.problems]
    if not grade.complete and not grade.missing:
        notes.append(
            gettext(
                "Only the public checks ran; your instructor will run the hidden ones.", language
            )
        )
    if grade.has_broken():
        notes.append(
            gettext("A check is broken; it costs no points and your instructor is told.", language)
        )
    return notes
