"""Each student's grades -> a row of the gradebook: points, lateness, adjustments, a remark.

In each exercise the points are those earned, less lateness, plus adjustments, and never below 0.
Lateness does not reduce adjustments. A bonus stands apart and is not in the total.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from grader.i18n import N_, gettext, points, translate
from grader.model import Cause, Message, Status, Value
from grader.results.store import Member
from grader.text import BYTE_ORDER_MARK, clean, csv_lines, safe_cell

from .late_policy import days_late, points_lost

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from grader.model import Grade, Language
    from grader.results.store import ClassFile, ExercisePoints, Result

    from .adjustments import Adjustment


class Cell(Value, frozen=True, array_like=True):
    """One student's points in one exercise.

    Attributes:
        points: the points that count; None if nothing was handed in or every check broke.
        late: points lost by lateness.
        adjusted: points given by hand; below 0, taken.
        is_complete: every check passed.
    """

    points: float | None
    possible: float
    earned: float = 0.0
    bonus: float = 0.0
    late: float = 0.0
    adjusted: float = 0.0
    is_complete: bool = False


class Row(Value, frozen=True, array_like=True):
    """One student's row.

    Attributes:
        cells: exercise -> points; empty if there are no grades.
        reasons: counts of checks that did not pass, over all exercises.
        remark: the same for each exercise, then lateness and adjustments.
        statuses: (exercise, check) -> status, in the exercises that were handed in.
        files: (exercise, sentence) on work that was handed in and not graded, and why.
    """

    member: Member
    cells: dict[str, Cell]
    reasons: str
    remark: str
    statuses: dict[tuple[str, str], Status]
    files: tuple[tuple[str, Message], ...] = ()

    @property
    def total(self) -> float:
        """The points of all exercises, without a bonus."""
        return round(sum(cell.points or 0.0 for cell in self.cells.values()), 4)

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
) -> Row:
    """Make a student's row; adjustments of other students are ignored."""
    own = [each for each in adjustments if each.student == result.member.student]
    by_hand = {each.exercise for each in own}
    cells = {
        exercise.slug: _cell_by_hand(exercise, own)
        for exercise in found.exercises
        if exercise.slug in by_hand
    }
    days = {
        g.exercise: days_late(result.arrival(g.exercise), found.lateness) for g in result.grades
    }
    for grade in result.grades:
        late = points_lost(grade.score.earned, days[grade.exercise], found.lateness)
        cells[grade.exercise] = _cell(grade, late, own)
    parts = [clean(translate(result.trouble, language))] if result.trouble else []
    parts += _what_failed(result.grades, language)
    most = max(days.values(), default=0)
    if most:
        lost = points(sum(cell.late for cell in cells.values()))
        text = N_("late, days begun: {days}, points lost: {lost}")
        parts.append(gettext(text, language, days=most, lost=lost))
    parts += [f"{each.exercise} {each.points:+g}: {each.reason}" for each in own]
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
    return Row(result.member, cells, why, "; ".join(parts), statuses, files)


def not_graded(grades: Sequence[Grade]) -> tuple[tuple[str, Message], ...]:
    """What is said of files that were handed in and not graded: exercise and sentence."""
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
    """A cell's points as text; empty if there are none."""
    return "" if cell is None or cell.points is None else points(cell.points)


def shown_total(row: Row) -> str:
    """A row's total for an import; empty if no check was judged and nothing given by hand."""
    is_there = row.possible or any(cell.adjusted for cell in row.cells.values())
    return points(row.total) if is_there else ""


def _cell(grade: Grade, late: float, adjustments: Sequence[Adjustment]) -> Cell:
    score = grade.score
    adjusted = sum(a.points for a in adjustments if a.exercise == grade.exercise)
    was_judged = any(outcome.status != "broken" for outcome in grade.outcomes)
    is_there = (bool(grade.file) and was_judged) or adjusted != 0
    final = max(0.0, round(score.earned - late + adjusted, 4)) if is_there else None
    return Cell(
        points=final,
        possible=score.possible,
        earned=score.earned,
        bonus=score.bonus,
        late=late,
        adjusted=adjusted,
        is_complete=grade.all_passed(),
    )


def _cell_by_hand(exercise: ExercisePoints, adjustments: Sequence[Adjustment]) -> Cell:
    """The cell of a student without a grade who got points by hand."""
    adjusted = sum(a.points for a in adjustments if a.exercise == exercise.slug)
    return Cell(points=max(0.0, adjusted), possible=exercise.points, adjusted=adjusted)


def _what_failed(grades: Sequence[Grade], language: Language) -> list[str]:
    found = [
        f"{grade.exercise}: {reasons([grade], language)}"
        for grade in grades
        if grade.file and not grade.all_passed()
    ]
    overall = reasons(grades, language)
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
