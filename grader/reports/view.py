"""A grade -> sentences for a person, in the order to read them.

Every report takes its words from here, so that all say the same. Nothing is escaped here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_, N_plural, count_text, gettext, pick, points, translate
from grader.model import Cause, Outcome, Text, message

from .advice import ABOUT_VALUES, hints_of
from .evidence_text import Panel, table_lines, training_panels
from .grouping import INHERITED, Group, function_of, group
from .notes import notes_above, with_bonus
from .outcome_text import (
    QUESTIONS,
    ShownLine,
    actual_of,
    calls_of,
    in_other_words,
    label_of,
    says_all,
    sentences_of,
    where_of,
    with_function,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import (
        ArrayView,
        Grade,
        Language,
        LayerTable,
        Message,
        Problem,
        Status,
        WrongWindow,
    )

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
_NOTHING_TO_MEND = {"passed", "broken", "pending"}
MAX_OUTPUT_LINES = 6
MAX_STRAY = 3  # statements that Python cannot read and no check asks for; further ones are notes
# the message alone does not name the check's subject
_BY_TITLE = (
    ABOUT_VALUES | QUESTIONS | {Cause.BROKEN, Cause.REQUIREMENT, Cause.UNUSABLE, Cause.UNFINISHED}
)
# every check finds these, or the sentence has the check's title
_WITHOUT_TITLES = frozenset(
    {Cause.UNREADABLE, Cause.LOADING_TIMEOUT, Cause.TIME_USED_UP, Cause.NOT_ANSWERED}
)


class Finding(NamedTuple):
    """One mistake, and the checks that found it.

    Attributes:
        headline: the check's title if the value is wrong, else the message.
        is_title: whether the headline is a title.
        earned: points of all its checks, "0 / 4.25".
        sentences: the message and its details, without the headline and `aligned`.
        aligned: details of several lines that stand below each other as they are: a wrong text
            below the right one, with a caret.
        calls: each as a line of Python, with its place among the check's calls.
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
        follows: whether a mistake above it may be the only reason.
        label: above `actual`, in English.
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
    follows: bool = False
    label: str = "yours"


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
    stray = [Group(_as_outcome(p)) for p in grade.problems if _is_stray(p, shown)][:MAX_STRAY]
    groups += stray
    shown |= {_place(one.outcomes[0]) for one in stray}
    passed = [pick(o.title, language) for o in grade.outcomes if o.status == "passed"]
    possible, bonus = grade.score.possible, grade.score.bonus
    return View(
        title=f"{grade.exercise}  {pick(grade.title, language)}",
        file=grade.file,
        earned=with_bonus(grade.score.earned, bonus, language),
        possible=points(possible),
        share=grade.score.earned / possible if possible else 0.0,
        findings=_findings(groups, language),
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


def _is_stray(problem: Problem, shown: set[Place]) -> bool:
    """Whether a statement that Python cannot read hides nothing that a check asks for."""
    values = problem.message.values
    place = (problem.cause, values.get("where"), values.get("line"))
    return problem.frame is not None and place not in shown


def _as_outcome(problem: Problem) -> Outcome:
    """A remark on a line of the file, to be put into words like the outcome of a check."""
    values, said = problem.message.values, problem.message
    details: tuple[Message, ...] = ()
    if "text" in values and not {"count", "needed"} & set(values):
        text = N_("Python cannot read line {line} of {where}, so it is not used.")
        said = message(text, where=values["where"], line=values["line"])
        details = (message("Python says: {text}", text=values["text"]),)
    return Outcome(
        check="",
        title=Text(ko="", en=""),
        visibility="public",
        points=0.0,
        earned=0.0,
        status="error",
        cause=problem.cause,
        message=said,
        details=details,
        frames=() if problem.frame is None else (problem.frame,),
    )


def _findings(groups: Sequence[Group], language: Language) -> list[Finding]:
    """The findings, each with a word on an earlier one that may be its reason."""
    findings: list[Finding] = []
    wrong: dict[str, Cause | None] = {}
    for one in groups:
        first, function = one.outcomes[0], function_of(one.outcomes[0])
        finding = _finding(one, language)
        line = first.frames[-1].source if first.frames and first.cause is Cause.RAISED else ""
        called = next((f for f in wrong if f and re.search(rf"\b{re.escape(f)}\(", line)), "")
        if called and called != function:
            text = N_("This line calls {function}, which is wrong as well: mend that first.")
            finding.sentences.append(gettext(text, language, function=called))
        builds = any("title_ko" in detail.values for detail in first.details)
        is_same = first.cause in INHERITED and wrong.get(function) in INHERITED
        follows = bool(findings) and (bool(called) or builds or is_same)
        findings.append(finding._replace(follows=follows))
        wrong.setdefault(function, first.cause)
    return findings


def _finding(found: Group, language: Language) -> Finding:
    outcomes = found.outcomes
    first = outcomes[0]
    titles = [pick(outcome.title, language) for outcome in outcomes]
    sentences = sentences_of(first, language)
    # by the grader's own words: a student's may have line breaks, too
    aligned = [translate(one, language) for one in first.details if len(one.text.splitlines()) > 1]
    is_title = not sentences or (first.cause in _BY_TITLE and not says_all(first))
    headline = titles[0] if is_title else with_function(sentences.pop(0), first)
    sentences.append(in_other_words(first, language))
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
        earned=_earned(first, earned, possible),
        sentences=[sentence for sentence in sentences if sentence and sentence not in aligned],
        aligned=aligned,
        calls=calls_of(first, language),
        expected="" if table else first.expected,
        actual="" if table else actual_of(first),
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
        label=label_of(first),
    )


def _earned(first: Outcome, earned: float, possible: float) -> str:
    if not first.check:  # a line of the file, which is worth nothing by itself
        return ""
    return f"{'–' if first.status == 'pending' else points(earned)} / {points(possible)}"


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
