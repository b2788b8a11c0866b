"""What staff ask about a graded class: `grade gradebook`, `statistics`, `diff`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, gettext

from .choices import GRADEBOOKS
from .options import format_option, language_option, out_file_option, results_argument

if TYPE_CHECKING:
    from grader.model import Language


@click.command(
    epilog="Example: grade gradebook reports/ --format canvas --title 'Homework 1 (4711)' "
    "--out canvas.csv"
)
@results_argument
@format_option(GRADEBOOKS, N_("Who is to import it."))
@click.option(
    "--title", default="", help="One column of this name with the total, instead of exercises."
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="For Blackboard: the file that it exported, in which the column --title is filled.",
)
@out_file_option
@language_option
def gradebook(
    folder: Path,
    form: str,
    title: str,
    template: Path | None,
    out: Path | None,
    language: Language,
) -> int:
    """Make the gradebook of a class again, or the file that an LMS imports; nothing is graded.

    FOLDER is what `grade batch --out` wrote. Points that you give or take by hand go into
    FOLDER/adjustments.csv (student,exercise,points,reason) and stay through every regrade.
    """
    from grader.batch.summary import GRADEBOOK, summarise, write_summary
    from grader.gradebook.blackboard import fill_template
    from grader.gradebook.exports import EXPORTS
    from grader.results.store import load_class_file

    if (form == "blackboard") != bool(template) or (template is not None and not title):
        text = N_("--format blackboard, --template and --title belong together.")
        raise click.UsageError(gettext(text, language))
    found = load_class_file(folder)
    summary = summarise(folder, found, language)
    if form == "csv":
        write_summary(folder, found, summary, language)
        path = folder / GRADEBOOK
        _write(path.read_bytes(), out or path)
        return 0
    if template is not None:
        data, left_out = fill_template(template, summary.rows, title)
    else:
        text, left_out = EXPORTS[form](summary.rows, found, title)
        data = text.encode()
    _write(data, out)
    if left_out:
        names = ", ".join(left_out)
        said = N_(
            "Left out, as {form} would not know them without its own list as --roster: {names}"
        )
        click.echo(gettext(said, language, form=form, names=names), err=True)
    return 0


def _write(data: bytes, out: Path | None) -> None:
    """Prints what was made, or writes it and says where."""
    from grader.files import write_bytes_atomically

    if out is None:
        click.echo(data, nl=False)
        return
    write_bytes_atomically(out, [data])
    click.echo(f"{out}")


@click.command(epilog="Example: grade statistics reports/ --format json --out statistics.json")
@results_argument
@format_option(["terminal", "json"])
@out_file_option
@language_option
def statistics(folder: Path, form: str, out: Path | None, language: Language) -> int:
    """Each check's pass rate, difficulty and discrimination, points, and ideas that went wrong.

    FOLDER is what `grade batch --out` wrote. Difficulty is the share of points lost by those who
    tried the check; discrimination says how well it tells good submissions from weak ones (1 well,
    0 not at all, below 0 the wrong way round).
    """
    import io

    from grader.files import write_atomically
    from grader.gradebook.item_analysis import class_statistics
    from grader.gradebook.statistics import render_statistics
    from grader.reports.terminal.class_report import print_statistics
    from grader.reports.terminal.grades import make_console
    from grader.results.journal import read_repeats
    from grader.results.store import each_students_grades

    found = class_statistics(each_students_grades(folder), read_repeats(folder))
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


@click.command(epilog="Example: grade diff reports-monday/ reports/")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
@format_option(["terminal", "json"])
@language_option
def diff(old: Path, new: Path | None, form: str, language: Language) -> int:
    """Whose points changed between two results, and by which checks.

    OLD and NEW are folders that `grade batch --out` wrote, or files of grades. With OLD alone:
    what changed there for each student since before they were last graded again.
    """
    from grader.reports.terminal.class_report import print_changes, render_changes
    from grader.reports.terminal.grades import make_console
    from grader.results.diff import find_changes, find_changes_of_last_run

    changes = list(find_changes(old, new) if new is not None else find_changes_of_last_run(old))
    if form == "json":
        click.echo(render_changes(changes), nl=False)
    else:
        print_changes(make_console(), changes, language)
    return 0
