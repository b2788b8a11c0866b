"""`course.toml` and `exercise.toml` -> `Course`; errors name the file, the key and the remedy."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, TypeVar

import msgspec

from grader.errors import NO_TIP, CourseError, GraderError, did_you_mean
from grader.i18n import N_
from grader.model import (
    Band,
    Choice,
    Course,
    Exercise,
    ExerciseFile,
    HintLadder,
    Limits,
    Message,
    Question,
    Text,
    Training,
    TrainingPlan,
    Value,
    message,
)

from .questions import wrong_questions

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "course.toml"
DATASET = "GRADE_DATASET"  # an environment variable reaches the grading processes, too
_TABLES = (
    Limits,
    HintLadder,
    Text,
    Training,
    TrainingPlan,
    Band,
    Question,
    Choice,
)  # of `exercise.toml`
_T = TypeVar("_T")


class CourseFile(Value, frozen=True):
    """`exercises/course.toml`; `solutions` are those that students may see, by any name."""

    title: Text
    exercises: tuple[str, ...]
    kit_url: str = ""
    solutions: tuple[str, ...] = ()


class StaffFile(Value, frozen=True):
    """`reference/staff.toml`; `secret` seeds the inputs of hidden checks."""

    secret: str


def find_course(start: Path) -> Path:
    """Find the `exercises/` folder at, in or above a folder.

    Raises:
        GraderError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        for candidate in (folder, folder / "exercises"):
            if (candidate / MANIFEST).is_file():
                return candidate
    raise GraderError(
        message("No course found in {folder} or above it.", folder=str(start)),
        message(
            "Go to the folder of the course (it holds exercises/course.toml), "
            "or name it with --course."
        ),
    )


def load_course(folder: Path) -> Course:
    """Load the course in an `exercises/` folder, or in the folder above it.

    Raises:
        CourseError: a file is missing or wrong.
    """
    if not (folder / MANIFEST).is_file() and (folder / "exercises" / MANIFEST).is_file():
        folder = folder / "exercises"
    folder = folder.resolve()
    manifest = decode_file(folder / MANIFEST, CourseFile, (Text,))
    reference: Path | None = folder.parent / "reference"
    secret = ""
    if reference is not None and reference.is_dir():
        secret = decode_file(reference / "staff.toml", StaffFile).secret
    else:
        reference = None
    exercises = tuple(_load_exercise(folder, slug) for slug in manifest.exercises)
    _refuse_shared_modules(folder, exercises)
    course = Course(
        title=manifest.title,
        folder=folder,
        reference=reference,
        exercises=exercises,
        secret=secret,
        kit_url=manifest.kit_url,
    )
    released = _released(course, manifest.solutions)
    return msgspec.structs.replace(course, solutions=released) if released else course


def _released(course: Course, names: tuple[str, ...]) -> tuple[str, ...]:
    """The slugs of the exercises under `solutions`.

    Raises:
        CourseError: a name means no exercise, or several.
    """
    try:
        return tuple(dict.fromkeys(_pick(course, name).slug for name in names))
    except GraderError as error:
        raise CourseError(course.folder / MANIFEST, error.sentence, error.tip) from None


def stray_exercises(course: Course) -> list[str]:
    """Names of exercise folders that are missing from the course's list."""
    listed = {exercise.slug for exercise in course.exercises}
    found = {path.parent.name for path in course.folder.glob("*/exercise.toml")}
    return sorted(found - listed)


def pick_exercises(course: Course, names: tuple[str, ...]) -> tuple[Exercise, ...]:
    """The exercises of these names (slug, number or module); all if there are no names.

    Raises:
        GraderError: a name means no exercise, or several.
    """
    if not names:
        return course.exercises
    return tuple(_pick(course, name) for name in names)


def _pick(course: Course, name: str) -> Exercise:
    found = [exercise for exercise in course.exercises if name in _names(exercise)]
    if len(found) == 1:
        return found[0]
    if found:
        slugs = ", ".join(exercise.slug for exercise in found)
        raise GraderError(
            message("{name} could be any of {slugs}.", name=name, slugs=slugs),
            message("Write the whole name."),
        )
    known = [exercise.slug for exercise in course.exercises]
    raise GraderError(message("There is no exercise {name}.", name=name), did_you_mean(name, known))


def _names(exercise: Exercise) -> set[str]:
    number = exercise.slug.partition("_")[0]
    return {exercise.slug, exercise.module, number, number.lstrip("0")}  # 01 and 1


def _load_exercise(folder: Path, slug: str) -> Exercise:
    path = folder / slug / "exercise.toml"
    found = decode_file(path, ExerciseFile, _TABLES)
    _refuse_names(path, found)
    for ladder in found.hints:
        if not ladder.ko or len(ladder.ko) != len(ladder.en):
            text = N_("hints.{name}: ko and en need the same number of steps, at least one.")
            raise CourseError(path, message(text, name=ladder.id))
    if found.training is not None and found.training.dataset not in found.training.plans:
        name = found.training.dataset
        raise CourseError(
            path,
            message("training has no plan for {name!r}.", name=name),
            did_you_mean(name, found.training.plans),
        )
    for _name, sentence in wrong_questions(found.questions):
        raise CourseError(path, sentence)
    fields = msgspec.structs.asdict(found)
    return Exercise(slug=slug, **fields | {"training": _with_named_dataset(found.training)})


def _refuse_names(path: Path, found: ExerciseFile) -> None:
    names = (*found.functions, *found.classes, *found.variables)
    for name in (found.module, *names):
        if not name.isidentifier():
            raise CourseError(
                path,
                message("{name!r} is no Python name.", name=name),
                message("Use letters, digits and _."),
            )
    for name in names:
        if name.startswith("_") or names.count(name) > 1:
            text = N_("{name!r} begins with _ or is named twice.")
            tip = message(
                "A check says student.{name}, so it must be clear what is meant.", name=name
            )
            raise CourseError(path, message(text, name=name), tip)
    if not names and found.training is None:
        text = N_("it names nothing that students write.")
        tip = message(
            'Name it: functions = ["mean"], variables = ["total"] or classes = ["Stack"].'
        )
        raise CourseError(path, message(text), tip)


def _with_named_dataset(training: Training | None) -> Training | None:
    """Train on the data set named by the environment instead, if there is a plan for it."""
    name = os.environ.get(DATASET, "")
    if training is None or name not in training.plans:
        return training
    return msgspec.structs.replace(training, dataset=name)


def decode_file(path: Path, kind: type[_T], tables: tuple[type, ...] = ()) -> _T:
    """Read a file of TOML.

    Args:
        path: of the file.
        kind: of its content.
        tables: the kinds of the tables in it, whose keys are known for "did you mean".

    Raises:
        CourseError: it is missing, or something in it is wrong.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise CourseError(path, message("this file is missing."), _missing_tip(path)) from None
    except OSError as error:
        sentence = message("this file cannot be read ({reason}).", reason=error.strerror or "")
        raise CourseError(path, sentence) from error
    try:
        return msgspec.toml.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CourseError(path, *_explain(str(error), (kind, *tables))) from error


def _missing_tip(path: Path) -> Message:
    folder = path.parent.parent
    if path.name != "exercise.toml" or not folder.is_dir():
        return NO_TIP
    return did_you_mean(path.parent.name, [p.parent.name for p in folder.glob("*/exercise.toml")])


def _explain(error: str, kinds: tuple[type, ...]) -> tuple[Message, Message]:
    """Turn a decoding error of msgspec into a sentence with the key, and a tip."""
    at = re.search(r" - at `\$\.?(.*?)`", error)
    table = at.group(1) if at else ""
    unknown = re.search(r"unknown field `(.*?)`", error)
    missing = re.search(r"missing required field `(.*?)`", error)
    if unknown:
        key = unknown.group(1)
        tip = did_you_mean(key, _known_keys(kinds))
        return message("unknown key {key!r}.", key=_dotted(table, key)), tip
    if missing:
        key = _dotted(table, missing.group(1))
        return message("the key {key!r} is missing.", key=key), NO_TIP
    said = error.split(" - at ", maxsplit=1)[0]
    if not table:
        return message("this file cannot be read: {error}.", error=said), NO_TIP
    text = N_("the key {key!r} has a wrong value: {error}.")
    return message(text, key=table, error=said), NO_TIP


def _dotted(table: str, key: str) -> str:
    return f"{table}.{key}" if table else key


def _known_keys(kinds: tuple[type, ...]) -> set[str]:
    keys: set[str] = set()  # of all tables: msgspec does not say which struct it was decoding
    for struct in kinds:
        keys.update(struct.__struct_fields__)  # type: ignore[attr-defined]
    return keys


def _refuse_shared_modules(folder: Path, exercises: tuple[Exercise, ...]) -> None:
    seen: dict[str, str] = {}
    for exercise in exercises:
        if exercise.module in seen:
            raise CourseError(
                folder / exercise.slug / "exercise.toml",
                message(
                    "module {module!r} is also the module of {slug}.",
                    module=exercise.module,
                    slug=seen[exercise.module],
                ),
                message("Student files are recognised by module name; give each exercise its own."),
            )
        seen[exercise.module] = exercise.slug
