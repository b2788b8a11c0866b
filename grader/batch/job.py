"""One student's work as bytes -> grades and reports as bytes: what a grading process does.

Everything travels as msgpack, the same to a process of this machine and to one of a cluster.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.course.manifest import load_course, pick_exercises
from grader.model import Cause, Grade, Language, Message, Submission, Value
from grader.pipeline import Grader
from grader.reports.formats.markdown import render_markdown
from grader.reports.pages.student_page import render_student_page
from grader.results.grade_file import parse_grades, render_json
from grader.results.journal import Repeat

from .processes import ProcessExecutor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

Grades = tuple[Grade, ...]
# what is written for each student beside the grades, by the ending of its file
STUDENT_REPORTS: dict[str, Callable[[Sequence[Grade], Language], str]] = {
    ".html": render_student_page,
    ".md": render_markdown,
}
_NO_POINTS = -1.0


class Job(NamedTuple):
    """What every grading process of a batch needs to know; plain, so that it travels.

    Attributes:
        slugs: the exercises; an exercise that a student did not hand in counts as 0.
        language: of the reports.
    """

    course_folder: Path
    slugs: tuple[str, ...]
    language: Language = "en"


class Work(Value, frozen=True):
    """One student's work.

    Attributes:
        slugs: the exercises to be graded now; the others' grades are in `before`.
        attempts: what they handed in; of several the best counts, for each exercise.
        lost: per cent that lateness costs of each attempt's points; nothing where it is empty.
        before: the grades of an earlier run, as canonical JSON; empty where there are none.
        broken_off: why grading is given up: every check is set to broken.
    """

    student: str
    slugs: tuple[str, ...]
    attempts: tuple[Submission, ...]
    lost: tuple[float, ...] = ()
    before: bytes = b""
    broken_off: Message | None = None


class StudentResult(Value, frozen=True):
    """One student's results.

    Attributes:
        grades: canonical JSON.
        reports: the student's report in each format, by the ending of its file.
        broken: exercises in which a check broke: the next run tries them again.
        repeats: exercises that were graded again on an unchanged hand-in.
        counted: which attempt's grade it is, for each exercise that was graded now.
    """

    student: str
    grades: bytes
    reports: dict[str, str]
    broken: tuple[str, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    counted: dict[str, int] = msgspec.field(default_factory=dict)


def grade_here(job: Job, work: bytes) -> bytes:
    """Grades one student's encoded `Work`, in a process of this machine; an encoded `Graded`."""
    return grade_encoded(_warm_grader(job), job, work)


def grade_encoded(grader: Grader, job: Job, work: bytes) -> bytes:
    """The same with a grader that is there."""
    return msgspec.msgpack.encode(grade_work(grader, job, msgspec.msgpack.decode(work, type=Work)))


def grade_work(grader: Grader, job: Job, work: Work) -> StudentResult:
    """One student's grades in the course's order, and their reports."""
    before = {g.exercise: g for g in (parse_grades(work.before) if work.before else ())}
    if work.broken_off is not None and work.slugs:
        submission = work.attempts[-1]
        counted = dict.fromkeys(work.slugs, len(work.attempts) - 1)
        new = {
            slug: grader.grade_broken_off(submission, slug, work.broken_off) for slug in work.slugs
        }
    else:
        made = [_grade_with_retry(grader, each, work.slugs) for each in work.attempts]
        counted = _best(made, work.lost)
        new = {
            g.exercise: g
            for place, grades in enumerate(made)
            for g in grades
            if counted[g.exercise] == place
        }
    merged = before | new
    grades = tuple(merged[slug] for slug in job.slugs if slug in merged)
    shown = [grade.for_student() for grade in grades]
    return StudentResult(
        student=work.student,
        grades=render_json(grades).encode(),
        broken=tuple(grade.exercise for grade in grades if grade.has_broken()),
        reports={ending: render(shown, job.language) for ending, render in STUDENT_REPORTS.items()},
        repeats=tuple(
            _repeat(before[slug], grade)
            for slug, grade in new.items()
            if slug in before and _made_alike(before[slug], grade)
        ),
        counted=counted,
    )


def _grade_with_retry(
    grader: Grader, submission: Submission, slugs: tuple[str, ...]
) -> list[Grade]:
    """The grades; an exercise that crashed or broke is graded again, and the second time counts.

    What a student's code does to its own process it does again; what was done to the process from
    outside (memory that ran out, an administrator) happens once.
    """
    grades = grader.grade_all(submission, slugs) if slugs else []
    doubtful = [grade.exercise for grade in grades if _is_doubtful(grade)]
    if not doubtful:
        return grades
    again = {grade.exercise: grade for grade in grader.grade_all(submission, doubtful)}
    return [again.get(grade.exercise, grade) for grade in grades]


def _is_doubtful(grade: Grade) -> bool:
    statuses = {outcome.status for outcome in grade.outcomes}
    ended_at_load = any(problem.cause is Cause.ENDED_AT_LOAD for problem in grade.problems)
    return ended_at_load or not statuses.isdisjoint({"crashed", "broken"})


def _best(attempts: list[list[Grade]], lost: Sequence[float]) -> dict[str, int]:
    """For each exercise the attempt that is worth most after lateness; of equal ones the last."""
    best: dict[str, tuple[tuple[float, float], int]] = {}
    for place, grades in enumerate(attempts):
        for grade in grades:
            worth = (_worth(grade, lost[place] if lost else 0.0), place)
            best[grade.exercise] = max(worth, best.get(grade.exercise, worth))
    return {slug: place for slug, (_, place) in best.items()}


def _worth(grade: Grade, percent: float) -> tuple[float, float]:
    earned = grade.score.earned * (1 - percent / 100)
    return (earned if grade.file else _NO_POINTS), grade.score.bonus


def _made_alike(before: Grade, after: Grade) -> bool:
    """Whether nothing but the time was different."""
    return before.hashes == after.hashes and before.versions == after.versions


def _repeat(before: Grade, after: Grade) -> Repeat:
    statuses = {outcome.check: outcome.status for outcome in before.outcomes}
    changed = (o.check for o in after.outcomes if statuses.get(o.check, o.status) != o.status)
    return Repeat(exercise=after.exercise, changed=tuple(changed))


@functools.cache
def _warm_grader(job: Job) -> Grader:
    """This process's grader, opened at the first hand-in and closed when the process ends."""
    course = load_course(job.course_folder)
    grader = Grader(course, pick_exercises(course, job.slugs)).__enter__()
    atexit.register(grader.__exit__, None, None, None)
    return grader


class Graders(NamedTuple):
    """Where a class is graded.

    Attributes:
        grade: an encoded `Work` -> an encoded `Graded`; runs in the executor.
        width: how many to keep on their way, so that nobody waits for work.
        end_at_once: gives up what is in hand.
        demand_alive: raises a `GraderError` where nothing will ever come again.
    """

    executor: Executor
    grade: Callable[[bytes], bytes]
    width: Callable[[], int]
    end_at_once: Callable[[], None]
    demand_alive: Callable[[], None]


@contextlib.contextmanager
def local_graders(job: Job, processes: int) -> Iterator[Graders]:
    """Grading processes on this machine."""
    executor = ProcessExecutor(processes)
    end_at_once = functools.partial(executor.shutdown, wait=False, cancel_futures=True)
    grade = functools.partial(grade_here, job)
    try:
        # a process that is gone is replaced, so there is always somebody
        yield Graders(executor, grade, lambda: 2 * processes, end_at_once, lambda: None)
    except BaseException:
        end_at_once()
        raise
    executor.shutdown()
