"""The command that stays: `grade watch`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

import contextlib
import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import course_option, language_option, open_course, pick
from .progress import clock
from .student import load_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.checks.judge import Judge
    from grader.model import Exercise, Language


@click.command(epilog="Examples: grade watch    grade watch {module}.py    grade watch -e {number}")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@course_option
@language_option
def watch(
    path: Path, course_folder: Path | None, names: tuple[str, ...], language: Language
) -> int:
    """Stay, and check your files again each time you save.

    PATH is a file or a folder, as for `grade check`. Keys: h a hint, n the next exercise, a all
    findings, q quit.
    """
    course = open_course(course_folder, path)
    exercises = pick(course, names)
    from grader.pipeline import Grader
    from grader.reports.terminal.grades import make_console
    from grader.reports.terminal.watch_screen import WatchScreen
    from grader.submission.loading import demand_there, snapshot
    from grader.submission.own_files import OwnFiles
    from grader.watch import Events, Files, Session, read_keys, watch_files

    demand_there(path)
    folder = path if path.is_dir() else path.parent
    events = Events()
    # ^C is how one ends this
    with (
        contextlib.suppress(KeyboardInterrupt),
        read_keys(events) as has_keys,
        Grader(course, exercises, on_demand=True) as grader,
        OwnFiles() as own,
    ):
        screen = WatchScreen(make_console(), exercises, language, has_keys=has_keys)
        screen.greet(str(folder.resolve()))
        wait = functools.partial(_waiting, grader.judge)
        load = functools.partial(load_here, path, course, exercises, own.read)
        with watch_files(folder, events):
            files = Files(load, functools.partial(snapshot, path))
            Session(course, grader, files, screen, wait=wait).run(events)
    return 0


@contextlib.contextmanager
def _waiting(judge: Judge, exercise: Exercise) -> Iterator[None]:
    """Show how far the trainings of an exercise are."""
    with clock((exercise,)) as line:
        judge.on_training = line.tell
        yield
