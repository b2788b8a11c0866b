"""The same diagnosis for solutions that this process must not load.

Workers answer for the misconceptions. The answers do not depend on the student, so each is asked
once in a session.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.sandbox.exchange import Kind, Question
from grader.sandbox.faults import StudentFault
from grader.training.networks import DESCRIBE_SECONDS

from .in_process import WITHOUT_REFERENCES
from .same_answer import NOTHING, is_same_end, same_answer, tells_anything

if TYPE_CHECKING:
    from grader.checks.call_log import Call
    from grader.model import Text
    from grader.sandbox.student_process import StudentProcess

    from .misconceptions import Misconception

MAX_SERIES = 2000  # whose answers are kept


class WorkerDiagnosis:
    """The misconceptions of one exercise, and their answers so far.

    Args:
        solution: the right solution's source.
        ideas: the misconceptions.
        of_networks: whether networks are built: each call takes seconds, and none depends on those
            before it. The objects of other exercises remember what they were asked.
    """

    def __init__(self, solution: str, ideas: list[Misconception], *, of_networks: bool) -> None:
        self._solution = solution
        self._ideas = ideas
        self._of_networks = of_networks
        self._answers: dict[tuple[str, bytes], list[Any]] = {}

    def diagnose(self, check: str, calls: list[Call], process: StudentProcess) -> Text | None:
        """The one misconception that names a check and gives all of its answers.

        Args:
            check: the failed one.
            calls: its calls that returned, in order.
            process: the student's, whose sandbox is used.
        """
        if not calls or not tells_anything(calls):
            return None
        if len(self._answers) >= MAX_SERIES:
            self._answers.clear()
        with np.errstate(all="ignore"):  # wrong solutions may overflow
            return self._find(check, calls, process)

    def _find(self, check: str, calls: list[Call], process: StudentProcess) -> Text | None:
        if self._agrees("", self._solution, calls, process):
            return None
        # a worker may need seconds for each, so only those are asked that name the check
        found = [
            idea
            for idea in self._ideas
            if check in idea.caught_by and self._agrees(idea.name, idea.source, calls, process)
        ]
        return found[0].text if len(found) == 1 else None

    def _agrees(self, name: str, source: str, calls: list[Call], process: StudentProcess) -> bool:
        all_series = [[call] for call in calls] if self._of_networks else [calls]
        keyed = [((name, _digest(series)), series) for series in all_series]
        missing = {key: series for key, series in keyed if key not in self._answers}
        if missing:
            with process.twin(source, name or "solution") as twin:
                twin.load()
                for key, series in missing.items():
                    twin.begin_check(hidden=True)
                    self._answers[key] = [self._ask(twin, call) for call in series]
        answers = chain.from_iterable(self._answers[key] for key, _ in keyed)
        return all(map(self._is_same, answers, calls))

    def _ask(self, twin: StudentProcess, call: Call) -> Any:
        one = call.encoded
        kind = Kind(one.function, one.by_driver, how=one.how, keep=one.keep)
        with contextlib.ExitStack() as stack:
            if self._of_networks:
                stack.enter_context(twin.on_behalf_of("", DESCRIBE_SECONDS))
            end = next(twin.ask(Question(kind, [one.arguments])))
        return NOTHING if isinstance(end, StudentFault) else end.value

    def _is_same(self, answer: Any, call: Call) -> bool:
        if self._of_networks:
            return same_answer(_as_lists(answer), _as_lists(call.value))
        return is_same_end(answer, call)


def _digest(series: list[Call]) -> bytes:
    encoded = [call.encoded for call in series]
    asked = [(e.function, e.by_driver, e.arguments, e.how, e.keep) for e in encoded]
    return hashlib.sha256(marshal.dumps(asked, WITHOUT_REFERENCES)).digest()


def _as_lists(value: Any) -> Any:
    """A description of a model as lists, for `same_answer`, which compares no dicts."""
    if type(value) is dict:
        return [[_as_lists(key), _as_lists(item)] for key, item in value.items()]
    if type(value) in (list, tuple):
        return [_as_lists(item) for item in value]
    return round(value, 5) if type(value) is float else value
