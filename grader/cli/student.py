"""Commands for students: `grade check`, `start`, `hint`, `reset`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import gettext

from .options import course_folder_option, course_option, language_option, open_course, pick
from .progress import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from grader.model import Course, Exercise, Grade, Language, Submission
    from grader.sandbox.fork_server import ForkServer


@click.command(
    epilog="Examples: grade check    grade check {module}.ipynb    grade check -e {number}"
)
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("-a", "--all", "everything", is_flag=True, help="Show every finding in full.")
@click.option("-v", "--verbose", is_flag=True, help="Name the checks that passed, too.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report here as a page, too, with pictures of the arrays.",
)
@course_option
@language_option
def check(
    path: Path,
    html: Path | None,
    course_folder: Path | None,
    names: tuple[str, ...],
    language: Language,
    *,
    everything: bool,
    verbose: bool,
) -> int:
    """Check your files: what is right, what is wrong and why.

    PATH is a .py or .ipynb file, a .zip or a folder; this folder by default. The first thing to
    mend is shown in full, the others in a line each.
    """
    with _server_ahead() as server:
        course = open_course(course_folder, path)
        from grader.reports.terminal.grades import make_console, print_grades
        from grader.reports.terminal.next_step import print_next_step

        grades = grade_here(path, course, pick(course, names), server)
    console = make_console()
    folded = print_grades(console, grades, language, verbose=verbose, first_only=not everything)
    print_next_step(console, grades, course, language, path=_shown(path), folded=folded)
    if html is not None:
        from grader.files import write_atomically
        from grader.reports.pages.student_page import render_student_page

        write_atomically(html, render_student_page(grades, language))
        click.echo(f"{html}")
    return exit_code(grades)


@click.command(epilog="Examples: grade hint    grade hint {name}    grade hint {name} -n 2")
@click.argument("what", default=".")
@click.option(
    "-n", "--steps", default=1, show_default=True, type=click.IntRange(1), help="How many hints."
)
@course_option
@language_option
def hint(
    what: str, steps: int, course_folder: Path | None, names: tuple[str, ...], language: Language
) -> int:
    """A hint beyond what `grade` says, for the first mistake; more with -n 2, -n 3.

    WHAT is an exercise ({number}, {slug}), one of your functions, or a file or folder as for
    `grade check`.
    """
    from grader.course.manifest import exercise_called

    path, function = (Path(what), "") if _is_path(what) else (Path(), what)
    with _server_ahead() as server:
        course = open_course(course_folder, path)
        if function and (exercise := exercise_called(course, function)):
            names, function = (exercise.slug,), ""
        elif function and not names:
            names = _exercises_with(function, course)
        grades = grade_here(path, course, pick(course, names), server)
    from grader.reports.terminal.grades import make_console, print_not_tried
    from grader.reports.terminal.next_step import print_hint
    from grader.reports.view import next_hint

    found = next_hint(grades, steps, language, function)
    if found is not None:
        print_hint(make_console(), found, steps, language)
    elif any(not grade.missing for grade in grades):
        click.echo(gettext("Everything passes here. No hint needed.", language))
    else:
        print_not_tried(make_console(), grades, language)
    return exit_code(grades)


@click.command(epilog="Example: grade start {number} --notebook")
@click.argument("exercise")
@click.option("--notebook", is_flag=True, help="The notebook instead of the Python file.")
@course_folder_option
@language_option
def start(exercise: str, course_folder: Path | None, language: Language, *, notebook: bool) -> int:
    """Put the starter file of EXERCISE ({number}, {slug} or {module}) into this folder."""
    from grader.course.workspace import start_exercise

    course = open_course(course_folder, Path.cwd())
    (chosen,) = pick(course, (exercise,))
    path = start_exercise(course, chosen, Path.cwd(), notebook=notebook)
    statement = course.statement(chosen.slug, language)
    click.echo(gettext("Wrote {file}.", language, file=path.name))
    click.echo(
        gettext(
            "Read {statement}, do what it asks, then run: grade",
            language,
            statement=str(statement),
        )
    )
    return 0


@click.command(epilog="Example: grade reset {module}.py")
@click.argument("name")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@course_folder_option
@language_option
def reset(name: str, course_folder: Path | None, language: Language, *, yes: bool) -> int:
    """Start an exercise again: NAME is your file, or the exercise. Your file is kept."""
    from grader.course.workspace import reset_file, work_file

    course = open_course(course_folder, Path.cwd())
    # `mean.py` and `01` both name the exercise
    (chosen,) = pick(course, (Path(name).stem if Path(name).suffix else name,))
    path = work_file(chosen, Path.cwd(), name)
    question = gettext(
        "Replace {file} by the starter? Your file is kept.", language, file=path.name
    )
    if not yes and not click.confirm(question):
        click.echo(gettext("Nothing was changed.", language))
        return 0
    backup = reset_file(course, chosen, path)
    click.echo(
        gettext(
            "{file} is the starter again; yours is kept as {backup}.",
            language,
            file=path.name,
            backup=backup.name,
        )
    )
    return 0


def _is_path(what: str) -> bool:
    path = Path(what)
    return path.exists() or bool(path.suffix) or len(path.parts) != 1


def _exercises_with(function: str, course: Course) -> tuple[str, ...]:
    """The exercises that ask for this function.

    Raises:
        GraderError: none does.
    """
    from grader.errors import GraderError, did_you_mean
    from grader.model import message

    found = tuple(e.slug for e in course.exercises if function in e.names)
    if not found:
        known = {n for e in course.exercises for n in (*e.names, e.slug)}
        sentence = message(
            "No exercise is called {name}, and none asks for a function {name}.", name=function
        )
        raise GraderError(sentence, did_you_mean(function, known))
    return found


def _shown(path: Path) -> str:
    return "" if path == Path() else str(path)


def exit_code(grades: list[Grade]) -> int:
    """0 if everything passed, 3 if a check is broken, else 1."""
    if any(grade.has_broken() for grade in grades):
        return 3
    # nothing graded is no success
    return 0 if grades and all(grade.all_passed() for grade in grades) else 1


def _server_ahead() -> AbstractContextManager[ForkServer | None]:
    """A server that starts before the course is read; None where there are no forked workers."""
    if sys.platform != "linux":
        return nullcontext()
    from grader.sandbox.fork_server import server_ahead

    return server_ahead()


def grade_here(
    path: Path,
    course: Course,
    exercises: tuple[Exercise, ...],
    server: ForkServer | None = None,
) -> list[Grade]:
    """Grade the files at a path; returns the grades as a student may see them.

    Args:
        path: a file or folder.
        course: the course.
        exercises: those that are looked for.
        server: started before, in the background.

    Raises:
        SubmissionError: nothing there answers an exercise.
    """
    from grader.course.workspace import starter_hashes
    from grader.sandbox.pool import SandboxPool

    # before the heavy imports below: the first sandbox starts in the background
    sandboxes = SandboxPool(exercises, server=server, brief=True)
    import msgspec

    from grader.pipeline import Grader
    from grader.submission.loading import nothing_found
    from grader.submission.recognition import recognise

    with sandboxes:
        submission = load_here(path, course, exercises)
        starters = starter_hashes(course)
        found = recognise(
            submission, exercises, course.exercises, starters, any_name=len(exercises) == 1
        )
        if not found.answers:
            remarks = [remark.message for each in found.remarks.values() for remark in each]
            reasons = [remark for n, remark in enumerate(remarks) if remark not in remarks[:n]]
            raise nothing_found(path, submission, exercises, tuple(reasons))
        answered = tuple(answer.exercise for answer in found.answers)
        with Grader(course, answered, sandboxes) as grader, clock(answered) as line:
            grader.judge.on_training = line.tell
            grades = grader.grade(submission)
        # of exercises that are not graded here, but have functions in a file that is
        more = [each for each in found.answers[0].problems if each not in grades[0].problems]
        problems = (*grades[0].problems, *more)
        grades[0] = msgspec.structs.replace(grades[0], problems=problems)
        # staff who check a solution here see no hidden values either
        return [grade.for_student() for grade in grades]


def load_here(
    path: Path,
    course: Course,
    exercises: tuple[Exercise, ...],
    read: Callable[..., Submission] | None = None,
) -> Submission:
    """Load the files at a path; the course's own, if they lie there too, are left out.

    Args:
        read: in place of `read_submission`.

    Raises:
        SubmissionError: there is nothing, or a file of another kind.
    """
    from grader.course.workspace import starter_hashes
    from grader.submission import read_submission
    from grader.submission.recognition import without_starters

    holds_course = course.folder.is_relative_to(path.resolve()) and course.folder != path.resolve()

    def leave_out(submission: Submission) -> Submission:
        # the course lies in this folder: its untouched starters are no answers
        if holds_course:
            return without_starters(submission, course.exercises, starter_hashes(course))
        return submission

    modules = [exercise.module for exercise in exercises]
    return (read or read_submission)(path, "", modules, leave_out)
