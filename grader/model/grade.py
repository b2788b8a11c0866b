"""Outcomes, their score, and the grade, from which every report is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from .cause import Cause, Status
from .course import Visibility
from .evidence import ArrayView, Evidence, Frame, Problem, ShownCall, WrongWindow
from .hidden import few_ideas, shown_to_student
from .message import Message, Text, Value
from .relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["full", "partial", "process", "none"]


class Outcome(Value, frozen=True):
    """The outcome of one check.

    Attributes:
        cause: None if it passed, and in a file of the first format.
        message: shows no value, so it is safe for hidden checks, too.
        details: the values: first wrong index, largest difference, the exception's text.
        expected: the right answer, as short text.
        actual: the student's answer, as short text.
        calls: those that the failure is about.
        array_views: arguments, right answer and student's answer, if an array was wrong.
        window: of the input, behind the first wrong cell; of public checks alone.
        output: printed by the student's code during this check.
        hints: the check's ladder, from a nudge to near the idea.
        misconception: the known wrong idea that gives the student's answers.
        relation: a simple relation of wrong answers to the right ones, if no idea is known.
        evidence: networks and their training, if the check looked at any.
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
    calls: tuple[ShownCall, ...] = ()
    array_views: tuple[ArrayView, ...] = ()
    window: WrongWindow | None = None
    frames: tuple[Frame, ...] = ()
    output: str = ""
    seconds: float = 0.0
    hints: tuple[Text, ...] = ()
    misconception: Text | None = None
    relation: Relation | None = None
    evidence: Evidence | None = None


class Score(Value, frozen=True):
    """Points `earned` of `possible`, and a bonus beside them."""

    earned: float
    possible: float
    bonus: float = 0.0


class Isolation(Value, frozen=True):
    """The confinement of the student's code: the level, and the state of each layer."""

    level: Level
    layers: dict[str, str] = msgspec.field(default_factory=dict)


class Grade(Value, frozen=True):
    """One student's result in one exercise.

    Attributes:
        file: the judged file; empty if there was none.
        outcomes: one for each check, in the order of the checks.
        problems: remarks on the file.
        complete: whether hidden checks were tried, with all libraries that they need, and none
            was broken.
        points: of the whole exercise, its hidden checks included; 0 in a file of earlier versions.
        hidden: the topics of the hidden checks, if the course names them.
        missing: libraries that the exercise needs and this machine lacks; nothing was tried then.
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
    points: float = 0.0
    hidden: Text | None = None

    def for_student(self) -> Grade:
        """The grade without what a student may not see of hidden checks and of our own trouble."""
        ideas = few_ideas(o for o in self.outcomes if o.visibility == "hidden")
        outcomes = tuple(_for_student(outcome, ideas) for outcome in self.outcomes)
        return msgspec.structs.replace(self, outcomes=outcomes)

    def has_broken(self) -> bool:
        """Whether a check failed by a fault of the grader or the course."""
        return any(o.status == "broken" for o in self.outcomes)

    def all_passed(self) -> bool:
        """Whether there were checks and all passed but bonus checks and what a person looks at."""
        needed = [outcome for outcome in self.outcomes if not outcome.bonus]
        return bool(needed) and all(o.status in {"passed", "pending"} for o in needed)

    @property
    def pending(self) -> float:
        """The points of answers that a person has yet to look at; the score has none of them."""
        return _sum(outcome.points for outcome in self.outcomes if outcome.status == "pending")


def _for_student(outcome: Outcome, ideas: frozenset[str]) -> Outcome:
    if outcome.visibility == "hidden":
        return shown_to_student(outcome, ideas)
    if outcome.cause is Cause.UNFINISHED:  # its details are our traceback, hidden checks included
        return msgspec.structs.replace(outcome, details=())
    return outcome


def score(outcomes: Iterable[Outcome]) -> Score:
    """Add up the points; a broken check counts in neither sum, so it costs nothing."""
    counted = [outcome for outcome in outcomes if outcome.status != "broken"]
    needed = [outcome for outcome in counted if not outcome.bonus]
    return Score(
        earned=_sum(outcome.earned for outcome in needed),
        possible=_sum(outcome.points for outcome in needed),
        bonus=_sum(outcome.earned for outcome in counted if outcome.bonus),
    )


def total(grades: Iterable[Grade]) -> Score:
    """Add up the points of several exercises."""
    scores = [grade.score for grade in grades]
    return Score(
        earned=_sum(one.earned for one in scores),
        possible=_sum(one.possible for one in scores),
        bonus=_sum(one.bonus for one in scores),
    )


def judged_total(grades: Iterable[Grade]) -> Score:
    """The same without what a person has yet to look at, for those who read no more than numbers.

    They must not take it for lost.
    """
    found = list(grades)
    whole = total(found)
    left = sum(grade.pending for grade in found)
    return msgspec.structs.replace(whole, possible=_sum([whole.possible, -left]))


def _sum(points: Iterable[float]) -> float:
    return round(float(sum(points)), 4)
