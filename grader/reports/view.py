"""A grade -> what a person reads of it, in order: what to do first, then the rest.

Shared by the terminal, Markdown and HTML, so that all say the same. Nothing is escaped here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import gettext, pick, points, translate
from grader.model import Cause

from .evidence_text import Panel, table_lines, training_panels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import ArrayView, Grade, Language, LayerTable, Message, Outcome, Status

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
# the answer has the right form and is wrong: where a check's hints help
ABOUT_VALUES = frozenset(
    {
        *(Cause.WRONG_VALUES, Cause.WRONG_PROPERTY, Cause.WRONG_MODEL, Cause.NOT_COMPILED),
        *(Cause.WRONG_LOSS, Cause.LOSS_STAYED, Cause.BELOW_BAND),
    }
)


class Finding(NamedTuple):
    """One thing that is wrong, and the checks that found it.

    Attributes:
        headline: the check's title; where several checks say the same, what they say.
        is_title: which of the two the headline is.
        earned: points of all its checks, "0 / 4.25".
        said: what went wrong, sentence by sentence, beyond the headline.
        where: the student's own line, `(place, source)`; None where none is known.
        idea: the known wrong idea whose answers these are; empty where none is known.
        hints: the ladder, where hints are to the point.
        grids: the arrays behind a wrong one.
        checks: the titles of the checks that the headline does not name.
        table: a model's layers beside those that were asked, in columns; empty for the most part.
    """

    status: Status
    headline: str
    is_title: bool
    earned: str
    said: list[str]
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
    """A grade in a language, ready to be laid out."""

    title: str
    file: str
    earned: str
    possible: str
    share: float
    findings: list[Finding]
    passed: list[str]
    notes: list[str]
    panels: list[Panel]


def view(grade: Grade, language: Language) -> View:
    """The grade as findings: five checks with one cause are one finding."""
    groups: dict[object, list[Outcome]] = {}
    for outcome in grade.outcomes:
        if outcome.status != "passed" and grade.file:  # nothing handed in: the note says it all
            groups.setdefault(_cause(outcome), []).append(outcome)
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
    """The diagnosis and the first hint, each `(label, text)`, where there are any."""
    told = [(gettext("Idea", language), finding.idea)] if finding.idea else []
    nudge = finding.hints[:1]
    return told + [(gettext("Hint", language), text) for text in nudge]


def reasons(grades: Sequence[Grade], language: Language) -> str:
    """How many checks ended in which way, the most frequent first: `wrong 3, too slow 2`."""
    words = {
        "failed": gettext("wrong", language),
        "error": gettext("raised", language),
        "timeout": gettext("too slow", language),
        "crashed": gettext("crashed", language),
        "skipped": gettext("not tried", language),
        "broken": gettext("broken", language),
    }
    # no mistakes in the answer itself
    words_of_causes = {
        Cause.NOT_WRITTEN: gettext("not written", language),
        Cause.UNREADABLE: gettext("unreadable", language),
    }
    if not any(grade.file for grade in grades):
        problems = grades[0].problems if grades else ()
        return translate(problems[0].message, language) if problems else ""
    counts: Counter[str] = Counter()
    for outcome in (o for grade in grades if grade.file for o in grade.outcomes):
        if outcome.status != "passed":
            word = words_of_causes.get(outcome.cause) if outcome.cause is not None else None
            counts[word or words[outcome.status]] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{word} {count}" for word, count in ordered)


def hints_of(outcome: Outcome, language: Language) -> list[str]:
    """The check's hints, where wrong values are the matter."""
    if outcome.cause not in ABOUT_VALUES:
        return []
    return [pick(hint, language) for hint in outcome.hints]


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


def where_of(outcome: Outcome, language: Language) -> tuple[str, str] | None:
    """The student's own line that an exception came from, `(place, source)`."""
    if not outcome.frames or not outcome.frames[-1].source:
        return None
    frame = outcome.frames[-1]
    return gettext(
        "{where}, line {line}", language, where=frame.where, line=frame.line
    ), frame.source


def _cause(outcome: Outcome) -> object:
    """What two outcomes share when one explanation serves both."""
    if outcome.message is None:
        return outcome.check
    said = outcome.message
    if outcome.misconception is not None:
        return outcome.misconception.en, said.text
    if outcome.status in {"failed", "broken"} and outcome.actual:
        return outcome.check  # two wrong values are two things to look at
    if outcome.status == "timeout":
        return outcome.status, said.values.get("function", "")
    return outcome.status, said.text, tuple(sorted(map(str, said.values.items())))


def _finding(group: list[Outcome], language: Language) -> Finding:
    first = group[0]
    titles = [pick(outcome.title, language) for outcome in group]
    said = [translate(sentence, language) for sentence in _messages(first)]
    several = len(group) > 1
    one_cause = several and not first.expected and not first.actual
    earned = sum(outcome.earned for outcome in group)
    possible = sum(outcome.points for outcome in group)
    headline = said.pop(0) if one_cause and said else titles[0]
    return Finding(
        status=first.status,
        headline=headline,
        is_title=headline == titles[0],
        earned=f"{points(earned)} / {points(possible)}",
        said=said,
        expected=first.expected,
        actual=first.actual,
        where=where_of(first, language),
        output=first.output.splitlines()[:MAX_OUTPUT_LINES],
        idea=pick(first.misconception, language) if first.misconception is not None else "",
        hints=hints_of(first, language),
        array_views=first.array_views,
        checks=titles[0 if one_cause else 1 :] if several else [],
        table=_table(first, language),
        layers=_wrong_layers(first),
    )


def _table(outcome: Outcome, language: Language) -> list[str]:
    """The first model that is another than asked, as lines."""
    wrong = _wrong_layers(outcome)
    return table_lines(wrong, language) if wrong is not None else []


def _wrong_layers(outcome: Outcome) -> LayerTable | None:
    tables = outcome.evidence.layers if outcome.evidence is not None else ()
    return next((table for table in tables if table.first_difference is not None), None)


def _messages(outcome: Outcome) -> list[Message]:
    return [*([outcome.message] if outcome.message else []), *outcome.details]


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


MAX_CHARS = 4000  # of one check; a class's file must stay below every reader's limit


def text_of(outcome: Outcome, language: Language) -> str:
    """What a student reads of one check: what is wrong, where, the values, the idea, a nudge."""
    lines = said_of(outcome, language)
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


def said_of(outcome: Outcome, language: Language) -> list[str]:
    """The sentences about one check: what went wrong, then the values."""
    messages = [*([outcome.message] if outcome.message else []), *outcome.details]
    return [translate(message, language) for message in messages]


def notes_of(grade: Grade, language: Language) -> list[str]:
    """What there is to know of an exercise beyond its checks: its points, the file, problems."""
    earned = f"{points(grade.score.earned)} / {points(grade.score.possible)}"
    bonus = f" + {points(grade.score.bonus)}" if grade.score.bonus else ""
    title = f"{grade.exercise} {pick(grade.title, language)}: {earned}{bonus}"
    return [title, *(translate(problem.message, language) for problem in grade.problems)]
