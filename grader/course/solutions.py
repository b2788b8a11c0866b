"""A reference solution -> the file of a students' kit, and the text that `grade solution` shows.

The file is compressed and has no ending of Python's: it cannot be taken for a student's answer.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from grader.errors import CourseError, GraderError
from grader.i18n import N_
from grader.model import message
from grader.model.released import as_released

from .manifest import MANIFEST
from .starters import without_marks

if TYPE_CHECKING:
    from grader.model import Course, Exercise

NAME = "solution.bin"
_FORMAT = b"grade solution 1\n"


def released_text(course: Course, exercise: Exercise) -> str:
    """A solution as students are shown it, made of the reference.

    Raises:
        CourseError: the reference solution is missing, or its regions are wrong.
    """
    path = course.solution(exercise)
    assert path is not None
    if not path.is_file():
        raise CourseError(path, message("the reference solution is missing."))
    return as_released(without_marks(path.read_text("utf-8"), path))


def pack(text: str) -> bytes:
    """The bytes of a kit's file."""
    return _FORMAT + zlib.compress(text.encode("utf-8"), 9)


def unpack(data: bytes) -> str:
    """The text in a kit's file.

    Raises:
        ValueError: it is no such file, or damaged.
    """
    if not data.startswith(_FORMAT):
        raise ValueError
    try:
        return zlib.decompress(data[len(_FORMAT) :]).decode("utf-8")
    except zlib.error as error:
        raise ValueError from error


def load_solution(course: Course, exercise: Exercise) -> str:
    """The text of an exercise's released solution.

    Raises:
        GraderError: it is not released.
        CourseError: its file cannot be read.
    """
    if course.reference is not None:
        if exercise.slug in course.solutions:
            return released_text(course, exercise)
        raise _not_released_here(course, exercise)
    path = course.folder / exercise.slug / NAME
    try:
        return unpack(path.read_bytes())
    except FileNotFoundError:
        raise _not_in_kit(exercise) from None
    except (OSError, ValueError) as error:
        sentence = message("this file cannot be read.")
        raise CourseError(path, sentence, message("Download the course again.")) from error


def _not_released_here(course: Course, exercise: Exercise) -> GraderError:
    """The error for staff, who have the solution anyway."""
    text = N_(
        'It is {solution}. To release it, add "{slug}" to `solutions` in {path}, and make a new '
        "kit: grade course release"
    )
    tip = message(
        text,
        solution=str(course.solution(exercise)),
        slug=exercise.slug,
        path=str(course.folder / MANIFEST),
    )
    return GraderError(message("The solution of {slug} is not released.", slug=exercise.slug), tip)


def _not_in_kit(exercise: Exercise) -> GraderError:
    """The error for students."""
    sentence = N_("Your course has not released the solution of {slug} yet.")
    tip = N_(
        "Once it is released, it comes with a new kit: download that. Until then, these help: "
        "grade hint, grade statement {number}"
    )
    number = exercise.slug.partition("_")[0]
    return GraderError(message(sentence, slug=exercise.slug), message(tip, number=number))
