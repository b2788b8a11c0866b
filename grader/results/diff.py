"""Grades before and after a regrade -> whose points changed, and by which checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import GraderError
from grader.model import Grade, Status, Text, Value, message

from .grade_file import load_grades
from .store import BEFORE, GRADES, open_results

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class CheckChange(Value, frozen=True):
    """A check with another status; None where it did not exist."""

    check: str
    title: Text
    before: Status | None
    after: Status | None


class GradeChange(Value, frozen=True):
    """A grade of one student in one exercise that changed.

    Attributes:
        before: points; None if there was no grade.
        is_resubmitted: the submission changed, too.
    """

    student: str
    exercise: str
    before: float | None
    after: float | None
    is_resubmitted: bool
    checks: tuple[CheckChange, ...]


def find_changes(old: Path, new: Path) -> Iterator[GradeChange]:
    """Compare two folders of results, or two files of grades, student by student.

    Raises:
        GraderError: one of them has no grades.
    """
    before = _by_student(old)
    for student, path in _by_student(new).items():
        yield from _changes(before.pop(student, None), path)
    for path in before.values():
        yield from _changes(path, None)


def find_changes_of_last_run(out: Path) -> Iterator[GradeChange]:
    """Compare each regraded student's grades with those before the last regrade.

    Raises:
        GraderError: this is no folder of results.
    """
    with open_results(out):
        pairs = [(path, out / GRADES / path.name) for path in sorted((out / BEFORE).glob("*.json"))]
    for before, now in pairs:
        if now.is_file():
            yield from _changes(before, now)


def compare(before: Grade | None, after: Grade | None) -> GradeChange | None:
    """Compare two grades in one exercise; None if points and statuses are the same."""
    one = after or before
    assert one is not None
    checks = tuple(_check_changes(before, after))
    points = [
        grade.score.earned + grade.score.bonus if grade else None for grade in (before, after)
    ]
    if not checks and points[0] == points[1]:
        return None
    hashes = [grade.hashes.get("submission") if grade else None for grade in (before, after)]
    return GradeChange(
        student=one.student,
        exercise=one.exercise,
        before=points[0],
        after=points[1],
        is_resubmitted=hashes[0] != hashes[1],
        checks=checks,
    )


def _by_student(path: Path) -> dict[str, Path]:
    """Student -> the file of their grades."""
    if path.is_file():
        grades = load_grades(path)
        return {grades[0].student: path} if grades else {}
    with open_results(path) as results:
        files = {member.student: results.grade_file(member) for member in results.members()}
    found = {student: file for student, file in files.items() if file.is_file()}
    if not found:
        raise GraderError(
            message("{path}: no grades here.", path=str(path)),
            message("Name the folder that `grade batch --out` wrote."),
        )
    return found


def _changes(old: Path | None, new: Path | None) -> Iterator[GradeChange]:
    before = {g.exercise: g for g in (load_grades(old) if old else ())}
    after = {g.exercise: g for g in (load_grades(new) if new else ())}
    for slug in sorted(before.keys() | after.keys()):
        change = compare(before.get(slug), after.get(slug))
        if change is not None:
            yield change


def _check_changes(before: Grade | None, after: Grade | None) -> Iterator[CheckChange]:
    old = {outcome.check: outcome for outcome in (before.outcomes if before else ())}
    new = {outcome.check: outcome for outcome in (after.outcomes if after else ())}
    for check in [*new, *(name for name in old if name not in new)]:
        statuses = [found[check].status if check in found else None for found in (old, new)]
        if statuses[0] != statuses[1]:
            title = (new.get(check) or old[check]).title
            yield CheckChange(check=check, title=title, before=statuses[0], after=statuses[1])
