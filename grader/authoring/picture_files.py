"""`reference/<slug>/pictures.py` -> the pictures beside a statement, `exercises/<slug>/pictures/`.

The numbers in a picture are those that the solution gives for the statement's examples, at the
time when the picture is made; `stale_pictures` says where they no longer agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.checks.staff_modules import StaffModules, load_staff_module
from grader.errors import CourseError
from grader.files import write_atomically
from grader.i18n import N_
from grader.model import message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType

    from grader.model import Course, Exercise

SOURCE = "pictures.py"
FOLDER = "pictures"
MAX_BYTES = 30_000  # of a picture


def make_pictures(course: Course, exercise: Exercise) -> dict[Path, str]:
    """Path -> SVG of an exercise's pictures; none where it declares none.

    Raises:
        CourseError: there is no `reference/`, the file does not run, or a picture is too large.
    """
    if course.reference is None:
        raise CourseError(course.folder, message("pictures are made where reference/ is."))
    source = course.reference / exercise.slug / SOURCE
    if not source.is_file():
        return {}
    modules = StaffModules(course)
    by_slug = {one.slug: one for one in course.exercises}

    def solution(slug: str) -> ModuleType:
        found = modules.solution(by_slug[slug])
        assert found is not None  # there is a reference/
        return found

    made = load_staff_module(source, f"pictures_{exercise.slug}").pictures(solution)
    for name, text in made.items():
        if len(text.encode()) > MAX_BYTES:
            sentence = N_("the picture {name} is larger than {most} bytes.")
            raise CourseError(source, message(sentence, name=name, most=MAX_BYTES))
    folder = course.folder / exercise.slug / FOLDER
    return {folder / f"{name}.svg": text for name, text in made.items()}


def stale_pictures(course: Course, exercises: Iterable[Exercise]) -> list[Path]:
    """Pictures that are missing, differ from the solutions' results, or belong to nobody."""
    stale = []
    for exercise in exercises:
        made = make_pictures(course, exercise)
        stale += [path for path, text in made.items() if _text_of(path) != text]
        found = (course.folder / exercise.slug / FOLDER).glob("*.svg")
        stale += [path for path in sorted(found) if path not in made]
    return stale


def write_pictures(course: Course, exercises: Iterable[Exercise]) -> list[Path]:
    """Write the pictures that are out of date, remove those of nobody; returns their paths."""
    changed = []
    for exercise in exercises:
        made = make_pictures(course, exercise)
        for path in stale_pictures(course, (exercise,)):
            if path in made:
                path.parent.mkdir(exist_ok=True)
                write_atomically(path, made[path])
            else:
                path.unlink()
            changed.append(path)
    return changed


def _text_of(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None
