"""A class's grades -> statistics of its exercises and checks, in one pass.

The memory grows with the number of checks, and by two numbers for each submission.
"""

from __future__ import annotations

import math
import statistics
from array import array
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from grader.model import Status, Text, Value, Visibility
from grader.model.grade import total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model import Grade, Outcome
    from grader.results.store import Repeats

FORMAT = "cnn-grader/statistics/v1"
WEAK_DISCRIMINATION = 0.1  # below 0.2 textbooks call an item poor; below this it says nothing
HISTOGRAM_BARS = 10
MIN_FOR_DISCRIMINATION = 5


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

    def is_weak(self) -> bool:
        """Whether it hardly tells strong submissions from weak ones."""
        return self.discrimination is not None and self.discrimination < WEAK_DISCRIMINATION


class MisconceptionStatistics(Value, frozen=True):
    """A misconception, and the number of students whose answers show it in an exercise.

    Attributes:
        checks: where it was seen.
    """

    idea: Text
    students: int
    checks: tuple[str, ...]


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
    """A class; no student is named.

    Attributes:
        students: number of students with grades.
        possible: points of all exercises.
        totals: points of each student in all exercises; what was not handed in counts as 0.
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


def class_statistics(
    students: Iterable[Sequence[Grade]], repeats: Iterable[Repeats] = ()
) -> ClassStatistics:
    """Compute the statistics of a class.

    Args:
        students: each student's grades, iterated once.
        repeats: exercises that were graded again on unchanged submissions.
    """
    tally = ClassTally()
    for grades in students:
        tally.add(grades)
    return tally.finish(repeats)


class ClassTally:
    """The numbers of a class, student by student."""

    def __init__(self) -> None:
        self._exercises: dict[str, _Exercise] = {}
        self._students = 0
        self._totals = array("d")
        self._possible = 0.0

    def add(self, grades: Sequence[Grade], *, is_whole: bool = True) -> None:
        """Add grades; exercises whose checks all broke do not count, nor a sum of excused ones."""
        judged = [grade for grade in grades if grade.score.possible]
        score = total(judged)
        self._students += 1
        if judged and is_whole:
            self._totals.append(score.earned)
        self._possible = max(self._possible, score.possible)  # broken checks lower it for some
        for grade in grades:
            self._exercises.setdefault(grade.exercise, _Exercise()).add(grade)

    def finish(self, repeats: Iterable[Repeats] = ()) -> ClassStatistics:
        """The statistics of all students added."""
        for each in repeats:
            if each.exercise in self._exercises:
                self._exercises[each.exercise].add_repeats(each)
        return ClassStatistics(
            students=self._students,
            possible=self._possible,
            totals=_distribution(self._totals, self._possible),
            exercises=tuple(self._exercises[slug].finish() for slug in sorted(self._exercises)),
        )


class _Exercise:
    """The numbers of one exercise."""

    def __init__(self) -> None:
        self.last: Grade | None = None
        self.possible = 0.0
        self.students = 0
        self.handed_in = 0
        self.complete = 0
        self.earned = array("d")
        self.checks: dict[str, _Check] = {}
        self.ideas: dict[Text, set[str]] = {}
        self.idea_counts: Counter[Text] = Counter()

    def add(self, grade: Grade) -> None:
        self.last = grade
        self.students += 1
        self.possible = max(self.possible, grade.score.possible)
        if not grade.file:
            for outcome in grade.outcomes:
                self._check(outcome)
            return
        self.handed_in += 1
        if grade.score.possible:
            self.earned.append(grade.score.earned)
        self.complete += grade.all_passed()
        ideas = set()
        for outcome in grade.outcomes:
            self._check(outcome).add(outcome, grade.score.earned)
            if outcome.misconception is not None:
                ideas.add(outcome.misconception)
                self.ideas.setdefault(outcome.misconception, set()).add(outcome.check)
        self.idea_counts.update(ideas)

    def _check(self, outcome: Outcome) -> _Check:
        if outcome.check not in self.checks:
            self.checks[outcome.check] = _Check(outcome)
        return self.checks[outcome.check]

    def add_repeats(self, repeats: Repeats) -> None:
        for name, check in self.checks.items():
            check.repeated += repeats.count
            check.changed += repeats.changed.get(name, 0)

    def finish(self) -> ExerciseStatistics:
        assert self.last is not None
        ideas = sorted(self.idea_counts.items(), key=lambda item: (-item[1], item[0].en))
        return ExerciseStatistics(
            exercise=self.last.exercise,
            title=self.last.title,
            possible=self.possible,
            students=self.students,
            handed_in=self.handed_in,
            complete=self.complete,
            scores=_distribution(self.earned, self.possible),
            checks=tuple(check.finish(self.last.exercise) for check in self.checks.values()),
            misconceptions=tuple(
                MisconceptionStatistics(
                    idea=idea, students=count, checks=tuple(sorted(self.ideas[idea]))
                )
                for idea, count in ideas
            ),
        )


class _Check:
    """The numbers of one check."""

    def __init__(self, outcome: Outcome) -> None:
        self.example = outcome
        self.statuses: Counter[Status] = Counter()
        self.lost = RunningStats()
        self.against_rest = RunningStats()
        self.seconds = RunningStats()
        self.seconds_max = 0.0
        self.repeated = 0
        self.changed = 0

    def add(self, outcome: Outcome, exercise_points: float) -> None:
        self.statuses[outcome.status] += 1
        if outcome.status == "broken":
            return
        rest = exercise_points if outcome.bonus else exercise_points - outcome.earned
        self.against_rest.add(outcome.earned, rest)
        if outcome.status == "skipped":
            return
        self.lost.add(1 - outcome.earned / outcome.points if outcome.points else 0.0)
        self.seconds.add(outcome.seconds)
        self.seconds_max = max(self.seconds_max, outcome.seconds)

    def finish(self, exercise: str) -> CheckStatistics:
        counted = self.against_rest.count
        passed = self.statuses["passed"]
        enough = counted >= MIN_FOR_DISCRIMINATION
        return CheckStatistics(
            exercise=exercise,
            check=self.example.check,
            title=self.example.title,
            visibility=self.example.visibility,
            points=self.example.points,
            bonus=self.example.bonus,
            handed_in=counted,
            passed=passed,
            statuses=dict(self.statuses),
            pass_rate=round(passed / counted, 4) if counted else None,
            difficulty=round(self.lost.mean(), 4) if self.lost.count else None,
            discrimination=self.against_rest.correlation() if enough else None,
            seconds_mean=round(self.seconds.mean(), 4),
            seconds_max=round(self.seconds_max, 4),
            repeated=self.repeated,
            changed=self.changed,
        )


def _distribution(earned: Sequence[float], possible: float) -> Distribution:
    counts = [0] * HISTOGRAM_BARS
    for value in earned:
        share = value / possible if possible else 0.0
        # the small number: 0.3 * 10 must not fall a hair below 3
        place = int(share * HISTOGRAM_BARS + 1e-9)
        counts[max(0, min(place, HISTOGRAM_BARS - 1))] += 1
    bars = tuple(
        Bar(low=number / HISTOGRAM_BARS, high=(number + 1) / HISTOGRAM_BARS, count=count)
        for number, count in enumerate(counts)
    )
    values = earned or [0.0]
    return Distribution(
        count=len(earned),
        mean=round(statistics.fmean(values), 4),
        median=round(statistics.median(values), 4),
        deviation=round(statistics.pstdev(values), 4),
        minimum=min(values),
        maximum=max(values),
        histogram=bars,
    )


class RunningStats:
    """Running mean and correlation (Welford's method, which loses no digits)."""

    def __init__(self) -> None:
        self.count = 0
        self._mean_x = 0.0
        self._mean_y = 0.0
        self._xx = 0.0
        self._yy = 0.0
        self._xy = 0.0

    def add(self, x: float, y: float = 0.0) -> None:
        """Add a pair."""
        self.count += 1
        before_x, before_y = x - self._mean_x, y - self._mean_y
        self._mean_x += before_x / self.count
        self._mean_y += before_y / self.count
        self._xx += before_x * (x - self._mean_x)
        self._yy += before_y * (y - self._mean_y)
        self._xy += before_x * (y - self._mean_y)

    def mean(self) -> float:
        """The mean of x; 0 without any."""
        return self._mean_x

    def correlation(self) -> float | None:
        """Pearson's correlation, to four digits; None if x or y never changes."""
        # smaller ones are left by rounding
        if self._xx < 1e-12 or self._yy < 1e-12:
            return None
        return round(self._xy / math.sqrt(self._xx * self._yy), 4)
