"""Commands to find one's way: `grade status`, `grade statement` and `grade solution`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import LANGUAGES

from .options import course_folder_option, language_option, open_course, pick

if TYPE_CHECKING:
    from grader.model import Course, Grade, Language


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
@click.argument("exercise")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the statement here as a page instead.",
)
@course_folder_option
@language_option
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
@click.argument("exercise")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the solution here as a page instead.",
)
@course_folder_option
@language_option
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
        if path != Path():  # what was named must be there
            raise
        return []
