"""A check that raised -> whether that is the course's fault: the reference fails it alike.

A student's code can make a check raise. It cannot change the reference in a fresh worker.
"""

from __future__ import annotations

import contextlib
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_, translate
from grader.model import Cause, message
from grader.sandbox.faults import CodeRaised, StudentFault

from .apart import Own, ReferenceFailedError
from .api.wrong_answer import WrongAnswerError
from .baseline import Baseline
from .student import Interview, listener

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model import Course, Exercise, Message
    from grader.sandbox.student_process import StudentProcess

    from .apart import References, Run
    from .case import Case
    from .collect import CollectedCheck
    from .student import Script

MAX_SHOWN = 300
# not a timeout, which may be a busy machine's, and not a function that was taken for a value:
# a check without the call would give free points
_OF_CODE = {Cause.RAISED, Cause.NOT_ALLOWED, Cause.MISSING, Cause.CANNOT_CROSS}


class CourseFaults:
    """How each check of a course ends for the reference, as far as it was asked.

    Args:
        course: with its reference; without one, no fault is found.
        references: the solutions.
        run: calls a check; returns what it raised, or None.
    """

    def __init__(self, course: Course, references: References, run: Run) -> None:
        self._course = course
        self._references = references
        self._run = run
        self._ends: dict[tuple[str, str], ReferenceEnd | None] = {}

    def record(
        self, exercise: Exercise, checks: list[CollectedCheck], process: StudentProcess
    ) -> dict[str, Script]:
        """Record checks of the reference in a fresh worker; keep the ends of the others."""
        scripts = {}
        for one, script, error in self._references.record(exercise, checks, process, self._run):
            end = end_of_reference(error, self._course, exercise)
            self._ends[exercise.slug, one.check.id] = end
            if script is not None:
                scripts[one.check.id] = script
        return scripts

    def find(
        self, case: Case, collected: CollectedCheck, error: BaseException | None
    ) -> CourseFault | None:
        """The course's fault, if the reference ends a check as the student's code did."""
        is_open = error is not None and may_be_the_courses(error)
        if error is None or not is_open or self._course.reference is None:
            return None
        exercise, key = case.exercise, (case.exercise.slug, collected.check.id)
        # it passes, if only in this process
        if collected.check.id in case.scripts and not depends_on_worker(error):
            return None
        if key not in self._ends:
            if exercise.training is None:
                self.record(exercise, [collected], case.process)
            else:
                trained = self._error_of_trained(case, collected)
                self._ends[key] = end_of_reference(trained, self._course, exercise)
        end = self._ends[key]
        is_alike = end is not None and end.is_alike(error, self._course, exercise)
        return end.fault if end is not None and is_alike else None

    def _error_of_trained(self, case: Case, collected: CollectedCheck) -> BaseException | None:
        """How a check of networks ends for the reference, which is trained for it."""
        from grader.training.training_run import TrainingRun  # noqa: PLC0415 - loads much

        exercise, conditions = case.exercise, case.trial.conditions
        with self._references.opened(exercise, case.process) as twin:
            twin.begin_check(hidden=collected.check.visibility == "hidden")
            run = TrainingRun(twin, exercise, self._course.secret, conditions)
            with contextlib.closing(run), contextlib.closing(Baseline(twin)) as baseline:
                interview = Interview(twin)
                run.begin_check(listener(interview.returned))
                return self._run(exercise, collected, interview, Own(baseline, run))


class CourseFault(NamedTuple):
    """A fault of a check, a driver or what they use.

    Attributes:
        where: the author's file, below the course's folder; empty if it is none.
        line: in the file; 0 if it is not known.
        source: the line, where it is no solution's.
        error: the exception.
    """

    where: str
    line: int
    source: str
    error: str

    def details(self) -> tuple[Message, ...]:
        """The place and the error, for staff."""
        if not self.where:
            return (message("{text}", text=self.error),)
        text = N_("{where}, line {line}: {source}")
        place = message(text, where=self.where, line=self.line, source=self.source)
        if not self.line:
            place = message("{text}", text=self.where)
        return (place, message("{text}", text=self.error))


def may_be_the_courses(error: BaseException) -> bool:
    """Whether a check's end is no verdict on an answer."""
    if isinstance(error, StudentFault):
        return error.cause in _OF_CODE
    return isinstance(error, Exception) and not isinstance(
        error, (WrongAnswerError, AssertionError)
    )


def depends_on_worker(error: BaseException) -> bool:
    """Whether the reference may end in it in a worker, though it passes in this process.

    There it finds other files, and no library but those that the exercise declares.
    """
    if isinstance(error, CodeRaised) and error.bases & {"OSError", "ImportError"}:
        return True
    return isinstance(error, StudentFault) and error.cause is Cause.NOT_ALLOWED


class ReferenceEnd(NamedTuple):
    """The end of a check for the reference, in a fresh worker.

    Attributes:
        error: without its traceback, which would hold all values of the check.
        place: the author's file and line that raised it.
        fault: the same, for staff to read.
    """

    error: BaseException
    place: tuple[str, int]
    fault: CourseFault

    def is_alike(self, error: BaseException, course: Course, exercise: Exercise) -> bool:
        """Whether a check has ended in the same way for a student's code."""
        place = _place(error, course)
        # the reference raised where it was compared with, as it did in the student's place
        if isinstance(error, ReferenceFailedError) or place[0] == str(course.solution(exercise)):
            return True
        if type(error) is not type(self.error):
            return False
        if isinstance(error, CodeRaised) and isinstance(self.error, CodeRaised):
            is_same = error.kind == self.error.kind
            return is_same and error.driver_line == self.error.driver_line
        if isinstance(error, StudentFault) and isinstance(self.error, StudentFault):
            return error.cause is self.error.cause
        return place == self.place


def end_of_reference(
    error: BaseException | None, course: Course, exercise: Exercise
) -> ReferenceEnd | None:
    """How a check ended for the reference; None if it passed, or if that is a verdict."""
    if error is None or not may_be_the_courses(error):
        return None
    end = ReferenceEnd(error, _place(error, course), course_fault(error, course, exercise))
    error.__traceback__ = None
    return end


def course_fault(error: BaseException, course: Course, exercise: Exercise) -> CourseFault:
    """Describe an exception that the reference ended in."""
    if isinstance(error, StudentFault):
        words = " ".join(translate(part, "en") for part in (error.message, *error.details))
        if isinstance(error, CodeRaised) and error.driver_line:
            return _at(course.driver(exercise.slug), error.driver_line, words, course)
        solution = course.solution(exercise)
        if solution is None:
            return CourseFault("", 0, "", words[:MAX_SHOWN])
        line = error.frames[-1].line if error.frames else 0
        return _at(solution, line, words, course)._replace(source="")
    words = "".join(traceback.format_exception_only(error)).strip()
    path, line = _place(error, course)
    if not path:  # the grader's own: its end says most
        return CourseFault("", 0, "", "".join(traceback.format_exception(error))[-2000:])
    found = _at(Path(path), line, words, course)
    # a public check's details are shown to students, and the solution's lines are not theirs
    return found._replace(source="") if path == str(course.solution(exercise)) else found


def _place(error: BaseException, course: Course) -> tuple[str, int]:
    """The last line of a traceback that is an author's."""
    folders = [folder.resolve() for folder in (course.folder, course.reference) if folder]
    places = [
        (name, line)
        for name, line in _lines_of(error)
        if any(Path(name).resolve().is_relative_to(folder) for folder in folders)
    ]
    return places[-1] if places else ("", 0)


def _lines_of(error: BaseException) -> Iterator[tuple[str, int]]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield frame.f_code.co_filename, line


def _at(path: Path, line: int, words: str, course: Course) -> CourseFault:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError):
        lines = []
    source = lines[line - 1].strip()[:MAX_SHOWN] if 0 < line <= len(lines) else ""
    above = course.folder.resolve().parent
    resolved = path.resolve()
    where = resolved.relative_to(above) if resolved.is_relative_to(above) else Path(path.name)
    return CourseFault(where.as_posix(), line, source, words[:MAX_SHOWN])
