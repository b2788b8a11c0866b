"""What staff ask about a graded class: `grade statistics`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import language_option

if TYPE_CHECKING:
    from grader.model import Language

results_argument = click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False)
)


@click.command(epilog="Example: grade statistics reports/ --format json --out statistics.json")
@results_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@language_option
def statistics(folder: Path, form: str, out: Path | None, language: Language) -> int:
    """Each check's pass rate, difficulty and discrimination, points, and ideas that went wrong.

    FOLDER is what `grade batch --out` wrote. Difficulty is the share of points lost by those who
    tried the check; discrimination says how well it tells good hand-ins from weak ones (1 well, 0
    not at all, below 0 the wrong way round).
    """
    import io

    from grader.batch import write_atomically
    from grader.classroom import class_statistics, render_statistics
    from grader.classroom.results import each_student
    from grader.reports.statistics import print_statistics
    from grader.reports.terminal import make_console

    found = class_statistics(each_student(folder))
    file = io.StringIO() if out is not None else None
    if form == "terminal":
        print_statistics(make_console(file), found, language)
    text = render_statistics(found) if form == "json" else file.getvalue() if file else ""
    if out is not None:
        write_atomically(out, text)
        click.echo(f"{out}")
    elif text:
        click.echo(text, nl=False)
    return 0
