"""Wrong answers -> the misconception that gives the same ones, where solutions run in workers.

A worker of each misconception that names the check makes the check's calls. What it answers does
not depend on the student, so it is asked once for a series of calls.
"""

from __future__ import annotations

import hashlib
import marshal
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.sandbox.exchange import Kind, Question
from grader.sandbox.faults import StudentFault

from .in_process import NOTHING, WITHOUT_REFERENCES, is_same_end, tells_anything

if TYPE_CHECKING:
    from grader.checks.call_log import Call
    from grader.model import Text
    from grader.sandbox.student_process import StudentProcess

    from .misconceptions import Misconception

MAX_SERIES = 500  # whose answers are kept


class ReplayedDiagnosis:
    """The misconceptions of one exercise, and their answers so far.

    Args:
        solution: the right solution's source.
        ideas: the misconceptions.
    """

    def __init__(self, solution: str, ideas: list[Misconception]) -> None:
        self._solution = solution
        self._ideas = ideas
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
        with np.errstate(all="ignore"):  # wrong solutions may overflow
            return self._find(check, calls, process)

    def _find(self, check: str, calls: list[Call], process: StudentProcess) -> Text | None:
        if self._agrees("", self._solution, calls, process):
            return None
        found = [
            idea
            for idea in self._ideas
            if check in idea.caught_by and self._agrees(idea.name, idea.source, calls, process)
        ]
        return found[0].text if len(found) == 1 else None

    def _agrees(self, name: str, source: str, calls: list[Call], process: StudentProcess) -> bool:
        encoded = [call.encoded for call in calls]
        asked = [(e.function, e.by_driver, e.arguments, e.how, e.keep) for e in encoded]
        series = hashlib.sha256(marshal.dumps(asked, WITHOUT_REFERENCES)).digest()
        if (name, series) not in self._answers:
            if len(self._answers) >= MAX_SERIES:
                self._answers.clear()
            with process.twin(source, name or "solution") as twin:
                twin.load()
                twin.begin_check()
                self._answers[name, series] = [_ask(twin, call) for call in calls]
        answers = zip(self._answers[name, series], calls, strict=True)
        return all(is_same_end(answer, call) for answer, call in answers)


def _ask(twin: StudentProcess, call: Call) -> Any:
    one = call.encoded
    kind = Kind(one.function, one.by_driver, how=one.how, keep=one.keep)
    end = next(twin.ask(Question(kind, [one.arguments])))
    return NOTHING if isinstance(end, StudentFault) else end.value
