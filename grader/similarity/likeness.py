"""A class -> the pairs of students whose code or wrong answers are more alike than others'.

Code is compared by its fingerprints, wrong answers by themselves. How alike a pair is says little:
small tasks have few natural solutions. So each figure stands beside the class's own: how many
pairs are as alike or more. By that the pairs are ordered, and no threshold is drawn.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from grader.course.workspace import starter_hashes
from grader.results.code import load_code

from .answer_code import answer_codes, fingerprints, given_runs, share_in, solution_runs
from .comparison import STEPS, compare_answers, compare_code
from .marks import side_by_side
from .wrong_answers import wrong_answers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.model import Course, Exercise, Text
    from grader.results.class_file import Member
    from grader.results.store import Result, Results

    from .comparison import Comparison
    from .fingerprints import Hashes
    from .marks import Side

MAX_LISTED = 200  # pairs, in the table
MAX_SHOWN = 40  # of them, with their code
BARS = 20
# other right solutions of the built-in course have at most 0.39 of its own one, and a copy of it
# whose names, order and layout were changed, 0.66 at least
MUCH_OF_SOLUTION = 0.5


class Measure(NamedTuple):
    """How alike two answers to one exercise are, beside all pairs of the class.

    Attributes:
        value: the share that they have in common, from 0 to 1.
        as_alike: how many pairs are as alike or more.
        pairs: how many pairs there are.
    """

    value: float
    as_alike: int
    pairs: int

    @property
    def surprise(self) -> float:
        """How seldom the class is so alike, as a negative power of ten, times how alike it is.

        By rank alone, the first pair of a class in which nobody copied would be as surprising as
        one that did.
        """
        seldom = -math.log10(max(self.as_alike, 1) / self.pairs) if self.pairs else 0.0
        return self.value * seldom


class SharedAnswer(NamedTuple):
    """A wrong answer that two students gave to one check.

    Attributes:
        shown: the answer, or the exception; empty if nothing is kept of it.
        holders: how many of the class gave it.
        asked: how many handed in the exercise.
    """

    title: Text
    shown: str
    idea: Text | None
    holders: int
    asked: int


class PairInExercise(NamedTuple):
    """A pair in one exercise.

    Attributes:
        code: None where their code is not among the most alike; the same of `answers`.
        shared: the wrong answers that both gave, the rarest first.
        sides: their codes, of the pairs that are shown.
    """

    exercise: Exercise
    code: Measure | None
    answers: Measure | None
    shared: tuple[SharedAnswer, ...] = ()
    sides: tuple[Side, Side] | None = None

    @property
    def surprise(self) -> float:
        """Of both measures together."""
        return sum(each.surprise for each in (self.code, self.answers) if each is not None)


class Pair(NamedTuple):
    """Two students; exercises in which they are alike, the most surprising first."""

    one: Member
    two: Member
    exercises: tuple[PairInExercise, ...]

    @property
    def surprise(self) -> float:
        """Of all exercises together."""
        return sum(each.surprise for each in self.exercises)


class Spread(NamedTuple):
    """How alike the code of all pairs is in one exercise.

    Attributes:
        compared: students whose code is kept.
        bars: numbers of pairs, from not alike at all to the same; the first has those that share
            nothing.
    """

    exercise: Exercise
    compared: int
    pairs: int
    bars: tuple[int, ...]


class FromSolution(NamedTuple):
    """An answer in which much of a released solution stands; `share` is from 0 to 1."""

    member: Member
    exercise: Exercise
    share: float


class ClassLikeness(NamedTuple):
    """A class's pairs, the most surprising first.

    Attributes:
        handed_in: students who handed in anything.
        without_code: those of them whose code is not kept.
        from_solutions: answers that are much like a released solution, the most alike first.
    """

    handed_in: int
    without_code: int
    spreads: tuple[Spread, ...]
    pairs: tuple[Pair, ...]
    from_solutions: tuple[FromSolution, ...] = ()


class _Sets:
    """The numbers of one exercise's students, and who they are."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self.exercise = exercise
        self.given = given_runs(course, exercise)
        self.solution = solution_runs(course, exercise)
        self.coders: list[int] = []
        self.codes: list[Hashes] = []
        self.students: list[int] = []
        self.answers: list[Hashes] = []

    def add(self, student: int, code: str | None, answers: Iterable[int]) -> None:
        """Add a student who handed in the exercise."""
        self.students.append(student)
        self.answers.append(np.unique(np.fromiter(answers, np.uint64)))
        if code is not None:
            self.coders.append(student)
            self.codes.append(fingerprints(code, self.exercise, self.given))

    def share_of_solution(self, code: str | None) -> float:
        """How much of the released solution stands in an answer; 0 if it is not released."""
        if code is None or self.solution is None:
            return 0.0
        return share_in(code, self.solution, self.exercise)


class _Compared(NamedTuple):
    """One exercise's comparisons."""

    sets: _Sets
    code: Comparison
    answers: Comparison


class _Measured(NamedTuple):
    """A pair's measures in one exercise."""

    compared: _Compared
    code: Measure | None
    answers: Measure | None

    @property
    def surprise(self) -> float:
        return sum(each.surprise for each in (self.code, self.answers) if each is not None)


_Picked = tuple[tuple[str, str], list[_Measured]]


def class_likeness(
    results: Results, course: Course, exercises: Iterable[Exercise]
) -> ClassLikeness:
    """Compare all answers of a class; the class is read once, then the pairs that are shown.

    Args:
        exercises: those to compare.
    """
    graded = {exercise.slug for exercise in results.class_file().exercises}
    sets = {e.slug: _Sets(course, e) for e in exercises if e.slug in graded}
    starters = starter_hashes(course)
    names: list[str] = []
    copies: list[FromSolution] = []
    handed_in = without_code = 0
    for result in results.each_result():
        files = {grade.exercise: grade for grade in result.grades if grade.file}
        if not files:
            continue
        handed_in += 1
        codes = answer_codes(load_code(results.out, result), course, starters)
        without_code += not codes
        for slug, grade in files.items():
            if slug in sets:
                sets[slug].add(len(names), codes.get(slug), wrong_answers(grade))
                share = sets[slug].share_of_solution(codes.get(slug))
                if share >= MUCH_OF_SOLUTION:
                    copies.append(FromSolution(result.member, sets[slug].exercise, share))
        names.append(result.member.student)
    compared = [
        _Compared(s, compare_code(s.codes), compare_answers(s.answers)) for s in sets.values()
    ]
    spreads = tuple(_spread(each) for each in compared)
    picked = _picked(compared, names)
    look = _Look(results, course, starters)
    pairs = tuple(look.pair(each, with_code=place < MAX_SHOWN) for place, each in enumerate(picked))
    copies.sort(key=lambda each: (-each.share, each.exercise.slug, each.member.student))
    return ClassLikeness(handed_in, without_code, spreads, pairs, tuple(copies))


def _spread(compared: _Compared) -> Spread:
    found = compared.code
    bars = found.counts.reshape(BARS, STEPS // BARS).sum(axis=1)
    bars[0] += found.all_pairs - found.counts.sum()
    bars_of_all = tuple(int(count) for count in bars)
    return Spread(compared.sets.exercise, found.students, found.all_pairs, bars_of_all)


def _picked(compared: Iterable[_Compared], names: list[str]) -> list[_Picked]:
    """The most surprising pairs, by the sum of their surprises over exercises and measures."""
    found: dict[tuple[str, str], list[_Measured]] = {}
    for each in compared:
        codes = _measures(each.code, each.sets.coders, 1.0)
        # an answer that nobody else in the class gave has so many bits
        whole = math.log2(max(2, each.answers.students))
        answers = _measures(each.answers, each.sets.students, whole)
        for pair in codes.keys() | answers.keys():
            one, two = pair
            measured = _Measured(each, codes.get(pair), answers.get(pair))
            found.setdefault((names[one], names[two]), []).append(measured)
    return sorted(found.items(), key=_order)[:MAX_LISTED]


def _order(picked: _Picked) -> tuple[float, tuple[str, str]]:
    names, measured = picked
    return -sum(each.surprise for each in measured), names


def _measures(
    found: Comparison, students: list[int], whole: float
) -> dict[tuple[int, int], Measure]:
    """The measures of the most alike pairs; `whole` is the value that counts as 1."""
    return {
        (students[pair.one], students[pair.two]): Measure(
            min(1.0, pair.value / whole), found.as_alike(pair.value), found.all_pairs
        )
        for pair in found.pairs
    }


class _Look:
    """Reads the pairs again that are listed."""

    def __init__(self, results: Results, course: Course, starters: set[str]) -> None:
        self._results = results
        self._course = course
        self._starters = starters

    def pair(self, picked: _Picked, *, with_code: bool) -> Pair:
        (one, two), measured = picked
        first, second = self._results.result(one), self._results.result(two)
        codes = [self._codes(each) for each in (first, second)] if with_code else [{}, {}]
        found = []
        for compared, code, answers in measured:
            exercise = compared.sets.exercise
            shared = _shared_answers(compared, first, second)
            both = (codes[0].get(exercise.slug), codes[1].get(exercise.slug))
            sides = _sides(compared, both)
            found.append(PairInExercise(exercise, code, answers, shared, sides))
        found.sort(key=lambda each: -each.surprise)
        return Pair(first.member, second.member, tuple(found))

    def _codes(self, result: Result) -> dict[str, str]:
        return answer_codes(load_code(self._results.out, result), self._course, self._starters)


def _sides(each: _Compared, codes: tuple[str | None, str | None]) -> tuple[Side, Side] | None:
    one, two = codes
    if one is None or two is None:
        return None
    return side_by_side((one, two), each.sets.exercise.functions, each.sets.given, each.code)


def _shared_answers(each: _Compared, first: Result, second: Result) -> tuple[SharedAnswer, ...]:
    slug = each.sets.exercise.slug
    one, two = (
        {k: o for g in result.grades if g.exercise == slug for k, o in wrong_answers(g).items()}
        for result in (first, second)
    )
    holders = dict(zip(each.answers.numbers.tolist(), each.answers.holders.tolist(), strict=True))
    found = [
        SharedAnswer(o.title, o.actual, o.misconception, holders[key], each.answers.students)
        for key, o in one.items()
        if key in two and key in holders
    ]
    return tuple(sorted(found, key=lambda answer: (answer.holders, answer.title.en)))
