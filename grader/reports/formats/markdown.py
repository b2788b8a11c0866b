"""Grades -> Markdown for a student; all text of strangers is escaped."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from grader.i18n import N_, gettext, pick, points, translate
from grader.reports.view import MARKS, advice, checks_label, passed_label, view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Account, Grade, Language
    from grader.model.remark import Remark
    from grader.reports.view import Finding, View

# characters with a meaning inside a line: `:` only in links and emoji, `.` only after `www`
_SPECIAL = re.compile(r"([\\`*_\[\]#|~!@$]|:(?=//|[\w+-]+:)|(?<=www)\.)")
_AT_START = re.compile(r"^(\s*)([-+>=]|\d+(?=[.)]))")


def render_markdown(
    grades: Sequence[Grade], language: Language, account: Account | None = None
) -> str:
    """Render one student's grades as GitHub Markdown.

    Args:
        account: the points that count and the remarks, if anything came after the checks.
    """
    if not grades:
        return gettext("Nothing was graded.", language) + "\n"
    lines = _headline(grades, language)
    if account is not None and account.changes:
        text = N_("{total} of {possible} points count in the gradebook.")
        total, possible = points(account.total), points(account.possible)
        lines += [gettext(text, language, total=total, possible=possible), ""]
        lines += [f"- {escape(translate(change, language))}" for change in account.changes]
        lines.append("")
    if len(grades) > 1:
        lines += _table(grades, language)
    for grade in grades:
        said = account.remarks if account is not None else ()
        own = [remark for remark in said if remark.exercise == grade.exercise]
        lines += _exercise(view(grade, language), language, own)
    return "\n".join(lines).rstrip() + "\n"


def render_table(grades: Sequence[Grade], language: Language) -> str:
    """Render one student's points as a heading and a table."""
    return "\n".join([*_headline(grades, language), *_table(grades, language)])


def escape(text: str) -> str:
    """Escape text so that Markdown, and the HTML made of it, show it as it is, on one line."""
    one_line = " ".join(text.split("\n")).strip()
    safe = _SPECIAL.sub(r"\\\1", html.escape(one_line, quote=False))
    return _AT_START.sub(lambda found: f"{found[1]}&#{ord(found[2][0])};{found[2][1:]}", safe)


def fence(text: str) -> list[str]:
    """A code block that its contents cannot close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    marks = "`" * max(3, longest + 1)
    return [f"{marks}text", *text.splitlines(), marks]


def _headline(grades: Sequence[Grade], language: Language) -> list[str]:
    earned = sum(grade.score.earned for grade in grades)
    possible = sum(grade.score.possible for grade in grades)
    lines = [f"# {escape(grades[0].student)}: {points(earned)} / {points(possible)}", ""]
    if pending := sum(grade.pending for grade in grades):
        text = N_("{pending} to be looked at by a person")
        lines += [gettext(text, language, pending=points(pending)), ""]
    return lines


def _table(grades: Sequence[Grade], language: Language) -> list[str]:
    head = (gettext("Exercise", language), gettext("Points", language), gettext("File", language))
    lines = [f"| {' | '.join(head)} |", "|---|---:|---|"]
    for grade in grades:
        shown = view(grade, language)
        lines.append(
            f"| {escape(shown.title)} | {shown.earned} / {shown.possible} | {escape(shown.file)} |"
        )
    return [*lines, ""]


def _exercise(shown: View, language: Language, remarks: Sequence[Remark]) -> list[str]:
    lines = [f"## {escape(shown.title)}: {shown.earned} / {shown.possible}", ""]
    lines += [f"- {escape(note)}" for note in shown.notes]
    lines += [""] if shown.notes else []
    lines += _remarks(remarks, language)
    for finding in shown.findings:
        lines += _finding(finding, language)
    for panel in shown.panels:
        lines += [f"**{escape(panel.title)}**", "", *fence("\n".join(panel.lines)), ""]
    if shown.passed:
        lines += [
            "<details><summary>",
            "",
            passed_label(shown, language),
            "",
        ]
        lines += [
            "</summary>",
            "",
            *[f"- ✓ {escape(title)}" for title in shown.passed],
            "",
            "</details>",
            "",
        ]
    return lines


def _remarks(remarks: Sequence[Remark], language: Language) -> list[str]:
    """A person's remarks, and the points that they gave or took."""
    if not remarks:
        return []
    lines = [f"### {gettext('From your instructor', language)}", ""]
    for remark in remarks:
        if remark.criterion is not None and remark.said is not None:
            text = f"{pick(remark.criterion, language)}: {pick(remark.said, language)}"
        elif remark.where:
            place = gettext("{where}, line {line}", language, where=remark.where, line=remark.line)
            text = f"{place}: {remark.text}"
        else:
            text = remark.text
        given = f" ({remark.points:+g})" if remark.points else ""
        lines.append(f"- {escape(text + given)}")
    if any(remark.points for remark in remarks):
        said = N_("In the gradebook these points count on top of those of the checks.")
        lines += ["", gettext(said, language)]
    return [*lines, ""]


def _finding(finding: Finding, language: Language) -> list[str]:
    mark = MARKS[finding.status]
    earned = f" ({finding.earned})" if finding.earned else ""
    lines = [f"### {mark} {escape(finding.headline)}{earned}", ""]
    lines += [escape(sentence) + "  " for sentence in finding.sentences]
    lines += [""] if finding.sentences else []
    for text in finding.aligned:
        lines += [*fence(text), ""]
    for label, text in finding.calls:
        lines += [f"{label}:", "", *fence(text), ""]
    if finding.where is not None:
        place, source = finding.where
        lines += [escape(place) + ":", "", *fence(source), ""]
    for label, text in (
        (gettext("expected", language), finding.expected),
        (gettext(finding.label, language), finding.actual),
    ):
        if text:
            lines += [f"{label}:", "", *fence(text), ""]
    if finding.table:
        lines += [*fence("\n".join(finding.table)), ""]
    if finding.output:
        lines += [gettext("printed", language) + ":", "", *fence("\n".join(finding.output)), ""]
    lines += [f"**{label}**: {escape(text)}  " for label, text in advice(finding, language)]
    lines += [""] if finding.idea or finding.hints else []
    waits = gettext("Not tried before that passes:", language)
    for label, titles in (
        (checks_label(finding, language), finding.checks),
        (waits, finding.waiting),
    ):
        if titles:
            lines += [label, "", *[f"- {escape(title)}" for title in titles], ""]
    return lines
