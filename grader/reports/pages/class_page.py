"""A class's gradebook and statistics -> one HTML page for its instructor, to sort and to filter.

Without script it is a page of tables; the script sorts, filters and names the cell under the
pointer.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from .page import languages_of, page_in_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from grader.gradebook.item_analysis import CheckStatistics, ClassStatistics, Distribution
    from grader.gradebook.rows import Cell, Row
    from grader.model import Language, Message, Status, Text

MAX_FILES = 5_000  # listed by name; the gradebook has all
MAX_ROWS = 5_000  # students; a page with more is slow to open, and too long to look at
MAX_NAMES = 1_000  # of students without a grade
CELL, HEIGHT, GAP = 7, 14, 6  # of the map: width of a check, height of a row, gap of exercises
# one letter a status, for the script; the drawing shows a status by height as well as by colour
LETTERS: dict[Status, str] = {
    "passed": "p",
    "failed": "f",
    "error": "e",
    "timeout": "t",
    "crashed": "c",
    "skipped": "s",
    "broken": "b",
    "pending": "w",
}
NOTHING = "-"
_DRAWN = {"good": "p", "bad": "fetc", "none": "s", "odd": "bw"}
_HEIGHTS = {"good": HEIGHT, "bad": 7, "none": 2, "odd": 10}


class Line(NamedTuple):
    """One student.

    Attributes:
        link: to the student's report; empty on an anonymous page.
        letters: one for each check, in the order of the statistics.
        drawing: CSS class -> SVG path.
        person: the name beside a number; empty on an anonymous page, as is the next.
        changes: lateness, points by hand, and which attempt counted.
    """

    name: str
    link: str
    points: list[str]
    total: float
    letters: str
    drawing: dict[str, str]
    person: str = ""
    changes: str = ""


class Bars(NamedTuple):
    """A histogram: the label, count and height in per cent of each bar."""

    bars: list[tuple[str, int, float]]


def render_class_page(
    rows: Iterable[Row],
    statistics: ClassStatistics,
    language: Language,
    *,
    name: Callable[[Row], str] | None = None,
    notes: Sequence[Message] = (),
) -> str:
    """Render the class's page; see `class_page_in_pieces`."""
    return "".join(class_page_in_pieces(rows, statistics, language, name=name, notes=notes))


def class_page_in_pieces(
    rows: Iterable[Row],
    statistics: ClassStatistics,
    language: Language,
    *,
    name: Callable[[Row], str] | None = None,
    notes: Sequence[Message] = (),
) -> Iterator[str]:
    """Render the class's page in pieces, because for a large class it is large.

    A class of more than `MAX_ROWS` has no table of students: the page is its summary.

    Args:
        rows: of the gradebook; students without grades are listed apart.
        language: shown first.
        name: gives another name for a student, without a link, on an anonymous page.
        notes: to staff, those that can cost most first; left out of an anonymous page.
    """
    found = _look_through(rows, is_anonymous=name is not None)
    places = _places(statistics)
    lines: Iterable[Line] = (_line(row, statistics, places, name) for row in rows if row.cells)
    if found.graded > MAX_ROWS:
        lines = []
    elif name is not None:
        lines = sorted(lines, key=lambda line: line.name)
    return page_in_pieces(
        "class.html",
        language,
        offered=languages_of(_titles(statistics)),
        statistics=statistics,
        lines=lines,
        too_many=found.graded if found.graded > MAX_ROWS else 0,
        ungraded=[] if name is not None else found.ungraded,
        ungraded_count=found.ungraded_count,
        files=found.files,
        more_files=found.files_count - len(found.files),
        notes=[] if name is not None else notes,
        is_changed=found.is_changed,
        histogram=bars_of(statistics.totals),
        histograms=[bars_of(exercise.scores) for exercise in statistics.exercises],
        width=max(places.values(), default=0) + CELL,
        height=HEIGHT,
        places=list(places.values()),
        is_anonymous=name is not None,
        common=_common,
    )


class _Rows(NamedTuple):
    """The rows in total, and the first of those that the page names.

    Attributes:
        graded: the number of students with grades.
        ungraded: the first students without.
        files: the first files that were not graded: student, exercise, reason.
        is_changed: whether the late policy or a person changed any points.
    """

    graded: int
    ungraded: list[str]
    ungraded_count: int
    files: list[tuple[str, str, Message]]
    files_count: int
    is_changed: bool


def _look_through(rows: Iterable[Row], *, is_anonymous: bool) -> _Rows:
    ungraded: list[str] = []
    files: list[tuple[str, str, Message]] = []
    graded = ungraded_count = files_count = 0
    is_changed = False
    for row in rows:
        if not is_anonymous:  # names of files may tell whose they are
            files += [(row.member.label, *each) for each in row.files[: MAX_FILES - len(files)]]
            files_count += len(row.files)
        graded += bool(row.cells)
        ungraded_count += not row.cells
        if not row.cells and len(ungraded) < MAX_NAMES:
            ungraded.append(row.member.label)
        is_changed = is_changed or any(
            cell.late or cell.adjusted or cell.excused is not None for cell in row.cells.values()
        )
    return _Rows(graded, ungraded, ungraded_count, files, files_count, is_changed)


def _titles(statistics: ClassStatistics) -> Iterator[Text]:
    for exercise in statistics.exercises:
        yield exercise.title
        yield from (check.title for check in exercise.checks)


def anonymous_names(rows: Iterable[Row]) -> dict[str, str]:
    """Draw a number for each student by lot; it tells neither the name nor the order."""
    students = [row.member.student for row in rows]
    random.SystemRandom().shuffle(students)
    digits = max(2, len(str(len(students))))
    return {student: f"{n:0{digits}}" for n, student in enumerate(students, 1)}


def bars_of(found: Distribution) -> Bars:
    """Scale a distribution's histogram; the highest bar has 100 per cent."""
    most = max((bar.count for bar in found.histogram), default=0) or 1
    return Bars(
        [
            (f"{100 * bar.low:.0f}–{100 * bar.high:.0f} %", bar.count, 100 * bar.count / most)
            for bar in found.histogram
        ]
    )


def _places(statistics: ClassStatistics) -> dict[tuple[str, str], int]:
    """The x of each check in the map."""
    places = {}
    x = 0
    for exercise in statistics.exercises:
        for check in exercise.checks:
            places[exercise.exercise, check.check] = x
            x += CELL
        x += GAP
    return places


def _line(
    row: Row,
    statistics: ClassStatistics,
    places: dict[tuple[str, str], int],
    name: Callable[[Row], str] | None,
) -> Line:
    cells = [row.cells.get(exercise.exercise) for exercise in statistics.exercises]
    letters = "".join(
        LETTERS[status] if (status := row.statuses.get(place)) is not None else NOTHING
        for place in places
    )
    return Line(
        name=name(row) if name is not None else row.member.student,
        link="" if name is not None else f"reports/{row.member.file}.html",
        points=[_shown(cell) for cell in cells],
        total=row.total,
        letters=letters,
        drawing=_drawing(letters, list(places.values())),
        person=row.member.person.name if name is None else "",
        changes=row.changes if name is None else "",
    )


def _shown(cell: Cell | None) -> str:
    """Points; with a mark while an answer is to be looked at."""
    if cell is None:
        return ""
    return f"{cell.shown} …" if cell.pending else cell.shown


def _drawing(letters: str, places: list[int]) -> dict[str, str]:
    """The row of the map as one path for each kind of cell, of strokes up from the base line."""
    # an element for each cell would be a hundred thousand elements for a thousand students
    drawing = {}
    for kind, ours in _DRAWN.items():
        height = _HEIGHTS[kind]
        strokes = [
            f"M{x + CELL // 2} {HEIGHT}v-{height}"
            for letter, x in zip(letters, places, strict=True)
            if letter in ours
        ]
        if strokes:
            drawing[kind] = "".join(strokes)
    return drawing


def _common(check: CheckStatistics) -> list[tuple[Status, int]]:
    """Count the other statuses than passed, the most frequent first."""
    found = [(status, count) for status, count in check.statuses.items() if status != "passed"]
    return sorted(found, key=lambda pair: -pair[1])
