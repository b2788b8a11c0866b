"""What authors use: `grade course ...`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path

import click

from .options import course_option, open_course, pick


@click.group()
def course() -> None:
    """For authors: make what students get from what staff keep."""


@course.command(epilog="Example: grade course stub --check")
@click.option("--check", is_flag=True, help="Write nothing; fail where a starter is out of date.")
@course_option
def stub(course_folder: Path | None, names: tuple[str, ...], *, check: bool) -> int:
    """Make the starters (.py and .ipynb) from the reference solutions."""
    from grader.course.stub import stale_starters, write_starters

    opened = open_course(course_folder, Path.cwd())
    exercises = pick(opened, names)
    if check:
        stale = stale_starters(opened, exercises)
        for path in stale:
            click.echo(f"out of date: {path}")
        return 1 if stale else 0
    for path in write_starters(opened, exercises):
        click.echo(f"wrote {path}")
    return 0
