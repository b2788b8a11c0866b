"""Grades -> notes that GitHub and GitLab show at the student's lines, and a GitHub step's summary.

On GitHub's output, workflow commands are escaped as the runner's own toolkit does; any other text
of strangers may only be printed by `stopped`.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from grader.i18n import gettext, pick, points
from grader.reports.outcome_text import sentences_of

from .markdown import render_markdown, render_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.model import Grade, Language, Outcome, Status

    Lines = Mapping[str, Mapping[str, int]]

MAX_ANNOTATIONS = 10  # of a kind in one step; GitHub drops the rest without a word
MAX_SUMMARY_BYTES = 1024 * 1024 - 4096
MAX_BODY_CHARS = 125_000
NO_LINES: Lines = MappingProxyType({})
# GitLab's words; other statuses are no findings
SEVERITIES: dict[Status, str] = {
    "failed": "major",
    "error": "major",
    "timeout": "major",
    "crashed": "critical",
    "broken": "info",
}


def render_annotations(grades: Sequence[Grade], language: Language, lines: Lines = NO_LINES) -> str:
    """Render a GitHub error for each check that did not pass, at the student's line if known.

    Args:
        lines: file -> function -> the line where it is defined, for values that are wrong.
    """
    wrong = [
        (grade, outcome)
        for grade in grades
        for outcome in grade.outcomes
        if outcome.status not in {"passed", "skipped", "pending"} and grade.file
    ]
    # those with a line first: an annotation is there to point at a line
    wrong.sort(key=lambda pair: not _annotated_line(pair[0], pair[1], lines))
    shown = [
        _annotation(grade, outcome, language, _annotated_line(grade, outcome, lines))
        for grade, outcome in wrong[:MAX_ANNOTATIONS]
    ]
    more = len(wrong) - MAX_ANNOTATIONS
    if more > 0:
        shown.append(command("notice", gettext("and {count} more", language, count=more)))
    return "".join(line + "\n" for line in shown)


def render_release_body(grades: Sequence[Grade], language: Language) -> str:
    """Render the Markdown report for a GitHub release, cut to the length that it may have."""
    text = render_markdown(grades, language)
    if _length(text) <= MAX_BODY_CHARS:
        return text
    note = gettext("The whole report is too long for this page; this is its beginning.", language)
    room = MAX_BODY_CHARS - _length(note) - 2
    kept = []
    for line in render_table(grades, language).splitlines(keepends=True):
        room -= _length(line)
        if room < 0:
            break
        kept.append(line)
    return f"{''.join(kept)}\n{note}\n"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2  # as programs count that are not in Python


def render_step_summary(grades: Sequence[Grade], language: Language) -> str:
    """Render the Markdown report, or only its table if the report is too long for a step."""
    text = render_markdown(grades, language)
    if len(text.encode()) <= MAX_SUMMARY_BYTES:
        return text
    too_long = gettext(
        "The whole report is too long for this page; it is in the artifact.", language
    )
    return render_table(grades, language) + f"\n{too_long}\n"


def command(name: str, text: str, **properties: str | int) -> str:
    """A workflow command on one line, also if its parts hold line ends."""
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name}{' ' if given else ''}{given}::{_data(text)}"


def stopped(text: str) -> str:
    """Text that the runner prints and does not read: no `::command::` in it is obeyed."""
    word = secrets.token_hex(16)  # nobody could have written the end mark into the text
    return f"::stop-commands::{word}\n{text.rstrip()}\n::{word}::\n"


def _annotation(grade: Grade, outcome: Outcome, language: Language, line: int) -> str:
    place: dict[str, str | int] = {"file": grade.file, "line": line} if line else {}
    lost = points(outcome.points - outcome.earned)
    title = f"{grade.exercise}: {pick(outcome.title, language)} (-{lost})"
    text = " ".join(sentences_of(outcome, language)) or title
    return command("error", text, **place, title=title)


def _annotated_line(grade: Grade, outcome: Outcome, lines: Lines) -> int:
    """The line in the student's own file; 0 if it is unknown, or in a notebook's cell."""
    if not grade.file.endswith(".py"):
        return 0
    if not outcome.frames:
        # of a hidden check no call is shown, but the sentence names the function
        said = outcome.message.values.values() if outcome.message is not None else ()
        called = {call.function for call in outcome.calls} | set(map(str, said))
        known = lines.get(grade.file, {})
        return min((known[name] for name in called if name in known), default=0)
    frame = outcome.frames[-1]
    return frame.line if frame.where == grade.file.rpartition("/")[2] else 0


def _data(value: str | int) -> str:
    return str(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def render_gitlab(grades: Sequence[Grade], language: Language) -> str:
    """Render GitLab's code quality report: a finding for each check that did not pass."""
    found = [
        _quality_finding(grade, outcome, language)
        for grade in grades
        for outcome in grade.outcomes
        if outcome.status in SEVERITIES and grade.file
    ]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _quality_finding(grade: Grade, outcome: Outcome, language: Language) -> dict[str, Any]:
    title = pick(outcome.title, language)
    # one fingerprint for a check, so that GitLab sees it come and go between two commits
    name = f"{grade.exercise}.{outcome.check}"
    line = outcome.frames[-1].line if outcome.frames else 1
    return {
        "description": " ".join([title, *sentences_of(outcome, language)]),
        "check_name": name,
        "fingerprint": hashlib.sha256(f"{grade.file}:{name}".encode()).hexdigest(),
        "severity": SEVERITIES[outcome.status],
        "location": {"path": grade.file, "lines": {"begin": max(1, line)}},
    }
