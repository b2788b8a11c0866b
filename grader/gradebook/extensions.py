"""`extensions.csv` -> later deadlines, and who need not do an exercise.

    student,exercise,due
    kim,01,2026-11-27T23:59
    lee,all,excused

The file lies beside the gradebook and is only ever read. A row of one exercise goes before one of
all. Who is excused has no points in the exercise, and neither have the possible points.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import Value, message
from grader.submission.dates import parse_time
from grader.submission.roster import Roster
from grader.submission.table_file import load_table, number_cell

from .staff_table import HEADINGS, Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from grader.model import Grade
    from grader.results.class_file import Member

    Extensions = Mapping[tuple[str, str], "Extension"]  # by student and exercise

EXTENSIONS = "extensions.csv"
COLUMNS = ("student", "exercise", "due")
_HEADINGS = HEADINGS | dict.fromkeys(("due", "due_date", "마감", "기한", "마감일"), "due")
_ALL = {"all", "*", "모두", "전체"}
_EXCUSED = {"excused", "ex", "면제"}
_A_DAY = len("2026-11-27")  # some mean its end, some its start


class Extension(Value, frozen=True):
    """Another deadline of one student in one exercise.

    Attributes:
        due: None if they are excused.
    """

    student: str
    exercise: str
    due: datetime.datetime | None


def load_extensions(path: Path, members: Iterable[Member], slugs: Collection[str]) -> Extensions:
    """Read the extensions from any file that `load_table` reads; none if there is no file.

    Args:
        members: of the class; iterated only if there is a file.
        slugs: the exercises that were graded.

    Raises:
        GraderError: a row has no student of the class, no exercise, no due date, or one that
            another row gave already.
    """
    if not path.is_file():
        return {}
    table = load_table(path, _HEADINGS.__contains__)
    roster = Roster(member.person for member in members)
    every: dict[tuple[str, str], Extension] = {}
    single: dict[tuple[str, str], Extension] = {}
    for line in lines_of(table, path.name, _HEADINGS, COLUMNS):
        is_of_all = number_cell(line.cells["exercise"]).casefold() in _ALL
        student, due = line.student(roster), _due(line)
        for slug in slugs if is_of_all else (line.exercise(slugs),):
            known = every if is_of_all else single
            extension = Extension(student=student, exercise=slug, due=due)
            if known.setdefault((student, slug), extension) != extension:
                text = N_("{path}, line {line}: {value} has another due date further up.")
                tip = message("Keep one row for each student and exercise.")
                raise line.error(text, tip, line.cells["student"])
    return every | single


def is_excused(extension: Extension | None) -> bool:
    """Whether an exercise does not count for a student."""
    return extension is not None and extension.due is None


def without_excused(grades: Iterable[Grade], student: str, extensions: Extensions) -> list[Grade]:
    """The grades that count; those of excused exercises are in no mean."""
    return [g for g in grades if not is_excused(extensions.get((student, g.exercise)))]


def _due(line: Line) -> datetime.datetime | None:
    given = line.cells["due"]
    if given.casefold() in _EXCUSED:
        return None
    due = parse_time(given) if len(given) > _A_DAY else None
    if due is None:
        text = N_("{path}, line {line}: {value} is no due date.")
        if not given:
            text = N_("{path}, line {line}: the due date is missing.")
        tip = message("Write a day and a time, as 2026-11-27T23:59, or: excused")
        raise line.error(text, tip, given)
    return due
