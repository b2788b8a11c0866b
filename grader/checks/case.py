"""A submission under judgment, and how a check of it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from grader.training import DEFAULT_CONDITIONS, Conditions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.model import Exercise, Outcome, Text
    from grader.sandbox.student_process import StudentProcess

    from .apart import Own
    from .call_log import AnswerLog, Call
    from .diagnosis.relations import Pair
    from .diagnosis.sealed_ideas import Answers
    from .student import Script


class Trial(NamedTuple):
    """Settings for one judgment, to verify the checks.

    Attributes:
        order: the numbers of the checks, in order; required checks still come first.
        stop_at_failure: leave out the checks after the first that does not pass.
        only_verdicts: explain no failure; ask nothing after one.
        conditions: seeds of training.
        failed: filled with the answers to the checks that failed.
    """

    order: Sequence[int] | None = None
    stop_at_failure: bool = False
    only_verdicts: bool = False
    conditions: Conditions = DEFAULT_CONDITIONS
    failed: list[Answers] | None = None


DEFAULT = Trial()


class Case(NamedTuple):
    """A submission under judgment."""

    exercise: Exercise
    process: StudentProcess
    trial: Trial
    own: Own
    scripts: Mapping[str, Script]
    log: AnswerLog


class Ended(NamedTuple):
    """The outcome of a check that ran, and the calls that tell its misconception."""

    outcome: Outcome
    calls: list[Call]
    compared: Pair | None = None

    def naming(self, idea: Text | None) -> Self:
        """The same, with a misconception."""
        return self._replace(outcome=msgspec.structs.replace(self.outcome, misconception=idea))
