"""A Python file of the staff's -> a module, under a name that nothing else imports."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from grader.errors import CourseError
from grader.model import message

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


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
