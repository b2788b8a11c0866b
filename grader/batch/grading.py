"""One student's work as bytes -> grades and reports as bytes, in a grading process."""

from __future__ import annotations

import atexit
import functools
from typing import TYPE_CHECKING

import msgspec

from grader.course.manifest import load_course, pick_exercises
from grader.model import Cause, Grade, Submission
from grader.pipeline import Grader
from grader.results.class_file import Repeats
from grader.results.grade_file import Provenance, parse_grades, render_grade_file

from .student_reports import render_reports
from .work import StudentResult, Work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .job import Job

Grades = tuple[Grade, ...]
_NO_POINTS = -1.0


def grade_encoded(grader: Grader, job: Job, work: bytes) -> bytes:
    """Grade an encoded `Work`; gives an encoded `StudentResult`."""
    return msgspec.msgpack.encode(grade_work(grader, job, msgspec.msgpack.decode(work, type=Work)))


def grade_work(grader: Grader, job: Job, work: Work) -> StudentResult:
    """Grade one student and render the reports; grades are in the course's order."""
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
    provenance = _completed(work, grades, counted)
    result = _result(job, work.student, grades, provenance)
    repeats = tuple(
        _repeat(before[slug], grade)
        for slug, grade in new.items()
        if slug in before and _made_alike(before[slug], grade)
    )
    # graded once: what takes too long, or a network, might come out otherwise a second time
    mates = tuple(_result(job, mate, grades, provenance) for mate in work.mates)
    return msgspec.structs.replace(result, repeats=repeats, mates=mates)


def _result(job: Job, student: str, grades: Grades, provenance: Provenance) -> StudentResult:
    own = tuple(msgspec.structs.replace(grade, student=student) for grade in grades)
    return StudentResult(
        student=student,
        grades=render_grade_file(own, provenance),
        reports=render_reports(own, job.language).texts,
        provenance=provenance,
    )


def _completed(work: Work, grades: Grades, counted: dict[str, int]) -> Provenance:
    """Add to the provenance the parts that only grading can tell."""
    known = work.provenance
    broken = {grade.exercise for grade in grades if grade.has_broken()}
    last = len(work.attempts) - 1
    earlier = {slug: number for slug, number in counted.items() if number != last}
    return msgspec.structs.replace(
        known,
        # without its key the next run tries an exercise again
        keys={slug: key for slug, key in known.keys.items() if slug not in broken},
        counted=known.counted | earlier,
        trouble=work.broken_off,
    )


def _grade_with_retry(
    grader: Grader, submission: Submission, slugs: tuple[str, ...]
) -> list[Grade]:
    """Grade a submission; an exercise that was disturbed from outside is graded once more.

    A worker that ended itself is not tried again: a wrong submission would crash, and so buy itself
    a second try.
    """
    grades = grader.grade_all(submission, slugs) if slugs else []
    doubtful = [grade.exercise for grade in grades if _is_doubtful(grade)]
    if not doubtful:
        return grades
    again = {grade.exercise: grade for grade in grader.grade_all(submission, doubtful)}
    return [again.get(grade.exercise, grade) for grade in grades]


def _is_doubtful(grade: Grade) -> bool:
    """Whether a worker was killed from outside, or the grader itself had trouble."""
    return any(o.cause is Cause.KILLED or o.status == "broken" for o in grade.outcomes)


def _best(attempts: list[list[Grade]], lost: Mapping[str, Sequence[float]]) -> dict[str, int]:
    """Exercise -> the attempt with most points after lateness; of equal ones the last."""
    best: dict[str, tuple[tuple[float, float], int]] = {}
    for place, grades in enumerate(attempts):
        for grade in grades:
            percent = lost[grade.exercise][place] if grade.exercise in lost else 0.0
            worth = (_worth(grade, percent), place)
            best[grade.exercise] = max(worth, best.get(grade.exercise, worth))
    return {slug: place for slug, (_, place) in best.items()}


def _worth(grade: Grade, percent: float) -> tuple[float, float]:
    # an answer that waits for a person is not worth less than one that was never given
    earned = (grade.score.earned + grade.pending) * (1 - percent / 100)
    return (earned if grade.file else _NO_POINTS), grade.score.bonus


def _made_alike(before: Grade, after: Grade) -> bool:
    """Whether submission, exercise and versions are the same."""
    return before.hashes == after.hashes and before.versions == after.versions


def _repeat(before: Grade, after: Grade) -> Repeats:
    statuses = {outcome.check: outcome.status for outcome in before.outcomes}
    changed = [o.check for o in after.outcomes if statuses.get(o.check, o.status) != o.status]
    return Repeats(exercise=after.exercise, count=1, changed=dict.fromkeys(changed, 1))


@functools.cache
def warm_grader(job: Job) -> Grader:
    """The grader of this process, opened for the first student, closed when the process ends."""
    course = load_course(job.course_folder)
    grader = Grader(course, pick_exercises(course, job.slugs)).__enter__()
    atexit.register(grader.__exit__, None, None, None)
    return grader
