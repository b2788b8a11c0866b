"""One exercise on a warm grader, to try solutions on; and a finding about the exercise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from grader.checks.case import Trial
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.model import File, Message, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from grader.model import Check, Course, Exercise, Grade, Status
    from grader.pipeline import Grader

Progress = Callable[[Message], None]


class VerifyFinding(NamedTuple):
    """A fault of an exercise.

    Attributes:
        line: in the file; 0 for the whole file.
        tip: how to mend it.
        details: what a solution did, if that is why.
    """

    path: Path
    line: int
    what: Message
    tip: Message
    details: tuple[Message, ...] = ()


class TrialGrader:
    """One exercise on a warm grader.

    Args:
        course: with its reference.
        exercise: one of the course's.
        grader: open, for this exercise alone.
        progress: called at each step with a few words.

    Attributes:
        failed: names of checks that failed for any solution; the caller may clear it.
        needed: numbers of the checks that are no bonus.
        misconceptions: the exercise's.
        costs: the share of the points that each misconception has cost.
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
        self.misconceptions = load_misconceptions(course, exercise)
        self.costs: dict[str, float] = {}
        # a bonus check may be slow by nature (it measures speed), so only the reference is asked
        self.needed = [number for number, check in enumerate(self.checks) if not check.bonus]

    def drawn_checks(self) -> set[str]:
        """The hidden checks whose inputs depend on the secret, without the bonus."""
        asks_for, slug = self.grader.judge.asks_for, self.exercise.slug
        return {
            check.id
            for check in self.checks
            if check.visibility == "hidden" and not check.bonus and asks_for(slug, check.id, "rng")
        }

    def failing(self, source: str, names: Iterable[str]) -> dict[str, Status]:
        """Those of the named checks that a solution's text does not pass, and how they ended."""
        wanted = set(names)
        for check in reversed(self.checks):  # a check comes after those that it requires
            if check.id in wanted:
                wanted |= set(check.requires)
        order = [number for number, check in enumerate(self.checks) if check.id in wanted]
        grade = self._grade(source, ".py", Trial(order=order, only_verdicts=True))
        ended = {o.check: o.status for o in grade.outcomes if o.status != "passed"}
        return {name: ended[name] for name in names if name in ended}

    def grade(self, source: str, order: Sequence[int] | None = None, ending: str = ".py") -> Grade:
        """Grade a solution's text."""
        grade = self._grade(source, ending, Trial(order=self.needed if order is None else order))
        self.failed |= {o.check for o in grade.outcomes if o.status not in {"passed", "skipped"}}
        return grade

    def is_caught(self, source: str) -> bool:
        """Whether any check fails for a solution's text; stops at the first."""
        trial = Trial(order=self.needed, stop_at_failure=True, only_verdicts=True)
        grade = self._grade(source, ".py", trial)
        return not grade.all_passed()

    def _grade(self, source: str, ending: str, trial: Trial) -> Grade:
        file = File(name=self.exercise.module + ending, data=source.encode("utf-8"))
        (grade,) = self.grader.grade(Submission(student="verify", files=(file,)), trial)
        return grade
