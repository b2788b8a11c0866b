"""A course's solutions and drivers as modules; solutions remember their answers.

Every submission's checks call the reference with the same inputs: in a class that would be most of
the grading process's own work.
"""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import tempfile
import weakref
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.errors import CourseError
from grader.model import DataFiles, message
from grader.sandbox.places import lay_out, places_of
from grader.worker import wire
from grader.worker.cells import cells_of, run_in_cells
from grader.worker.kept import SCRIPT
from grader.worker.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model import Course, Exercise

MAX_REMEMBERED_BYTES = 64 * 1024 * 1024


class StaffModules:
    """The solutions and drivers of a course, each loaded at first use.

    Args:
        course: the course.
        kept_names: gives the names whose values as of each cell of a solution are kept.
    """

    def __init__(
        self, course: Course, kept_names: Callable[[Exercise], tuple[str, ...]] = lambda _: ()
    ) -> None:
        self._course = course
        self.kept_names = kept_names
        self._loaded: dict[str, ModuleType] = {}
        self._remembering: dict[str, RememberingReference] = {}
        self._folders: dict[str, Path] = {}
        self._removals: list[weakref.finalize[..., StaffModules]] = []

    def close(self) -> None:
        """Remove the working folders; they are made again when they are needed."""
        self._folders.clear()
        for remove in self._removals:
            remove()

    @contextlib.contextmanager
    def working_folder(self, exercise: Exercise) -> Iterator[None]:
        """Go into a folder with the exercise's data files for a while; stay, if it has none."""
        if exercise.data == DataFiles() or self._course.reference is None:
            yield
            return
        if exercise.slug not in self._folders:
            folder = Path(tempfile.mkdtemp(prefix="grader-reference-"))
            self._removals.append(weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True))
            lay_out(places_of(self._course, exercise).hidden, folder)
            self._folders[exercise.slug] = folder
        with contextlib.chdir(self._folders[exercise.slug]):
            yield

    def solution(self, exercise: Exercise) -> ModuleType | None:
        """The solution of an exercise; None where there is no `reference/`."""
        path = self._course.solution(exercise)
        if path is None:
            return None
        name = f"reference_{exercise.slug}"
        if exercise.script and name not in self._loaded:
            self._loaded[name] = read_script(path, name)
        with self.working_folder(exercise):
            return self._load(path, name, self.kept_names(exercise))

    def reference(self, exercise: Exercise) -> RememberingReference | None:
        """The solution as checks use it; None where there is no `reference/`."""
        if exercise.slug not in self._remembering:
            module = self.solution(exercise)
            if module is None:
                return None
            self._remembering[exercise.slug] = RememberingReference(module)
        return self._remembering[exercise.slug]

    def driver(self, exercise: Exercise) -> ModuleType | None:
        """The exercise's driver; None where it has none."""
        path = self._course.driver(exercise.slug)
        return self._load(path, f"driver_{exercise.slug}") if path.is_file() else None

    def _load(self, path: Path, name: str, kept: tuple[str, ...] = ()) -> ModuleType:
        if name not in self._loaded:
            self._loaded[name] = load_staff_module(path, name, kept)
        return self._loaded[name]


def load_staff_module(path: Path, name: str, kept: tuple[str, ...] = ()) -> ModuleType:
    """Run a file of the course, never a student's, as a module.

    Args:
        path: of the file.
        name: of the module.
        kept: names whose values as of each cell are kept; see `cells_of`.

    Raises:
        CourseError: the file is missing or does not run.
    """
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or not path.is_file():
        raise CourseError(path, message("this file is missing."))
    module = importlib.util.module_from_spec(spec)
    try:
        with Terminal().attached():  # it would wait for the person who grades
            if kept:
                run_in_cells(path.read_text("utf-8"), str(path), module.__dict__, kept)
            else:
                run_file(path, vars(module))
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        sentence = message("this file does not run: {error}", error=text)
        raise CourseError(path, sentence) from error
    return module


def run_file(path: Path, namespace: dict[str, Any]) -> None:
    """Run a file of the course; it may raise anything."""
    # compiled each time: Python would take a stored one for that of a file that was changed in the
    # same second, if its size is the same
    exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), namespace)  # noqa: S102


def value_as_of(reference: RememberingReference, cell: str, name: str) -> Any:
    """The value of the solution's variable at the end of a cell."""
    return cells_of(reference._module).value(cell, name)  # noqa: SLF001


def read_script(path: Path, name: str) -> ModuleType:
    """A solution that is a program, as a module with its code, which has not run.

    Raises:
        CourseError: the file is missing or no Python.
    """
    module = ModuleType(name)
    module.__file__ = str(path)
    try:
        code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except FileNotFoundError:
        raise CourseError(path, message("this file is missing.")) from None
    except (SyntaxError, ValueError) as error:
        sentence = message("this file does not run: {error}", error=str(error))
        raise CourseError(path, sentence) from error
    module.__dict__[SCRIPT] = code
    return module


class RememberingReference:
    """A solution with functions that remember their answers.

    Each check gets a copy of an answer, so that none can change another's.
    """

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._answers: dict[bytes, Callable[[], Any]] = {}
        self._room = MAX_REMEMBERED_BYTES

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module, name)
        if not callable(value) or isinstance(value, type):
            return value

        def remembering(*args: Any, **kwargs: Any) -> Any:
            return self._answer(name, args, kwargs)

        return remembering

    def _answer(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        function = getattr(self._module, name)
        if not all(map(_is_plain, [*args, *kwargs.values()])):  # a key must stand for it exactly
            return function(*args, **kwargs)
        question = wire.encode([name, list(args), kwargs])
        if question in self._answers:
            return self._answers[question]()
        value = function(*args, **kwargs)
        if _is_plain(value):
            answer = wire.encode(value)
            self._room -= len(question) + len(answer)
            if self._room > 0:
                self._answers[question] = _copies(wire.decode(answer), answer)
        return value


def _copies(value: Any, packed: bytes) -> Callable[[], Any]:
    """A function that makes copies of a value, in the cheapest way for its type."""
    if _is_immutable(value):
        return lambda: value
    if isinstance(value, np.ndarray):
        return value.copy
    if type(value) is list and all(map(_is_immutable, value)):
        return value.copy
    return lambda: wire.decode(packed)


def _is_immutable(value: Any) -> bool:
    if type(value) is tuple:
        return all(map(_is_immutable, value))
    return not isinstance(value, (list, np.ndarray))


def _is_plain(value: Any) -> bool:
    """Whether encoding and decoding keep the value as it is."""
    if type(value) in (list, tuple):
        return all(map(_is_plain, value))
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "biuf" and value.dtype.isnative and value.dtype.itemsize <= 8
    return type(value) in (int, float, bool, str, type(None))
