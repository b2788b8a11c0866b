"""The statistics of a class: its points, exercises, checks and wrong ideas (`tally` makes them).

Beside each share and each discrimination stands an interval of 95 per cent. It takes the class for
a sample of those who might be asked; in a small one it is wide, and then nothing is called weak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from grader.model import Status, Text, Value, Visibility
from grader.text import BYTE_ORDER_MARK, csv_lines, safe_cell

from .intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "cnn-grader/statistics/v1"
WEAK_DISCRIMINATION = 0.1  # below 0.2 textbooks call an item poor; below this it says nothing
GOOD_DISCRIMINATION = 0.4  # and from here on very good (Ebel, 1965)
MIN_FOR_DISCRIMINATION = 5
_HEADER = (
    "exercise check title points handed_in passed pass_rate pass_rate_low pass_rate_high "
    "difficulty difficulty_low difficulty_high discrimination discrimination_low "
    "discrimination_high verdict seconds"
).split()


class Bar(Value, frozen=True):
    """One bar of a histogram: how many lie in [low, high), as shares of the possible points.

    The last bar includes full marks.
    """

    low: float
    high: float
    count: int


class Distribution(Value, frozen=True):
    """The distribution of points over students; the histogram's borders are shares.

    Attributes:
        count: number of students; without any, the other numbers are 0.
        deviation: the standard deviation of these students (divided by n).
    """

    count: int
    mean: float
    median: float
    deviation: float
    minimum: float
    maximum: float
    histogram: tuple[Bar, ...]


class CheckStatistics(Value, frozen=True):
    """One check, over all students who handed in the exercise.

    Attributes:
        points: for passing it.
        handed_in: number of submissions, without those for which the check broke.
        statuses: status -> count, broken ones included.
        pass_rate: passed / handed_in; None if nobody handed in.
        difficulty: the share of its points lost by students for whom it was tried, from 0 (all
            have them) to 1 (none has); None if it was never tried. It is 1 - p, with p the
            difficulty index of classical test theory (Crocker and Algina, 1986, chapter 14).
        discrimination: the correlation of its points with those of the exercise's other checks:
            near 1 if strong students pass it and weak ones do not, 0 if it says nothing of them,
            below 0 if it is the other way round, which is a fault of the check. It is the
            point-biserial correlation without the check's own part (Henrysson, 1963,
            Psychometrika 28, 211-218). None below five submissions, or if all did the same.
        pass_rate_interval: likewise `difficulty_interval`, `discrimination_interval`.
        seconds_mean: wall time of its calls, if it was tried.
        seconds_max: the longest.
        repeated: how often it was graded again on an unchanged submission.
        changed: how often its status was then another; above 0 the check is flaky.
    """

    exercise: str
    check: str
    title: Text
    visibility: Visibility
    points: float
    bonus: bool
    handed_in: int
    passed: int
    statuses: dict[Status, int]
    pass_rate: float | None
    difficulty: float | None
    discrimination: float | None
    seconds_mean: float
    seconds_max: float
    repeated: int = 0
    changed: int = 0
    pass_rate_interval: Interval | None = None
    difficulty_interval: Interval | None = None
    discrimination_interval: Interval | None = None

    def is_weak(self) -> bool:
        """Whether it hardly tells strong submissions from weak ones; False if that is not sure."""
        if self.discrimination is None or self.is_unsure():
            return False
        return self.discrimination < WEAK_DISCRIMINATION

    def is_unsure(self) -> bool:
        """Whether so few handed in that it may be weak as well as very good."""
        if self.discrimination is None or self.discrimination_interval is None:
            return 0 < self.handed_in < MIN_FOR_DISCRIMINATION
        low, high = self.discrimination_interval
        return low < WEAK_DISCRIMINATION and high > GOOD_DISCRIMINATION


class MisconceptionStatistics(Value, frozen=True):
    """A misconception, and the number of students whose answers show it in an exercise.

    Attributes:
        checks: where it was seen.
        points_lost: by all of them together, in these checks, without a bonus; a student may have
            lost some of these points by other mistakes as well.
        share: of those who handed in.
    """

    idea: Text
    students: int
    checks: tuple[str, ...]
    points_lost: float = 0.0
    share: Interval | None = None

    @property
    def points_each(self) -> float:
        """Points lost by one of them, on average."""
        return round(self.points_lost / self.students, 2) if self.students else 0.0


class FailTogether(Value, frozen=True):
    """Checks of an exercise that only fail together, so that one mistake costs all their points.

    Attributes:
        failed: number of submissions in which they all fail.
        mixed: number of submissions that pass some checks of the exercise and fail others; those
            that pass all or none are in no count, since there everything fails together.
    """

    checks: tuple[str, ...]
    titles: tuple[Text, ...]
    failed: int
    mixed: int


class ExerciseStatistics(Value, frozen=True):
    """One exercise.

    Attributes:
        possible: points, without a bonus.
        students: number of students with a grade.
        handed_in: number of students with a submission.
        complete: number of students who passed all checks but for a bonus.
        scores: of students with a submission and at least one check that did not break.
        checks: in the order of the exercise.
        misconceptions: the most frequent first.
        together: groups of checks that only fail together, if that can hardly be chance.
    """

    exercise: str
    title: Text
    possible: float
    students: int
    handed_in: int
    complete: int
    scores: Distribution
    checks: tuple[CheckStatistics, ...]
    misconceptions: tuple[MisconceptionStatistics, ...]
    together: tuple[FailTogether, ...] = ()


class ClassStatistics(Value, frozen=True):
    """A class; no student is named.

    Attributes:
        students: number of students with grades.
        possible: points of all exercises.
        totals: points of each student in all exercises; those not handed in count as 0.
            Students all of whose checks broke are left out.
        exercises: in order of names.
    """

    students: int
    possible: float
    totals: Distribution
    exercises: tuple[ExerciseStatistics, ...]
    format: str = FORMAT

    def checks(self) -> list[CheckStatistics]:
        """The checks of all exercises."""
        return [check for exercise in self.exercises for check in exercise.checks]

    def slowest(self, count: int) -> list[CheckStatistics]:
        """The slowest checks on average, the slowest first."""
        tried = [check for check in self.checks() if check.seconds_max > 0]
        return sorted(tried, key=lambda check: -check.seconds_mean)[:count]

    def flakiest(self, count: int) -> list[CheckStatistics]:
        """The flaky checks, the worst first."""
        changed = [check for check in self.checks() if check.changed]
        return sorted(changed, key=lambda check: -check.changed / check.repeated)[:count]

    def weakest(self, count: int) -> list[CheckStatistics]:
        """The weak checks, the worst first."""
        weak = [check for check in self.checks() if check.is_weak()]
        return sorted(weak, key=lambda check: check.discrimination or 0.0)[:count]


def render_statistics(found: ClassStatistics) -> str:
    """Render statistics as JSON: keys sorted, two spaces."""
    packed = msgspec.json.encode(found, order="deterministic")
    return msgspec.json.format(packed, indent=2).decode() + "\n"


def statistics_lines(found: ClassStatistics) -> Iterator[str]:
    """Render the checks as CSV, line by line; a cell without a figure is empty."""
    yield BYTE_ORDER_MARK
    yield from csv_lines(_HEADER, map(_cells, found.checks()))


def _cells(check: CheckStatistics) -> list[str]:
    figures = (
        (check.pass_rate, check.pass_rate_interval),
        (check.difficulty, check.difficulty_interval),
        (check.discrimination, check.discrimination_interval),
    )
    verdict = "weak" if check.is_weak() else "too few to say" if check.is_unsure() else ""
    return [
        check.exercise,
        check.check,
        safe_cell(check.title.en),
        f"{check.points:g}",
        *map(str, (check.handed_in, check.passed)),
        *(
            _cell(number)
            for figure, interval in figures
            for number in (figure, *(interval or (None, None)))
        ),
        verdict,
        f"{check.seconds_mean:g}",
    ]


def _cell(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
