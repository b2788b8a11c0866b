"""Grades -> what GitHub Actions shows: annotations at the student's lines, and a step's summary.

Workflow commands are escaped as the runner's own toolkit does; other text of strangers may only be
printed between `stopped` lines.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from grader.i18n import gettext, pick, points
from grader.reports.view import said_of

from .markdown import render_markdown, render_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, Language, Outcome

MAX_ANNOTATIONS = 10  # of a kind in one step; GitHub leaves out the rest without a word
MAX_SUMMARY_BYTES = 1024 * 1024 - 4096


def render_annotations(grades: Sequence[Grade], language: Language) -> str:
    """An error for each check that did not pass, at the student's line where one is known."""
    wrong = [
        (grade, outcome)
        for grade in grades
        for outcome in grade.outcomes
        if outcome.status not in {"passed", "skipped"} and grade.file
    ]
    # those that name a line first: they are what an annotation is for
    wrong.sort(key=lambda pair: not _line(*pair))
    lines = [_annotation(grade, outcome, language) for grade, outcome in wrong[:MAX_ANNOTATIONS]]
    more = len(wrong) - MAX_ANNOTATIONS
    if more > 0:
        lines.append(command("notice", gettext("and {count} more", language, count=more)))
    return "".join(line + "\n" for line in lines)


def render_step_summary(grades: Sequence[Grade], language: Language) -> str:
    """The Markdown report; only its table where all of it would be more than a step may say."""
    text = render_markdown(grades, language)
    if len(text.encode()) <= MAX_SUMMARY_BYTES:
        return text
    too_long = gettext(
        "The whole report is too long for this page; it is in the artifact.", language
    )
    return render_table(grades, language) + f"\n{too_long}\n"


def command(name: str, text: str, **properties: str | int) -> str:
    """A workflow command on one line, whatever its parts hold."""
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name}{' ' if given else ''}{given}::{_data(text)}"


def stopped(text: str) -> str:
    """Text that the runner prints and does not read: no `::command::` in it is obeyed."""
    word = secrets.token_hex(16)  # nobody could have written the end mark into the text
    return f"::stop-commands::{word}\n{text.rstrip()}\n::{word}::\n"


def _annotation(grade: Grade, outcome: Outcome, language: Language) -> str:
    line = _line(grade, outcome)
    place: dict[str, str | int] = {"file": grade.file, "line": line} if line else {}
    lost = points(outcome.points - outcome.earned)
    title = f"{grade.exercise}: {pick(outcome.title, language)} (-{lost})"
    said = " ".join(said_of(outcome, language)) or title
    return command("error", said, **place, title=title)


def _line(grade: Grade, outcome: Outcome) -> int:
    """The line of the student's own file; 0 where it is not known, or is a notebook cell's."""
    if not outcome.frames or not grade.file.endswith(".py"):
        return 0
    frame = outcome.frames[-1]
    return frame.line if frame.where == grade.file.rpartition("/")[2] else 0


def _data(value: str | int) -> str:
    return str(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
