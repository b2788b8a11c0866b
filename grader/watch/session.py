"""A student's files, again and again -> the grades of changed ones, shown on a screen."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, NamedTuple

from grader.course.workspace import starter_hashes
from grader.errors import GraderError, SandboxError, SubmissionError
from grader.submission.recognition import recognise

from .events import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from grader.model import Course, Exercise, Grade, Problem, Submission
    from grader.pipeline import Grader
    from grader.reports.terminal.watch_screen import WatchScreen
    from grader.submission import ExerciseAnswer
    from grader.submission.recognition import Recognition

    from .events import Saved

MAX_LOOKS = 40  # at a file that is being written; then it is graded as it is
LOOK_SECONDS = 0.008


class Files(NamedTuple):
    """A student's files.

    Attributes:
        load: reads them; may raise SubmissionError.
        snapshot: gives another value once they have changed, without reading them.
    """

    load: Callable[[], Submission]
    snapshot: Callable[[], object]


class Session:
    """A student's work on a course, graded at each change.

    Args:
        course: the course.
        grader: a warm one.
        files: the student's.
        screen: where to show the grades.
        wait: entered while an exercise's networks are trained, to show how far that is.
        pause: between two looks at a file that is being written.
    """

    def __init__(
        self,
        course: Course,
        grader: Grader,
        files: Files,
        screen: WatchScreen,
        *,
        wait: Callable[[Exercise], AbstractContextManager[object]] = contextlib.nullcontext,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._course = course
        self._grader = grader
        self._load, self._snapshot = files
        self._screen = screen
        self._wait = wait
        self._pause = pause
        self._starters = starter_hashes(course)
        self._files: dict[str, bytes] | None = None
        self._answers: dict[str, ExerciseAnswer] = {}
        self._remarks: dict[str, tuple[Problem, ...]] = {}  # on exercises without an answer
        self._grades: dict[str, Grade] = {}
        self._focus = grader.exercises[0]
        self._steps = 0
        self._everything = False

    def run(self, events: Iterable[Saved | Key]) -> None:
        """Grade the files, then handle events until they end or `q` is pressed."""
        self._look()
        for event in events:
            if not isinstance(event, Key):
                self._look()
            elif event.letter == "q":
                return
            else:
                self._press(event.letter)

    # -- saved files

    def _look(self) -> None:
        """Grade the answers that differ from those at the last look."""
        try:
            submission = self._settled()
            if submission is None:
                return
            self._grade_changes(submission)
        except GraderError as error:
            # the next saving is a new attempt, even if it brings the same files
            self._files = None
            self._screen.show_error(error)

    def _settled(self) -> Submission | None:
        """The files once they stay as they are; None if they are those of the last verdict.

        Raises:
            SubmissionError: there is nothing at the path.
        """
        for number in range(MAX_LOOKS):
            is_last = number == MAX_LOOKS - 1
            before, started = self._snapshot(), time.monotonic()
            try:
                submission = self._load()
            except SubmissionError:
                # between removing the old file and renaming the new one there is none
                if is_last:
                    raise
                self._pause(LOOK_SECONDS)
                continue
            files = {file.name: file.data for file in submission.files}
            if files == self._files:
                return None
            self._pause(max(0.0, started + LOOK_SECONDS - time.monotonic()))
            is_still = self._snapshot() == before and not self._is_cut_short(files)
            if is_still or is_last:
                self._files = files
                return submission
        return None

    def _is_cut_short(self, files: dict[str, bytes]) -> bool:
        """Whether a file is empty or gone that was not: an editor may be about to write it."""
        return any(data and not files.get(name) for name, data in (self._files or {}).items())

    def _grade_changes(self, submission: Submission) -> None:
        found, self._remarks = self._find(submission)
        answers = {answer.exercise.slug: answer for answer in found}
        changed = [a.exercise for slug, a in answers.items() if a != self._answers.get(slug)]
        # at the start nobody waits for networks to be trained
        is_quick = [exercise for exercise in changed if exercise.training is None]
        tried = (is_quick or changed) if not self._answers else changed
        self._grades = {slug: grade for slug, grade in self._grades.items() if slug in answers}
        slugs = {exercise.slug for exercise in tried}
        self._answers = {slug: answer for slug, answer in answers.items() if slug not in slugs}
        for exercise in tried:
            self._grade(submission, exercise)
            self._answers[exercise.slug] = answers[exercise.slug]
        if tried:
            self._turn_to(self._most_urgent(tried))
        self._show()

    def _find(self, submission: Submission) -> Recognition:
        exercises, known = self._grader.exercises, self._course.exercises
        is_only = len(exercises) == 1
        return recognise(submission, exercises, known, self._starters, any_name=is_only)

    def _grade(self, submission: Submission, exercise: Exercise) -> None:
        if exercise.training is None:
            self._grade_now(submission, exercise)
            return
        self._screen.show_wait(exercise)
        with self._wait(exercise):
            self._grade_now(submission, exercise)

    def _grade_now(self, submission: Submission, exercise: Exercise) -> None:
        try:
            (grade,) = self._grader.grade_all(submission, [exercise.slug])
        except SandboxError:  # the fork server has died; the next call starts another
            (grade,) = self._grader.grade_all(submission, [exercise.slug])
        self._grades[exercise.slug] = grade.for_student()

    def _most_urgent(self, exercises: list[Exercise]) -> Exercise:
        """The first that does not pass, else the last."""
        unfinished = [e for e in exercises if not self._grades[e.slug].all_passed()]
        return unfinished[0] if unfinished else exercises[-1]

    def _turn_to(self, exercise: Exercise) -> None:
        self._focus = exercise
        self._steps = 0

    # -- keys

    def _press(self, letter: str) -> None:
        grade = self._grades.get(self._focus.slug)
        if letter == "h" and grade is not None:
            self._steps += 1
            self._screen.show_hint(grade, self._steps)
        elif letter == "a" and grade is not None:
            self._everything = not self._everything
            self._show()
        elif letter == "n":
            self._go_on()

    def _go_on(self) -> None:
        """Turn to the next exercise; after the last, to the first."""
        exercises = self._grader.exercises
        after = exercises.index(self._focus) + 1
        self._turn_to(exercises[after % len(exercises)])
        slug = self._focus.slug
        try:
            if slug in self._answers and slug not in self._grades:
                self._grade(self._load(), self._focus)
        except GraderError as error:
            self._screen.show_error(error)
        else:
            self._show()

    def _show(self) -> None:
        grades = self._grades
        remarks = self._remarks.get(self._focus.slug, ())
        self._screen.show(self._focus, grades, remarks, everything=self._everything)
