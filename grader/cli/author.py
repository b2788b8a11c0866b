"""Commands for authors: `grade course ...`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

import click

from grader.i18n import N_, default_language, gettext, translate

from .options import (
    KINDS,
    course_folder_option,
    course_option,
    data_options,
    language_option,
    open_course,
    pick,
    term_option,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.authoring.scaffold import Kind
    from grader.authoring.verify import Verified
    from grader.model import Course, Language, Message


@click.group()
def course() -> None:
    """For authors: make what students get from what staff keep."""


def _name_paths(paths: list[Path], language: Language, *, check: bool) -> int:
    """Name files that were written, or that are out of date; gives the exit code."""
    text = N_("out of date: {path}") if check else N_("wrote {path}")
    for path in paths:
        click.echo(gettext(text, language, path=str(path)))
    return 1 if check and paths else 0


def _remaking(help: str) -> Callable[..., Any]:  # noqa: A002 - its text is found by this name
    """`--check` and the options of the course, for commands that make files anew."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        command = course_option(language_option(command))
        return click.option("--check", is_flag=True, help=help)(command)

    return decorate


@course.command(epilog="Example: grade course stub --check")
@_remaking(help="Write nothing; fail where a starter is out of date.")
def stub(
    course_folder: Path | None, names: tuple[str, ...], language: Language, *, check: bool
) -> int:
    """Make the starters (.py and .ipynb) from the reference solutions."""
    from grader.course.starters import stale_starters, write_starters

    opened = open_course(course_folder, Path.cwd())
    remake = stale_starters if check else write_starters
    return _name_paths(remake(opened, pick(opened, names)), language, check=check)


@course.command(epilog="Example: grade course pictures --check")
@_remaking(help="Write nothing; fail where a picture is out of date.")
def pictures(
    course_folder: Path | None, names: tuple[str, ...], language: Language, *, check: bool
) -> int:
    """Make the statements' pictures from the numbers that the reference solutions give."""
    from grader.authoring.picture_files import stale_pictures, write_pictures

    opened = open_course(course_folder, Path.cwd())
    remake = stale_pictures if check else write_pictures
    return _name_paths(remake(opened, pick(opened, names)), language, check=check)


@course.command(epilog="Example: grade course book --out site/")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write into.",
)
@course_folder_option
@language_option
def book(out: Path, course_folder: Path | None, language: Language) -> int:
    """Make the course's book: a site of statements, pictures and words, for a disk or a server."""
    from grader.authoring.book import make_book

    pages = make_book(open_course(course_folder, Path.cwd()), out)
    click.echo(gettext("wrote {path}", language, path=str(pages[0])))
    return 0


@course.command(epilog="Example: grade course verify -e {number} --no-mutants")
@click.option("--no-mutants", is_flag=True, help="Leave out the wrong solutions made by machine.")
@click.option(
    "--repeats",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="How often the reference is graded, each time in another order.",
)
@click.option(
    "--secrets",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="Under how many other secrets right and wrong solutions are graded again.",
)
@click.option(
    "--calibrate",
    is_flag=True,
    help="First train the reference with 20 seeds and record what it reaches.",
)
@data_options
@course_option
@language_option
def verify(
    course_folder: Path | None,
    names: tuple[str, ...],
    repeats: int,
    secrets: int,
    language: Language,
    *,
    no_mutants: bool,
    calibrate: bool,
) -> int:
    """Check the checks: right answers pass, wrong ones lose points, every check is needed."""
    from rich.console import Console

    from grader.authoring.calibration import calibrate as train_reference
    from grader.authoring.verify import Effort, verify_exercise

    opened = open_course(course_folder, Path.cwd())
    effort = Effort(repeats, secrets, mutants=not no_mutants)
    # progress goes to stderr, so that the findings can be piped
    errors = Console(stderr=True, markup=False, emoji=False, highlight=False)
    clean = not _print_strays(opened, language)
    for exercise in pick(opened, names):
        with errors.status(exercise.slug) as status:

            def show(words: Message, slug: str = exercise.slug) -> None:
                status.update(f"{slug}: {translate(words, language)}")

            if calibrate and exercise.training is not None:
                train_reference(opened, exercise, progress=show)
            found = verify_exercise(opened, exercise, effort, progress=show)
        clean = clean and not found.findings
        _print_verified(found, language)
    return 0 if clean else 1


def _print_strays(course: Course, language: Language) -> bool:
    """Print the folders that look like exercises and are none; returns whether there are any."""
    from grader.course.manifest import MANIFEST, stray_exercises

    strays = stray_exercises(course)
    for slug in strays:
        text = N_("{slug} is not in {path}: add it, or move it away.")
        path = str(course.folder / MANIFEST)
        click.echo("✗ " + gettext(text, language, slug=slug, path=path))
    return bool(strays)


def _print_verified(found: Verified, language: Language) -> None:
    line = f"{'✗' if found.findings else '✓'} {found.exercise}"
    if found.mutants is not None:
        report = found.mutants
        text = N_(": {share} of {count} mutants caught")
        share, count = f"{report.share_caught:.1%}", report.made - report.waived
        line += gettext(text, language, share=share, count=count)
        line += gettext(", {count} waived", language, count=report.waived) if report.waived else ""
    click.echo(line)
    for finding in (*found.findings, *found.warnings):
        path = _shown(finding.path)
        place = f"{path}:{finding.line}" if finding.line else path
        click.echo(f"    {place}: {translate(finding.what, language)}")
        for said in (*finding.details, finding.tip):
            click.echo(indent(translate(said, language), " " * 8))
    if found.costs:
        click.echo("    " + gettext("share of the points that each misconception costs:", language))
    for name, cost in found.costs.items():
        click.echo(f"    {cost:5.0%}  {name}")
    # where too many survived, each is a finding already
    if found.mutants is not None and not found.findings:
        for mutant in found.mutants.survived:
            text = N_("not caught, line {line}: {change}")
            click.echo("    " + gettext(text, language, line=mutant.line, change=mutant.name))


_kind_option = click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="function",
    show_default=True,
    help="What students write: functions, a class, values of variables, a program, a whole "
    "notebook, or a network to train.",
)


@course.command(epilog="Example: mkdir python-course; cd python-course; grade course init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--title", help="The course's title; by default the folder's name.")
@click.option("--first", default="01_first", show_default=True, help="Name of the first exercise.")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="A language of the course's texts: en, ko, or another one such as de; may be given again. "
    "By default yours: that of GRADE_LANG or of your terminal.",
)
@_kind_option
@click.pass_context
def init(
    context: click.Context,
    folder: Path,
    title: str | None,
    first: str,
    languages: tuple[str, ...],
    kind: Kind,
) -> int:
    """Make a folder a course that verifies, with one exercise and a secret of its own."""
    from grader.authoring.scaffold import NewCourse, new_course

    language: Language = context.find_root().obj or default_language()
    chosen = [tag for each in languages for tag in each.split(",")] or [language]
    begun = NewCourse(title or folder.resolve().name, tuple(chosen), first, kind)
    for path in new_course(folder, begun):
        click.echo(gettext("wrote {path}", language, path=_shown(path)))
    text = N_("Try it: grade course verify. Then add your own: grade course new 02_second")
    click.echo("\n" + gettext(text, language))
    return 0


@course.command(epilog="Example: grade course new {free}_sorting --kind function")
@click.argument("slug")
@_kind_option
@course_folder_option
@language_option
def new(slug: str, kind: Kind, course_folder: Path | None, language: Language) -> int:
    """Write a new exercise that verifies at once, to be changed into yours."""
    from grader.authoring.scaffold import new_exercise

    for path in new_exercise(open_course(course_folder, Path.cwd()), slug, kind):
        click.echo(gettext("wrote {path}", language, path=_shown(path)))
    text = N_("Change them, then run: grade course verify -e {slug}")
    click.echo("\n" + gettext(text, language, slug=slug))
    return 0


def _shown(path: Path) -> str:
    """The path from the current folder, where it lies below it: short enough to read."""
    here = Path.cwd().resolve()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


@course.command(epilog="Example: grade course seal --out course.sealed -e {number}")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default="course.sealed",
    show_default=True,
    help="The file to write.",
)
@click.option(
    "--protect",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file below this folder that students should leave alone; may be given again.",
)
@term_option
@course_option
@language_option
def seal(
    out: Path,
    protect: tuple[Path, ...],
    term: str | None,
    course_folder: Path | None,
    names: tuple[str, ...],
    language: Language,
) -> int:
    """Encrypt what decides a grade, hidden checks included, into a file that may lie anywhere.

    The key is GRADE_COURSE_KEY of the environment, or a new one, which is printed.
    """
    import os

    from grader.ci.protected import hash_files
    from grader.ci.seal import (
        KEY_VARIABLE,
        key_for_sealing,
        messages_about_key,
        seal_course,
        take_key,
    )

    opened = open_course(course_folder, Path.cwd())
    given = take_key(os.environ)
    key = key_for_sealing(given, term)
    here = Path.cwd()
    protected = hash_files(here, [path.resolve() for path in protect])
    out.write_bytes(seal_course(opened, pick(opened, names), key, protected))
    click.echo(gettext("wrote {path}", language, path=str(out)))
    if not given:
        click.echo(f"{KEY_VARIABLE}={key.text()}")
        click.echo(gettext("Keep this key: it is shown only now.", language))
        return 0
    for sentence in messages_about_key(key):  # without the key, which stays out of logs
        click.echo(translate(sentence, language))
    return 0


@course.command(epilog="Example: grade course release --out dist/")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write into.",
)
@course_folder_option
@language_option
def release(out: Path, course_folder: Path | None, language: Language) -> int:
    """Build the students' kit and prove that nothing of reference/ is in it.

    Solutions are there only of the exercises that course.toml names: solutions = ["05", "06"].
    """
    from rich.console import Console

    from grader.authoring.release import left_out, make_kit

    course = open_course(course_folder, Path.cwd())
    # to see each misconception's answers takes a minute
    errors = Console(stderr=True, markup=False, emoji=False, highlight=False)
    with errors.status("") as status:
        path = make_kit(course, out, lambda words: status.update(translate(words, language)))
    if course.solutions:
        names = ", ".join(course.solutions)
        click.echo(gettext("Solutions that students can see: {names}", language, names=names))
    if rest := left_out(course):
        click.echo(gettext("Left out of the kit: {names}", language, names=", ".join(rest)))
    click.echo(gettext("wrote {path}", language, path=str(path)))
    return 0
