"""Outcomes, their score, and the grade that every report is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from .cause import Cause, Status
from .course import Visibility
from .evidence import ArrayView, Evidence, Frame
from .hidden import few_ideas, shown_to_student
from .message import Message, Problem, Text, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["full", "partial", "process", "none"]


class Outcome(Value, frozen=True):
    """How one check ended.

    Attributes:
        cause: why it did not pass; None where it passed, and in a file of the first format.
        message: what went wrong, without any value: safe to show for hidden checks too.
        details: the values: which index, how far off, what the exception said.
        expected: what the check wanted, as short text.
        actual: what came, as short text.
        array_views: the arrays behind a wrong one: arguments, what was wanted, what came.
        output: what the student's code printed during this check.
        hints: the check's ladder, from a nudge to near the idea.
        misconception: the known wrong idea whose answers these are.
        evidence: networks and their training, where the check looked at any.
    """

    check: str
    title: Text
    visibility: Visibility
    points: float
    earned: float
    status: Status
    cause: Cause | None = None
    bonus: bool = False
    message: Message | None = None
    details: tuple[Message, ...] = ()
    expected: str = ""
    actual: str = ""
    array_views: tuple[ArrayView, ...] = ()
    frames: tuple[Frame, ...] = ()
    output: str = ""
    seconds: float = 0.0
    hints: tuple[Text, ...] = ()
    misconception: Text | None = None
    evidence: Evidence | None = None


class Score(Value, frozen=True):
    """Points: `earned` of `possible`, and a bonus apart; checks that broke count nowhere."""

    earned: float
    possible: float
    bonus: float = 0.0


class Isolation(Value, frozen=True):
    """What was in force round the student's code: the level, and each layer with its reason."""

    level: Level
    layers: dict[str, str] = msgspec.field(default_factory=dict)


class Grade(Value, frozen=True):
    """One student's result in one exercise; the canonical report, from which all others are made.

    Attributes:
        file: the student's file that was judged; empty where there was none.
        outcomes: one for each check, in the order of the checks.
        problems: what the student should know about the file itself.
        complete: whether hidden checks were among the checks, and what they need was there.
        missing: libraries that the exercise needs and this machine lacks; then nothing was tried.
        versions: of the grader, Python and NumPy.
        hashes: SHA-256 of the submission's files and of the exercise's.
    """

    student: str
    exercise: str
    title: Text
    file: str
    outcomes: tuple[Outcome, ...]
    score: Score
    problems: tuple[Problem, ...]
    complete: bool
    isolation: Isolation
    versions: dict[str, str]
    hashes: dict[str, str]
    missing: tuple[str, ...] = ()

    def for_student(self) -> Grade:
        """The grade without what a student may not see of hidden checks and of our own trouble."""
        ideas = few_ideas(o for o in self.outcomes if o.visibility == "hidden")
        outcomes = tuple(_for_student(outcome, ideas) for outcome in self.outcomes)
        return msgspec.structs.replace(self, outcomes=outcomes)

    def has_broken(self) -> bool:
        """Whether a check failed through the grader's or the course's own fault."""
        return any(o.status == "broken" for o in self.outcomes)

    def all_passed(self) -> bool:
        """Whether there were checks and every one passed; a bonus is not needed."""
        needed = [outcome for outcome in self.outcomes if not outcome.bonus]
        return bool(needed) and all(outcome.status == "passed" for outcome in needed)


def _for_student(outcome: Outcome, ideas: frozenset[str]) -> Outcome:
    if outcome.visibility == "hidden":
        return shown_to_student(outcome, ideas)
    if outcome.cause is Cause.UNFINISHED:  # its details are our traceback, hidden checks included
        return msgspec.structs.replace(outcome, details=())
    return outcome


def score(outcomes: Iterable[Outcome]) -> Score:
    """Points earned of points possible; a check that broke counts in neither: it costs nothing."""
    counted = [outcome for outcome in outcomes if outcome.status != "broken"]
    needed = [outcome for outcome in counted if not outcome.bonus]
    return Score(
        earned=_sum(outcome.earned for outcome in needed),
        possible=_sum(outcome.points for outcome in needed),
        bonus=_sum(outcome.earned for outcome in counted if outcome.bonus),
    )


def total(grades: Iterable[Grade]) -> Score:
    """The points of several exercises together."""
    scores = [grade.score for grade in grades]
    return Score(
        earned=_sum(one.earned for one in scores),
        possible=_sum(one.possible for one in scores),
        bonus=_sum(one.bonus for one in scores),
    )


def _sum(points: Iterable[float]) -> float:
    return round(float(sum(points)), 4)
