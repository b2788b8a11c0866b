"""A class -> a terminal: the gradebook as a table, its statistics, and the changes of a regrade."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.i18n import N_, gettext, pick, points
from grader.reports.view import MARKS
from grader.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, RenderableType

    from grader.gradebook.item_analysis import (
        CheckStatistics,
        ClassStatistics,
        ExerciseStatistics,
        MisconceptionStatistics,
    )
    from grader.gradebook.rows import Cell, Row
    from grader.model import Language, Status
    from grader.results.diff import CheckChange, GradeChange

MAX_STUDENTS = 200
BAR_CELLS = 24
MAX_LISTED = 5


def print_class(
    console: Console, rows: Iterable[Row], slugs: Sequence[str], language: Language
) -> None:
    """Print a class as a table with a row for each student and a column for each exercise."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(Text(gettext("Student", language)), overflow="ellipsis", no_wrap=True)
    for slug in slugs:
        table.add_column(Text(slug.partition("_")[0]), justify="right", no_wrap=True)
    table.add_column(Text(gettext("Total", language)), justify="right", no_wrap=True)
    table.add_column(Text(gettext("Checks not passed", language)), overflow="fold", ratio=1)
    graded = (row for row in rows if row.cells)
    for row in itertools.islice(graded, MAX_STUDENTS):
        cells = [Text(_student(row))]
        cells += [_points(row.cells.get(slug)) for slug in slugs]
        cells.append(Text(f"{points(row.total)}/{points(row.possible)}", style="bold"))
        cells.append(Text("; ".join(filter(None, (row.reasons, clean_name(row.changes))))))
        table.add_row(*cells)
    console.print(table)
    more = sum(1 for _ in graded)
    if more:
        console.print(Text(gettext("and {count} more, in the gradebook", language, count=more)))


def _student(row: Row) -> str:
    """The student's number, and the name beside it."""
    student, name = clean_name(row.member.student), clean_name(row.member.person.name)
    return f"{student} {name}" if name and name != student else student


def _points(cell: Cell | None) -> Text:
    if cell is None or cell.points is None:
        return Text("-")
    waiting = " …" if cell.pending else ""  # an answer is to be looked at
    return Text(points(cell.points) + waiting, style="green" if cell.is_complete else "")


# -- statistics


def print_statistics(console: Console, found: ClassStatistics, language: Language) -> None:
    """Print the class's points, then each exercise, then the checks to look at."""
    if len(found.exercises) > 1:
        text = N_(
            "{students} students, mean {mean} of {possible}, median {median}, deviation {spread}"
        )
        line = gettext(
            text,
            language,
            students=found.students,
            mean=points(found.totals.mean),
            median=points(found.totals.median),
            spread=points(found.totals.deviation),
            possible=points(found.possible),
        )
        console.print(Text(line, style="bold"))
        console.print()
    for exercise in found.exercises:
        _print_exercise(console, exercise, language)
    _print_checks(
        console,
        gettext("These checks tell good submissions from weak ones badly; look at them:", language),
        [
            (check, _number(check.discrimination), gettext("discrimination", language))
            for check in found.weakest(MAX_LISTED)
        ],
    )
    _print_checks(
        console,
        gettext("These checks ended differently on unchanged submissions:", language),
        [
            (check, f"{check.changed}/{check.repeated}", gettext("changed", language))
            for check in found.flakiest(MAX_LISTED)
        ],
    )
    _print_checks(
        console,
        gettext("The slowest checks:", language),
        [
            (check, f"{check.seconds_mean:.2f} s", gettext("on average", language))
            for check in found.slowest(MAX_LISTED)
        ],
    )


def _print_exercise(console: Console, exercise: ExerciseStatistics, language: Language) -> None:
    console.print(Text(f"{exercise.exercise}  {pick(exercise.title, language)}", style="bold"))
    text = N_("{handed_in} of {students} handed in, {complete} with everything right")
    numbers = {"handed_in": exercise.handed_in, "students": exercise.students}
    console.print(Text("  " + gettext(text, language, complete=exercise.complete, **numbers)))
    if not exercise.handed_in:
        console.print()
        return
    text = N_("mean {mean} of {possible}, median {median}, deviation {spread}")
    scores = exercise.scores
    line = gettext(
        text,
        language,
        mean=points(scores.mean),
        median=points(scores.median),
        spread=points(scores.deviation),
        possible=points(exercise.possible),
    )
    console.print(Text(f"  {line}"))
    console.print(Padding(_histogram(exercise), (1, 0, 1, 2)))
    console.print(Padding(_check_table(exercise.checks, language), (0, 0, 1, 2)))
    for idea in exercise.misconceptions[:MAX_LISTED]:
        console.print(Padding(Text(_idea(idea, exercise, language)), (0, 0, 0, 2)))
    for group in exercise.together[:MAX_LISTED]:
        text = N_("These checks only fail together ({count} of {all} submissions): {checks}")
        checks = ", ".join(group.checks)
        line = gettext(text, language, count=group.failed, all=group.mixed, checks=checks)
        console.print(Padding(Text(line), (0, 0, 0, 2)))
    if exercise.misconceptions or exercise.together:
        console.print()


def _idea(idea: MisconceptionStatistics, exercise: ExerciseStatistics, language: Language) -> str:
    counts = {"count": idea.students, "handed_in": exercise.handed_in}
    said = gettext("In {count} of {handed_in} submissions:", language, **counts)
    said = f"{said} {pick(idea.idea, language)}"
    if not idea.points_lost:
        return said
    text = N_("{points} points lost in {checks} checks, {each} by each")
    lost = {"points": points(idea.points_lost), "each": points(idea.points_each)}
    return f"{said} ({gettext(text, language, checks=len(idea.checks), **lost)})"


def _histogram(exercise: ExerciseStatistics) -> RenderableType:
    bars = exercise.scores.histogram
    most = max(bar.count for bar in bars)
    grid = Table.grid(padding=(0, 1, 0, 0))
    for bar in bars:
        filled = -(-bar.count * BAR_CELLS // most)  # rounded up, so that one student is seen
        low, high = points(bar.low * exercise.possible), points(bar.high * exercise.possible)
        label = Text(f"{low} – {high}", justify="right", style="dim")
        grid.add_row(label, Text("█" * filled, style="cyan"), Text(str(bar.count or "")))
    return grid


def _check_table(checks: Sequence[CheckStatistics], language: Language) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(Text(gettext("Check", language)), overflow="fold")
    for name in (
        gettext("passed", language),
        gettext("difficulty", language),
        gettext("discrimination", language),
        gettext("seconds", language),
    ):
        heading = Text(name)
        # on a narrow terminal the titles wrap and the figures keep their room
        table.add_column(heading, justify="right", no_wrap=True, min_width=heading.cell_len)
    for check in checks:
        table.add_row(
            Text(pick(check.title, language)),
            Text(_share(check)),
            Text(_number(check.difficulty)),
            Text(_discrimination(check, language), style="yellow" if check.is_weak() else ""),
            Text(f"{check.seconds_mean:.2f}"),
        )
    return table


def _share(check: CheckStatistics) -> str:
    """The pass rate, with its interval."""
    if check.pass_rate is None or check.pass_rate_interval is None:
        return "-"
    low, high = check.pass_rate_interval
    return f"{check.pass_rate:.0%} ({100 * low:.0f}–{100 * high:.0f})"


def _discrimination(check: CheckStatistics, language: Language) -> str:
    """The discrimination with its interval, or why there is none."""
    if check.discrimination is None or check.discrimination_interval is None:
        return gettext("too few to say", language) if check.is_unsure() else "-"
    low, high = check.discrimination_interval
    return f"{check.discrimination:.2f} ({low:.1f}…{high:.1f})"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _print_checks(
    console: Console, heading: str, rows: Sequence[tuple[CheckStatistics, str, str]]
) -> None:
    if not rows:
        return
    console.print(Text(heading))
    for check, figure, unit in rows:
        console.print(
            Padding(Text(f"{figure} {unit}  {check.exercise} {check.check}"), (0, 0, 0, 2))
        )
    console.print()


# -- changes


def render_changes(changes: Iterable[GradeChange]) -> str:
    """Render the changes as JSON."""
    packed = msgspec.json.encode(list(changes), order="deterministic")
    return msgspec.json.format(packed, indent=2).decode() + "\n"


def print_changes(console: Console, changes: Sequence[GradeChange], language: Language) -> None:
    """Print each student's change, then the checks that changed and for how many."""
    if not changes:
        console.print(gettext("Nobody's grade changed.", language))
        return
    by_check: Counter[tuple[str, str]] = Counter()
    for change in changes:
        console.print(_change_line(change, language))
        for check in change.checks:
            by_check[change.exercise, check.check] += 1
            console.print(Padding(_check_line(check, language), (0, 0, 0, 4)))
    console.print()
    students = len({change.student for change in changes if change.before != change.after})
    console.print(gettext("Students whose points changed: {count}", language, count=students))
    for (exercise, name), count in by_check.most_common():
        console.print(f"  {count} × {exercise} {name}")


def _change_line(change: GradeChange, language: Language) -> Text:
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
