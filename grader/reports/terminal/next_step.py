"""One student's grades -> the command to run next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.i18n import gettext
from grader.reports.view import next_hint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from grader.model import Course, Grade, Language
    from grader.reports.view import NextHint


def print_next_step(
    console: Console,
    grades: Sequence[Grade],
    course: Course,
    language: Language,
    *,
    path: str = "",
    folded: int = 0,
) -> None:
    """Print the next step: mend and see the hint, see the folded findings, or the next exercise.

    Args:
        console: where to.
        grades: one student's.
        course: its order says which exercise is next.
        language: of the text.
        path: as it was given; empty for the current folder.
        folded: findings that were shown as a line.
    """
    if folded > 0:
        command = _command("grade check -a" if path else "grade -a", path)
        say_command(
            console, gettext("All findings in full ({count}):", language, count=folded + 1), command
        )
    found = next_hint(grades, 1, language)
    if found is not None and found.texts:
        say_command(console, gettext("Another hint:", language), _command("grade hint", path))
    elif found is not None:
        number = found.exercise.partition("_")[0]
        say_command(
            console, gettext("Read the statement again:", language), f"grade statement {number}"
        )
    elif (tried := [g for g in grades if not g.missing]) and all(g.all_passed() for g in tried):
        _print_next_exercise(console, grades, course, language)


def print_hint(console: Console, found: NextHint, steps: int, language: Language) -> None:
    """Print some steps of a ladder of hints, and how to see more.

    Args:
        console: where to.
        found: the hints.
        steps: how many were asked for.
        language: of the text.
    """
    console.print(Text(f"{found.exercise}: {found.title}", style="bold"))
    console.print()
    for number, text in enumerate(found.texts, 1):
        grid = Table.grid(padding=(0, 1, 0, 0))  # further lines do not go below the number
        grid.add_column()
        grid.add_column(overflow="fold")  # by default, a line that ends in a wide letter is cut
        grid.add_row(f"{number}.", Text(text))
        console.print(Padding(grid, (0, 0, 0, 2)))
    if found.texts:
        console.print()
    if found.has_more:
        say_command(console, gettext("The next hint:", language), f"grade hint -n {steps + 1}")
        return
    if not found.texts:
        sentence = gettext("There is no further hint beyond what `grade` says.", language)
        console.print(Text(sentence))
    elif steps > len(found.texts):
        console.print(Text(gettext("Those are all the hints.", language)))
    number_of_exercise = found.exercise.partition("_")[0]
    text = gettext("Read the statement again:", language)
    say_command(console, text, f"grade statement {number_of_exercise}")


def _print_next_exercise(
    console: Console, grades: Sequence[Grade], course: Course, language: Language
) -> None:
    done = {grade.exercise for grade in grades}
    slugs = [exercise.slug for exercise in course.exercises]
    after = slugs[max(slugs.index(slug) for slug in done) + 1 :]
    left = [slug for slug in after if slug not in done]
    if left:
        number = left[0].partition("_")[0]
        say_command(console, gettext("The next exercise:", language), f"grade start {number}")


def _command(words: str, path: str) -> str:
    quoted = f'"{path}"' if " " in path else path
    return f"{words} {quoted}".strip()


def say_command(console: Console, words: str, command: str) -> None:
    """Print a command after words about its purpose."""
    console.print(Text(f"{words} ", style="dim") + Text(command, style="bold"))
