"""The data files that an exercise declares: checked, and copied for students."""

from __future__ import annotations

import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.errors import CourseError, did_you_mean
from grader.files import writing
from grader.i18n import N_
from grader.model import message

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model import Course, Exercise, ExerciseFile

MAX_BYTES = 64 * 2**20  # of all data files of an exercise
MAX_FILES = 500
_OURS = {"exercise.toml", "driver.py", "test_public.py", "test_hidden.py"}


def refuse_data_files(manifest: Path, found: ExerciseFile, reference: Path | None) -> None:
    """Refuse data files that are not there, or that a student's code could not have.

    Args:
        manifest: the exercise's.
        found: what it says.
        reference: the folder of the exercise in `reference/`, where that is there.

    Raises:
        CourseError: a name is none of a file in the folder, or the files are too large.
    """
    data = found.data
    names = (*data.files, *data.hidden)
    for name in names:
        path = PurePosixPath(name)
        is_plain = not (path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name)
        if not is_plain or str(path) != name or path.name in _OURS or names.count(name) > 1:
            text = N_("data: {name!r} is no name of a data file, or is named twice.")
            tip = message('Write names below the exercise\'s folder: files = ["cities.csv"].')
            raise CourseError(manifest, message(text, name=name), tip)
    sizes = [_size(manifest, manifest.parent, name) for name in data.files]
    if reference is not None:
        sizes += [_size(manifest, reference, name) for name in data.hidden]
    if sum(sizes) > MAX_BYTES or len(names) > MAX_FILES:
        text = N_("data: the files are more than {mb} MB, or more than {count}.")
        raise CourseError(manifest, message(text, mb=MAX_BYTES // 2**20, count=MAX_FILES))


def _size(manifest: Path, folder: Path, name: str) -> int:
    path = folder / name
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        text = N_("data: there is no file {name} in {folder}.")
        sentence = message(text, name=name, folder=f"{folder.parent.name}/{folder.name}")
        there = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
        raise CourseError(manifest, sentence, did_you_mean(name, there))
    return path.stat().st_size


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
