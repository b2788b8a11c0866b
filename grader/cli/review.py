"""The command `grade review`: a class's code in the browser, with comments and a rubric."""

# ruff: noqa: PLC0415 - heavy modules are loaded by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, gettext, translate

from .options import course_folder_option, language_option, open_course, results_argument

if TYPE_CHECKING:
    from grader.course.rubric import Rubric
    from grader.model import Language
    from grader.review.reviewing import Reviewing


@click.command(epilog="Examples: grade review reports/    grade review reports/ --anonymous")
@results_argument
@click.option(
    "--anonymous",
    is_flag=True,
    help="Hide names, and hold comments and points back until --release.",
)
@click.option(
    "--release",
    is_flag=True,
    help="Show names again, and put what was held back into pages and gradebook.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port on this machine; by default one that is free.",
)
@course_folder_option
@language_option
def review(
    folder: Path,
    course_folder: Path | None,
    port: int,
    language: Language,
    *,
    anonymous: bool,
    release: bool,
) -> int:
    """Look at the code of a class in the browser; comment, and give points by a rubric.

    FOLDER is what `grade batch --out` wrote. The page is served to this machine alone. What you
    give there stands in the gradebook and on the students' pages, and stays through every regrade.
    Criteria come from an exercise's questions, and from rubric.toml in its folder.
    """
    from grader.model.remark import Blind

    if anonymous and release:
        raise click.UsageError(gettext("--anonymous and --release exclude each other.", language))
    _demand_server()
    from grader.review.reviewing import Reviewing
    from grader.review.store import open_review

    rubrics = _load_rubrics(course_folder)
    if not rubrics and not release:
        text = N_("No course is found from here, so without rubric and questions. Use --course.")
        click.echo(gettext(text, language), err=True)
    with open_review(folder) as store:
        if (release and store.blind) or (anonymous and not store.blind):
            store.add([Blind(on=anonymous)])
        if not release:
            _serve(Reviewing(store, rubrics, language), port, language)
    _publish(folder, language)
    return 0


def _demand_server() -> None:
    from importlib.util import find_spec

    from grader.errors import GraderError
    from grader.model import message

    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise GraderError(
            message("The review page needs Starlette and uvicorn."),
            message("Install them with: pip install 'cnn-grader[review]'"),
        )


def _load_rubrics(course_folder: Path | None) -> dict[str, Rubric]:
    """The rubrics of the course that is named, or found from here; none without a course."""
    from grader.course.rubric import load_rubric, with_questions
    from grader.errors import CourseError, GraderError

    try:
        course = open_course(course_folder, Path.cwd())
    except CourseError:
        raise
    except GraderError:
        if course_folder is not None:
            raise
        return {}
    return {
        exercise.slug: with_questions(load_rubric(course, exercise.slug), exercise)
        for exercise in course.exercises
    }


def _serve(reviewing: Reviewing, port: int, language: Language) -> None:
    """Serve the page until ^C; print an address for the first browser, and for each after it."""
    import contextlib

    from grader.errors import GraderError
    from grader.model import message
    from grader.review.server import serve

    texts = iter([N_("Open in your browser: {address}")])

    def tell(address: str) -> None:
        text = next(texts, N_("For another browser:  {address}"))
        click.echo(gettext(text, language, address=address))

    click.echo(gettext("Everything is saved as you go. End with ^C.", language))
    try:
        with contextlib.suppress(KeyboardInterrupt):  # ^C is how one ends this
            serve(reviewing, port, tell)
    except OSError as error:
        raise GraderError(
            message("Port {port} cannot be used: {reason}.", port=port, reason=str(error)),
            message("Leave out --port, and one that is free is taken."),
        ) from error


def _publish(folder: Path, language: Language) -> None:
    """Put what the review says into the students' pages and the gradebook."""
    import functools

    from grader.batch.student_reports import refresh_reports
    from grader.batch.summary import notes_of_reports, summarise, write_summary
    from grader.results.comments import load_review
    from grader.results.store import open_results

    with open_results(folder) as results:
        refresh = functools.partial(refresh_reports, folder)
        summary = summarise(results, language, refresh)
        write_summary(folder, summary, language)
    for note in notes_of_reports(summary):
        click.echo(translate(note, language), err=True)
    click.echo(gettext("The gradebook and the students' pages are up to date.", language))
    if load_review(folder).blind:
        text = N_("Comments are held back until: grade review {folder} --release")
        click.echo(gettext(text, language, folder=str(folder)))
