"""What runs without anybody at the keyboard: `grade ci`, and `grade ci init`, which sets it up."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, gettext, translate

from .options import (
    PROVIDERS,
    RECIPES,
    course_option,
    isolation_option,
    language_option,
    open_course,
    pick,
    term_option,
)

if TYPE_CHECKING:
    from grader.ci.grading import CheckoutGrades
    from grader.ci.provider import Kind, Provider
    from grader.ci.recipes import RecipeKind
    from grader.model import Language, Level


@click.group(
    invoke_without_command=True,
    epilog="Examples: grade ci --fail-under 60    grade ci init github --out template/ -e {number}",
)
@click.option(
    "--submission",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=".",
    show_default="this folder",
    help="The checkout that is graded.",
)
@click.option(
    "--provider",
    "kind",
    type=click.Choice(PROVIDERS),
    help="The CI service; recognized from the environment by default.",
)
@click.option(
    "--sealed",
    type=click.Path(path_type=Path),
    help="The sealed course; .grader/course.sealed of the checkout by default, if it exists.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="grade-reports",
    show_default=True,
    help="Where the reports are written; in CI, everything else there is removed first.",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    default=100.0,
    show_default=True,
    help="Exit with 1 where fewer per cent of the points were earned.",
)
@course_option
@isolation_option
@language_option
@click.pass_context
def ci(
    context: click.Context,
    folder: Path,
    kind: Kind | None,
    sealed: Path | None,
    out: Path,
    fail_under: float,
    course_folder: Path | None,
    names: tuple[str, ...],
    least: Level,
    language: Language,
) -> int:
    """Grade the checkout and write what GitHub, GitLab, Gradescope or Classroom 50 reads.

    Hidden checks are graded where reference/ is beside the course, or where GRADE_COURSE_KEY of the
    environment opens the sealed course; else the public ones, and the report says so.
    """
    if context.invoked_subcommand is not None:
        return 0
    from grader.ci.seal import take_key

    key = take_key(os.environ)  # first of all: nothing that is started later may find it
    from grader.ci.grading import CourseSource, grade_checkout
    from grader.ci.outputs import empty_place, passes, write_files
    from grader.ci.provider import find_provider

    provider = find_provider(os.environ, folder, kind)
    kept = [Path.cwd(), *filter(None, (course_folder, sealed))]
    empty_place(provider, out, os.environ, kept)
    graded = grade_checkout(provider, CourseSource(course_folder, sealed, key, names, least))
    empty_place(provider, out, os.environ, kept)
    written = write_files(provider, graded, out, os.environ, language)
    _print(provider, graded, language)
    for path in written:
        click.echo(str(path))
    if any(grade.has_broken() for grade in graded.grades):
        return 3
    if passes(graded, fail_under):
        return 0
    text = N_("Fewer than {least} per cent of the points were earned (--fail-under).")
    click.echo(gettext(text, language, least=fail_under))
    return 1


def _print(provider: Provider, graded: CheckoutGrades, language: Language) -> None:
    """The report for people, in which a runner that obeys commands is told to obey none."""
    from grader.ci.outputs import log_of
    from grader.reports.formats.code_hosts import stopped
    from grader.reports.terminal.grades import make_console, print_grades

    commands = log_of(provider, graded, language)
    text = io.StringIO()
    print_grades(make_console(text, width=100), graded.grades, language)
    click.echo(
        stopped(text.getvalue()) if commands or provider.outputs else text.getvalue(), nl=False
    )
    click.echo(commands, nl=False)


@ci.command(epilog="Example: grade ci init github --out template-repository/ -e {number}")
@click.argument("kind", type=click.Choice(RECIPES))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where it is written: the repository that students copy, or a folder for the rest.",
)
@term_option
@course_option
@language_option
def init(
    kind: RecipeKind,
    out: Path,
    term: str | None,
    course_folder: Path | None,
    names: tuple[str, ...],
    language: Language,
) -> int:
    """Write what makes a place grade by itself: workflow or autograder, with the grader in it.

    Hidden checks are sealed with the key in GRADE_COURSE_KEY, or with a new one, which is printed.
    """
    from grader.ci.recipes import Order, write_recipe
    from grader.ci.seal import key_for_sealing, take_key

    course = open_course(course_folder, Path.cwd())
    given = take_key(os.environ)
    key = key_for_sealing(given, term)
    order = Order(course, pick(course, names), key, given, language)
    recipe = write_recipe(kind, order, out)
    for path in recipe.written:
        click.echo(gettext("Wrote {file}.", language, file=str(path)))
    click.echo()
    for number, step in enumerate(recipe.steps, 1):
        click.echo(f"{number}. {translate(step, language)}")
    return 0
