"""An exercise on a warm grader, where solutions are tried; and what is found wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from grader.checks.judge import Trial
from grader.model import File, Message, Submission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.model import Check, Course, Exercise, Grade
    from grader.pipeline import Grader

Progress = Callable[[Message], None]


class VerifyFinding(NamedTuple):
    """Something wrong with an exercise.

    Attributes:
        line: in the file; 0 where no line is meant.
        tip: what to do about it.
    """

    path: Path
    line: int
    what: Message
    tip: Message


class TrialGrader:
    """One exercise on a warm grader, and which checks have failed for anything so far.

    Args:
        course: with its reference.
        exercise: one of the course's.
        grader: open, for this exercise alone.
        progress: called with a few words whenever something begins.

    Attributes:
        failed: the names of the checks that something has failed; to be cleared by whoever asks.
        needed: the numbers of the checks that are no bonus: a bonus may be slow by nature (it
            measures speed), and nothing but the reference needs it.
    """

    def __init__(
        self, course: Course, exercise: Exercise, grader: Grader, progress: Progress
    ) -> None:
        solution = course.solution(exercise)
        assert course.reference is not None
        assert solution is not None
        self.course = course
        self.exercise = exercise
        self.folder = course.folder / exercise.slug
        self.reference = course.reference / exercise.slug
        self.solution = solution
        self.source = self.solution.read_text("utf-8")
        self.progress = progress
        self.grader = grader
        self.checks: list[Check] = grader.judge.checks(exercise.slug)
        self.failed: set[str] = set()
        self.needed = [number for number, check in enumerate(self.checks) if not check.bonus]

    def grade(self, source: str, order: Sequence[int] | None = None, ending: str = ".py") -> Grade:
        """The grade of a solution's text."""
        file = File(name=self.exercise.module + ending, data=source.encode("utf-8"))
        submission = Submission(student="verify", files=(file,))
        trial = Trial(order=self.needed if order is None else order)
        (grade,) = self.grader.grade(submission, trial)
        self.failed |= {o.check for o in grade.outcomes if o.status not in {"passed", "skipped"}}
        return grade

    def is_caught(self, source: str) -> bool:
        """Whether any check fails for a solution's text; stops at the first."""
        file = File(name=f"{self.exercise.module}.py", data=source.encode("utf-8"))
        submission = Submission(student="verify", files=(file,))
        trial = Trial(order=self.needed, stop_at_failure=True)
        (grade,) = self.grader.grade(submission, trial)
        return not grade.all_passed()
