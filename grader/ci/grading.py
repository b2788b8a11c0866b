"""A checkout -> grades as its student may see them, by hidden checks too where the key is there."""

from __future__ import annotations

import contextlib
import re
from contextlib import ExitStack
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.course.manifest import find_course, load_course, pick_exercises
from grader.course.workspace import starter_hashes
from grader.errors import GraderError
from grader.model import Cause, Problem, message
from grader.pipeline import Grader
from grader.sandbox.channel import demand_level
from grader.sandbox.pool import open_sandbox
from grader.submission.reader import Reader
from grader.submission.recognition import without_starters

from .protected import find_changes
from .seal import opened, read_header

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grader.model import Course, Grade, Isolation, Level, Message, Submission

    from .provider import Provider

SEALED = ".grader/course.sealed"
MAX_SEARCHED_BYTES = 1 << 20
_DEFINITION = re.compile(rb"(?:async )?(?:def|class) ([A-Za-z_]\w{0,99})\b", re.ASCII)
# a worker that one of these walls keeps from our files cannot read an opened course
_FILE_WALLS = ("landlock", "privileges")


class CourseSource(NamedTuple):
    """Where the checks come from.

    Attributes:
        folder: the course, where one is named; else it is searched for from the checkout upwards.
        sealed: the sealed course, where there is one.
        key: opens it; empty where this run has none.
        names: the exercises that are graded; all where none is named.
        least: the isolation below which nothing is graded.
    """

    folder: Path | None
    sealed: Path | None
    key: str
    names: tuple[str, ...]
    least: Level


class CheckoutGrades(NamedTuple):
    """Grades made for their student, and notes to staff on the checkout.

    Attributes:
        lines: file -> function -> the line where it is defined.
    """

    grades: list[Grade]
    notices: list[Message]
    lines: Mapping[str, dict[str, int]] = MappingProxyType({})


def grade_checkout(provider: Provider, source: CourseSource) -> CheckoutGrades:
    """Grade every exercise; one that was not handed in earns nothing.

    Raises:
        GraderError: no course, no submission, a key that does not fit, too little isolation.
    """
    with open_sandbox() as sandbox:
        isolation = sandbox.isolation()
    demand_level(isolation, source.least)
    with ExitStack() as stack:
        course, notices = _course(provider, source, isolation, stack)
        exercises = pick_exercises(course, source.names)
        submission = _submission(provider, course)
        grader = stack.enter_context(Grader(course, exercises))
        grades = [grade.for_student() for grade in grader.grade_all(submission)]
    lines = {file.name: _definitions(file.data) for file in submission.files}
    return CheckoutGrades(_with_notices(grades, notices), notices, lines)


def _course(
    provider: Provider, source: CourseSource, isolation: Isolation, stack: ExitStack
) -> tuple[Course, list[Message]]:
    """The sealed course where it can be opened, else the one in the open, and notes on it."""
    sealed = source.sealed
    if sealed is None and (provider.submission / SEALED).is_file():
        sealed = provider.submission / SEALED
    if sealed is None and source.key:  # who removes it must not be graded by checks of their own
        raise GraderError(
            message("There is a key here, but no sealed course ({path}).", path=SEALED),
            message("Put the file back, or name it with --sealed."),
        )
    if sealed is None:
        return _open_course(provider, source), []
    data = _read_sealed(sealed)
    notices = find_changes(provider.submission, read_header(data, sealed).protected)
    if not source.key:
        reason = message("There is no key here, so only the public checks ran.")
    elif not any(isolation.layers.get(wall, "").startswith("on") for wall in _FILE_WALLS):
        reason = message(
            "No wall here keeps files from a student's code, so the sealed course stays closed and "
            "only the public checks ran."
        )
    else:
        return stack.enter_context(opened(data, source.key)), notices
    return _open_course(provider, source), [*notices, reason]


def _read_sealed(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GraderError(
            message("{path}: this file cannot be read.", path=str(path)),
            message("Make one with: grade course seal"),
        ) from error


def _open_course(provider: Provider, source: CourseSource) -> Course:
    return load_course(source.folder or find_course(provider.submission))


def _submission(provider: Provider, course: Course) -> Submission:
    modules = [exercise.module for exercise in course.exercises]
    with Reader([provider.submission], wanted=modules) as reader:
        submission = reader.read_path(provider.submission, provider.student)
    # a checkout may hold the course's own files; untouched starters are nobody's work
    with contextlib.suppress(GraderError):
        if find_course(provider.submission).is_relative_to(provider.submission.resolve()):
            return without_starters(submission, course.exercises, starter_hashes(course))
    return submission


def _definitions(data: bytes) -> dict[str, int]:
    """Function -> its line in a file of Python; of several the last, which is the one called."""
    # only searched, as a parser would be a stranger's program's to exhaust
    lines = enumerate(data[:MAX_SEARCHED_BYTES].splitlines(), 1)
    found = ((_DEFINITION.match(line), number) for number, line in lines)
    return {name[1].decode(): number for name, number in found if name}


def _with_notices(grades: list[Grade], notices: list[Message]) -> list[Grade]:
    """The grades; the first has the notes on the whole checkout."""
    if not grades or not notices:
        return grades
    remarks = (Problem(Cause.NOTICE, notice) for notice in notices)
    first = msgspec.structs.replace(grades[0], problems=(*remarks, *grades[0].problems))
    return [first, *grades[1:]]
