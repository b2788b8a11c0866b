"""How hard each check was, how well it told students apart, who thought what: a class in numbers.

No student is named here. `item_analysis.py` computes these from grades.
"""

from __future__ import annotations

import msgspec

from grader.model import Status, Text, Value, Visibility

FORMAT = "cnn-grader/statistics/v1"
WEAK_DISCRIMINATION = 0.1  # below 0.2 textbooks call an item poor; below this it says nothing


class Bar(Value, frozen=True):
    """One bar of a histogram: how many lie in [low, high), shares of the possible points.

    The last bar holds full marks too.
    """

    low: float
    high: float
    count: int


class Distribution(Value, frozen=True):
    """How points are spread over students; all in points, but the histogram's borders in shares.

    Attributes:
        count: how many students; the other numbers are 0 where there are none.
        deviation: the standard deviation of these students, not an estimate for others.
    """

    count: int
    mean: float
    median: float
    deviation: float
    minimum: float
    maximum: float
    histogram: tuple[Bar, ...]


class CheckStatistics(Value, frozen=True):
    """How one check went, over everyone who handed the exercise in.

    Attributes:
        points: what a student gets who passes it.
        handed_in: hand-ins that it counted for: those for which it was not broken.
        passed: how many passed.
        statuses: how many ended in which way, broken ones too.
        pass_rate: passed of handed in; None where nobody handed in.
        difficulty: the share of its points that those lost who came so far as to try it: 0 where
            all have them, 1 where none has; None where nobody tried. It is 1 - p, p being the
            difficulty index of classical test theory (Crocker and Algina, 1986, chapter 14).
        discrimination: the correlation of this check's points with the points of the exercise's
            other checks: near 1 where good students pass it and weak ones do not, 0 where it says
            nothing of them, below 0 where it is the other way round, which is a fault of the
            check's. It is the point-biserial correlation with its own part taken out (Henrysson,
            1963, Psychometrika 28, 211-218). None below five hand-ins, or where all did the same.
        seconds_mean: wall time of its calls, over those that it was tried for.
        seconds_max: the longest.
        repeated: how often it was tried again on an unchanged hand-in.
        changed: how often it then ended in another way: more than 0 is a flaky check.
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

    def is_weak(self) -> bool:
        """Whether it tells good hand-ins from weak ones so badly that it is worth a look."""
        return self.discrimination is not None and self.discrimination < WEAK_DISCRIMINATION


class MisconceptionStatistics(Value, frozen=True):
    """A known wrong idea, and how many students' answers show it in this exercise.

    Attributes:
        checks: the checks that it was seen in.
    """

    idea: Text
    students: int
    checks: tuple[str, ...]


class ExerciseStatistics(Value, frozen=True):
    """How one exercise went.

    Attributes:
        possible: the exercise's points, without a bonus.
        students: everyone in the class who has a grade in it.
        handed_in: those who handed something in for it.
        complete: those who passed every check that is no bonus.
        scores: of those who handed in, and of whose checks one at least could be judged.
        checks: in the order of the checks.
        misconceptions: the most frequent first.
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


class ClassStatistics(Value, frozen=True):
    """How a class did; no student is named in it.

    Attributes:
        students: everyone who has grades.
        possible: the points of all exercises together.
        totals: each student's points in all exercises; what was not handed in counts as 0, and
            who has no check that could be judged is left out.
        exercises: in the order of their names.
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
        """The checks that take longest on average, the slowest first."""
        tried = [check for check in self.checks() if check.seconds_max > 0]
        return sorted(tried, key=lambda check: -check.seconds_mean)[:count]

    def flakiest(self, count: int) -> list[CheckStatistics]:
        """The checks that ended in another way on an unchanged hand-in, the worst first."""
        changed = [check for check in self.checks() if check.changed]
        return sorted(changed, key=lambda check: -check.changed / check.repeated)[:count]

    def weakest(self, count: int) -> list[CheckStatistics]:
        """The checks that tell good hand-ins from weak ones worst, the worst first."""
        weak = [check for check in self.checks() if check.is_weak()]
        return sorted(weak, key=lambda check: check.discrimination or 0.0)[:count]


def render_statistics(found: ClassStatistics) -> str:
    """The statistics as JSON: keys sorted, two spaces."""
    packed = msgspec.json.encode(found, order="deterministic")
    return msgspec.json.format(packed, indent=2).decode() + "\n"
