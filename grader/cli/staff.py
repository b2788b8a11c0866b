"""What staff use: `grade submission`, `report`, `doctor`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, gettext

from .choices import REPORTS
from .options import (
    format_option,
    grading_options,
    language_option,
    open_course,
    out_file_option,
    pick,
)
from .student import exit_code

if TYPE_CHECKING:
    from grader.model import Grade, Language, Level


@click.command(epilog="Example: grade submission submissions/kim.zip --out kim.json")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--student", default="", help="Whose it is; by default the name of the file or folder."
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
    from grader.submission import load_submission

    course = open_course(course_folder, Path.cwd())
    handed_in = load_submission(path, student)
    with Grader(course, pick(course, names)) as grader:
        demand_level(grader.sandbox.isolation(), least)
        grades = grader.grade_all(handed_in)
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
    help="What it tells of hidden checks.",
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
        from grader.results.grade_file import load_grades

        grades = load_grades(path)
        if reader == "student":
            grades = tuple(grade.for_student() for grade in grades)
        text = _rendered(grades, form, language, to_file=out is not None)
    if out is not None:
        from grader.files import write_atomically

        write_atomically(out, text)
        click.echo(f"{out}")
    else:
        click.echo(text, nl=False)
    return 0


def _rendered(grades: tuple[Grade, ...], form: str, language: Language, *, to_file: bool) -> str:
    """The grades as text; nothing is left to print where they went to the terminal at once."""
    import io

    from grader.reports import formats
    from grader.reports.terminal.grades import make_console, print_grades

    if form != "terminal":
        return formats.REPORTS[form](grades, language)
    file = io.StringIO() if to_file else None
    print_grades(make_console(file), grades, language)
    return file.getvalue() if file is not None else ""


def _class_page(folder: Path, language: Language, *, anonymous: bool) -> str:
    from grader.batch.summary import summarise
    from grader.reports.pages.class_page import anonymous_names, render_class_page
    from grader.results.store import load_class_file

    summary = summarise(folder, load_class_file(folder), language)
    if not anonymous:
        return render_class_page(summary.rows, summary.statistics, language)
    names = anonymous_names(summary.rows)
    return render_class_page(
        summary.rows, summary.statistics, language, name=lambda row: names[row.member.student]
    )


@click.command(epilog="Example: grade doctor")
@language_option
def doctor(language: Language) -> int:
    """What this machine offers: each wall round a student's code, whether it stands and why not."""
    from grader.reports.terminal.doctor import print_examination
    from grader.reports.terminal.grades import make_console
    from grader.sandbox.pool import examine

    found = examine()
    costs = (found.start_ms, found.worker_ms)
    print_examination(make_console(), found.isolation, costs, language)
    return 0
