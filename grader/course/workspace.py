"""Starters put into a student's own folder, without losing any work."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import GraderError
from grader.files import writing
from grader.model import message

from .data_files import copy_data_files

if TYPE_CHECKING:
    from grader.model import Course, Exercise

ENDINGS = (".py", ".ipynb")
STARTER_HASHES = "starters.sha256"  # in the form of `sha256sum`


def start_exercise(course: Course, exercise: Exercise, folder: Path, *, notebook: bool) -> Path:
    """Copy an exercise's starter into a folder, and its data files beside it; give its path.

    Raises:
        GraderError: a file of that name is there already.
    """
    starter = _starter(course, exercise, ".ipynb" if notebook else ".py")
    path = folder / starter.name
    if path.exists():
        raise GraderError(
            message("{file} is already here.", file=path.name),
            message("Go on with it, or start again with: grade reset {file}", file=path.name),
        )
    with writing(path):
        shutil.copyfile(starter, path)
    copy_data_files(course, exercise, folder)
    return path


def starter_hashes(course: Course) -> set[str]:
    """SHA-256 of every starter; empty in a course without them."""
    files = [course.folder / exercise.slug / STARTER_HASHES for exercise in course.exercises]
    lines = [line for file in files if file.is_file() for line in file.read_text().splitlines()]
    return {line.partition(" ")[0] for line in lines}


def work_file(exercise: Exercise, folder: Path, name: str) -> Path:
    """Find the student's file for an exercise, by its file name if `name` is one.

    Raises:
        GraderError: there is no such file, or a script and a notebook.
    """
    if Path(name).suffix in ENDINGS:
        candidates = [folder / name]
    else:
        candidates = [folder / f"{exercise.module}{ending}" for ending in ENDINGS]
    found = [path for path in candidates if path.is_file()]
    if len(found) == 1:
        return found[0]
    if found:
        names = [path.name for path in found]
        raise GraderError(
            message("Both {first} and {second} are here.", first=names[0], second=names[1]),
            message("Name the one to reset: grade reset {file}", file=found[0].name),
        )
    raise GraderError(
        message("There is no {file} here.", file=candidates[0].name),
        message("Begin with: grade start {slug}", slug=exercise.slug),
    )


def reset_file(course: Course, exercise: Exercise, path: Path) -> Path:
    """Put the starter in place of the student's file; give the path of the backup.

    Raises:
        GraderError: the file is the course's own starter.
    """
    starter = _starter(course, exercise, path.suffix)
    if starter.resolve() == path.resolve():
        raise GraderError(
            message("{file} is the course's own copy, from which others are made.", file=str(path)),
            message("Work in a folder of your own (grade start), or download the course again."),
        )
    # the last ending .txt keeps a backup from being graded
    stamp = time.strftime("%Y%m%d-%H%M%S")
    backup = path.with_name(f"{path.stem}.{stamp}.bak{path.suffix}.txt")
    number = 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.stem}.{stamp}-{number}.bak{path.suffix}.txt")
    with writing(path):
        path.rename(backup)
        shutil.copyfile(starter, path)
    return backup


def _starter(course: Course, exercise: Exercise, ending: str) -> Path:
    path = course.folder / exercise.slug / f"{exercise.module}{ending}"
    if not path.is_file():
        raise GraderError(
            message("{path}: the starter is missing.", path=str(path)),
            message("Download the course again; authors: run `grade course stub`."),
        )
    return path
