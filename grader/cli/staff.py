"""What staff use: `grade submission`, `report`, `doctor`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import course_option, isolation_option, language_option, open_course, pick
from .student import exit_code

if TYPE_CHECKING:
    from grader.model import Language, Level

# as in `grader.reports.REPORTS`, which is not loaded for `--help`; a test holds that
FORMATS = [
    *("terminal", "html", "markdown", "json", "csv", "junit"),
    *("gradescope", "github", "classroom-reporter", "gitlab"),
]


@click.command(epilog="Example: grade submission hand-ins/kim.zip --out kim.json")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--student", default="", help="Whose it is; by default the name of the file or folder."
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the grades here, as JSON."
)
@click.option("-v", "--verbose", is_flag=True, help="Name the checks that passed, too.")
@course_option
@isolation_option
@language_option
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
    """Grade one hand-in (.py, .ipynb, .zip or folder); hidden checks are shown with their values.

    Every exercise counts: what was not handed in earns 0. With -e, only those named count.
    """
    from grader.files import write_atomically
    from grader.pipeline import Grader
    from grader.reports.canonical import render_json
    from grader.reports.terminal import make_console, print_grades
    from grader.sandbox.levels import demand_level
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


@click.command(epilog="Example: grade report reports/grades/kim.json --format markdown --lang ko")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="terminal",
    show_default=True,
)
@click.option(
    "--for", "reader", type=click.Choice(["student", "staff"]), default="student", show_default=True
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@language_option
def report(path: Path, form: str, reader: str, out: Path | None, language: Language) -> int:
    """Make a report from a file of grades that `grade batch` or `submission --out` wrote."""
    import io

    from grader.files import write_atomically
    from grader.reports import REPORTS
    from grader.reports.canonical import load_grades
    from grader.reports.terminal import make_console, print_grades

    grades = load_grades(path)
    if reader == "student":
        grades = tuple(grade.for_student() for grade in grades)
    if form == "terminal":
        file = io.StringIO() if out is not None else None
        print_grades(make_console(file), grades, language)
        text = file.getvalue() if file is not None else ""
    else:
        text = REPORTS[form](grades, language)
    if out is not None:
        write_atomically(out, text)
        click.echo(f"{out}")
    elif form != "terminal":
        click.echo(text, nl=False)
    return 0


@click.command(epilog="Example: grade doctor")
@language_option
def doctor(language: Language) -> int:
    """What this machine offers: each wall round a student's code, whether it stands and why not."""
    from grader.reports.terminal import make_console
    from grader.sandbox.doctor import examine, print_examination

    print_examination(make_console(), examine(), language)
    return 0
