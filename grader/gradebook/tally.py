"""A class's grades -> its statistics, in one pass.

The memory grows with the number of checks, and by two numbers for each submission.
"""

from __future__ import annotations

import math
import statistics
from array import array
from collections import Counter
from typing import TYPE_CHECKING

from grader.model.grade import total

from .intervals import RunningStats, fisher, wilson
from .item_analysis import (
    MIN_FOR_DISCRIMINATION,
    Bar,
    CheckStatistics,
    ClassStatistics,
    Distribution,
    ExerciseStatistics,
    FailTogether,
    MisconceptionStatistics,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model import Grade, Outcome, Status, Text
    from grader.results.class_file import Repeats

HISTOGRAM_BARS = 10
LEAST_CHANCE = 1 / 20  # that some checks fail in the same submissions by chance
_MASK = 2**64 - 1


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
        """Add one student's grades; exercises whose checks all broke do not count.

        Args:
            grades: without the exercises from which the student is excused.
            is_whole: whether there are none of these; else the sum is not compared with others'.
        """
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
        self.mixed = 0
        self.ideas: dict[Text, set[str]] = {}
        self.idea_counts: Counter[Text] = Counter()
        self.idea_points: dict[Text, float] = {}

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
        for outcome in grade.outcomes:
            self._check(outcome).add(outcome, grade.score.earned)
        self._add_ideas(grade.outcomes)
        failed = [
            o.check for o in grade.outcomes if o.status not in ("passed", "broken", "pending")
        ]
        if failed and any(o.status == "passed" for o in grade.outcomes):
            self.mixed += 1
            for name in failed:
                self.checks[name].fail_in(self.mixed)

    def _add_ideas(self, outcomes: Iterable[Outcome]) -> None:
        found = set()
        for outcome in outcomes:
            if (idea := outcome.misconception) is not None:
                found.add(idea)
                self.ideas.setdefault(idea, set()).add(outcome.check)
                lost = 0.0 if outcome.bonus else outcome.points - outcome.earned
                self.idea_points[idea] = self.idea_points.get(idea, 0.0) + lost
        self.idea_counts.update(found)

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
            misconceptions=tuple(self._idea(idea, count) for idea, count in ideas),
            together=tuple(self._together()),
        )

    def _idea(self, idea: Text, count: int) -> MisconceptionStatistics:
        return MisconceptionStatistics(
            idea=idea,
            students=count,
            checks=tuple(sorted(self.ideas[idea])),
            points_lost=round(self.idea_points[idea], 4),
            share=wilson(count, self.handed_in),
        )

    def _together(self) -> Iterable[FailTogether]:
        groups: dict[tuple[int, int], list[_Check]] = {}
        for check in self.checks.values():
            groups.setdefault((check.failed, check.failed_in), []).append(check)
        for (failed, _), group in groups.items():
            # so many submissions can be picked in so many ways; one way is the same for all
            if len(group) > 1 and math.comb(self.mixed, failed) * LEAST_CHANCE >= 1:
                yield FailTogether(
                    checks=tuple(check.example.check for check in group),
                    titles=tuple(check.example.title for check in group),
                    failed=failed,
                    mixed=self.mixed,
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
        self.failed = 0
        self.failed_in = 0

    def fail_in(self, submission: int) -> None:
        """Note that it failed in a submission, by its number."""
        # A sum of scattered numbers stands for the set: two sets with the same sum are the same but
        # for one chance in 2**64, and nothing has to be kept for each submission.
        self.failed += 1
        self.failed_in = (self.failed_in + _scattered(submission)) & _MASK

    def add(self, outcome: Outcome, exercise_points: float) -> None:
        self.statuses[outcome.status] += 1
        if outcome.status in {"broken", "pending"}:
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
        tried, lost = self.lost.count, self.lost.mean()
        enough = counted >= MIN_FOR_DISCRIMINATION
        discrimination = self.against_rest.correlation() if enough else None
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
            difficulty=round(lost, 4) if tried else None,
            discrimination=discrimination,
            seconds_mean=round(self.seconds.mean(), 4),
            seconds_max=round(self.seconds_max, 4),
            repeated=self.repeated,
            changed=self.changed,
            pass_rate_interval=wilson(passed, counted),
            difficulty_interval=wilson(lost * tried, tried),
            discrimination_interval=(
                None if discrimination is None else fisher(discrimination, counted)
            ),
        )


def _scattered(number: int) -> int:
    """A number of 64 bits that looks drawn by lot (SplitMix64; Steele et al., 2014)."""
    mixed = (number * 0x9E3779B97F4A7C15) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return mixed ^ (mixed >> 31)


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
