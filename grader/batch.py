"""A folder of hand-ins -> grades and a report for each student, by a pool of grading processes.

Each process keeps one warm `Grader` and grades one student after the other. Every student's grades
are written the moment they are there, whole or not at all.
"""

from __future__ import annotations

import atexit
import csv
import functools
import hashlib
import io
import multiprocessing
import os
import re
import signal
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .course.manifest import load_course, pick_exercises
from .pipeline import Grader
from .reports.canonical import parse_grades, render_json
from .reports.markdown import render_markdown
from .reports.view import reasons
from .scoring import total
from .submission.batch_folder import load_student
from .text import clean, clean_name
from .words import points, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Grade, Language
    from .submission.batch_folder import ClassFolder

Grades = tuple["Grade", ...]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones count too
MAX_NAME_BYTES = 200


class Graded(NamedTuple):
    """One student of a batch: their grades, or why there are none."""

    student: str
    grades: Grades
    trouble: str = ""


class Job(NamedTuple):
    """What every grading process of a batch needs to know; plain, so that it travels.

    Attributes:
        slugs: the exercises; an exercise that a student did not hand in counts as 0.
    """

    course_folder: Path
    slugs: tuple[str, ...]


def grade_class(job: Job, students: ClassFolder, processes: int) -> Iterator[Graded]:
    """Grades every student, in the order in which they are done.

    A grading process that is killed is replaced and its students are tried once more; one that
    takes its process down twice is reported with the reason instead of a grade.
    """
    waiting = dict(students.paths)
    for graded in _one_pool(job, waiting, processes):
        del waiting[graded.student]
        yield graded
    # whose hand-in it was that took a process down is not known: each gets a process of its own
    for student, paths in waiting.items():
        alone = list(_one_pool(job, {student: paths}, 1))
        reason = "The grading process was killed twice while grading this hand-in."
        yield alone[0] if alone else Graded(student, (), reason)


def _one_pool(job: Job, paths: dict[str, list[Path]], processes: int) -> Iterator[Graded]:
    # spawn: a fresh interpreter on every system, with no threads or locks copied from this one
    context = multiprocessing.get_context("spawn")
    count = max(1, min(processes, len(paths)))
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_leave_interrupts)
    try:
        futures = {pool.submit(grade_student, job, s, p): s for s, p in paths.items()}
        for future in as_completed(futures):
            try:
                encoded = future.result()
            except BrokenProcessPool:
                continue
            except Exception as error:  # noqa: BLE001 - one student's trouble is not the class's
                yield Graded(futures[future], (), f"{type(error).__name__}: {error}")
            else:
                yield Graded(futures[future], parse_grades(encoded))
    except (KeyboardInterrupt, GeneratorExit):
        for child in multiprocessing.active_children():
            child.terminate()  # else ^C would wait for the slowest hand-in; fork servers follow
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """In a grading process: ^C in the terminal is the controller's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def grade_student(job: Job, student: str, paths: list[Path]) -> str:
    """One student's grades as canonical JSON; runs in a grading process."""
    return render_json(_warm_grader(job).grade_all(load_student(student, paths)))


@functools.cache
def _warm_grader(job: Job) -> Grader:
    """This process's grader, opened at the first hand-in and closed when the process ends."""
    course = load_course(job.course_folder)
    grader = Grader(course, pick_exercises(course, job.slugs)).__enter__()
    atexit.register(grader.__exit__, None, None, None)
    return grader


# -- what is written


def write_student(out: Path, graded: Graded, language: Language) -> None:
    """Writes `grades/<student>.json` for staff and `reports/<student>.md` for the student."""
    name = file_name(graded.student)
    write_atomically(out / "grades" / f"{name}.json", render_json(graded.grades))
    shown = [grade.for_student() for grade in graded.grades]
    write_atomically(out / "reports" / f"{name}.md", render_markdown(shown, language))


def write_gradebook(
    out: Path, class_: list[Graded], slugs: tuple[str, ...], language: Language = "en"
) -> None:
    """Writes `gradebook.csv`: a row for each student, blank where nothing was handed in."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["student", *slugs, "total", "possible", "remark"])
    for graded in class_:
        handed_in = [grade for grade in graded.grades if grade.file]
        by_slug = {grade.exercise: points(grade.score.earned) for grade in handed_in}
        score = total(graded.grades)
        sums = [points(score.earned), points(score.possible)] if graded.grades else ["", ""]
        cells = [by_slug.get(slug, "") for slug in slugs]
        remark = graded.trouble or "; ".join(
            f"{grade.exercise}: {reasons([grade], language)}"
            for grade in handed_in
            if not grade.all_passed()
        )
        remark = remark or reasons(graded.grades, language)
        writer.writerow([_safe_cell(graded.student), *cells, *sums, _safe_cell(remark)])
    # the mark at the front is how Excel knows that it is UTF-8
    write_atomically(out / "gradebook.csv", "\ufeff" + text.getvalue())


def write_atomically(path: Path, text: str) -> None:
    """Writes a file whole or not at all, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def file_name(student: str) -> str:
    """A file name for a student: their own where it is harmless, else made so and kept unique."""
    safe = re.sub(r"[^\w.@+-]", "_", student).strip(".-_ ")
    while len(safe.encode()) > MAX_NAME_BYTES:
        safe = safe[:-1]
    if safe == student and not re.search(r"-[0-9a-f]{8}$", safe):  # that form is ours
        return safe
    mark = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe or 'student'}-{mark}"


def _safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def summary(class_: list[Graded], left_out: list[str], language: Language) -> list[str]:
    """What an instructor should know beyond the table: who has no grade, what was left out."""
    lines = [
        say(
            "{student}: no grade. {reason}",
            language,
            student=clean_name(g.student),
            reason=clean(g.trouble),
        )
        for g in class_
        if g.trouble
    ]
    broken = sorted(
        {
            o.check
            for g in class_
            for grade in g.grades
            for o in grade.outcomes
            if o.status == "broken"
        }
    )
    if broken:
        lines.append(
            say("Broken checks (they cost no points): {names}", language, names=", ".join(broken))
        )
    if left_out:
        lines.append(
            say("Left out, as they are no hand-ins: {names}", language, names=", ".join(left_out))
        )
    return lines
