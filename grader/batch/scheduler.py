"""A class's submissions -> a file of grades and reports for each student, by any executor.

A student's grades are written as soon as they are there, whole or not at all, and then noted in the
index. So the same command goes on where the last one ended.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from grader.errors import CourseError, GraderError, OtherVersionsError
from grader.files import write_atomically, write_bytes_atomically
from grader.fingerprint import work_keys
from grader.gradebook.late_policy import days_late, percent_lost
from grader.gradebook.rows import NO_EXTENSIONS
from grader.i18n import N_
from grader.model import Arrival, Lateness, message
from grader.results.code import code_file, write_code
from grader.results.grade_file import Provenance, parse_grades, render_grade_file
from grader.results.store import BEFORE, REPORT_ENDINGS, REPORTS, digest_of

from .processes import ProcessKilledError
from .work import StudentResult, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.gradebook.extensions import Extensions
    from grader.model import Language, Message
    from grader.results.store import Record, ResultsWriter
    from grader.submission.class_folder import Student
    from grader.submission.reader import Reader

    from .job import Graders

How = Literal["graded", "kept", "broken", "no grade"]
Attempts = Literal["last", "best"]
MAX_BYTES_ON_THE_WAY = 256 * 1024 * 1024
ALIVE_SECONDS = 5.0  # without a result for so long, ask whether the graders are alive


class BatchPlan(NamedTuple):
    """How a batch grades.

    Attributes:
        results: the folder of results, open for this batch.
        exercise_keys: exercise -> a hash of all that decides its grades, but for the submission.
        reader: reads the submissions, in a process of its own.
        force: grade unchanged work again, too.
        extensions: other deadlines, which decide which attempt is the best.
    """

    results: ResultsWriter
    exercise_keys: dict[str, str]
    reader: Reader
    language: Language = "en"
    attempts: Attempts = "last"
    lateness: Lateness = Lateness()
    force: bool = False
    extensions: Extensions = NO_EXTENSIONS


class Done(NamedTuple):
    """A student who is done."""

    student: str
    how: How


class _Task(NamedTuple):
    """A student's work that is being graded, or will be again; their group's if they have one."""

    record: Record
    work: Work
    tries: int = 1
    mates: tuple[Record, ...] = ()


def run_batch(plan: BatchPlan, students: Iterable[Student], graders: Graders) -> Iterator[Done]:
    """Grade students; yields each when they are done.

    A student whose grading process is killed, or who makes the grader fail, is tried once more. The
    second time all their checks are set to broken, with the reason.

    Args:
        students: in the order in which they begin; all are in the plan's class.
        graders: they are ended at once if the iterator is left early.

    Raises:
        CourseError: the checks cannot be used, so nobody can be graded.
        OtherVersionsError: a worker that joined late has other versions.
        GraderError: the graders are gone, or the disk is full.
    """
    running: dict[Future[bytes], _Task] = {}
    again: deque[_Task] = deque()
    waiting = iter(students)
    try:
        while True:
            width = graders.width()
            while len(running) < width and _bytes_in(running) < MAX_BYTES_ON_THE_WAY:
                task = again.popleft() if again else _next_task(plan, waiting)
                if isinstance(task, list):
                    yield from task
                    continue
                if task is None:
                    break
                work = msgspec.msgpack.encode(task.work)
                running[graders.executor.submit(graders.grade, work)] = task
            if not running:
                return
            yield from _collect(plan, running, again)
            graders.demand_alive()
    except BaseException:
        graders.end_at_once()
        raise


def _bytes_in(running: dict[Future[bytes], _Task]) -> int:
    """Size of the students' files in memory."""
    attempts = (attempt for task in running.values() for attempt in task.work.attempts)
    return sum(len(file.data) for attempt in attempts for file in attempt.files)


def _next_task(plan: BatchPlan, waiting: Iterator[Student]) -> _Task | list[Done] | None:
    """The next student's work, or who is done without any; None after the last."""
    for following in waiting:
        if not following.mates:
            planned = _plan_student(plan, following)
            return [planned] if isinstance(planned, Done) else planned
        if following.name == following.mates[0]:
            return _plan_group(plan, following)
    return None


def _plan_group(plan: BatchPlan, leader: Student) -> _Task | list[Done]:
    """Find the exercises to grade again for a group, once for all of its members."""
    mates = tuple(plan.results.record(name) for name in leader.mates[1:])
    planned = _plan_student(plan, leader)
    if isinstance(planned, _Task):
        names = tuple(record.member.student for record in mates)
        work = msgspec.structs.replace(planned.work, mates=names)
        return planned._replace(work=work, mates=mates)
    own = plan.results.record(leader.name)
    if planned.how == "kept" and not all(_is_copy(plan, own, mate) for mate in mates):
        # somebody joined the group: nothing is graded, only written for them
        assert own.provenance is not None
        before = plan.results.grade_file(own.member).read_bytes()
        names = tuple(record.member.student for record in mates)
        work = Work(leader.name, (), (), before=before, provenance=own.provenance, mates=names)
        return _Task(own, work, mates=mates)
    if planned.how == "no grade" and own.provenance and own.provenance.trouble:
        for mate in mates:
            _give_up(plan, mate, own.provenance.trouble)
    return [planned, *(Done(mate.member.student, planned.how) for mate in mates)]


def _is_copy(plan: BatchPlan, own: Record, mate: Record) -> bool:
    """Whether a student's grades are those of the first of the group."""
    path = plan.results.grade_file(mate.member)
    is_there = path.is_file() and digest_of(path.read_bytes()) == mate.digest
    if not is_there or own.provenance is None or mate.provenance != own.provenance:
        return False
    return _is_shown(plan, mate.member.file, mate.provenance, own.provenance)


def _plan_student(plan: BatchPlan, student: Student) -> _Task | Done:
    """Find the exercises to grade again for a student."""
    record = plan.results.record(student.name)
    takes_all = plan.attempts == "best" or student.is_unordered
    attempts = student.attempts if takes_all else student.attempts[-1:]
    old = record.provenance
    noted = old.unread if old and not plan.force else None
    try:
        submissions, unread = plan.reader.read(student.name, attempts, noted)
    except Exception as error:  # noqa: BLE001 - one student's trouble is not the class's
        return _give_up(plan, record, _reason(error))
    arrivals = tuple(Arrival(received=a.received, is_late=a.is_late) for a in attempts)
    lost = _lost(arrivals, plan, student)
    keys = work_keys(submissions, plan.exercise_keys, lost)
    provenance = Provenance(keys=keys, language=plan.language, arrivals=arrivals, unread=unread)
    path = plan.results.grade_file(record.member)
    before = path.read_bytes() if path.is_file() else b""
    if old is None or old.trouble or digest_of(before) != record.digest:
        work = Work(student.name, tuple(keys), submissions, lost, provenance=provenance)
        return _Task(record, work)
    changed = tuple(slug for slug, key in keys.items() if plan.force or old.keys.get(slug) != key)
    if not changed and _is_shown(plan, record.member.file, old, provenance):
        if old.arrivals != arrivals:
            _note_arrivals(plan, record, before, msgspec.structs.replace(old, arrivals=arrivals))
        if not code_file(plan.results.out, record.member.file).is_file():  # of an earlier version
            write_code(plan.results.out, record.member.file, submissions)
        return Done(student.name, "kept")
    kept = {slug: number for slug, number in old.counted.items() if slug not in changed}
    provenance = msgspec.structs.replace(provenance, counted=kept)
    needed = submissions if changed else ()
    return _Task(record, Work(student.name, changed, needed, lost, before, provenance=provenance))


def _is_shown(plan: BatchPlan, file: str, old: Provenance, new: Provenance) -> bool:
    """Whether the reports exist, of these exercises and in this language."""
    reports = [plan.results.out / REPORTS / f"{file}{ending}" for ending in REPORT_ENDINGS]
    alike = new.keys.keys() == old.keys.keys() and new.language == old.language
    return alike and all(path.is_file() for path in reports)


def _note_arrivals(plan: BatchPlan, record: Record, before: bytes, provenance: Provenance) -> None:
    """Keep a student's grades, but with times of arrival that became known only now."""
    data = render_grade_file(parse_grades(before), provenance)
    write_bytes_atomically(plan.results.grade_file(record.member), [data])
    plan.results.note(record.member.student, digest_of(data), provenance)


def _give_up(plan: BatchPlan, record: Record, reason: Message) -> Done:
    """Note why there is no new grade; an old one stays, with its arrivals."""
    old = record.provenance or Provenance()
    provenance = Provenance(arrivals=old.arrivals, counted=old.counted, trouble=reason)
    plan.results.note(record.member.student, "", provenance)
    return Done(record.member.student, "no grade")


def _lost(
    arrivals: tuple[Arrival, ...], plan: BatchPlan, student: Student
) -> dict[str, tuple[float, ...]]:
    """Per cent of the points that lateness costs each attempt; empty if there is only one.

    In a group, the member with the latest deadline decides which attempt is the best.
    """
    if len(arrivals) == 1:
        return {}
    lost = {}
    for slug in plan.exercise_keys:
        own = [plan.extensions.get((name, slug)) for name in student.mates or (student.name,)]
        dues = [extension.due for extension in own if extension is not None and extension.due]
        days = (days_late(arrival, plan.lateness, max(dues, default=None)) for arrival in arrivals)
        lost[slug] = tuple(percent_lost(count, plan.lateness) for count in days)
    return lost


def _collect(
    plan: BatchPlan, running: dict[Future[bytes], _Task], again: deque[_Task]
) -> Iterator[Done]:
    """Wait until some are done; puts those to try again into `again`."""
    for future in wait(running, ALIVE_SECONDS, FIRST_COMPLETED).done:
        finished = _finish(plan, running.pop(future), future)
        if isinstance(finished, list):
            yield from finished
        else:
            again.append(finished)


def _finish(plan: BatchPlan, task: _Task, future: Future[bytes]) -> list[Done] | _Task:
    """Write a student's results, or a group's; gives the task if it must be tried again."""
    try:
        graded = msgspec.msgpack.decode(future.result(), type=StudentResult)
    except (CourseError, OtherVersionsError):
        raise
    except Exception as error:  # noqa: BLE001 - one student's trouble is not the class's
        reason = _reason(error)
        if task.tries == 1:
            return task._replace(tries=2)
        if task.tries == 2:
            work = msgspec.structs.replace(task.work, broken_off=reason)
            return task._replace(work=work, tries=3)
        return [_give_up(plan, record, reason) for record in (task.record, *task.mates)]
    how: How = "broken" if task.work.broken_off else "graded"
    if not task.work.slugs and task.mates:
        how = "kept"
    done = []
    for record, own in zip((task.record, *task.mates), (graded, *graded.mates), strict=True):
        _write(plan.results, record, task.work, own)
        digest = digest_of(own.grades)
        plan.results.note(own.student, digest, own.provenance, own.repeats)
        done.append(Done(own.student, how))
    return done


def _reason(error: Exception) -> Message:
    """The sentence for a student who could not be graded."""
    if isinstance(error, GraderError):
        return error.sentence
    if isinstance(error, ProcessKilledError):
        text = N_("The grading process was killed twice while it graded this submission ({how}).")
        return message(text, how=str(error))
    return message("{kind}: {said}", kind=type(error).__name__, said=str(error)[:2000])


def _write(results: ResultsWriter, record: Record, work: Work, graded: StudentResult) -> None:
    """Write a student's files, the grades last: where they are, everything is."""
    file = record.member.file
    if work.attempts:
        owner = graded.student  # in a group each has a copy of their own
        own = (msgspec.structs.replace(a, student=owner, identity=owner) for a in work.attempts)
        write_code(results.out, file, tuple(own) if work.mates else work.attempts)
    for ending, text in graded.reports.items():
        write_atomically(results.out / REPORTS / f"{file}{ending}", text)
    path = results.grade_file(record.member)
    if work.before and work.slugs and path.is_file():
        write_bytes_atomically(results.out / BEFORE / f"{file}.json", [path.read_bytes()])
    write_bytes_atomically(path, [graded.grades])
