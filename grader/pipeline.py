"""Read this first: a submission goes in, a grade for each of its exercises comes out.

    load_course ──► CheckSession (pytest, collected once) ─┐
                                                           ├─► judge ─► outcomes ─► score ─► Grade
    load_submission ─► find_hand_ins ─► StudentProcess ────┘
                                        (a worker in the sandbox)

Everything here runs in the grading process, which never runs a line of a student's.
"""

from __future__ import annotations

import traceback
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import msgspec

from grader.i18n import N_

from .checks.judge import DEFAULT, Findings, Trial, outcome_of, skipped
from .checks.session import CheckSession
from .course.workspace import starter_hashes
from .errors import GraderError
from .fingerprint import hash_exercise, hash_submission, versions_for
from .model import Grade, Message, Outcome, message
from .model.grade import score
from .sandbox.faults import Crashed
from .sandbox.pool import SandboxPool, missing_libraries
from .sandbox.student_process import StudentProcess
from .submission.recognition import find_answers, only_answer
from .training.in_worker import load_source

if TYPE_CHECKING:
    from collections.abc import Collection

    from .model import Course, Exercise, Submission
    from .sandbox import Sandbox
    from .submission import ExerciseAnswer


class Grader:
    """A warm grader for some exercises of a course; a context manager, used for many submissions.

    Args:
        course: the course.
        exercises: those that are graded.
        sandbox: where students' code runs; the strongest ones of this machine if not given. The
            grader closes it.

    Raises:
        CourseError: the checks of an exercise are not in order.
    """

    def __init__(
        self,
        course: Course,
        exercises: tuple[Exercise, ...],
        sandbox: Sandbox | SandboxPool | None = None,
    ) -> None:
        # the sandboxes first: one starts in the background while the checks are collected
        if not isinstance(sandbox, SandboxPool):
            sandbox = SandboxPool(exercises, sandbox)
        self.sandboxes = sandbox
        self.exercises = exercises
        self.session = CheckSession(course, exercises)
        self._hashes = {e.slug: hash_exercise(course, e) for e in exercises}
        self._drivers = {e.slug: _driver_source(course, e) for e in exercises}
        self._known = course.exercises
        self._starters = starter_hashes(course)
        self._complete = course.reference is not None
        self._versions = {e.slug: versions_for(e) for e in exercises}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.sandboxes)
            stack.enter_context(self.session)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def sandbox(self) -> Sandbox:
        """Where submissions to the exercises with the fewest libraries run; no other is weaker."""
        return self.sandboxes.first

    def grade(self, submission: Submission, trial: Trial = DEFAULT) -> list[Grade]:
        """A grade for each exercise that the submission answers, in the course's order.

        Where only one exercise is graded, a single file is taken for it whatever it is called.

        Args:
            submission: what was handed in.
            trial: how it is judged, if not as usual.
        """
        return self._grade_found(submission, self.exercises, trial)

    def grade_all(self, submission: Submission) -> list[Grade]:
        """A grade for every exercise; what was not handed in earns nothing."""
        return self.grade_some(submission, {exercise.slug for exercise in self.exercises})

    def grade_some(self, submission: Submission, slugs: Collection[str]) -> list[Grade]:
        """As `grade_all`, for some of the exercises only."""
        exercises = tuple(e for e in self.exercises if e.slug in slugs)
        found = {grade.exercise: grade for grade in self._grade_found(submission, exercises)}
        return [
            found.get(exercise.slug) or self._grade_nothing_handed_in(submission, exercise)
            for exercise in exercises
        ]

    def grade_broken_off(self, submission: Submission, slug: str, reason: Message) -> Grade:
        """The grade of an exercise whose grading could not be brought to an end: it costs nothing.

        Nothing of the submission is looked at but its files' names.
        """
        (exercise,) = (e for e in self.exercises if e.slug == slug)
        said = message("Grading broke off here. It costs no points; your instructor is told.")
        outcomes = [
            msgspec.structs.replace(
                skipped(check, said),
                status="broken",
                details=(reason,),
            )
            for check in self.session.checks(slug)
        ]
        file = submission.files[0].name if submission.files else ""
        return self._make(submission, exercise, file, outcomes, ())

    def _grade_nothing_handed_in(self, submission: Submission, exercise: Exercise) -> Grade:
        """The grade of an exercise for which nothing was handed in: no check is tried."""
        text = N_("Nothing was handed in for this exercise: no {module}.py and no {module}.ipynb.")
        missing = message(text, module=exercise.module)
        if submission.problems:
            missing = submission.problems[0]
        outcomes = [skipped(check, missing) for check in self.session.checks(exercise.slug)]
        told = () if submission.problems else (missing,)
        return self._make(submission, exercise, "", outcomes, told)

    def _grade_found(
        self, submission: Submission, exercises: tuple[Exercise, ...], trial: Trial = DEFAULT
    ) -> list[Grade]:
        hand_ins = find_answers(submission, exercises, self._known, self._starters)
        if not hand_ins and len(self.exercises) == len(exercises) == 1:
            only = only_answer(submission, exercises[0], self._known)
            hand_ins = [only] if only else []
        return [self._grade_one(submission, hand_in, trial) for hand_in in hand_ins]

    def _grade_one(self, submission: Submission, hand_in: ExerciseAnswer, trial: Trial) -> Grade:
        exercise = hand_in.exercise
        missing = missing_libraries(exercise)
        if missing:
            return self._grade_without_libraries(submission, hand_in, missing)
        if not hand_in.readable:
            unread = message("Your file could not be read, so this was not tried.")
            outcomes = [skipped(check, unread) for check in self.session.checks(exercise.slug)]
            return self._make(submission, exercise, hand_in.file, outcomes, hand_in.problems)
        driver = self._drivers[exercise.slug]
        sandbox = self.sandboxes.sandbox_for(exercise)
        process = StudentProcess(sandbox, exercise, hand_in.sources, driver)
        try:
            with process:
                process.load()
                outcomes = self.session.judge(exercise, process, trial)
        except GraderError:
            raise
        except Exception as error:  # noqa: BLE001 - of ours, but brought about by this hand-in
            outcomes = self._unfinished(exercise, error)
        problems = (*hand_in.problems, *process.problems)
        return self._make(submission, exercise, hand_in.file, outcomes, problems)

    def _grade_without_libraries(
        self, submission: Submission, hand_in: ExerciseAnswer, missing: tuple[str, ...]
    ) -> Grade:
        """The grade where libraries are not installed: nothing is tried, and it says so."""
        text = N_("Not tried: {names} is not installed here. Install it with: {command}")
        names = " and ".join(missing)
        said = message(text, names=names, command='pip install "cnn-grader[keras]"')
        outcomes = [skipped(check, said) for check in self.session.checks(hand_in.exercise.slug)]
        grade = self._make(submission, hand_in.exercise, hand_in.file, outcomes, (said,))
        return msgspec.structs.replace(grade, complete=False, missing=missing)

    def _unfinished(self, exercise: Exercise, error: Exception) -> list[Outcome]:
        """No check passed: a hand-in that upsets the grader is worth no more than a wrong one."""
        said = "".join(traceback.format_exception(error))[-2000:]
        failed = Crashed(
            message("The grader could not finish with your file. Please tell your instructor."),
            (message("{text}", text=said),),
        )
        evidence = Findings(failed, had_value=True, output="", seconds=0.0)
        return [outcome_of(check, evidence) for check in self.session.checks(exercise.slug)]

    def _make(
        self,
        submission: Submission,
        exercise: Exercise,
        file: str,
        outcomes: list[Outcome],
        problems: tuple[Message, ...],
    ) -> Grade:
        return Grade(
            student=submission.student,
            exercise=exercise.slug,
            title=exercise.title,
            file=file,
            outcomes=tuple(outcomes),
            score=score(outcomes),
            problems=(*submission.problems, *problems),
            complete=self._complete,
            isolation=self.sandboxes.isolation(),
            versions=self._versions[exercise.slug],
            hashes={
                "submission": hash_submission(submission),
                "exercise": self._hashes[exercise.slug],
            },
        )


def _driver_source(course: Course, exercise: Exercise) -> str:
    """What runs beside the student's module: the exercise's own driver and, for networks, ours."""
    path = course.driver(exercise.slug)
    own = path.read_text("utf-8") if path.is_file() else ""
    return own if exercise.training is None else f"{load_source('driver')}\n\n{own}"
