"""The same diagnosis for solutions that this process must not load, because they import TensorFlow.

Workers answer for the misconceptions. The answers do not depend on the student, so each is asked
once in a session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.sandbox.faults import StudentFault
from grader.training.networks import DESCRIBE_SECONDS
from grader.worker import wire

from .in_process import NOTHING, same_answer, tells_anything

if TYPE_CHECKING:
    from grader.checks.call_log import Call
    from grader.model import Text
    from grader.sandbox.student_process import StudentProcess

    from .misconceptions import Misconception

# takes seconds, and its numbers differ between machines; says how a model is trained, no more
NEVER_REPLAYED = {"train_model", "read_recipe"}


class WorkerDiagnosis:
    """The misconceptions of one exercise, and their answers so far.

    Args:
        solution: the right solution's source.
        ideas: the misconceptions.
    """

    def __init__(self, solution: str, ideas: list[Misconception]) -> None:
        self._solution = solution
        self._ideas = ideas
        self._answers: dict[tuple[str, str, bytes], Any] = {}

    def diagnose(self, check: str, calls: list[Call], process: StudentProcess) -> Text | None:
        """The one misconception that names a check and gives all of its answers.

        Args:
            check: the failed one.
            calls: its calls that returned.
            process: the student's, whose sandbox is used.
        """
        calls = [call for call in calls if call.function not in NEVER_REPLAYED]
        if not calls or not tells_anything(calls):
            return None
        if self._agrees("", self._solution, calls, process):
            return None
        # a worker needs seconds for each, so only those are asked that name the check
        found = [
            idea
            for idea in self._ideas
            if check in idea.caught_by and self._agrees(idea.name, idea.source, calls, process)
        ]
        return found[0].text if len(found) == 1 else None

    def _agrees(self, name: str, source: str, calls: list[Call], process: StudentProcess) -> bool:
        keyed = [((name, call.function, call.arguments), call) for call in calls]
        missing = [(key, call) for key, call in keyed if key not in self._answers]
        if missing:
            with process.twin(source, name or "solution") as twin:
                twin.load()
                for key, call in missing:
                    self._answers[key] = _ask(twin, call)
        return all(
            same_answer(_as_lists(self._answers[key]), _as_lists(call.value)) for key, call in keyed
        )


def _ask(twin: StudentProcess, call: Call) -> Any:
    args, kwargs = wire.decode(call.arguments)
    twin.begin_check()
    try:
        with twin.on_behalf_of("", DESCRIBE_SECONDS):
            return twin.call(call.function, tuple(args), kwargs, by_driver=call.by_driver).value
    except StudentFault:
        return NOTHING


def _as_lists(value: Any) -> Any:
    """A description of a model as lists, for `same_answer`, which compares no dicts."""
    if type(value) is dict:
        return [[_as_lists(key), _as_lists(item)] for key, item in value.items()]
    if type(value) in (list, tuple):
        return [_as_lists(item) for item in value]
    return round(value, 5) if type(value) is float else value
