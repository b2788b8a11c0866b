"""A submission under judgment, and how a check of it ended."""

from __future__ import annotations

import ast
import functools
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from grader.training import DEFAULT_CONDITIONS, Conditions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

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
    """A submission under judgment, and the course's own file for its exercise."""

    exercise: Exercise
    process: StudentProcess
    trial: Trial
    own: Own
    scripts: Mapping[str, Script]
    log: AnswerLog
    starter: Path

    @property
    def parameters(self) -> Mapping[str, tuple[str, ...]]:
        """Of each function, as the starter has them; none if it is not known."""
        return parameters_in(self.starter)


class Ended(NamedTuple):
    """The outcome of a check that ran, and the calls that tell its misconception."""

    outcome: Outcome
    calls: list[Call]
    compared: Pair | None = None

    def naming(self, idea: Text | None) -> Self:
        """The same, with a misconception."""
        return self._replace(outcome=msgspec.structs.replace(self.outcome, misconception=idea))


@functools.lru_cache(maxsize=64)
def parameters_in(starter: Path) -> Mapping[str, tuple[str, ...]]:
    """The parameters of each function of a starter; none if it cannot be read."""
    try:
        body = ast.parse(starter.read_text("utf-8")).body
    except (OSError, SyntaxError, ValueError):
        return {}
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    return {
        one.name: tuple(arg.arg for arg in (*one.args.posonlyargs, *one.args.args))
        for one in functions
    }
