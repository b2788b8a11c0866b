"""What a regrade changed -> a terminal: whose points, by how much, and by which checks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from rich.padding import Padding
from rich.text import Text

from grader.i18n import gettext, pick, points
from grader.reports.view import MARKS
from grader.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from grader.model import Language, Status
    from grader.results.diff import CheckChange, GradeChange


def render_changes(changes: Iterable[GradeChange]) -> str:
    """The changes as JSON."""
    packed = msgspec.json.encode(list(changes), order="deterministic")
    return msgspec.json.format(packed, indent=2).decode() + "\n"


def print_changes(console: Console, changes: Sequence[GradeChange], language: Language) -> None:
    """Prints each student's change, then which checks changed for how many."""
    if not changes:
        console.print(gettext("Nobody's grade changed.", language))
        return
    by_check: Counter[tuple[str, str]] = Counter()
    for change in changes:
        console.print(_headline(change, language))
        for check in change.checks:
            by_check[change.exercise, check.check] += 1
            console.print(Padding(_check_line(check, language), (0, 0, 0, 4)))
    console.print()
    students = len({change.student for change in changes if change.before != change.after})
    console.print(gettext("Students whose points changed: {count}", language, count=students))
    for (exercise, name), count in by_check.most_common():
        console.print(f"  {count} × {exercise} {name}")


def _headline(change: GradeChange, language: Language) -> Text:
    before, after = ("-" if p is None else points(p) for p in (change.before, change.after))
    style = "bold" if change.before != change.after else "dim"
    line = Text(f"{clean_name(change.student)}  {change.exercise}  {before} → {after}", style=style)
    if change.is_resubmitted and change.before is not None and change.after is not None:
        line.append("  " + gettext("(handed in anew)", language), style="dim")
    return line


def _check_line(check: CheckChange, language: Language) -> Text:
    return Text(f"{_mark(check.before)} → {_mark(check.after)}  {pick(check.title, language)}")


def _mark(status: Status | None) -> str:
    return "-" if status is None else MARKS[status]
