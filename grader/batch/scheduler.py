"""A class's hand-ins -> grades and reports for each student, by whatever executor there is.

Every student's grades are written the moment they are there, whole or not at all, and then noted
in the journal. The same command again goes on where the last one ended: what has the same hand-in,
exercise and grader is not graded again.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from grader.errors import CourseError, GraderError, OtherVersionsError
from grader.files import write_atomically
from grader.fingerprint import work_keys
from grader.gradebook.late_policy import days_late, percent_lost
from grader.i18n import N_
from grader.model import Arrival, Lateness, message
from grader.results.journal import Entry, append_entry, append_repeats, digest_of
from grader.results.store import BEFORE, GRADES, REPORTS

from .job import STUDENT_REPORTS, StudentResult, Work
from .processes import ProcessKilledError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from grader.model import Language, Message
    from grader.submission.class_folder import Student
    from grader.submission.reader import Reader

    from .job import Graders

How = Literal["graded", "kept", "broken", "no grade"]
Attempts = Literal["last", "best"]
MAX_BYTES_ON_THE_WAY = 256 * 1024 * 1024
ALIVE_SECONDS = 5.0  # so long nothing may happen before the graders are asked whether they live


class BatchPlan(NamedTuple):
    """What a batch is to do, beside whom it grades.

    Attributes:
        out: where the results lie.
        exercise_keys: exercise -> a hash of all that decides its grades, but the hand-in.
        journal: what earlier runs noted.
        reader: where the submissions are read, never in this process.
        force: grade again what is unchanged.
    """

    out: Path
    exercise_keys: dict[str, str]
    journal: Mapping[str, Entry]
    reader: Reader
    language: Language = "en"
    attempts: Attempts = "last"
    lateness: Lateness = Lateness()
    force: bool = False


class Done(NamedTuple):
    """One student is done, and how."""

    student: str
    how: How


class _Task(NamedTuple):
    """A student's work on its way.

    Attributes:
        file: the name of its files.
        entry: to be made when it is done; of what is not graded anew it says all.
    """

    file: str
    work: Work
    entry: Entry
    tries: int = 1


def run_batch(
    plan: BatchPlan, students: Iterable[tuple[str, Student]], graders: Graders
) -> Iterator[Done]:
    """Grades the students, in the order in which they are done.

    A student whose grading process is killed, or who upsets the grader, is tried once more; the
    second time their checks are set to broken with the reason.

    Args:
        plan: what is to be done.
        students: whom, in the order in which they begin, each after the name of their files.
        graders: where; whatever ends this early ends what they have in hand, too.

    Raises:
        CourseError: the checks cannot be used; nobody can be graded.
        OtherVersionsError: a worker that joined late would grade otherwise.
        GraderError: the graders are gone.
    """
    running: dict[Future[bytes], _Task] = {}
    again: deque[_Task] = deque()
    waiting = iter(students)
    try:
        while True:
            width = graders.width()
            while len(running) < width and _bytes_in(running) < MAX_BYTES_ON_THE_WAY:
                task = again.popleft() if again else _next_task(plan, waiting)
                if isinstance(task, Done):
                    yield task
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
    """How much of students' files is held in memory."""
    attempts = (attempt for task in running.values() for attempt in task.work.attempts)
    return sum(len(file.data) for attempt in attempts for file in attempt.files)


def _next_task(plan: BatchPlan, waiting: Iterator[tuple[str, Student]]) -> _Task | Done | None:
    """The next student's work, or how they are done without any; None after the last."""
    following = next(waiting, None)
    return None if following is None else _plan_student(plan, *following)


def _plan_student(plan: BatchPlan, file: str, student: Student) -> _Task | Done:
    """The work to be done for a student; or that there is none."""
    attempts = student.attempts if plan.attempts == "best" else student.attempts[-1:]
    old = plan.journal.get(student.name)
    noted = old.unread if old and not plan.force else None
    try:
        submissions, unread = plan.reader.read(student.name, attempts, noted)
    except Exception as error:  # noqa: BLE001 - one student's trouble is not the class's
        return _give_up(plan, student.name, _reason(error))
    arrivals = tuple(Arrival(received=a.received, is_late=a.is_late) for a in attempts)
    lost = _lost(arrivals, plan.lateness)
    keys = work_keys(submissions, plan.exercise_keys, lost)
    entry = Entry(
        student=student.name, keys=keys, language=plan.language, arrivals=arrivals, unread=unread
    )
    path = plan.out / GRADES / f"{file}.json"
    before = path.read_bytes() if path.is_file() else b""
    if old is None or old.trouble or digest_of(before) != old.digest:
        work = Work(student=student.name, slugs=tuple(keys), attempts=submissions, lost=lost)
        return _Task(file, work, entry)
    changed = tuple(slug for slug, key in keys.items() if plan.force or old.keys.get(slug) != key)
    kept = {slug: number for slug, number in old.counted.items() if slug not in changed}
    entry = msgspec.structs.replace(entry, counted=kept)
    if not changed and _is_shown(plan, file, old, entry):
        if old.arrivals != arrivals:  # the same work, of which it is known now when it came
            append_entry(plan.out, msgspec.structs.replace(old, arrivals=arrivals))
        return Done(student.name, "kept")
    needed = submissions if changed else ()
    work = Work(student=student.name, slugs=changed, attempts=needed, lost=lost, before=before)
    return _Task(file, work, entry)


def _is_shown(plan: BatchPlan, file: str, old: Entry, new: Entry) -> bool:
    """Whether the reports are there, of these exercises and in this language."""
    reports = [plan.out / REPORTS / f"{file}{ending}" for ending in STUDENT_REPORTS]
    alike = new.keys.keys() == old.keys.keys() and new.language == old.language
    return alike and all(path.is_file() for path in reports)


def _give_up(plan: BatchPlan, student: str, reason: Message) -> Done:
    """Notes why there is no new grade; one of an earlier run stays what it was made from."""
    old = plan.journal.get(student)
    entry = Entry(student=student, trouble=reason)
    if old is not None:
        entry = msgspec.structs.replace(entry, arrivals=old.arrivals, counted=old.counted)
    append_entry(plan.out, entry)
    return Done(student, "no grade")


def _lost(arrivals: tuple[Arrival, ...], lateness: Lateness) -> tuple[float, ...]:
    """Per cent that lateness costs of each attempt's points; nothing where there is no choice."""
    if len(arrivals) == 1:
        return ()
    return tuple(percent_lost(days_late(arrival, lateness), lateness) for arrival in arrivals)


def _collect(
    plan: BatchPlan, running: dict[Future[bytes], _Task], again: deque[_Task]
) -> Iterator[Done]:
    """Waits until some are done; those that are to be tried again are put into `again`."""
    for future in wait(running, ALIVE_SECONDS, FIRST_COMPLETED).done:
        finished = _finish(plan, running.pop(future), future)
        if isinstance(finished, Done):
            yield finished
        else:
            again.append(finished)


def _finish(plan: BatchPlan, task: _Task, future: Future[bytes]) -> Done | _Task:
    """Writes what came; or what is to be tried again."""
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
        return _give_up(plan, task.work.student, reason)
    _write(plan.out, task, graded)
    keys = {slug: key for slug, key in task.entry.keys.items() if slug not in graded.broken}
    last = len(task.entry.arrivals) - 1
    earlier = {slug: number for slug, number in graded.counted.items() if number != last}
    entry = msgspec.structs.replace(
        task.entry,
        keys=keys,
        digest=digest_of(graded.grades),
        counted=task.entry.counted | earlier,
    )
    if task.work.broken_off:  # the next run tries again what was given up in this one
        entry = msgspec.structs.replace(entry, trouble=task.work.broken_off)
    append_repeats(plan.out, graded.repeats)
    append_entry(plan.out, entry)
    how: How = "broken" if task.work.broken_off else "graded"
    return Done(task.work.student, how)


def _reason(error: Exception) -> Message:
    """Why a student could not be graded."""
    if isinstance(error, GraderError):
        return error.sentence
    if isinstance(error, ProcessKilledError):
        text = N_("The grading process was killed twice while it graded this submission ({how}).")
        return message(text, how=str(error))
    return message("{kind}: {said}", kind=type(error).__name__, said=str(error)[:2000])


def _write(out: Path, task: _Task, graded: StudentResult) -> None:
    """Writes the reports first: a file of grades says that all is there."""
    for ending, text in graded.reports.items():
        write_atomically(out / REPORTS / f"{task.file}{ending}", text)
    if task.work.before and task.work.slugs:
        write_atomically(out / BEFORE / f"{task.file}.json", task.work.before.decode())
    write_atomically(out / GRADES / f"{task.file}.json", graded.grades.decode())
