"""Commands for a graded class: gradebook, feedback, statistics, similar, diff, forget."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, gettext, translate

from .options import (
    FEEDBACK,
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
    from collections.abc import Iterable

    from grader.batch.summary import Summary
    from grader.gradebook.rows import Row
    from grader.model import Language
    from grader.results.store import Results


_SCALED_BROKEN = N_(
    "A check broke for {names}: in this file their points are those of the other checks, scaled to "
    "all points."
)
_SCALED_EXCUSED = N_(
    "Excused from an exercise are {names}: their total is that of the others, scaled to all points."
)
_LEFT_OUT = N_("Left out, as {form} would not know them without its own list as --roster: {names}")


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
    FOLDER/adjustments.csv (student,exercise,points,reason), later deadlines and who is excused
    into FOLDER/extensions.csv (student,exercise,due); both stay through every regrade.
    """
    from grader.batch.student_reports import refresh_reports
    from grader.batch.summary import GRADEBOOK, notes_of_reports, summarise, write_summary
    from grader.results.store import open_results
    from grader.text import clean_name

    if (form == "blackboard") != bool(template) or (template is not None and not title):
        text = N_("--format blackboard, --template and --title belong together.")
        raise click.UsageError(gettext(text, language))
    is_here = form == "csv" and out is None
    refresh = functools.partial(refresh_reports, folder) if is_here else None
    with open_results(folder) as results:
        summary = summarise(results, language, refresh)
        if is_here:
            write_summary(folder, summary, language)
            for note in notes_of_reports(summary):
                click.echo(translate(note, language), err=True)
            click.echo(f"{folder / GRADEBOOK}")
            return 0
        data, left_out = _exported(form, title, template, summary, results)
        if form != "csv":
            _tell_waiting(summary.rows, folder, language)
        broken = [clean_name(row.member.label) for row in summary.rows if row.has_broken]
        excused = [clean_name(row.member.label) for row in summary.rows if row.has_excused]
    _write(data, out)
    for sentence, students in (
        (_SCALED_BROKEN, broken if form != "csv" else []),
        (_SCALED_EXCUSED, excused if title else []),
        (_LEFT_OUT, left_out),
    ):
        if students:
            names = ", ".join(students)
            click.echo(gettext(sentence, language, form=form, names=names), err=True)
    return 0


def _exported(
    form: str, title: str, template: Path | None, summary: Summary, results: Results
) -> tuple[bytes, list[str]]:
    """The file in a form, and the students whom the LMS would not know."""
    from grader.gradebook.exports import EXPORTS
    from grader.gradebook.rows import gradebook_lines
    from grader.gradebook.templates import fill_template

    if form == "csv":  # of a folder, maybe, in which one may only read
        return "".join(gradebook_lines(summary.rows, summary.slugs)).encode(), []
    if template is not None:
        data, left_out, _ = fill_template(template, summary.rows, title)
        return data, left_out
    text, left_out = EXPORTS[form](summary.rows, results.class_file(), title)
    return text.encode(), left_out


def _tell_waiting(rows: Iterable[Row], folder: Path, language: Language) -> None:
    """Name the students whose points are blank because nobody has looked at their answers."""
    from grader.text import clean_name

    names = ", ".join(clean_name(row.member.label) for row in rows if row.pending)
    if names:
        sentence = N_(
            "Answers of {names} are to be looked at, so their points are left blank in this file. "
            "Look at them: {command}"
        )
        command = f"grade review {folder}"
        click.echo(gettext(sentence, language, names=names, command=command), err=True)


def _write(data: bytes, out: Path | None) -> None:
    """Print the data, or write it and print the path."""
    from grader.files import write_bytes_atomically

    if out is None:
        click.echo(data, nl=False)
        return
    write_bytes_atomically(out, [data])
    click.echo(f"{out}")


@click.command(epilog="Example: grade feedback reports/ --format moodle --out feedback.zip")
@results_argument
@format_option(FEEDBACK, N_("The program that will take it."))
@click.option(
    "--worksheet",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Moodle's grading worksheet: points and remarks are filled in, in this file.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Write to this file; for zip, to this folder.",
)
@language_option
def feedback(folder: Path, form: str, worksheet: Path | None, out: Path, language: Language) -> int:
    """Make the feedback of a class in the form that an LMS imports; nothing is graded.

    moodle: a zip for “Upload multiple feedback files in a zip”. canvas: a zip for “Upload
    Submissions”, each report under the name that Canvas gave to the submission. zip: one zip a
    student. mail-merge: a table of e-mail address, points and the first thing to do.
    """
    from grader.batch.feedback import write_feedback
    from grader.batch.summary import summarise
    from grader.files import write_bytes_atomically
    from grader.gradebook.templates import fill_worksheet
    from grader.results.store import open_results

    if worksheet is not None and form != "moodle":
        raise click.UsageError(gettext("--worksheet is for --format moodle.", language))
    with open_results(folder) as results:
        left_out = write_feedback(form, results, out, language)
        click.echo(f"{out}")
        if worksheet is not None:
            rows = summarise(results, language).rows
            filled = fill_worksheet(worksheet, rows)
            _tell_waiting(rows, folder, language)
            write_bytes_atomically(worksheet, [filled.data])
            click.echo(f"{worksheet}")
            for note in filled.notes:
                click.echo(translate(note, language), err=True)
            if filled.left_out:
                text = N_("Not in the worksheet: {names}")
                names = ", ".join(filled.left_out)
                click.echo(gettext(text, language, names=names), err=True)
    if left_out:
        text = N_("Left out, as {form} would not know where it belongs: {names}")
        click.echo(gettext(text, language, form=form, names=", ".join(left_out)), err=True)
    return 0


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

    from grader.batch.summary import summarise
    from grader.files import write_atomically
    from grader.gradebook.item_analysis import render_statistics, statistics_lines
    from grader.reports.terminal.class_report import print_statistics
    from grader.reports.terminal.grades import make_console
    from grader.results.store import open_results

    with open_results(folder) as results:
        found = summarise(results, language).statistics
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


@click.command(epilog="Example: grade similar reports/ -e {number}")
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
    from grader.reports.similar_table import (
        SIMILAR_PAGE,
        SIMILAR_TABLE,
        similar_csv,
        similar_lines,
    )
    from grader.results.store import open_results
    from grader.similarity.likeness import class_likeness

    course = open_course(course_folder, folder)
    with open_results(folder) as results:
        found = class_likeness(results, course, pick(course, names))
    target = out or folder
    write_pieces_atomically(target / SIMILAR_TABLE, similar_csv(found))
    write_pieces_atomically(target / SIMILAR_PAGE, similar_page_in_pieces(found, language))
    for line in similar_lines(found, language):
        click.echo(line)
    click.echo(f"{target / SIMILAR_PAGE}")
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


@click.command(epilog="Example: grade forget 20261234 reports/")
@click.argument("student")
@results_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@language_option
def forget(student: str, folder: Path, language: Language, *, yes: bool) -> int:
    """Remove STUDENT, by number, login or name, from all that FOLDER keeps of a class.

    Their grades and reports, rows of tables and names in notes are removed for good; the gradebook,
    the statistics and the class page are made anew without them. What `grade similar` wrote there
    is removed, too: run it again.
    """
    from grader.batch.forget import find_known
    from grader.batch.forget import forget as forget_student
    from grader.results.store import open_results
    from grader.text import clean_name

    with open_results(folder) as results:
        name = clean_name(find_known(results, student).student)
    text = N_("Remove {name} from {folder}? This cannot be undone.")
    question = gettext(text, language, name=name, folder=str(folder))
    if not yes and not click.confirm(question):
        click.echo(gettext("Nothing was changed.", language))
        return 0
    done = forget_student(folder, student, language)
    for text, names in (
        (N_("Removed: {names}"), done.removed),
        (N_("Made anew without them: {names}"), done.made_anew),
        (N_("The name still stands in: {names}"), done.left),
    ):
        if names:
            click.echo(gettext(text, language, names=", ".join(names)))
    text = N_(
        "Not removed, as it lies elsewhere: the submission, the roster, the file for --map, and "
        "what was exported or printed; make these anew. The next `grade batch` grades what is "
        "still handed in."
    )
    click.echo(gettext(text, language))
    return 0
