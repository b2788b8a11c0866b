"""Commands to find one's way: `grade status`, `grade statement` and `grade solution`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.i18n import LANGUAGES

from .options import course_folder_option, language_option, open_course, pick

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model import Course, Grade, Language


def _of_an_exercise(help: str) -> Callable[..., Any]:  # noqa: A002 - its text is found by this name
    """EXERCISE, `--html`, `--course` and `--lang` of what can be a page, too."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        command = course_folder_option(language_option(command))
        page = click.Path(path_type=Path, dir_okay=False)
        return click.argument("exercise")(click.option("--html", type=page, help=help)(command))

    return decorate


@click.command(epilog="Example: grade status")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@course_folder_option
@language_option
def status(path: Path, course_folder: Path | None, language: Language) -> int:
    """Show the whole course at a glance: what is begun, what passes, what comes next.

    PATH is a file or a folder, as for `grade check`; this folder by default.
    """
    course = open_course(course_folder, path)
    grades = _graded(path, course)
    from grader.reports.terminal.grades import make_console
    from grader.reports.terminal.overview import print_overview

    print_overview(make_console(), course, grades, language)
    return 0


@click.command(
    epilog="Examples: grade statement {number}    grade statement {module} --html {module}.html"
)
@_of_an_exercise(help="Write the statement here as a page instead.")
def statement(
    exercise: str, html: Path | None, course_folder: Path | None, language: Language
) -> int:
    """Show the statement of EXERCISE ({number}, {slug} or {module})."""
    course = open_course(course_folder, Path.cwd())
    (chosen,) = pick(course, (exercise,))
    if html is None:
        from grader.reports.terminal.grades import make_console
        from grader.reports.terminal.statement import print_statement

        print_statement(make_console(), _statement_text(course, chosen.slug, language))
        return 0
    from grader.files import write_atomically
    from grader.reports.pages.statement_page import render_statement

    texts = {name: _statement_text(course, chosen.slug, name) for name in LANGUAGES}
    folder = course.folder / chosen.slug
    write_atomically(html, render_statement(chosen, texts, language, folder))
    click.echo(f"{html}")
    return 0


@click.command(
    epilog="Examples: grade solution {number}    grade solution {module} --html {module}.html"
)
@_of_an_exercise(help="Write the solution here as a page instead.")
def solution(
    exercise: str, html: Path | None, course_folder: Path | None, language: Language
) -> int:
    """Show the course's solution of EXERCISE ({number}, {slug} or {module}), if it is released.

    Released solutions come with the kit. A copy of one is not graded as your answer.
    """
    from grader.course.solutions import load_solution

    course = open_course(course_folder, Path.cwd())
    (chosen,) = pick(course, (exercise,))
    text = load_solution(course, chosen)
    if html is None:
        from grader.reports.terminal.grades import make_console
        from grader.reports.terminal.statement import print_code

        print_code(make_console(), text)
        return 0
    from grader.files import write_atomically
    from grader.reports.pages.statement_page import render_solution

    write_atomically(html, render_solution(chosen, text, language))
    click.echo(f"{html}")
    return 0


def _statement_text(course: Course, slug: str, language: Language) -> str:
    from grader.errors import CourseError
    from grader.model import message

    path = course.statement(slug, language)
    try:
        return path.read_text("utf-8")
    except OSError:
        tip = message("Download the course again.")
        raise CourseError(path, message("this statement is missing."), tip) from None


def _graded(path: Path, course: Course) -> list[Grade]:
    """The grades of what is begun; none if nothing is."""
    from grader.errors import SubmissionError

    from .student import grade_here

    try:
        return grade_here(path, course, course.exercises)
    except SubmissionError:
        if path != Path():  # a named path must be there
            raise
        return []
