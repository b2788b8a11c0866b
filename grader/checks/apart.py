"""A solution that this process must not load -> `reference` and recorded calls, from a worker.

So is the solution of an exercise with libraries beside NumPy, or one that does not run here: it may
read a file, or take seconds. It runs behind the walls that a student's code has.
"""

from __future__ import annotations

import contextlib
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.errors import CourseError
from grader.i18n import translate
from grader.sandbox.exchange import Answer, Question, Returned, encode_arguments, parse_ending
from grader.sandbox.faults import StudentFault

from .baseline import Baseline, StaffWorker
from .proxies import StudentProxy
from .student import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from grader.model import Course, Exercise
    from grader.sandbox.exchange import Kind
    from grader.sandbox.student_process import StudentProcess
    from grader.training.training_run import TrainingRun

    from .collect import CollectedCheck
    from .proxies import Respondent
    from .staff_modules import StaffModules
    from .student import Cases, Ends, Interview, Script

    Run = Callable[[Exercise, CollectedCheck, Interview | Recorder, "Own"], BaseException | None]

MAX_REMEMBERED_BYTES = 64 * 1024 * 1024
_REMEMBERED = frozenset({"call", "value"})  # objects stay in a worker, and end with it


class Own(NamedTuple):
    """A check's fixtures beside the student's code; None for those that it does not have."""

    baseline: Respondent
    training_run: TrainingRun | None = None
    reference: ReferenceApart | None = None


class ReferenceFailedError(Exception):
    """The solution gave no value: nobody's answer can be judged by it."""


class ReferenceAnswers:
    """The solution's answers to plain calls, as far as there is room: a class asks the same."""

    def __init__(self) -> None:
        self._bodies: dict[tuple[Kind, bytes], bytes] = {}
        self._room = MAX_REMEMBERED_BYTES

    def find(self, kind: Kind, call: bytes) -> Answer | None:
        """The answer to a call that was made before, anew; None if it was not."""
        body = self._bodies.get((kind, call))
        ending = None if body is None else parse_ending(body)
        return Answer(*ending, call, 0.0) if isinstance(ending, Returned) else None

    def keep(self, kind: Kind, call: bytes, answer: Answer) -> None:
        """Remember an answer."""
        self._room -= len(call) + len(answer.body)
        if self._room > 0:
            self._bodies[kind, call] = answer.body


class ReferenceApart(StaffWorker):
    """Answers checks' calls of `reference`; the worker starts at the first that needs one.

    Args:
        make: a process for the solution.
        answers: remembered by all that serve one exercise.
    """

    def __init__(self, make: Callable[[], StudentProcess], answers: ReferenceAnswers) -> None:
        super().__init__()
        self._make = make
        self._answers = answers

    def ends(self, kind: Kind, cases: Cases, kwargs: dict[str, Any]) -> Ends:
        """Make the calls; yields each answer.

        Raises:
            ReferenceFailedError: a call gave no value.
        """
        for case in cases:
            yield self._answer(kind, encode_arguments(case, kwargs))

    def _answer(self, kind: Kind, call: bytes) -> Answer:
        is_plain = kind.how in _REMEMBERED
        key = kind._replace(keep=0)
        if is_plain and (found := self._answers.find(key, call)) is not None:
            return found
        if self._own is None:
            self._own = self._make()
            self._own.load()
        self._own.begin_check(hidden=True)  # public checks have no reference
        end = next(self._own.ask(Question(kind, [call])))
        if isinstance(end, StudentFault):
            raise ReferenceFailedError(f"reference.{kind.function}: {_words_of(end)}")
        if is_plain:
            self._answers.keep(key, call, end)
        return end


class References:
    """Which solutions are loaded here and which run in workers.

    Args:
        course: with or without its reference.
        staff: loads those that are loaded here.
    """

    def __init__(self, course: Course, staff: StaffModules) -> None:
        self._course = course
        self._staff = staff
        self._apart: dict[str, bool] = {}
        self._answers: dict[str, ReferenceAnswers] = {}

    def is_apart(self, exercise: Exercise) -> bool:
        """Whether the solution runs in a worker: it needs libraries, or does not run here."""
        if exercise.slug not in self._apart:
            self._apart[exercise.slug] = exercise.runs_apart or not self._runs_here(exercise)
        return self._apart[exercise.slug]

    def solution_here(self, exercise: Exercise) -> ModuleType | None:
        """The solution, where it may run in this process."""
        return None if self.is_apart(exercise) else self._staff.solution(exercise)

    def _runs_here(self, exercise: Exercise) -> bool:
        try:
            self._staff.solution(exercise)
            self._staff.driver(exercise)
        except CourseError:  # a file that it reads may be there for its worker
            return False
        return True

    @contextlib.contextmanager
    def opened(self, exercise: Exercise, process: StudentProcess) -> Iterator[StudentProcess]:
        """The solution in a fresh worker beside a student's, loaded."""
        with self._twin(exercise, process) as twin:
            twin.load()
            yield twin

    def _twin(self, exercise: Exercise, process: StudentProcess) -> StudentProcess:
        solution = self._course.solution(exercise)
        assert solution is not None
        source = solution.read_text("utf-8") if solution.is_file() else ""
        return process.twin(source, solution.name)

    def record(
        self,
        exercise: Exercise,
        checks: Iterable[CollectedCheck],
        process: StudentProcess,
        run: Run,
    ) -> Iterator[tuple[CollectedCheck, Script | None, BaseException | None]]:
        """Have a fresh worker of the solution answer checks; yields their calls, or why not.

        Args:
            exercise: the checks'.
            checks: some of them.
            process: a student's, whose sandbox is used.
            run: calls a check; returns what it raised, or None.
        """
        with contextlib.ExitStack() as stack:
            twin = stack.enter_context(self.opened(exercise, process))
            baseline = stack.enter_context(contextlib.closing(Baseline(twin)))
            reference = self.beside(exercise, process)
            if reference is not None:
                stack.enter_context(contextlib.closing(reference))
            for collected in checks:
                twin.begin_check(hidden=collected.check.visibility == "hidden")
                recorder = RecorderApart(twin)
                error = run(exercise, collected, recorder, Own(baseline, None, reference))
                yield collected, (recorder.script() if error is None else None), error

    def beside(self, exercise: Exercise, process: StudentProcess) -> ReferenceApart | None:
        """Answer for the solution during one judgment; None where it is loaded here."""
        if self._course.reference is None or not self.is_apart(exercise):
            return None
        answers = self._answers.setdefault(exercise.slug, ReferenceAnswers())
        return ReferenceApart(lambda: self._twin(exercise, process), answers)

    def fixture(self, exercise: Exercise, apart: ReferenceApart | None) -> Any:
        """The solution as checks use it; None where there is no `reference/`."""
        if apart is not None:
            return StudentProxy(apart, exercise=exercise)
        return self._staff.reference(exercise)


class RecorderApart(Recorder):
    """A recorder whose answers come from a worker.

    Args:
        process: the solution's, loaded.
    """

    def __init__(self, process: StudentProcess) -> None:
        super().__init__(ModuleType("apart"), None)
        self._process = process

    def _answer(self, kind: Kind, call: bytes) -> Answer | StudentFault:
        end = next(self._process.ask(Question(kind, [call])))
        if isinstance(end, Answer):
            self._answered += len(end.body)
        return end


def _words_of(fault: StudentFault) -> str:
    """A fault in one English line."""
    parts = (fault.message, *fault.details)
    return " ".join(translate(part, "en") for part in parts)
