"""Options and arguments that several commands share, and the choices that options offer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.i18n import LANGUAGES, default_language, gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model import Course, Exercise, Language

# the names in registries that `--help` should not load; a test compares them with the registries
LEVELS = ("none", "process", "partial", "full")  # weakest first
LAYOUTS = (
    "auto",
    "gradescope",
    "moodle",
    "blackboard",
    "brightspace",
    "canvas",
    "github",
    "nbgrader",
    "sakai",
    "teams",
    "classroom",
    "plain",
)
GRADEBOOKS = ("csv", "canvas", "moodle", "blackboard", "nbgrader")
FEEDBACK = ("moodle", "canvas", "zip", "mail-merge")
REPORTS = (
    *("terminal", "html", "markdown", "json", "csv", "junit"),
    *("gradescope", "github", "classroom-reporter", "gitlab", "class"),
)
KINDS = ("function", "class", "data", "script", "notebook", "training")  # of exercises
RECIPES = ("github", "gitlab", "gradescope", "classroom50")
PROVIDERS = (*RECIPES, "plain")


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--lang`: the language of the output."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        help="Language; by default GRADE_LANG, else that of your terminal.",
        callback=lambda _context, _option, value: value or default_language(),
    )(command)


def course_folder_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--course`: the course's folder."""
    return click.option(
        "--course",
        "course_folder",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="GRADE_COURSE",
        help="The course's folder; by default searched for from here upwards.",
    )(command)


def course_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--course` and `--exercise`."""
    command = click.option(
        "-e",
        "--exercise",
        "names",
        multiple=True,
        help="Only this exercise ({number}, {slug} or {module}); may be given again.",
    )(command)
    return course_folder_option(command)


def data_dir_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--data-dir`: the folder of downloaded data sets, passed on in the environment."""
    # grading processes start anew and inherit nothing else
    return click.option(
        "--data-dir",
        type=click.Path(path_type=Path),
        help="A folder with mnist.npz; also GRADE_DATA_DIR. Keras's own cache is known.",
        expose_value=False,
        callback=_name_data_dir,
    )(command)


def data_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--dataset` and `--data-dir`: the images that networks are trained on."""
    command = click.option(
        "--dataset",
        help="Train networks on this data set (see `grade data list`); also GRADE_DATASET.",
        expose_value=False,
        callback=_name_dataset,
    )(command)
    return data_dir_option(command)


def isolation_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--require-isolation`: the weakest level that is accepted."""
    return click.option(
        "--require-isolation",
        "least",
        type=click.Choice(LEVELS),
        default="partial",
        show_default=True,
        help="Refuse to grade below this level (see `grade doctor`).",
    )(command)


def term_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--term`: for which a course is sealed."""
    return click.option(
        "--term",
        help="Seal for this term, such as 2026-2; by default that of the key, else the year.",
    )(command)


def grading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command for staff that grades."""
    return data_options(course_option(isolation_option(language_option(command))))


def format_option(
    forms: Sequence[str], help_text: str | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--format`, given as `form`; the first of the forms is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=help_text,
    )


def out_file_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--out`: a file to write to instead of the terminal."""
    return click.option(
        "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
    )(command)


def results_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """FOLDER: the results that `grade batch --out` wrote."""
    return click.argument("folder", type=click.Path(path_type=Path))(command)


def _name_data_dir(context: click.Context, _option: click.Parameter, path: Path | None) -> None:
    if path is None:
        return
    if not path.exists():
        language = context.obj or default_language()
        raise click.BadParameter(gettext("{path} does not exist.", language, path=str(path)))
    from grader.datasets.images import DATA_DIR  # noqa: PLC0415

    os.environ[DATA_DIR] = str(path.resolve())  # grading processes have other current folders


def _name_dataset(_context: click.Context, _option: click.Parameter, name: str | None) -> None:
    if name is not None:
        from grader.course.manifest import DATASET  # noqa: PLC0415
        from grader.datasets import data_set  # noqa: PLC0415

        data_set(name)  # refuses an unknown name
        os.environ[DATASET] = name


def open_course(folder: Path | None, start: Path) -> Course:
    """The course in `folder`; if none is given, found from `start` or the current folder."""
    from grader.course.manifest import find_course, load_course  # noqa: PLC0415
    from grader.errors import GraderError  # noqa: PLC0415

    if folder is not None:
        return load_course(folder)
    try:
        return load_course(find_course(start if start.is_dir() else start.parent))
    except GraderError:  # the files may lie outside the course that this folder belongs to
        return load_course(find_course(Path.cwd()))


def pick(course: Course, names: tuple[str, ...]) -> tuple[Exercise, ...]:
    """The exercises named by `--exercise`."""
    from grader.course.manifest import pick_exercises  # noqa: PLC0415

    return pick_exercises(course, names)


def language_in(arguments: list[str]) -> Language | None:
    """The value of `--lang` in a command line, before click parses it."""
    # `--lang ko` and `--lang=ko`
    for before, value in zip(["", *arguments], [*arguments, ""], strict=True):
        found = value if before == "--lang" else before.removeprefix("--lang=")
        if found in LANGUAGES and "--lang" in before:
            return found
    return None
