"""Each student's grades -> a row of the gradebook: points, lateness, adjustments, a remark.

In each exercise the points are those earned, less lateness, plus adjustments, and never below 0.
Lateness does not reduce adjustments. A bonus stands apart and is not in the total. An exercise from
which a student is excused is in no sum.
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from grader.i18n import gettext, points, translate
from grader.model import Account, Cause, Message, Status, Value
from grader.model.remark import Remark
from grader.results.class_file import Member
from grader.text import BYTE_ORDER_MARK, clean, csv_lines, safe_cell

from .changes import Late, changes_of
from .extensions import is_excused
from .late_policy import days_late, points_lost

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from grader.model import Grade, Language
    from grader.results.class_file import ClassFile, ExercisePoints, Nothing
    from grader.results.store import Result

    from .adjustments import Adjustment
    from .extensions import Extension, Extensions

EXCUSED = "EX"  # as Canvas writes it
NO_EXTENSIONS: Extensions = MappingProxyType({})


class Cell(Value, frozen=True, array_like=True):
    """One student's points in one exercise.

    Attributes:
        points: the points that count; None if every check broke, or where nothing was handed in,
            if that is to be blank.
        late: points lost by lateness.
        adjusted: points given by hand; below 0, taken.
        is_complete: every check passed.
        broken: points of checks that broke, which are not in `possible`.
        excused: points of an exercise that does not count, which are not in `possible` either.
        pending: points of answers that a person has yet to look at; they are in `possible`.
    """

    points: float | None
    possible: float
    earned: float = 0.0
    bonus: float = 0.0
    late: float = 0.0
    adjusted: float = 0.0
    is_complete: bool = False
    broken: float = 0.0
    excused: float | None = None
    pending: float = 0.0

    @property
    def shown(self) -> str:
        """The points as text; empty if there are none, `EX` for who is excused."""
        if self.excused is not None:
            return EXCUSED
        return "" if self.points is None else points(self.points)

    @property
    def whole_points(self) -> float | None:
        """The points that count if the checks that broke had gone as the others, for exports.

        In another gradebook, all have the same possible points.
        """
        if self.points is None or not self.broken or not self.possible:
            return self.points
        share = (self.possible + self.broken) / self.possible
        return max(0.0, round((self.earned - self.late) * share + self.adjusted, 4))


class Row(Value, frozen=True, array_like=True):
    """One student's row.

    Attributes:
        cells: exercise -> points; empty if there are no grades.
        reasons: counts of checks that did not pass, over all exercises.
        remark: the same for each exercise, then lateness and adjustments.
        statuses: (exercise, check) -> status, in the exercises that were handed in.
        files: (exercise, sentence) on work that was handed in and not graded, and why.
        changes: lateness, extensions, points by hand, the group and which attempts counted, as in
            the remark.
        messages: the same, not yet in a language.
        remarks: on their answers, from a review.
        answers: see `Account`.
    """

    member: Member
    cells: dict[str, Cell]
    reasons: str
    remark: str
    statuses: dict[tuple[str, str], Status]
    files: tuple[tuple[str, Message], ...] = ()
    changes: str = ""
    messages: tuple[Message, ...] = ()
    remarks: tuple[Remark, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """The points of all exercises, without a bonus."""
        return round(sum(cell.points or 0.0 for cell in self.cells.values()), 4)

    @property
    def whole_total(self) -> float:
        """The points of all exercises if those not judged or excused had gone as the others."""
        judged = [cell for cell in self.cells.values() if cell.possible]
        whole = round(sum(cell.whole_points or 0.0 for cell in self.cells.values()), 4)
        missing = [cell for cell in self.cells.values() if not cell.possible]
        lost = sum(cell.broken + (cell.excused or 0.0) for cell in missing)
        possible = sum(cell.possible + cell.broken for cell in judged)
        by_hand = sum(cell.adjusted for cell in self.cells.values())
        if not lost or not possible:
            return whole
        return max(0.0, round((whole - by_hand) * (possible + lost) / possible + by_hand, 4))

    @property
    def whole_possible(self) -> float:
        """The possible points with those of broken checks and excused exercises."""
        cells = self.cells.values()
        return round(sum(c.possible + c.broken + (c.excused or 0.0) for c in cells), 4)

    @property
    def has_broken(self) -> bool:
        """Whether a check broke."""
        return any(cell.broken for cell in self.cells.values())

    @property
    def pending(self) -> float:
        """The points of all answers that a person has yet to look at."""
        return round(sum(cell.pending for cell in self.cells.values()), 4)

    @property
    def is_excused(self) -> bool:
        """Whether there is nothing but exercises from which they are excused."""
        return bool(self.cells) and all(cell.excused is not None for cell in self.cells.values())

    @property
    def has_excused(self) -> bool:
        """Whether an exercise does not count for them."""
        return any(cell.excused is not None for cell in self.cells.values())

    @property
    def account(self) -> Account:
        """The row as the student's own page has it."""
        return Account(self.total, self.possible, self.messages, self.remarks, self.answers)

    @property
    def possible(self) -> float:
        """The possible points, without checks that broke."""
        return round(sum(cell.possible for cell in self.cells.values()), 4)

    @property
    def bonus(self) -> float:
        """The bonus of all exercises."""
        return round(sum(cell.bonus for cell in self.cells.values()), 4)


class RowTable:
    """Rows in a temporary table: they are read several times, and a large class's fill the memory.

    Args:
        connection: when it is closed, the rows are gone.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._decoder = msgspec.msgpack.Decoder(Row)
        connection.execute("DROP TABLE IF EXISTS temp.rows")
        connection.execute("CREATE TEMP TABLE rows (place INTEGER PRIMARY KEY, row BLOB)")

    def append(self, row: Row) -> None:
        """Add a row at the end."""
        packed = msgspec.msgpack.encode(row)
        self._connection.execute("INSERT INTO temp.rows (row) VALUES (?)", [packed])

    def __iter__(self) -> Iterator[Row]:
        """The rows in order."""
        for (packed,) in self._connection.execute("SELECT row FROM temp.rows ORDER BY place"):
            yield self._decoder.decode(packed)


def make_row(
    result: Result,
    found: ClassFile,
    adjustments: Sequence[Adjustment],
    language: Language,
    extensions: Extensions = NO_EXTENSIONS,
) -> Row:
    """Make a student's row; adjustments and extensions of other students are ignored."""
    student = result.member.student
    own = [each for each in adjustments if each.student == student]
    extended = {
        exercise.slug: extensions[student, exercise.slug]
        for exercise in found.exercises
        if (student, exercise.slug) in extensions
    }
    cells, days = _cells(result, found, own, extended)
    parts = [clean(translate(result.trouble, language))] if result.trouble else []
    parts += _what_failed(result.grades, language)
    late = Late(days, sum(cell.late for cell in cells.values()))
    messages = changes_of(result, late, extended, own)
    changes = [clean(translate(each, language)) for each in messages]
    parts += changes
    files = not_graded(result.grades)
    parts += [f"{slug}: {clean(translate(sentence, language))}" for slug, sentence in files]
    if not result.grades and not result.trouble:
        parts.insert(0, gettext("not graded yet", language))
    statuses = {
        (grade.exercise, outcome.check): outcome.status
        for grade in result.grades
        if grade.file
        for outcome in grade.outcomes
    }
    why = reasons(result.grades, language)
    remark, changed = "; ".join(parts), "; ".join(changes)
    return Row(result.member, cells, why, remark, statuses, files, changed, messages)


def _cells(
    result: Result,
    found: ClassFile,
    own: Sequence[Adjustment],
    extended: dict[str, Extension],
) -> tuple[dict[str, Cell], int]:
    """A student's cells, and the most days that a submission which counts is late."""
    by_hand = {each.exercise for each in own}
    cells = {e.slug: _cell_by_hand(e, own) for e in found.exercises if e.slug in by_hand}
    most = 0
    for grade in result.grades:
        extension = extended.get(grade.exercise)
        due = None if extension is None else extension.due
        days = days_late(result.arrival(grade.exercise), found.lateness, due)
        late = points_lost(grade.score.earned, days, found.lateness)
        cells[grade.exercise] = _cell(grade, late, own, nothing=found.nothing)
        most = max(most, 0 if is_excused(extension) else days)
    for exercise in found.exercises:
        if is_excused(extended.get(exercise.slug)):
            cells[exercise.slug] = Cell(points=None, possible=0.0, excused=exercise.points)
    return cells, most


def not_graded(grades: Sequence[Grade]) -> tuple[tuple[str, Message], ...]:
    """The sentences on files that were handed in and not graded, each with its exercise."""
    found: list[tuple[str, Message]] = []
    for grade in grades:
        for problem in grade.problems:
            if problem.cause is Cause.FILE_NOT_GRADED and all(
                problem.message != m for _, m in found
            ):
                found.append((grade.exercise, problem.message))
    return tuple(found)


def gradebook_lines(rows: Iterable[Row], slugs: Sequence[str]) -> Iterator[str]:
    """Render `gradebook.csv`, line by line."""
    header = ["student", "name", *slugs, "bonus", "late", "adjusted", "total", "possible", "remark"]
    yield BYTE_ORDER_MARK
    yield from csv_lines(header, (_texts(row, slugs) for row in rows))


def _texts(row: Row, slugs: Sequence[str]) -> list[str]:
    cells = row.cells.values()
    late, adjusted = sum(cell.late for cell in cells), sum(cell.adjusted for cell in cells)
    sums = [row.bonus, late, adjusted, row.total, row.possible]
    return [
        safe_cell(row.member.student),
        safe_cell(row.member.person.name),
        *(shown_points(row.cells.get(slug)) for slug in slugs),
        *([points(value) for value in sums] if row.cells else [""] * len(sums)),
        safe_cell(row.remark),
    ]


def shown_points(cell: Cell | None) -> str:
    """A cell's points as text; empty if there is none."""
    return "" if cell is None else cell.shown


def exported_points(cell: Cell | None) -> str:
    """The same for another gradebook, in which a broken check must cost nothing either.

    Empty while an answer is to be looked at: nobody there would know that points are missing.
    """
    whole = None if cell is None or cell.pending else cell.whole_points
    return "" if whole is None else points(whole)


def shown_total(row: Row) -> str:
    """A row's total for an import; empty if no check was judged and nothing given by hand.

    Likewise while an answer is to be looked at.
    """
    if row.pending:
        return ""
    is_there = row.possible or any(cell.adjusted for cell in row.cells.values())
    return points(row.whole_total) if is_there else ""


def _cell(
    grade: Grade,
    late: float,
    adjustments: Sequence[Adjustment],
    nothing: Nothing = "zero",
) -> Cell:
    score = grade.score
    adjusted = sum(a.points for a in adjustments if a.exercise == grade.exercise)
    was_judged = any(outcome.status != "broken" for outcome in grade.outcomes)
    is_there = (was_judged and (bool(grade.file) or nothing == "zero")) or adjusted != 0
    final = max(0.0, round(score.earned - late + adjusted, 4)) if is_there else None
    return Cell(
        points=final,
        possible=score.possible,
        earned=score.earned,
        bonus=score.bonus,
        late=late,
        adjusted=adjusted,
        is_complete=grade.all_passed() and not grade.pending,
        pending=0.0 if final is None else grade.pending,
        broken=sum(o.points for o in grade.outcomes if o.status == "broken" and not o.bonus),
    )


def _cell_by_hand(exercise: ExercisePoints, adjustments: Sequence[Adjustment]) -> Cell:
    """The cell of a student without a grade who got points by hand."""
    adjusted = sum(a.points for a in adjustments if a.exercise == exercise.slug)
    return Cell(points=max(0.0, adjusted), possible=exercise.points, adjusted=adjusted)


def _what_failed(grades: Sequence[Grade], language: Language) -> list[str]:
    found = [
        f"{grade.exercise}: {reasons([grade], language)}"
        for grade in grades
        if grade.file and (grade.pending or not grade.all_passed())
    ]
    overall = reasons(grades, language)
    if any(grade.file for grade in grades):
        nothing = gettext("not handed in", language)
        found += [f"{grade.exercise}: {nothing}" for grade in grades if not grade.file]
    return found or ([overall] if overall else [])


def reasons(grades: Sequence[Grade], language: Language) -> str:
    """Count the checks that did not pass, the most frequent first: `wrong 3, too slow 2`."""
    words = {
        "failed": gettext("wrong", language),
        "error": gettext("raised", language),
        "timeout": gettext("too slow", language),
        "crashed": gettext("crashed", language),
        "skipped": gettext("not tried", language),
        "broken": gettext("broken", language),
        "pending": gettext("to be looked at", language),
    }
    # no mistakes in the answer itself
    words_of_causes = {
        Cause.NOT_WRITTEN: gettext("not written", language),
        Cause.UNREADABLE: gettext("unreadable", language),
    }
    if not any(grade.file for grade in grades):
        problems = grades[0].problems if grades else ()
        return translate(problems[0].message, language) if problems else ""
    counts: Counter[str] = Counter()
    for outcome in (o for grade in grades if grade.file for o in grade.outcomes):
        if outcome.status != "passed":
            word = words_of_causes.get(outcome.cause) if outcome.cause is not None else None
            counts[word or words[outcome.status]] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{word} {count}" for word, count in ordered)
