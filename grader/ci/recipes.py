"""A course -> the files that make a place grade by itself, the grader included, ready for use."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import jinja2

from grader.authoring.release import KIT_FILES, copy_exercises, refuse_leaks
from grader.authoring.wheel import build_wheel, pinned_requirements
from grader.errors import GraderError
from grader.i18n import N_, points
from grader.model import message

from .grading import SEALED
from .protected import hash_files, hash_lines
from .seal import (
    KEY_VARIABLE,
    CourseKey,
    grading_files,
    messages_about_key,
    seal_course,
    zip_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model import Course, Exercise, Language, Message

RecipeKind = Literal["github", "gitlab", "gradescope", "classroom50"]
# on Windows, git turns LF into CR LF unless it is told not to
_ATTRIBUTES = (".grader/** -text", "exercises/** -text", ".github/** -text", ".gitlab-ci.yml -text")
CLASS_WORKFLOW = "grade-class.yml"
# images that are known to be there; another Python is graded with the first
_IMAGES = {"3.12": "3.12.11", "3.11": "3.11.13", "3.13": "3.13.5"}


class Order(NamedTuple):
    """The order for a recipe.

    Attributes:
        key: with which the hidden checks are sealed.
        given: the secret, where there was one.
    """

    course: Course
    exercises: tuple[Exercise, ...]
    key: CourseKey
    given: str
    language: Language


class Recipe(NamedTuple):
    """The written files, and the next steps with them."""

    written: list[Path]
    steps: list[Message]


def write_recipe(kind: RecipeKind, order: Order, out: Path) -> Recipe:
    """Write the files that a place needs below `out`.

    Raises:
        GraderError: the course has no `reference/`, or would give something of it away.
    """
    if order.course.folder.is_relative_to(out.resolve()):
        raise GraderError(
            message("{path} holds the course itself, solutions included.", path=str(out)),
            message("Name another folder with --out."),
        )
    out.mkdir(parents=True, exist_ok=True)
    recipes: dict[RecipeKind, Callable[[Order, Path], Recipe]] = {
        "github": _github,
        "gitlab": _gitlab,
        "gradescope": _gradescope,
        "classroom50": _classroom50,
    }
    return recipes[kind](order, out)


def _github(order: Order, out: Path) -> Recipe:
    return _repository(order, out, "github.yml", ".github/workflows/grade.yml")


def _gitlab(order: Order, out: Path) -> Recipe:
    return _repository(order, out, "gitlab.yml", ".gitlab-ci.yml")


def _repository(order: Order, out: Path, template: str, workflow: str) -> Recipe:
    """A repository that students copy: exercises, workflow, grader, and the sealed course."""
    exercises = out / "exercises"
    if not exercises.exists():
        copy_exercises(order.course, order.exercises, exercises)
    refuse_leaks(order.course, exercises)
    tools = out / ".grader"
    tools.mkdir(exist_ok=True)
    parts = _tools(tools, order.exercises)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    hashes = [f"{digest}  {name}" for name, digest in hash_files(out, parts).items()]
    text = _filled(
        template,
        python=version,
        image=f"{_IMAGES.get(version, _IMAGES['3.12'])}-slim-bookworm",
        hashes=hashes,
        wheel=parts[0].name,
        flags=" ".join(_flags(order)),
    )
    path = out / workflow
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    _keep_line_ends(out / ".gitattributes")
    course_files = [
        found
        for found in sorted(exercises.rglob("*"))
        if found.name in {*KIT_FILES, "course.toml"} and found.is_file()
    ]
    protected = hash_lines(out, [path, *parts, *course_files])
    sealed = out / SEALED
    sealed.write_bytes(seal_course(order.course, order.exercises, order.key, protected))
    return Recipe(
        [path, *parts, sealed, exercises, out / ".gitattributes"],
        [
            message("Push what is in {path} as the repository that students copy.", path=str(out)),
            *_secrets(order),
        ],
    )


def _gradescope(order: Order, out: Path) -> Recipe:
    found = grading_files(order.course, order.exercises)
    files = {f"course/{name}": data for name, data in found.items()}
    with tempfile.TemporaryDirectory() as folder:
        parts = _tools(Path(folder), order.exercises)
        files |= {part.name: part.read_bytes() for part in parts}
    values = {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "wheel": parts[0].name,
        "flags": " ".join(_flags(order)),
    }
    for name in ("setup.sh", "run_autograder"):
        files[name] = _filled(name, **values).encode()
    path = out / "autograder.zip"
    path.write_bytes(zip_files(files, executable=("setup.sh", "run_autograder")))
    steps = [message("Upload {path} as the autograder of the assignment.", path=str(path))]
    possible = points(sum(exercise.points for exercise in order.exercises))
    text = N_("Set the assignment's “Autograder points” to {points}.")
    steps.append(message(text, points=possible))
    if _trains(order.exercises):
        text = N_("Give its container 4 GB of memory or more: these exercises train networks.")
        steps.append(message(text))
    return Recipe([path], steps)


def _classroom50(order: Order, out: Path) -> Recipe:
    exercises = out / "exercises"
    if exercises.exists():
        raise GraderError(
            message("{path} is there already.", path=str(exercises)),
            message("Remove it, or name another folder with --out."),
        )
    copy_exercises(order.course, order.exercises, exercises)
    refuse_leaks(order.course, exercises)
    parts = _tools(out, order.exercises)
    path = out / "autograder.py"
    flags = json.dumps(_flags(order))
    path.write_text(_filled("autograder.py.txt", wheel=parts[0].name, flags_list=flags), "utf-8")
    sealed = out / "course.sealed"
    sealed.write_bytes(seal_course(order.course, order.exercises, order.key, {}))
    workflow = out / CLASS_WORKFLOW
    names = [flag for exercise in order.exercises for flag in ("-e", exercise.slug)]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    values = {"python": version, "wheel": parts[0].name, "flags": " ".join(names)}
    workflow.write_text(_filled(CLASS_WORKFLOW, **values), "utf-8", newline="\n")
    text = N_(
        "Students' pushes are graded by the public checks alone, because Classroom 50 passes no "
        "secret on. For the hidden checks move {file} to .github/workflows/ of the same repository "
        "and run it there, or use `grade batch` on your own machine."
    )
    return Recipe(
        [path, *parts, sealed, workflow, exercises],
        [
            message(
                "Put what is in {path} into CLASSROOM/autograders/ASSIGNMENT/ of your classroom50 "
                "repository.",
                path=str(out),
            ),
            message(text, file=CLASS_WORKFLOW),
            *_secrets(order),
        ],
    )


def _keep_line_ends(path: Path) -> None:
    """Tell git to leave the line ends of the course's files as they are."""
    known = path.read_text("utf-8") if path.is_file() else ""
    missing = [line for line in _ATTRIBUTES if line not in known.splitlines()]
    if missing:
        start = f"{known.rstrip()}\n" if known.strip() else ""
        path.write_text(start + "\n".join(missing) + "\n", "utf-8", newline="\n")


def _secrets(order: Order) -> list[Message]:
    if order.given:
        return messages_about_key(order.key)
    return [
        message(
            "Make the secret {name} with this value, which is shown only now: {key}",
            name=KEY_VARIABLE,
            key=order.key.text(),
        )
    ]


def _tools(folder: Path, exercises: tuple[Exercise, ...]) -> list[Path]:
    """The grader's wheel and the exact versions of the packages that these exercises need."""
    for old in folder.glob("cnn_grader-*.whl"):
        old.unlink()
    requirements = folder / "requirements.txt"
    text = pinned_requirements("ci", *(["keras"] if _trains(exercises) else []))
    requirements.write_text(text, "utf-8", newline="\n")  # its bytes are hashed, on Windows too
    return [build_wheel(folder), requirements]


def _trains(exercises: tuple[Exercise, ...]) -> bool:
    return any(exercise.training is not None for exercise in exercises)


def _flags(order: Order) -> list[str]:
    # all of them: another sealed course of the same key, without some, would be graded without them
    chosen = [flag for exercise in order.exercises for flag in ("-e", exercise.slug)]
    return [*chosen, "--lang", order.language]


def _filled(name: str, **values: object) -> str:
    """A template of `templates/`; `[[ ]]` there, since workflows have braces of their own."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.ci"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
        autoescape=False,  # noqa: S701 - scripts, filled with our own names and hashes
    )
    return environment.get_template(name).render(**values)
