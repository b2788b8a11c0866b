"""Each student's grades -> a row of the gradebook: points, what lateness cost, what staff changed.

In each exercise the points are: earned, less what lateness costs of that, plus adjustments, which
lateness does not touch; never below 0. A bonus stands apart and is not in the total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_, gettext, points, translate
from grader.reports.view import reasons
from grader.text import BYTE_ORDER_MARK, clean, csv_lines, safe_cell

from .late_policy import days_late, points_lost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grader.model import Grade, Language, Status
    from grader.results.store import ClassFile, ExercisePoints, Member, Result

    from .adjustments import Adjustment


class Cell(NamedTuple):
    """One student's points in one exercise.

    Attributes:
        points: what counts; None where nothing was handed in, or no check could be judged.
        late: what lateness cost of them.
        adjusted: what staff gave, or took.
        is_complete: every check passed.
    """

    points: float | None
    possible: float
    earned: float = 0.0
    bonus: float = 0.0
    late: float = 0.0
    adjusted: float = 0.0
    is_complete: bool = False


class Row(NamedTuple):
    """One student's line.

    Attributes:
        cells: by exercise; empty where there are no grades.
        reasons: what did not pass, all exercises together.
        remark: what a reader should know: what did not pass where, lateness, adjustments.
        statuses: how each check ended, by exercise and check, in what was handed in.
    """

    member: Member
    cells: dict[str, Cell]
    reasons: str
    remark: str
    statuses: dict[tuple[str, str], Status]

    @property
    def total(self) -> float:
        """The points of all exercises, without a bonus."""
        return round(sum(cell.points or 0.0 for cell in self.cells.values()), 4)

    @property
    def possible(self) -> float:
        """What could be had; checks that broke are taken out."""
        return round(sum(cell.possible for cell in self.cells.values()), 4)

    @property
    def bonus(self) -> float:
        """The bonus of all exercises."""
        return round(sum(cell.bonus for cell in self.cells.values()), 4)


def make_row(
    result: Result,
    found: ClassFile,
    adjustments: Sequence[Adjustment],
    language: Language,
) -> Row:
    """A student's row; `adjustments` may hold others' too, and count without a grade as well."""
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
    if not result.grades and not result.trouble:
        parts.insert(0, gettext("not graded yet", language))
    statuses = {
        (grade.exercise, outcome.check): outcome.status
        for grade in result.grades
        if grade.file
        for outcome in grade.outcomes
    }
    why = reasons(result.grades, language)
    return Row(result.member, cells, why, "; ".join(parts), statuses)


def gradebook_lines(rows: Iterable[Row], slugs: Sequence[str]) -> Iterator[str]:
    """`gradebook.csv`: a line for each student, blank where nothing was handed in."""
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
    """A cell's points; nothing where there are none."""
    return "" if cell is None or cell.points is None else points(cell.points)


def shown_total(row: Row) -> str:
    """A row's total for whoever imports it; nothing where nothing was judged or given by hand."""
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
    """The cell of someone without a grade, to whom staff gave points."""
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
