"""As `diagnosis`, for solutions that this process must not load: workers are asked instead.

What an idea answers does not depend on the student, so each is asked once in a session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.sandbox.faults import StudentFault
from grader.training.training_run import DESCRIBE_SECONDS
from grader.worker import wire

from .in_process import NOTHING, same_answer, tells_anything

if TYPE_CHECKING:
    from grader.checks.student import Call
    from grader.model import Text
    from grader.sandbox.student_process import StudentProcess

    from .misconceptions import Misconception

NEVER_REPLAYED = {"train_model"}  # costs seconds, and its numbers are no two machines' the same


class WorkerDiagnosis:
    """The ideas of one exercise, and what they have answered so far.

    Args:
        solution: the source of the right one.
        ideas: the misconceptions.
    """

    def __init__(self, solution: str, ideas: list[Misconception]) -> None:
        self._solution = solution
        self._ideas = ideas
        self._answers: dict[tuple[str, str, bytes], Any] = {}

    def diagnose(self, check: str, calls: list[Call], process: StudentProcess) -> Text | None:
        """The one idea that a check is there for and whose answers all of these are.

        Args:
            check: the one that failed; only ideas that name it are asked.
            calls: those of its calls that returned.
            process: the student's, for the sandbox.
        """
        calls = [call for call in calls if call.function not in NEVER_REPLAYED]
        if not calls or not tells_anything(calls):
            return None
        if self._agrees("", self._solution, calls, process):
            return None
        found = [
            idea
            for idea in self._ideas
            if check in idea.caught_by and self._agrees(idea.name, idea.source, calls, process)
        ]
        return found[0].text if len(found) == 1 else None

    def _agrees(self, name: str, source: str, calls: list[Call], process: StudentProcess) -> bool:
        missing = [call for call in calls if (name, *call[:2]) not in self._answers]
        if missing:
            with process.twin(source, name or "solution") as twin:
                twin.load()
                for call in missing:
                    self._answers[name, *call[:2]] = _ask(twin, call)
        return all(
            same_answer(_told(self._answers[name, *call[:2]]), _told(call.value)) for call in calls
        )


def _ask(twin: StudentProcess, call: Call) -> Any:
    args, kwargs = wire.decode(call.arguments)
    twin.begin_check()
    try:
        with twin.on_behalf_of("", DESCRIBE_SECONDS):
            return twin.call(call.function, tuple(args), kwargs, by_driver=call.by_driver).value
    except StudentFault:
        return NOTHING


def _told(value: Any) -> Any:
    """A description of a model as lists, without what Keras writes but nobody chose."""
    if type(value) is dict:
        return [[_told(key), _told(item)] for key, item in value.items()]
    if type(value) in (list, tuple):
        return [_told(item) for item in value]
    return round(value, 5) if type(value) is float else value
