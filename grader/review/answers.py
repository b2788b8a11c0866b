"""A student's answer to an exercise -> its part of the page: code, findings, alike answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.i18n import pick, translate
from grader.model import Cause, Problem
from grader.reports.view import MARKS, passed_label, view
from grader.submission.sources import read_source
from grader.text import name_unsafe

if TYPE_CHECKING:
    from grader.model import File, Grade, Language
    from grader.reports.view import Finding, View

MAX_LINES = 4_000
MAX_LINE_CHARS = 500
MAX_TEXT_CHARS = 4_000


def describe_grade(grade: Grade, language: Language) -> dict[str, Any]:
    """The findings of a grade, all that staff may see."""
    shown = view(grade, language)
    lines = _lines_at_fault(grade)
    written = {
        pick(o.title, language): o.actual for o in grade.outcomes if o.cause is Cause.TO_REVIEW
    }
    return {
        "title": shown.title,
        "earned": shown.earned,
        "possible": shown.possible,
        "findings": [_finding(one, written.get(one.headline)) for one in shown.findings],
        "notes": [_text(note) for note in shown.notes],
        "passed": [_text(title) for title in shown.passed],
        "passed_label": passed_label(shown, language) if shown.passed else "",
        "faults": lines,
        "networks": [_panel(shown, at) for at in range(len(shown.panels))],
    }


def describe_file(file: File | None, language: Language) -> dict[str, Any]:
    """A file's code as cells of lines, in which every invisible character has a name."""
    if file is None:
        return {"cells": [], "problem": "", "is_cut": False}
    source = read_source(file)
    problem = ""
    if isinstance(source, Problem):  # Python cannot read it, a person may
        problem = translate(source.message, language)
        found = [(file.name, file.data.decode("utf-8", "replace"))] if file.data else []
    else:
        found = source.cells
    cells = []
    left = MAX_LINES
    is_cut = False
    for label, code in found:
        lines = code.removesuffix("\n").split("\n")
        is_cut = is_cut or len(lines) > left or any(len(line) > MAX_LINE_CHARS for line in lines)
        lines = lines[:left]
        left -= len(lines)
        shown = [name_unsafe(line.rstrip("\r")[:MAX_LINE_CHARS]) for line in lines]
        cells.append({"label": name_unsafe(label), "lines": shown})
    return {"cells": cells, "problem": problem, "is_cut": is_cut}


def _finding(found: Finding, written: str | None) -> dict[str, Any]:
    """A finding; `written` is the whole answer to a question."""
    return {
        "status": found.status,
        "mark": MARKS[found.status],
        "headline": _text(found.headline),
        "earned": found.earned,
        "sentences": [_text(sentence) for sentence in found.sentences],
        "calls": [[_text(label), _text(text)] for label, text in found.calls],
        "where": [_text(part) for part in found.where] if found.where is not None else [],
        "expected": _text(found.expected),
        "actual": _text(found.actual) if written is None else name_unsafe(written),
        "output": [_text(line) for line in found.output],
        "idea": _text(found.idea),
        "checks": [_text(title) for title in (*found.checks, *found.waiting)],
        "table": [_text(line) for line in found.table],
    }


def _panel(shown: View, at: int) -> dict[str, Any]:
    panel = shown.panels[at]
    return {"title": _text(panel.title), "lines": [_text(line) for line in panel.lines]}


def _lines_at_fault(grade: Grade) -> list[list[Any]]:
    """`[label, line]` of the student's lines that exceptions came from."""
    found = []
    for outcome in grade.outcomes:
        if outcome.frames and outcome.status != "passed":
            frame = outcome.frames[-1]
            found.append([name_unsafe(frame.where), frame.line])
    return found


def _text(text: str) -> str:
    return name_unsafe(text[:MAX_TEXT_CHARS])
