"""A class's statistics -> a terminal: each exercise's points, its checks, and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.i18n import N_, gettext, pick, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, RenderableType

    from grader.gradebook.statistics import CheckStatistics, ClassStatistics, ExerciseStatistics
    from grader.model import Language

BAR_CELLS = 24
MAX_LISTED = 5


def print_statistics(console: Console, found: ClassStatistics, language: Language) -> None:
    """Prints the class's points, then exercise by exercise, then the checks worth a look."""
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
        counts = {"count": idea.students, "handed_in": exercise.handed_in}
        counted = gettext("In {count} of {handed_in} submissions:", language, **counts)
        console.print(Padding(Text(f"{counted} {pick(idea.idea, language)}"), (0, 0, 0, 2)))
    if exercise.misconceptions:
        console.print()


def _histogram(exercise: ExerciseStatistics) -> RenderableType:
    bars = exercise.scores.histogram
    most = max(bar.count for bar in bars)
    grid = Table.grid(padding=(0, 1, 0, 0))
    for bar in bars:
        filled = -(-bar.count * BAR_CELLS // most)  # rounded up: one student is seen, too
        low, high = points(bar.low * exercise.possible), points(bar.high * exercise.possible)
        label = Text(f"{low} – {high}", justify="right", style="dim")
        grid.add_row(label, Text("█" * filled, style="cyan"), Text(str(bar.count or "")))
    return grid


def _check_table(checks: Sequence[CheckStatistics], language: Language) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(Text(gettext("Check", language)), overflow="fold")
    for name in ("passed", "difficulty", "discrimination", "seconds"):
        heading = Text(_heading(name, language))
        # the figures keep their room on a narrow terminal: there it is titles that wrap
        table.add_column(heading, justify="right", no_wrap=True, min_width=heading.cell_len)
    for check in checks:
        table.add_row(
            Text(pick(check.title, language)),
            Text("-" if check.pass_rate is None else f"{check.pass_rate:.0%}"),
            Text(_number(check.difficulty)),
            Text(_number(check.discrimination), style="yellow" if check.is_weak() else ""),
            Text(f"{check.seconds_mean:.2f}"),
        )
    return table


def _heading(name: str, language: Language) -> str:
    return {
        "passed": gettext("passed", language),
        "difficulty": gettext("difficulty", language),
        "discrimination": gettext("discrimination", language),
        "seconds": gettext("seconds", language),
    }[name]


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
