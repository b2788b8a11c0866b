"""A class's grades -> its statistics, in one pass, one student at a time.

What is kept grows with the number of checks, and by two numbers for each hand-in, so that a class
of any size can be read from its files as it goes.
"""

from __future__ import annotations

import math
import statistics
from array import array
from collections import Counter
from typing import TYPE_CHECKING

from grader.model.grade import total

from .statistics import (
    Bar,
    CheckStatistics,
    ClassStatistics,
    Distribution,
    ExerciseStatistics,
    MisconceptionStatistics,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model import Grade, Outcome, Status, Text
    from grader.results.journal import Repeat

HISTOGRAM_BARS = 10
MIN_FOR_DISCRIMINATION = 5


def class_statistics(
    students: Iterable[Sequence[Grade]], repeats: Iterable[Repeat] = ()
) -> ClassStatistics:
    """The statistics of a class.

    Args:
        students: each student's grades; may be a generator, which is gone through once.
        repeats: checks that were tried again on unchanged hand-ins.
    """
    tally = ClassTally()
    for grades in students:
        tally.add(grades)
    return tally.finish(repeats)


class ClassTally:
    """A class's numbers while the students go by."""

    def __init__(self) -> None:
        self._exercises: dict[str, _Exercise] = {}
        self._students = 0
        self._totals = array("d")
        self._possible = 0.0

    def add(self, grades: Sequence[Grade]) -> None:
        """Takes in one student's grades; where no check could be judged, there is no number."""
        judged = [grade for grade in grades if grade.score.possible]
        score = total(judged)
        self._students += 1
        if judged:
            self._totals.append(score.earned)
        self._possible = max(self._possible, score.possible)  # broken checks lower it for some
        for grade in grades:
            self._exercises.setdefault(grade.exercise, _Exercise()).add(grade)

    def finish(self, repeats: Iterable[Repeat] = ()) -> ClassStatistics:
        """The statistics of those who were taken in."""
        for repeat in repeats:
            if repeat.exercise in self._exercises:
                self._exercises[repeat.exercise].add_repeat(repeat)
        return ClassStatistics(
            students=self._students,
            possible=self._possible,
            totals=_distribution(self._totals, self._possible),
            exercises=tuple(self._exercises[slug].finish() for slug in sorted(self._exercises)),
        )


class _Exercise:
    """One exercise's numbers while the class goes by."""

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

    def add_repeat(self, repeat: Repeat) -> None:
        for name, check in self.checks.items():
            check.repeated += 1
            check.changed += name in repeat.changed

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
    """One check's numbers while the class goes by."""

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
    """Running means and products of deviations (Welford's method, which loses no digits)."""

    def __init__(self) -> None:
        self.count = 0
        self._mean_x = 0.0
        self._mean_y = 0.0
        self._xx = 0.0
        self._yy = 0.0
        self._xy = 0.0

    def add(self, x: float, y: float = 0.0) -> None:
        """Takes in a pair."""
        self.count += 1
        before_x, before_y = x - self._mean_x, y - self._mean_y
        self._mean_x += before_x / self.count
        self._mean_y += before_y / self.count
        self._xx += before_x * (x - self._mean_x)
        self._yy += before_y * (y - self._mean_y)
        self._xy += before_x * (y - self._mean_y)

    def mean(self) -> float:
        """The mean of the first numbers; 0 where there are none."""
        return self._mean_x

    def correlation(self) -> float | None:
        """Pearson's correlation, to four digits; None where one side never changes."""
        # what is left of rounding is no spread
        if self._xx < 1e-12 or self._yy < 1e-12:
            return None
        return round(self._xy / math.sqrt(self._xx * self._yy), 4)
