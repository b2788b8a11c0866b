"""`grade batch`: a class's hand-ins, graded by every processor there is."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

import contextlib
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, gettext, translate

from .options import LAYOUTS, grading_options, open_course, pick

if TYPE_CHECKING:
    import datetime
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from grader.batch.class_run import ClassRun
    from grader.batch.job import Graders, Job
    from grader.batch.scheduler import Attempts, How
    from grader.batch.summary import Summary
    from grader.model import Course, Language, Level, Message
    from grader.results.class_file import Nothing

MAX_LINES = 5  # of notes of one kind
MAX_GRACE = 60 * 24 * 366  # minutes


@click.command(epilog="Example: grade batch submissions.zip --out reports/ --roster class.csv")
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
    help="How many submissions are graded at once.",
)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="auto",
    show_default="recognised",
    help="Where the submissions were downloaded.",
)
@click.option(
    "--roster",
    "roster_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Who is in the class: a CSV file, such as Canvas's, Moodle's or Gradescope's list.",
)
@click.option(
    "--map",
    "people",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Whose some submissions are: a CSV file with the columns submission and student.",
)
@click.option(
    "--attempts",
    type=click.Choice(["last", "best"]),
    default="last",
    show_default=True,
    help="Which counts where a student handed in several times.",
)
@click.option(
    "--due",
    callback=lambda context, _o, value: _moment(value, context.find_root().obj),
    metavar="TIME",
    help="When it was due, as 2026-11-20T23:59 (this machine's time zone).",
)
@click.option(
    "--late",
    "late_percent",
    type=click.FloatRange(0, 100),
    default=0.0,
    help="Per cent of the points that each day begun after that costs.",
)
@click.option(
    "--late-most",
    type=click.FloatRange(0, 100),
    default=100.0,
    show_default=True,
    help="Per cent that lateness costs at most.",
)
@click.option(
    "--grace",
    type=click.FloatRange(0, MAX_GRACE),
    default=0.0,
    help="Minutes after --due that cost nothing.",
)
@click.option(
    "--nothing",
    type=click.Choice(["zero", "blank"]),
    default="zero",
    show_default=True,
    help="What an exercise shows that was not handed in, in every table and export.",
)
@click.option(
    "--only", multiple=True, metavar="STUDENT", help="Grade only them; may be given again."
)
@click.option("--force", is_flag=True, help="Grade again what is unchanged, too.")
@click.option(
    "--yes",
    is_flag=True,
    help="Go on if few of the submissions fit the layout or the roster.",
)
@click.option(
    "--sealed",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The sealed course, opened with GRADE_COURSE_KEY of the environment, instead of --course.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Show whose points would change in --out, and change nothing.",
)
@click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    help="Processes of this machine (the default), or of a Dask cluster.",
)
@click.option(
    "--scheduler",
    default="",
    metavar="tcp://…",
    help="Grade on the workers of this Dask scheduler (needs the extra `cluster`).",
)
@grading_options
def batch(
    folder: Path,
    out: Path,
    processes: int,
    layout: str,
    roster_file: Path | None,
    people: Path | None,
    attempts: Attempts,
    due: datetime.datetime | None,
    late_percent: float,
    late_most: float,
    grace: float,
    nothing: Nothing,
    only: tuple[str, ...],
    executor: str | None,
    scheduler: str,
    sealed: Path | None,
    course_folder: Path | None,
    names: tuple[str, ...],
    least: Level,
    language: Language,
    *,
    force: bool,
    yes: bool,
    dry_run: bool,
) -> int:
    """Grade a class: each folder, .zip, .py or .ipynb in FOLDER is one student's.

    FOLDER may also be what Canvas, Moodle, Gradescope, nbgrader or GitHub gave you, as a folder or
    as one .zip. Writes grades, reports, gradebook.csv, statistics.json and class.html below --out.
    When it is interrupted, the same command goes on; what is unchanged is not graded again.
    Nothing is graded if few of the submissions fit the layout or the roster, unless --yes is given.
    """
    from grader.batch.job import Job, local_graders
    from grader.model import Lateness

    if executor is not None and (executor == "dask") != bool(scheduler):
        text = N_("--executor dask and --scheduler tcp://host:8786 belong together.")
        raise click.UsageError(gettext(text, language))
    if not all(map(math.isfinite, (late_percent, late_most, grace))):
        raise click.UsageError(gettext("--late, --late-most and --grace want numbers.", language))
    lateness = Lateness(
        due=due, percent_a_day=late_percent, most_percent=late_most, grace_minutes=grace
    )
    with contextlib.ExitStack() as stack:
        course = stack.enter_context(_course(course_folder, sealed, language))
        place = stack.enter_context(_place(out, is_trial=dry_run))
        exercises = pick(course, names)
        job = Job(course.folder, tuple(exercise.slug for exercise in exercises), language)
        graders = None
        if not scheduler:
            # where nothing was graded before, something will be: a process gets ready meanwhile
            starting = local_graders(job, processes, at_once=not out.exists())
            graders = stack.enter_context(starting)
        from grader.batch.class_run import Settings, prepared

        settings = Settings(
            layout, roster_file, attempts, lateness, only, force, language, yes, people, nothing
        )
        run = stack.enter_context(prepared(folder, place, course, exercises, settings))
        if graders is None:
            graders = stack.enter_context(_cluster_graders(job, scheduler, least))
        else:
            _demand_level(least)
        done = _grade_with_progress(run, graders, language)
        summary = run.sum_up()
        if dry_run:
            _print_trial(out, place, language)
        else:
            _print_summary(run, done, summary, language)
    broken = summary.broken or summary.troubles or summary.undrawn
    return 3 if broken else 0


@contextlib.contextmanager
def _course(folder: Path | None, sealed: Path | None, language: Language) -> Iterator[Course]:
    """The course, which is closed and removed again if it was sealed."""
    if sealed is None:
        yield open_course(folder, Path.cwd())
        return
    from grader.ci.seal import opened, take_key

    if folder is not None:
        raise click.UsageError(gettext("--sealed and --course exclude each other.", language))
    key = take_key(os.environ)  # before anything is started that might find it
    with opened(sealed.read_bytes(), key) as course:
        yield course


@contextlib.contextmanager
def _place(out: Path, *, is_trial: bool) -> Iterator[Path]:
    """Where results are written: for a trial a copy, which is removed."""
    if not is_trial:
        yield out
        return
    from grader.batch.trial_run import trial_copy

    with trial_copy(out) as place:
        yield place


def _print_trial(out: Path, place: Path, language: Language) -> None:
    from grader.batch.trial_run import find_trial_changes
    from grader.i18n import points
    from grader.reports.terminal.class_report import print_changes
    from grader.reports.terminal.grades import make_console
    from grader.text import clean_name

    console = make_console()
    changes, others = find_trial_changes(out, place, language)
    print_changes(console, changes, language)
    for other in others:
        text = N_("{student}: {before} → {after}, by lateness or an extension")
        values = {"before": points(other.before), "after": points(other.after)}
        console.print(gettext(text, language, student=clean_name(other.student), **values))
    text = N_("Nothing in {path} was changed. The same command without --dry-run does it.")
    console.print(gettext(text, language, path=str(out)), soft_wrap=True)


def _demand_level(least: Level) -> None:
    from grader.sandbox.channel import demand_level
    from grader.sandbox.pool import open_sandbox

    with open_sandbox(brief=True) as sandbox:
        demand_level(sandbox.isolation(), least)


def _cluster_graders(
    job: Job, scheduler: str, least: Level
) -> contextlib.AbstractContextManager[Graders]:
    from grader.errors import GraderError
    from grader.model import message

    try:
        from grader.batch.dask import cluster_graders
    except ModuleNotFoundError as error:
        raise GraderError(
            message("Grading on a cluster needs Dask."),
            message("Install it with: pip install 'cnn-grader[cluster]'"),
        ) from error
    return cluster_graders(job, scheduler, least)


def _grade_with_progress(run: ClassRun, graders: Graders, language: Language) -> Counter[How]:
    """How many students were done in which way; each is written as it comes."""
    from collections import Counter

    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from grader.text import clean_name

    counts: Counter[How] = Counter()  # by how
    errors: Console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    progress = Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal)
    try:
        with progress:
            task = progress.add_task("", total=len(run.students))
            for done in run.grade(graders):
                counts[done.how] += 1
                progress.update(task, advance=1, description=clean_name(done.student)[:30])
    except KeyboardInterrupt:
        text = N_("{count} of {total} are done. The same command goes on from here.")
        count, total = counts.total(), len(run.students)
        errors.print("\n" + gettext(text, language, count=count, total=total), soft_wrap=True)
        raise
    return counts


def _print_summary(run: ClassRun, done: Counter[How], summary: Summary, language: Language) -> None:
    from grader.batch.summary import CLASS_PAGE, GRADEBOOK, notes_in_terminal
    from grader.reports.terminal.class_report import print_class
    from grader.reports.terminal.grades import make_console
    from grader.results.store import REPORTS
    from grader.submission.people_map import UNMATCHED

    out, found = run.plan.results.out, run.found
    console = make_console()
    print_class(console, summary.rows, summary.slugs, language)
    console.print()
    lines = _note_lines(notes_in_terminal(summary), language)
    if found.layout != "plain":
        lines.append(gettext("Layout: {layout}", language, layout=found.layout))
    if done["kept"]:
        text = N_("{count} were unchanged since the last run and not graded again (--force does).")
        lines.append(gettext(text, language, count=done["kept"]))
    if run.moved:
        text = N_("No longer in this class, and moved to earlier/: {names}")
        lines.append(gettext(text, language, names=", ".join(run.moved)))
    if (out / UNMATCHED).is_file():
        text = N_("Not on the roster: fill in {path}, and give it to --map.")
        lines.append(gettext(text, language, path=str(out / UNMATCHED)))
    for line in lines:
        console.print(line)
    levels = ", ".join(sorted(summary.levels)) or "-"
    console.print(gettext("Isolation: {level}", language, level=levels))
    gradebook, reports = str(out / GRADEBOOK), str(out / REPORTS)
    console.print(gettext("Gradebook: {path}", language, path=gradebook), soft_wrap=True)
    console.print(gettext("Reports:   {path}", language, path=reports), soft_wrap=True)
    console.print(
        gettext("The class: {path}", language, path=str(out / CLASS_PAGE)), soft_wrap=True
    )


def _note_lines(notes: Sequence[Message], language: Language) -> list[str]:
    """All notes; many of one kind are put on one line, so that none is hidden behind them."""
    kinds: dict[str, list[str]] = {}
    for note in notes:
        kinds.setdefault(note.text, []).append(translate(note, language))
    lines = []
    for several in kinds.values():
        lines += several if len(several) <= MAX_LINES else [" · ".join(several)]
    return lines


def _moment(text: str | None, language: Language) -> datetime.datetime | None:
    """A time as people write it; without a zone it is this machine's."""
    from grader.submission.dates import parse_iso_time

    if not text:
        return None
    moment = parse_iso_time(text)
    if moment is None or len(text) <= len("2026-11-20"):  # a day: some mean its end, some its start
        said = N_("{given} is no time. Write it as 2026-11-20T23:59 or 2026-11-20T23:59+09:00.")
        raise click.BadParameter(gettext(said, language, given=text))
    return moment
