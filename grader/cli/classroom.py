"""Commands for a graded class: `grade gradebook`, `statistics`, `similar`, `diff`."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, gettext

from .options import (
    GRADEBOOKS,
    course_option,
    format_option,
    language_option,
    open_course,
    out_file_option,
    pick,
    results_argument,
)

if TYPE_CHECKING:
    from grader.model import Language


@click.command(
    epilog="Example: grade gradebook reports/ --format canvas --title 'Homework 1 (4711)' "
    "--out canvas.csv"
)
@results_argument
@format_option(GRADEBOOKS, N_("The program that will import it."))
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
    from grader.gradebook.exports import EXPORTS, fill_template
    from grader.gradebook.rows import gradebook_lines
    from grader.results.store import open_results
    from grader.text import clean_name

    if (form == "blackboard") != bool(template) or (template is not None and not title):
        text = N_("--format blackboard, --template and --title belong together.")
        raise click.UsageError(gettext(text, language))
    with open_results(folder) as results:
        summary = summarise(results, language)
        left_out: list[str] = []
        if form == "csv" and out is None:
            write_summary(folder, summary, language)
            click.echo(f"{folder / GRADEBOOK}")
            return 0
        if form == "csv":  # of a folder, maybe, in which one may only read
            data = "".join(gradebook_lines(summary.rows, summary.slugs)).encode()
        elif template is not None:
            data, left_out = fill_template(template, summary.rows, title)
        else:
            text, left_out = EXPORTS[form](summary.rows, results.class_file(), title)
            data = text.encode()
        broken = [clean_name(row.member.student) for row in summary.rows if row.has_broken]
    _write(data, out)
    if broken and form != "csv":
        sentence = N_(
            "A check broke for {names}: in this file their points are those of the other checks, "
            "scaled to all points."
        )
        click.echo(gettext(sentence, language, names=", ".join(broken)), err=True)
    if left_out:
        names = ", ".join(left_out)
        sentence = N_(
            "Left out, as {form} would not know them without its own list as --roster: {names}"
        )
        click.echo(gettext(sentence, language, form=form, names=names), err=True)
    return 0


def _write(data: bytes, out: Path | None) -> None:
    """Print the data, or write it and print the path."""
    from grader.files import write_bytes_atomically

    if out is None:
        click.echo(data, nl=False)
        return
    write_bytes_atomically(out, [data])
    click.echo(f"{out}")


@click.command(epilog="Example: grade statistics reports/ --format json --out statistics.json")
@results_argument
@format_option(["terminal", "json", "csv"])
@out_file_option
@language_option
def statistics(folder: Path, form: str, out: Path | None, language: Language) -> int:
    """Show each check's pass rate, difficulty and discrimination, points, and misconceptions.

    FOLDER is what `grade batch --out` wrote. Difficulty is the share of points lost by those who
    tried the check; discrimination says how well it tells good submissions from weak ones (1 well,
    0 not at all, below 0 the wrong way round). Where so few handed in that it might be either, it
    says so.
    """
    import io

    from grader.files import write_atomically
    from grader.gradebook.item_analysis import render_statistics, statistics_lines
    from grader.gradebook.tally import class_statistics
    from grader.reports.terminal.class_report import print_statistics
    from grader.reports.terminal.grades import make_console
    from grader.results.store import open_results

    with open_results(folder) as results:
        graded = (result.grades for result in results.each_result() if result.grades)
        found = class_statistics(graded, results.repeats())
    # to a terminal it is printed at once, so that rich sees its width and colours
    file = io.StringIO() if out is not None else None
    if form == "terminal":
        print_statistics(make_console(file), found, language)
    text = file.getvalue() if file else ""
    if form == "json":
        text = render_statistics(found)
    elif form == "csv":
        text = "".join(statistics_lines(found))
    if out is not None:
        write_atomically(out, text)
        click.echo(f"{out}")
    elif text:
        click.echo(text, nl=False)
    return 0


@click.command(epilog="Example: grade similar reports/ -e 01")
@results_argument
@course_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the page and the table into this folder; by default into FOLDER.",
)
@language_option
def similar(
    folder: Path,
    course_folder: Path | None,
    names: tuple[str, ...],
    out: Path | None,
    language: Language,
) -> int:
    """Show which students' code or wrong answers are more alike than others', side by side.

    FOLDER is what `grade batch --out` wrote. Nothing is graded, and no code of a student runs. It
    writes similar.html and similar.csv. Likeness proves nothing: it says where to look.
    """
    from grader.files import write_pieces_atomically
    from grader.reports.pages.similar_page import similar_page_in_pieces
    from grader.reports.similar_table import similar_csv, similar_lines
    from grader.results.store import open_results
    from grader.similarity.likeness import class_likeness

    course = open_course(course_folder, folder)
    with open_results(folder) as results:
        found = class_likeness(results, course, pick(course, names))
    target = out or folder
    write_pieces_atomically(target / "similar.csv", similar_csv(found))
    write_pieces_atomically(target / "similar.html", similar_page_in_pieces(found, language))
    for line in similar_lines(found, language):
        click.echo(line)
    click.echo(f"{target / 'similar.html'}")
    return 0


@click.command(epilog="Example: grade diff reports-monday/ reports/")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
@format_option(["terminal", "json"])
@language_option
def diff(old: Path, new: Path | None, form: str, language: Language) -> int:
    """Show the points that changed between two results, and the checks behind it.

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
