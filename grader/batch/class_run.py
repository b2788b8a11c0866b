"""What `grade batch` does, from a folder of hand-ins to a gradebook: enrol, grade, sum up."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.errors import GraderError
from grader.files import make_folder, writing
from grader.fingerprint import exercise_keys
from grader.gradebook.adjustments import ADJUSTMENTS, load_adjustments
from grader.i18n import N_
from grader.model import Lateness, message
from grader.results.enrol import enrol, members_of, pick_students
from grader.results.journal import tidy_journal
from grader.results.store import each_member, load_class_file, set_aside, write_class
from grader.spool import Spool
from grader.submission.class_archive import opened_class
from grader.submission.class_folder import load_class
from grader.submission.layouts import AUTO
from grader.submission.reader import Reader
from grader.submission.roster_file import load_roster

from .scheduler import Attempts, BatchPlan, run_batch
from .summary import summarise, write_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from grader.model import Course, Exercise, Language
    from grader.results.store import ClassFile
    from grader.submission.class_folder import Student

    from .job import Graders
    from .scheduler import Done
    from .summary import Summary

LOCK = ".lock"


class Settings(NamedTuple):
    """What the one who grades a class decides.

    Attributes:
        only: students to grade; everybody where it is empty.
        force: grade again what is unchanged.
    """

    layout: str = AUTO
    roster: Path | None = None
    attempts: Attempts = "last"
    lateness: Lateness = Lateness()
    only: tuple[str, ...] = ()
    force: bool = False
    language: Language = "en"


class ClassRun(NamedTuple):
    """A class that is ready to be graded.

    Attributes:
        students: those to be graded: the name of each one's files, and what they handed in.
        moved: files of earlier students, which lie in `earlier/` now.
    """

    found: ClassFile
    students: Sequence[tuple[str, Student]]
    plan: BatchPlan
    moved: list[str]

    def grade(self, graders: Graders) -> Iterator[Done]:
        """Grades the students as they come; ends the processes at once if it is left early."""
        yield from run_batch(self.plan, self.students, graders)

    def sum_up(self) -> Summary:
        """Writes the gradebook, the statistics and the page of all that is graded."""
        summary = summarise(self.plan.out, self.found, self.plan.language)
        write_summary(self.plan.out, self.found, summary, self.plan.language)
        return summary


@contextlib.contextmanager
def prepared(
    hand_ins: Path,
    out: Path,
    course: Course,
    exercises: tuple[Exercise, ...],
    settings: Settings = Settings(),  # noqa: B008 - a tuple
) -> Iterator[ClassRun]:
    """The class in a folder or zip of hand-ins, with what earlier runs left in `out`.

    Raises:
        GraderError: there are no hand-ins, the roster or the adjustments are not in order, `out`
            is no place for their results, or another run is at work there.
    """
    _demand_apart(hand_ins, out)
    with contextlib.ExitStack() as stack:
        folder, unread = stack.enter_context(opened_class(hand_ins))
        reader = stack.enter_context(Reader([folder]))  # it starts while the class is listed
        roster = load_roster(settings.roster) if settings.roster is not None else None
        listed = load_class(folder, settings.layout, roster, called=hand_ins)
        listed = listed._replace(left_out=(*listed.left_out, *unread))
        stack.enter_context(_alone_in(out))
        found = enrol(listed, exercises, settings.lateness)
        found = _beside_the_last_run(found, out, course)
        # told before anything is graded or written, not after
        only = pick_students(members_of(listed, roster), settings.only)
        slugs = [exercise.slug for exercise in exercises]
        load_adjustments(out / ADJUSTMENTS, members_of(listed, roster), slugs)
        write_class(out, found, members_of(listed, roster))
        del roster  # nobody needs it any more, and of a large class it is large
        plan = BatchPlan(
            out=out,
            exercise_keys=exercise_keys(course, exercises),
            journal=tidy_journal(out),
            reader=reader,
            language=settings.language,
            attempts=settings.attempts,
            lateness=settings.lateness,
            force=settings.force,
        )
        everybody = zip(each_member(out), listed.students, strict=True)
        students = Spool((m.file, s) for m, s in everybody if not only or s.name in only)
        yield ClassRun(found, students, plan, set_aside(out))


def _demand_apart(hand_ins: Path, out: Path) -> None:
    """Refuses results among the hand-ins, where a next run might take them for a student's."""
    folder, target = hand_ins.resolve(), out.resolve()
    if not hand_ins.is_dir() or not target.is_relative_to(folder):
        return
    inside = target.relative_to(folder).parts
    if not inside or not inside[0].startswith("."):  # such a folder is nobody's hand-in
        raise GraderError(
            message("{path} lies in the folder of the submissions.", path=str(out)),
            message(
                "Name a folder outside of it with --out; in it, it could be taken for a student's."
            ),
        )


def _beside_the_last_run(found: ClassFile, out: Path, course: Course) -> ClassFile:
    """The class, with a note where the last run in `out` counted lateness otherwise.

    Raises:
        GraderError: the last run graded an exercise of the course that this one does not.
    """
    try:
        last = load_class_file(out)
    except GraderError:
        return found  # there is none, or it is written anew
    graded = {exercise.slug for exercise in found.exercises}
    known = {exercise.slug for exercise in course.exercises}
    left = [e.slug for e in last.exercises if e.slug in known - graded]
    if left:
        said = N_("{path} holds grades of {slugs}, which this run does not grade.")
        raise GraderError(
            message(said, path=str(out), slugs=", ".join(left)),
            message(
                "Name another folder with --out, or grade these too: what is unchanged is kept."
            ),
        )
    if last.lateness == found.lateness:
        return found
    text = N_(
        "Lateness counts otherwise than in the last run here, for everybody (--due, --late …)."
    )
    return msgspec.structs.replace(found, notes=(*found.notes, message(text)))


@contextlib.contextmanager
def _alone_in(out: Path) -> Iterator[None]:
    """Keeps a second run out of the folder; the lock ends with the process, however that ends."""
    make_folder(out)
    try:
        import fcntl  # noqa: PLC0415 - Windows has none, and no such lock
    except ImportError:
        yield
        return
    with writing(out):
        lock = (out / LOCK).open("w")
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise GraderError(
                message("{path}: another `grade batch` is writing here.", path=str(out)),
                message("Wait until it has ended, or name another folder with --out."),
            ) from error
        yield
