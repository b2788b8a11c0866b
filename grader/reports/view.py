"""A grade -> what a person reads of it, in the order to read it.

Every report takes its words from here, so that all say the same. Nothing is escaped here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_, N_plural, count_text, gettext, pick, points, translate
from grader.model import Cause
from grader.model.relation import RELATION_NAMES

from .advice import (
    ABOUT_VALUES,
    explain_exception,
    explain_syntax,
    hints_of,
    raises_itself,
    unfilled_constant,
    words_of,
)
from .evidence_text import Panel, columns, table_lines, training_panels
from .grouping import ONE_FOR_ALL, function_of, group
from .notes import notes_above

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import (
        ArrayView,
        Frame,
        Grade,
        Language,
        LayerTable,
        Outcome,
        Status,
        WrongWindow,
    )

    from .grouping import Group
    from .notes import Place

MARKS: dict[Status, str] = {
    "passed": "✓",
    "failed": "✗",
    "error": "✗",
    "timeout": "✗",
    "crashed": "✗",
    "skipped": "○",
    "broken": "!",
    "pending": "…",
}
MAX_ANSWER_CHARS = 400  # of an answer in words; its author knows the rest
_NOTHING_TO_MEND = {"passed", "broken", "pending"}
MAX_OUTPUT_LINES = 6
# the message alone does not say what the check is about
_QUESTIONS = {Cause.TO_REVIEW, Cause.WRONG_CHOICE, Cause.REVIEWED}
_BY_TITLE = (
    ABOUT_VALUES | _QUESTIONS | {Cause.BROKEN, Cause.REQUIREMENT, Cause.UNUSABLE, Cause.UNFINISHED}
)
# every check finds these, or the sentence has the check's title
_WITHOUT_TITLES = frozenset(
    {Cause.UNREADABLE, Cause.LOADING_TIMEOUT, Cause.TIME_USED_UP, Cause.NOT_ANSWERED}
)
MAX_CHARS = 4000  # of one check; a class's file must stay below every reader's limit


class Finding(NamedTuple):
    """One mistake, and the checks that found it.

    Attributes:
        headline: the check's title if the value is wrong, else the message.
        is_title: whether the headline is a title.
        earned: points of all its checks, "0 / 4.25".
        sentences: the message and its details, without the headline and `aligned`.
        aligned: details of several lines that stand below each other as they are: a wrong text
            below the right one, with a caret.
        calls: what was called, each as a line of Python, with its place among the check's calls.
        where: the student's line, `(place, source)`, if known.
        idea: the misconception behind the answers, if known.
        hints: all steps of the ladder; empty if hints do not help here.
        array_views: the arrays to draw.
        window: behind the first wrong cell, to draw.
        checks: titles of the checks that the headline does not name.
        waiting: titles of the checks that are not tried before these pass.
        table: lines of a model's layers beside those asked for; empty if they are not the matter.
        layers: the same as values.
        is_hidden: whether only hidden checks found it; they show neither values nor calls.
    """

    status: Status
    headline: str
    is_title: bool
    earned: str
    sentences: list[str]
    aligned: list[str]
    calls: list[ShownLine]
    expected: str
    actual: str
    where: tuple[str, str] | None
    output: list[str]
    idea: str
    hints: list[str]
    array_views: tuple[ArrayView, ...]
    window: WrongWindow | None
    checks: list[str]
    waiting: list[str]
    table: list[str]
    layers: LayerTable | None
    is_hidden: bool


class ShownLine(NamedTuple):
    """A call: `label` says which one it is, if the check makes several."""

    label: str
    text: str


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
    """The first thing to mend, and the steps of its ladder that `check` does not show."""

    exercise: str
    title: str
    texts: list[str]
    has_more: bool


def view(grade: Grade, language: Language) -> View:
    """Put a grade into words; checks with the same explanation are one finding."""
    # if no file was handed in, a note says so once
    failed = [o for o in grade.outcomes if o.status != "passed" and grade.file]
    noted = [problem.message for problem in grade.problems]
    groups = [one for one in group(failed) if one.outcomes[0].message not in noted]
    shown = {_place(one.outcomes[0]) for one in groups}
    passed = [pick(o.title, language) for o in grade.outcomes if o.status == "passed"]
    possible, bonus = grade.score.possible, grade.score.bonus
    return View(
        title=f"{grade.exercise}  {pick(grade.title, language)}",
        file=grade.file,
        earned=points(grade.score.earned) + (f" + {points(bonus)}" if bonus else ""),
        possible=points(possible),
        share=grade.score.earned / possible if possible else 0.0,
        findings=[_finding(one, language) for one in groups],
        passed=passed,
        notes=notes_above(grade, shown, language),
        panels=training_panels(grade, language),
    )


def advice(finding: Finding, language: Language) -> list[tuple[str, str]]:
    """Give the diagnosis and the first hint, each as `(label, text)`, if there are any."""
    ideas = [(gettext("Idea", language), finding.idea)] if finding.idea else []
    return ideas + [(gettext("Hint", language), text) for text in finding.hints[:1]]


CHECKS_PASSED = N_plural("{count} check passed", "{count} checks passed")


def passed_label(shown: View, language: Language) -> str:
    """Say how many checks passed."""
    return count_text(CHECKS_PASSED, len(shown.passed), language)


def checks_label(finding: Finding, language: Language) -> str:
    """The words above the checks of a finding that its headline does not name."""
    if finding.is_title:
        return gettext("These fail as well:", language)
    return gettext("Found by:", language)


def text_of(outcome: Outcome, language: Language) -> str:
    """Say all about one check as plain text: the sentences, the line, the values, idea and hint."""
    lines = sentences_of(outcome, language)
    lines += [f"{label}: {text}" for label, text in calls_of(outcome, language)]
    where = where_of(outcome, language)
    if where is not None:
        lines += [f"{where[0]}:", *(f"    {line}" for line in where[1].splitlines())]
    for label, text in (
        (gettext("expected", language), outcome.expected),
        (gettext("yours", language), _actual(outcome)),
        (gettext("printed", language), outcome.output.rstrip()),
    ):
        if text:
            lines += [f"{label}:", *(f"    {line}" for line in text.splitlines())]
    if outcome.misconception is not None:
        lines.append(f"{gettext('Idea', language)}: {pick(outcome.misconception, language)}")
    lines += [f"{gettext('Hint', language)}: {hint}" for hint in hints_of(outcome, language)[:1]]
    text = "\n".join(lines)
    return text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 2] + " …"


def _actual(outcome: Outcome) -> str:
    text = outcome.actual
    is_long = outcome.cause in _QUESTIONS and len(text) > MAX_ANSWER_CHARS
    return f"{text[:MAX_ANSWER_CHARS]} …" if is_long else text


def sentences_of(outcome: Outcome, language: Language) -> list[str]:
    """Translate an outcome's message and its details."""
    constant = unfilled_constant(outcome)
    if constant:
        return [gettext("{name} has no value yet.", language, name=constant)]
    messages = [*([outcome.message] if outcome.message else []), *outcome.details]
    if outcome.relation is not None and not outcome.details:  # hidden: its name alone is left
        messages.append(RELATION_NAMES[outcome.relation])
    return [translate(message, language) for message in messages]


def calls_of(outcome: Outcome, language: Language) -> list[ShownLine]:
    """Give the calls that a failure is about, each with its place among the check's calls."""
    lines = []
    for call in outcome.calls:
        label = gettext("call", language)
        if call.count > 1:
            text = N_("call {number} of {count}")
            label = gettext(text, language, number=call.number, count=call.count)
        elif call.number > 1:
            label = gettext("call {number}", language, number=call.number)
        if call.text.isidentifier():  # a constant that the exercise's driver has read
            label = gettext("constant", language)
        lines.append(ShownLine(label, call.text))
    return lines


def where_of(outcome: Outcome, language: Language) -> tuple[str, str] | None:
    """Give the student's line that raised an exception, `(place, source)`, if it is known."""
    if not outcome.frames or not outcome.frames[-1].source:
        return None
    frame = outcome.frames[-1]
    place = gettext("{where}, line {line}", language, where=frame.where, line=frame.line)
    return place, frame.source + _caret(frame)


def _caret(frame: Frame) -> str:
    """A line below the source that points at the characters at fault; empty if it is all of it."""
    before, fault = frame.source[: frame.column - 1], frame.source[frame.column - 1 : frame.end]
    if not frame.column or fault == frame.source:
        return ""
    return "\n" + " " * columns(before) + "^" * max(1, columns(fault))


def next_hint(
    grades: Sequence[Grade], steps: int, language: Language, function: str = ""
) -> NextHint | None:
    """Find the next hint; None if everything passes, or everything about that function.

    Args:
        grades: in the order of the course.
        steps: how many hints are wanted; of the very first mistake, `check` has shown one.
        language: of the hints.
        function: the only one that the hint may be about; any if empty.
    """
    is_first = True
    for grade in grades:
        for one in group(o for o in grade.outcomes if o.status not in _NOTHING_TO_MEND):
            if one.outcomes[0].status == "skipped":  # nothing of the student's is wrong there
                continue
            was_shown, is_first = is_first, False
            # a method counts as a part of its class
            about = {name for o in one.outcomes for name in _names_of(function_of(o))}
            if function and function not in about:
                continue
            finding = _finding(one, language)
            texts = finding.hints[1:] if was_shown else finding.hints
            return NextHint(grade.exercise, finding.headline, texts[:steps], len(texts) > steps)
    return None


def _names_of(function: str) -> tuple[str, str]:
    return function, function.partition(".")[0]


def _finding(found: Group, language: Language) -> Finding:
    outcomes = found.outcomes
    first = outcomes[0]
    titles = [pick(outcome.title, language) for outcome in outcomes]
    sentences = sentences_of(first, language)
    aligned = [translate(one, language) for one in first.details if "caret" in one.values]
    is_title = not sentences or first.cause in _BY_TITLE
    headline = titles[0] if is_title else _with_function(sentences.pop(0), first)
    sentences.append(_in_other_words(first, language))
    ideas = [o.misconception for o in outcomes if o.misconception is not None]
    earned = sum(outcome.earned for outcome in outcomes)
    possible = sum(outcome.points for outcome in [*outcomes, *found.waiting])
    output = first.output.splitlines()
    table = _table(first, language)
    listed = titles[1:] if is_title else titles
    return Finding(
        status=first.status,
        headline=headline,
        is_title=is_title,
        earned=f"{'–' if first.status == 'pending' else points(earned)} / {points(possible)}",
        sentences=[sentence for sentence in sentences if sentence and sentence not in aligned],
        aligned=aligned,
        calls=calls_of(first, language),
        expected="" if table else first.expected,
        actual="" if table else _actual(first),
        where=where_of(first, language),
        output=output[:MAX_OUTPUT_LINES] + ["…"] * (len(output) > MAX_OUTPUT_LINES),
        idea=pick(ideas[0], language) if ideas else "",
        hints=hints_of(first, language),
        array_views=first.array_views,
        window=first.window,
        checks=[] if first.cause in _WITHOUT_TITLES else listed,
        waiting=[pick(outcome.title, language) for outcome in found.waiting],
        table=table,
        layers=_wrong_layers(first),
        is_hidden=all(outcome.visibility == "hidden" for outcome in outcomes),
    )


def _in_other_words(outcome: Outcome, language: Language) -> str:
    """What Python's own words mean; empty if they are rare, or there are none."""
    words = words_of(outcome)
    if outcome.cause in {Cause.RAISED, Cause.MEMORY} and outcome.message is not None:
        if raises_itself(outcome):
            return gettext("Your own code raises it, in this line.", language)
        return explain_exception(str(outcome.message.values.get("type", "")), words, language)
    if outcome.cause is Cause.UNREADABLE:
        return explain_syntax(words, language)
    return ""


def _with_function(sentence: str, outcome: Outcome) -> str:
    """The sentence, with the name of the function in front if it does not name one."""
    function = "" if outcome.cause in ONE_FOR_ALL else function_of(outcome)
    return sentence if not function or function in sentence else f"{function}: {sentence}"


def _table(outcome: Outcome, language: Language) -> list[str]:
    """The first model that is not as asked, as lines."""
    wrong = _wrong_layers(outcome)
    return table_lines(wrong, language) if wrong is not None else []


def _wrong_layers(outcome: Outcome) -> LayerTable | None:
    tables = outcome.evidence.layers if outcome.evidence is not None else ()
    return next((table for table in tables if table.first_difference is not None), None)


def _place(outcome: Outcome) -> Place:
    """The cause and the line that a finding shows."""
    frame = outcome.frames[-1] if outcome.frames else None
    return (outcome.cause, frame.where, frame.line) if frame is not None else (None, "", 0)
