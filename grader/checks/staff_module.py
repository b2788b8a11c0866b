"""Python files of the staff's -> modules, under names that nothing else imports."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from grader.errors import CourseError
from grader.model import message

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from grader.model import Course, Exercise


class StaffModules:
    """The solutions and drivers of a course, each loaded when it is first asked for."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._loaded: dict[str, ModuleType] = {}

    def solution(self, exercise: Exercise) -> ModuleType | None:
        """The solution of an exercise; None where there is no `reference/`."""
        path = self._course.solution(exercise)
        return None if path is None else self._load(path, f"reference_{exercise.slug}")

    def driver(self, exercise: Exercise) -> ModuleType | None:
        """The exercise's driver, for replays; None where it has none."""
        path = self._course.driver(exercise.slug)
        return self._load(path, f"driver_{exercise.slug}") if path.is_file() else None

    def _load(self, path: Path, name: str) -> ModuleType:
        if name not in self._loaded:
            self._loaded[name] = load_staff_module(path, name)
        return self._loaded[name]


def load_staff_module(path: Path, name: str) -> ModuleType:
    """Runs the file as a module; only ever for files of the course, never for a student's.

    Raises:
        CourseError: the file is missing or does not run.
    """
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise CourseError(path, message("this file is missing."))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        sentence = message("this file does not run: {error}", error=said)
        raise CourseError(path, sentence) from error
    return module
