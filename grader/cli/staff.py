"""What staff use: `grade submission`, `batch`, `report`, `doctor`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import course_option, isolation_option, language_option, open_course, pick
from .student import exit_code

if TYPE_CHECKING:
    from rich.console import Console

    from grader.batch import Graded, Job
    from grader.model import Language, Level
    from grader.submission.batch_folder import ClassFolder

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
    from grader.batch import write_atomically
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


@click.command(epilog="Example: grade batch hand-ins/ --out reports/")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where grades, reports and the gradebook are written.",
)
@click.option(
    "-j",
    "--processes",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="one for each processor",
    help="How many hand-ins are graded at once.",
)
@course_option
@isolation_option
@language_option
def batch(
    folder: Path,
    out: Path,
    processes: int,
    course_folder: Path | None,
    names: tuple[str, ...],
    least: Level,
    language: Language,
) -> int:
    """Grade a class: each folder, .zip, .py or .ipynb in FOLDER is one student's.

    Writes grades/<student>.json, reports/<student>.md and gradebook.csv below --out.
    """
    from grader.batch import Job, file_name, summary, write_gradebook
    from grader.reports.terminal import make_console, print_class
    from grader.sandbox.choice import open_sandbox
    from grader.sandbox.levels import demand_level
    from grader.submission import load_class
    from grader.text import clean_name
    from grader.words import say

    course = open_course(course_folder, Path.cwd())
    students = load_class(folder)
    with open_sandbox() as sandbox:
        demand_level(sandbox.isolation(), least)
    slugs = tuple(exercise.slug for exercise in pick(course, names))
    console = make_console()
    done = _grade_with_progress(Job(course.folder, slugs), students, out, language, processes)
    done.sort(key=lambda graded: graded.student)
    write_gradebook(out, done, slugs, language)
    print_class(console, [graded.grades for graded in done if graded.grades], language)
    console.print()
    for student, paths in students.paths.items():
        if len(paths) > 1:
            entries = ", ".join(clean_name(entry.name) for entry in paths)
            text = "{student}: {names} were taken together as one student's."
            console.print(say(text, language, student=clean_name(student), names=entries))
    for line in summary(done, students.left_out, language):
        console.print(line)
    level = done[0].grades[0].isolation.level if done and done[0].grades else "-"
    console.print(say("Isolation: {level}", language, level=level))
    console.print(
        say("Gradebook: {path}", language, path=str(out / "gradebook.csv")), soft_wrap=True
    )
    example = out / "reports" / f"{file_name(done[0].student)}.md"
    console.print(say("Reports:   {path}", language, path=str(example.parent)), soft_wrap=True)
    broken = any(grade.has_broken() for graded in done for grade in graded.grades)
    return 3 if broken or any(graded.trouble for graded in done) else 0


def _grade_with_progress(
    job: Job, students: ClassFolder, out: Path, language: Language, processes: int
) -> list[Graded]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from grader.batch import grade_class, write_student
    from grader.text import clean_name

    done: list[Graded] = []
    errors: Console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=errors, transient=True, disable=not errors.is_terminal
    ) as progress:
        task = progress.add_task("", total=len(students.paths))
        for graded in grade_class(job, students, processes):
            done.append(graded)
            if graded.grades:
                write_student(out, graded, language)
            progress.update(task, advance=1, description=clean_name(graded.student)[:30])
    return done


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

    from grader.batch import write_atomically
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
