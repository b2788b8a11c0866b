"""`course.toml` and `exercise.toml` -> `Course`; errors name the file, the key and the remedy."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import CourseError, GraderError, did_you_mean, gathered, raise_together
from grader.i18n import N_
from grader.model import Course, Exercise, ExerciseFile, Text, Training, Value, message

from .data_files import wrong_data_files
from .questions import wrong_questions
from .toml_file import LANGUAGE_TAG, convert_toml, decode_file, fault_at, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MANIFEST = "course.toml"
DATASET = "GRADE_DATASET"  # an environment variable reaches the grading processes, too


class CourseFile(Value, frozen=True):
    """`exercises/course.toml`; `solutions` are those that students may see, by any name."""

    title: Text
    exercises: tuple[str, ...]
    languages: tuple[str, ...] = ()
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
            "or name it with --course. Authors begin one with: grade course init"
        ),
    )


def load_course(folder: Path) -> Course:
    """Load the course in an `exercises/` folder, or in the folder above it.

    Raises:
        CourseError: files are missing or wrong; it names all faults.
    """
    if not (folder / MANIFEST).is_file() and (folder / "exercises" / MANIFEST).is_file():
        folder = folder / "exercises"
    folder = folder.resolve()
    data = read_toml(folder / MANIFEST)
    errors: list[CourseError] = []
    languages: tuple[str, ...] = ("en", "ko")
    with gathered(errors):
        languages = _languages(folder / MANIFEST, data)
    slugs: Any = data.get("exercises", ())
    exercises = []
    for slug in slugs if isinstance(slugs, list) and not errors else ():
        with gathered(errors):
            exercises.append(_load_exercise(folder, str(slug), languages))
    reference, secret = folder.parent / "reference", ""
    if reference.is_dir():
        with gathered(errors):
            secret = _secret(reference / "staff.toml")
    errors += _shared_modules(folder, exercises)
    with gathered(errors):
        manifest = convert_toml(folder / MANIFEST, data, CourseFile, languages)
    raise_together(errors)
    course = Course(
        title=manifest.title,
        folder=folder,
        reference=reference if reference.is_dir() else None,
        exercises=tuple(exercises),
        secret=secret,
        kit_url=manifest.kit_url,
        languages=languages,
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
        path = course.folder / MANIFEST
        raise fault_at(path, ("solutions",), error.sentence, error.tip) from None


def _languages(path: Path, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of the course: those that it names, else those of its title."""
    title = data.get("title")
    written = data.get("languages", [*title] if isinstance(title, dict) else ["en"])
    if not isinstance(written, list) or not all(isinstance(each, str) for each in written):
        return ("en", "ko")  # told with the other keys
    try:
        refuse_languages(written)
    except GraderError as error:
        where = ("languages",) if "languages" in data else ("title",)
        raise fault_at(path, where, error.sentence, error.tip) from None
    return tuple(written)


def refuse_languages(languages: Sequence[str]) -> None:
    """Refuse languages that a course cannot have.

    Raises:
        GraderError: one is no language's short name, or they do not go together.
    """
    for language in languages:
        if not LANGUAGE_TAG.fullmatch(language):
            text = N_("{language!r} is not the short name of a language.")
            tip = message("Write, for example: {line}", line='languages = ["en", "ko"]')
            raise GraderError(message(text, language=language), tip)
    apart = [language for language in languages if language != "ko"]
    if not languages or len(apart) > 1 or len({*languages}) < len(languages):
        tip = message(
            'Write one, as ["en"], ["ko"] or ["de"], or Korean and another one, as ["en", "ko"].'
        )
        raise GraderError(message("these languages do not go together."), tip)


def _secret(path: Path) -> str:
    secret = decode_file(path, StaffFile).secret
    if not secret.strip():
        tip = message("Write any text that students cannot guess.")
        raise fault_at(path, ("secret",), message("the secret is empty."), tip)
    return secret


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
    found = [exercise for exercise in course.exercises if name in names_of_exercise(exercise)]
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


def exercise_called(course: Course, name: str) -> Exercise | None:
    """The one exercise of a name that no function, class or variable of the course has."""
    if any(name in exercise.names for exercise in course.exercises):
        return None
    found = [exercise for exercise in course.exercises if name in names_of_exercise(exercise)]
    return found[0] if len(found) == 1 else None


def names_of_exercise(exercise: Exercise) -> set[str]:
    """The slug, the number with and without its zeros, and the module."""
    number = exercise.slug.partition("_")[0]
    return {exercise.slug, exercise.module, number, number.lstrip("0")}  # 01 and 1


def _load_exercise(folder: Path, slug: str, languages: tuple[str, ...]) -> Exercise:
    path = folder / slug / "exercise.toml"
    found = decode_file(path, ExerciseFile, languages)
    raise_together(
        [
            fault_at(path, where, error.sentence, error.tip)
            for where, error in _contradictions(found, path)
        ]
    )
    fields = msgspec.structs.asdict(found)
    return Exercise(slug=slug, **fields | {"training": _with_named_dataset(found.training)})


def _contradictions(
    found: ExerciseFile, path: Path
) -> Iterator[tuple[tuple[str | int, ...], GraderError]]:
    """Faults of values of the right kind, and where they are."""
    yield from _wrong_names(found)
    yield from wrong_data_files(found, path.parent)
    for number, ladder in enumerate(found.hints):
        if not ladder.ko or len(ladder.ko) != len(ladder.en):
            text = N_("hints.{name}: each language needs the same number of steps, at least one.")
            yield ("hints", number), GraderError(message(text, name=ladder.id))
    positions = {question.id: number for number, question in enumerate(found.questions)}
    for name, sentence in wrong_questions(found.questions):
        yield ("questions", positions[name]), GraderError(sentence)
    if found.training is not None and found.training.dataset not in found.training.plans:
        name = found.training.dataset
        sentence = message("training has no plan for {name!r}.", name=name)
        tip = did_you_mean(name, found.training.plans)
        yield ("training", "dataset"), GraderError(sentence, tip)


def _wrong_names(found: ExerciseFile) -> Iterator[tuple[tuple[str | int, ...], GraderError]]:
    keys = ("functions", "classes", "variables")
    named = [(key, name) for key in keys for name in getattr(found, key)]
    for key, name in [("module", found.module), *named]:
        if not name.isidentifier():
            sentence = message("{name!r} is no Python name.", name=name)
            yield (key,), GraderError(sentence, message("Use letters, digits and _."))
    times = Counter(name for _, name in named)
    for key, name in named:
        if name.startswith("_") or times[name] > 1:
            text = N_("{name!r} begins with _ or is named twice.")
            tip = message(
                "A check says student.{name}, so it must be clear what is meant.", name=name
            )
            yield (key,), GraderError(message(text, name=name), tip)
    if not named and found.training is None and not found.script:
        text = N_("it names nothing that students write.")
        tip = message(
            'Name it: functions = ["mean"], variables = ["total"], classes = ["Stack"] or '
            "script = true."
        )
        yield (), GraderError(message(text), tip)


def _with_named_dataset(training: Training | None) -> Training | None:
    """Train on the data set named by the environment instead, if there is a plan for it."""
    name = os.environ.get(DATASET, "")
    if training is None or name not in training.plans:
        return training
    return msgspec.structs.replace(training, dataset=name)


def _shared_modules(folder: Path, exercises: list[Exercise]) -> Iterator[CourseError]:
    seen: dict[str, str] = {}
    for exercise in exercises:
        if exercise.module in seen:
            yield fault_at(
                folder / exercise.slug / "exercise.toml",
                ("module",),
                message(
                    "module {module!r} is also the module of {slug}.",
                    module=exercise.module,
                    slug=seen[exercise.module],
                ),
                message("Student files are recognised by module name; give each exercise its own."),
            )
        seen[exercise.module] = exercise.slug
