"""The folder that `grade batch` wrote -> each student's grades, read one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import GraderError
from grader.model import message
from grader.reports.canonical import load_grades

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.model import Grade

GRADES = "grades"


def each_student(folder: Path) -> Iterator[tuple[Grade, ...]]:
    """Each student's grades, in the order of the files' names; nothing is kept.

    Raises:
        GraderError: the folder holds no grades, or a file of grades cannot be read.
    """
    paths = sorted((folder / GRADES).glob("*.json"))
    if not paths:
        raise GraderError(
            message("{path}: no grades here.", path=str(folder)),
            message("Name the folder that `grade batch --out` wrote."),
        )
    for path in paths:
        yield load_grades(path)
