"""A student's grades -> the course at a glance: a line for each exercise, then the next command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from grader.i18n import gettext, pick, points
from grader.model.grade import total

from .next_step import print_next_step, say_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from grader.model import Course, Exercise, Grade, Language

BAR_CELLS = 12


def print_overview(
    console: Console, course: Course, grades: Sequence[Grade], language: Language
) -> None:
    """Print each exercise with its points or that it is not begun, and the next step."""
    by_slug = {grade.exercise: grade for grade in grades}
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for exercise in course.exercises:
        table.add_row(*_row(exercise, by_slug.get(exercise.slug), language))
    console.print(Text(pick(course.title, language), style="bold"))
    console.print()
    console.print(table)
    console.print()
    score = total(grades)
    if any(not grade.complete for grade in grades):
        words = gettext("Public points so far: {earned}", language, earned=points(score.earned))
    else:
        words = gettext("Points so far: {earned}", language, earned=points(score.earned))
    console.print(Text(words))
    _print_next(console, course, grades, language)


def _row(exercise: Exercise, grade: Grade | None, language: Language) -> list[Text]:
    number = Text(exercise.slug.partition("_")[0])
    title = Text(pick(exercise.title, language))
    if grade is None:
        return [number, title, Text(""), Text(gettext("not begun", language), style="dim")]
    if grade.missing:
        return [
            number,
            title,
            Text(""),
            Text(gettext("not checked here", language), style="yellow"),
        ]
    possible = grade.score.possible
    filled = int(grade.score.earned / possible * BAR_CELLS) if possible else 0
    bar = Text("━" * filled, style="green") + Text("┄" * (BAR_CELLS - filled), style="dim")
    done = "✓ " if grade.all_passed() else ""
    earned = f"{done}{points(grade.score.earned)} / {points(possible)}"
    return [number, title, bar, Text(earned, style="green" if done else "")]


def _print_next(
    console: Console, course: Course, grades: Sequence[Grade], language: Language
) -> None:
    unfinished = [g for g in grades if not g.all_passed() and not g.missing]
    if unfinished:
        number = unfinished[0].exercise.partition("_")[0]
        say_command(console, gettext("Go on with:", language), f"grade check -e {number}")
    elif grades:
        print_next_step(console, grades, course, language)
    elif course.exercises:
        number = course.exercises[0].slug.partition("_")[0]
        say_command(console, gettext("Begin with:", language), f"grade start {number}")
