"""Commands for staff: `grade submission`, `report`, `doctor`, `data`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, gettext, translate

from .options import (
    REPORTS,
    data_dir_option,
    format_option,
    grading_options,
    language_option,
    open_course,
    out_file_option,
    pick,
)
from .student import exit_code

if TYPE_CHECKING:
    from grader.model import Account, Grade, Language, Level


@click.command(epilog="Example: grade submission submissions/kim.zip --out kim.json")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--student", default="", help="The student; by default the name of the file or folder."
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the grades here, as JSON."
)
@click.option("-v", "--verbose", is_flag=True, help="Name the checks that passed, too.")
@grading_options
def submission(
    path: Path,
    student: str,
    out: Path | None,
    course_folder: Path | None,
    names: tuple[str, ...],
    least: Level,
    language: Language,
    *,
    verbose: bool,
) -> int:
    """Grade one submission (.py, .ipynb, .zip or folder); hidden checks show their values.

    Every exercise counts: what was not handed in earns 0. With -e, only those named count.
    """
    from grader.files import write_atomically
    from grader.pipeline import Grader
    from grader.reports.terminal.grades import make_console, print_grades
    from grader.results.grade_file import render_json
    from grader.sandbox.channel import demand_level
    from grader.submission.reader import Reader

    with Reader([path]) as reader:
        course = open_course(course_folder, Path.cwd())
        exercises = pick(course, names)
        reader.wanted = tuple(exercise.module for exercise in exercises)
        submitted = reader.read_path(path, student)
    with Grader(course, exercises) as grader:
        demand_level(grader.sandbox.isolation(), least)
        grades = grader.grade_all(submitted)
    print_grades(make_console(), grades, language, verbose=verbose)
    if out is not None:
        write_atomically(out, render_json(grades))
        click.echo(f"{out}")
    return exit_code(grades)


@click.command(
    epilog="Examples: grade report reports/grades/kim.json --format html --out kim.html    "
    "grade report reports/ --format class --anonymous --out lecture.html"
)
@click.argument("path", type=click.Path(path_type=Path))
@format_option(REPORTS)
@click.option(
    "--for",
    "reader",
    type=click.Choice(["student", "staff"]),
    default="student",
    show_default=True,
    help="The reader; only staff see the values of hidden checks.",
)
@click.option("--anonymous", is_flag=True, help="The page of a class without names or links.")
@out_file_option
@language_option
def report(
    path: Path, form: str, reader: str, out: Path | None, language: Language, *, anonymous: bool
) -> int:
    """Make a report from a file of grades that `grade batch` or `submission --out` wrote.

    With --format class, PATH is the folder that `grade batch --out` wrote.
    """
    if anonymous and form != "class":
        text = N_("--anonymous is for --format class: a student's report has a name.")
        raise click.UsageError(gettext(text, language))
    if form == "class":
        text = _class_page(path, language, anonymous=anonymous)
    else:
        from grader.batch.summary import load_with_account

        grades, account = load_with_account(path, language)
        # the default, because a report with hidden values may be sent to its student by mistake
        if reader == "student":
            grades = tuple(grade.for_student() for grade in grades)
        text = _rendered(grades, account, form, language, to_file=out is not None)
    if out is not None:
        from grader.files import write_atomically

        write_atomically(out, text)
        click.echo(f"{out}")
    else:
        click.echo(text, nl=False)
    return 0


def _rendered(
    grades: tuple[Grade, ...],
    account: Account | None,
    form: str,
    language: Language,
    *,
    to_file: bool,
) -> str:
    """The grades as text; empty if they were printed to the terminal already."""
    import io

    from grader.reports import formats
    from grader.reports.terminal.grades import make_console, print_account, print_grades

    if form in formats.WITH_ACCOUNT:
        return formats.WITH_ACCOUNT[form](grades, language, account)
    if form != "terminal":
        return formats.REPORTS[form](grades, language)
    file = io.StringIO() if to_file else None
    console = make_console(file)
    print_grades(console, grades, language)
    if account is not None:
        print_account(console, account, language)
    return file.getvalue() if file is not None else ""


def _class_page(folder: Path, language: Language, *, anonymous: bool) -> str:
    from grader.batch.summary import notes_on_page, summarise
    from grader.reports.pages.class_page import anonymous_names, render_class_page
    from grader.results.store import open_results

    with open_results(folder) as results:
        summary = summarise(results, language)
        if not anonymous:
            notes = notes_on_page(summary)
            return render_class_page(summary.rows, summary.statistics, language, notes=notes)
        names = anonymous_names(summary.rows)
        return render_class_page(
            summary.rows, summary.statistics, language, name=lambda row: names[row.member.student]
        )


@click.command(epilog="Examples: grade doctor    grade doctor reports/ --rebuild")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--rebuild", is_flag=True, help="Make FOLDER's index anew from its readable files, first."
)
@language_option
def doctor(folder: Path | None, language: Language, *, rebuild: bool) -> int:
    """Show how this machine confines a student's code: each layer, on or not, and why.

    With FOLDER, which `grade batch --out` wrote: what is missing, damaged or changed in it.
    """
    from grader.reports.terminal.doctor import print_examination
    from grader.reports.terminal.grades import make_console
    from grader.sandbox.pool import examine

    if folder is not None:
        return _examine_folder(folder, language, rebuild=rebuild)
    if rebuild:
        raise click.UsageError(gettext("--rebuild wants the folder of results.", language))
    found = examine()
    costs = (found.start_ms, found.worker_ms)
    print_examination(make_console(), found.isolation, costs, language)
    return 0


@click.group()
def data() -> None:
    """The images that networks are trained on: list them, fetch them, look at them."""


@data.command("list", epilog="Example: grade data list")
@data_dir_option
@language_option
def list_(language: Language) -> int:
    """The data sets, and where each lies on this machine."""
    from grader.datasets import find_file, load_manifest
    from grader.i18n import pick as pick_text

    for name, found in load_manifest().items():
        path = find_file(name)
        missing = gettext("not here yet: grade data fetch {name}", language, name=name)
        click.echo(f"{name}  {pick_text(found.title, language)}")
        click.echo(f"    {path or missing}")
        click.echo(f"    {found.source} ({found.licence})")
    return 0


@data.command(epilog="Example: grade data fetch mnist")
@click.argument("name")
@data_dir_option
@language_option
def fetch(name: str, language: Language) -> int:
    """Download the data set NAME, unless it is here already, and check it."""
    from grader.datasets import fetch as fetch_file

    path = fetch_file(name)
    click.echo(gettext("{name} is here and whole: {path}", language, name=name, path=str(path)))
    return 0


@data.command(epilog="Example: grade data show digits --count 5 --seed 3")
@click.argument("name", default="digits")
@click.option("--count", default=3, show_default=True, type=click.IntRange(1, 20))
@click.option("--seed", default=0, show_default=True, help="Another seed, other digits.")
@data_dir_option
def show(name: str, count: int, seed: int) -> int:
    """Draw some of the training digits of NAME in the terminal."""
    from grader.datasets import load_images
    from grader.datasets.images import draw_digits

    click.echo(draw_digits(load_images(name), count, seed))
    return 0


def _examine_folder(folder: Path, language: Language, *, rebuild: bool) -> int:
    """Print the faults of a folder of results, and their remedies; returns the exit code."""
    from grader.results.rebuild import examine_results, rebuild_index

    if rebuild:
        rebuild_index(folder)
    findings = examine_results(folder)
    for finding in findings:
        click.echo(translate(finding.sentence, language))
    for remedy in dict.fromkeys(translate(finding.remedy, language) for finding in findings):
        click.echo(f"  {remedy}")
    if not findings:
        text = N_("{folder}: nothing is missing or damaged.")
        click.echo(gettext(text, language, folder=str(folder)))
    return 2 if findings else 0
