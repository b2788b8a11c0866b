"""The data files that an exercise declares: checked, and copied for students."""

from __future__ import annotations

import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.errors import GraderError, did_you_mean
from grader.files import writing
from grader.i18n import N_
from grader.model import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.model import Course, Exercise, ExerciseFile

    Where = tuple[str | int, ...]

MAX_BYTES = 64 * 2**20  # of all data files of an exercise
MAX_FILES = 500
_OURS = {"exercise.toml", "driver.py", "test_public.py", "test_hidden.py"}


def wrong_data_files(found: ExerciseFile, folder: Path) -> Iterator[tuple[Where, GraderError]]:
    """Data files that are not there, or that a student's code could not have.

    Args:
        found: what an exercise's manifest says.
        folder: the exercise's.
    """
    data, size = found.data, 0
    staff = folder.parent.parent / "reference"
    names = (*data.files, *data.hidden)
    folders = {"files": folder, "hidden": staff / folder.name}
    for key, name in [("files", n) for n in data.files] + [("hidden", n) for n in data.hidden]:
        path = PurePosixPath(name)
        is_plain = not (path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name)
        if not is_plain or str(path) != name or path.name in _OURS or names.count(name) > 1:
            text = N_("data: {name!r} is no name of a data file, or is named twice.")
            tip = message('Write names below the exercise\'s folder: files = ["cities.csv"].')
            yield ("data", key), GraderError(message(text, name=name), tip)
        elif key == "files" or staff.is_dir():  # a kit has no hidden files
            if _is_there(folders[key], name):
                size += (folders[key] / name).stat().st_size
            else:
                yield ("data", key), _missing(folders[key], name)
    if size > MAX_BYTES or len(names) > MAX_FILES:
        text = N_("data: the files are more than {mb} MB, or more than {count}.")
        yield ("data",), GraderError(message(text, mb=MAX_BYTES // 2**20, count=MAX_FILES))


def _is_there(folder: Path, name: str) -> bool:
    path = folder / name
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def _missing(folder: Path, name: str) -> GraderError:
    text = N_("data: there is no file {name} in {folder}.")
    sentence = message(text, name=name, folder=f"{folder.parent.name}/{folder.name}")
    there = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
    return GraderError(sentence, did_you_mean(name, there))


def copy_data_files(course: Course, exercise: Exercise, folder: Path) -> list[Path]:
    """Put an exercise's data files beside a student's own file; gives those that were not there."""
    copied = []
    for name, source in course.data_files(exercise, hidden=False):
        target = folder / name
        if not target.exists() and target.resolve() != source.resolve():
            target.parent.mkdir(parents=True, exist_ok=True)
            with writing(target):
                shutil.copyfile(source, target)
            copied.append(target)
    return copied
