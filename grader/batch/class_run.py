"""One run of `grade batch`, from a folder of submissions to a gradebook: enrol, grade, sum up."""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.errors import GraderError
from grader.files import write_atomically
from grader.fingerprint import exercise_keys
from grader.gradebook.adjustments import ADJUSTMENTS, load_adjustments
from grader.gradebook.extensions import EXTENSIONS, load_extensions
from grader.i18n import N_
from grader.model import Lateness, message
from grader.results.comments import load_review
from grader.results.enrol import enrol, members_of, pick_students, set_aside
from grader.results.rebuild import take_over_earlier
from grader.results.store import Record, open_to_write
from grader.submission.class_archive import opened_class
from grader.submission.class_folder import load_class
from grader.submission.layouts import AUTO
from grader.submission.people_map import UNMATCHED, load_people, unmatched_text
from grader.submission.reader import Reader
from grader.submission.roster_file import load_roster
from grader.text import clean_name

from .scheduler import Attempts, BatchPlan, run_batch
from .student_reports import refresh_reports
from .summary import summarise, write_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from grader.gradebook.extensions import Extensions
    from grader.model import Course, Exercise, Language
    from grader.results.class_file import ClassFile, Nothing
    from grader.results.store import ResultsWriter
    from grader.submission.class_folder import ClassFolder, Student
    from grader.submission.roster import Roster

    from .job import Graders
    from .scheduler import Done
    from .summary import Summary


class Settings(NamedTuple):
    """The instructor's choices for a run.

    Attributes:
        only: names of the students to grade; all if empty.
        force: grade unchanged work again, too.
        yes: go on if few of the submissions fit the layout or the roster.
        people: a file that says whose some submissions are.
        nothing: the points shown for an exercise that was not handed in.
    """

    layout: str = AUTO
    roster: Path | None = None
    attempts: Attempts = "last"
    lateness: Lateness = Lateness()
    only: tuple[str, ...] = ()
    force: bool = False
    language: Language = "en"
    yes: bool = False
    people: Path | None = None
    nothing: Nothing = "zero"


class ClassRun(NamedTuple):
    """A class that is ready to be graded.

    Attributes:
        students: the students to grade now.
        moved: names of the files that were moved to `earlier/`.
    """

    found: ClassFile
    students: Sequence[Student]
    plan: BatchPlan
    moved: list[str]

    def grade(self, graders: Graders) -> Iterator[Done]:
        """Grade the students; the processes end at once if the iterator is left early."""
        yield from run_batch(self.plan, self.students, graders)

    def sum_up(self) -> Summary:
        """Write the gradebook, the statistics, the class page, and changed reports."""
        results = self.plan.results
        results.finish()
        refresh = functools.partial(refresh_reports, results.out)
        summary = summarise(results, self.plan.language, refresh)
        write_summary(results.out, summary, self.plan.language)
        return summary


@contextlib.contextmanager
def prepared(
    submissions: Path,
    out: Path,
    course: Course,
    exercises: tuple[Exercise, ...],
    settings: Settings = Settings(),  # noqa: B008 - a tuple
) -> Iterator[ClassRun]:
    """Read a class from a folder or zip, and open the folder of results for it.

    Raises:
        GraderError: there are no submissions, or few of them fit the layout or the roster; the
            roster or the adjustments have a mistake; `out` lies among the submissions or cannot be
            written, or another run is writing there.
    """
    _demand_apart(submissions, out)
    with contextlib.ExitStack() as stack:
        folder, unread = stack.enter_context(opened_class(submissions))
        modules = [exercise.module for exercise in exercises]
        # it starts while the class is listed
        reader = stack.enter_context(Reader([folder], wanted=modules))
        roster = load_roster(settings.roster) if settings.roster is not None else None
        listed = _list_class(submissions, folder, settings, roster, unread)
        take_over_earlier(out)
        results = stack.enter_context(open_to_write(out))
        found = enrol(listed, exercises, settings.lateness)
        found = msgspec.structs.replace(found, nothing=settings.nothing)
        found = _beside_the_last_run(found, results, course)
        # mistakes of the instructor's are reported before anything is written
        only = pick_students(members_of(listed, roster), settings.only)
        slugs = [exercise.slug for exercise in exercises]
        load_adjustments(out / ADJUSTMENTS, members_of(listed, roster), slugs)
        load_review(out)
        extensions = load_extensions(out / EXTENSIONS, members_of(listed, roster), slugs)
        found = _with_extensions(found, listed, extensions)
        _write_unmatched(out, listed)
        results.write_class(found, map(Record, members_of(listed, roster)))
        del roster  # large in a large class, and not needed any more
        plan = BatchPlan(
            results=results,
            exercise_keys=exercise_keys(course, exercises),
            reader=reader,
            language=settings.language,
            attempts=settings.attempts,
            lateness=settings.lateness,
            force=settings.force,
            extensions=extensions,
        )
        students = listed.students
        if only:  # a group's members have one grade
            students = [s for s in students if not only.isdisjoint(s.mates or (s.name,))]
        yield ClassRun(found, students, plan, set_aside(results))


def _list_class(
    submissions: Path,
    folder: Path,
    settings: Settings,
    roster: Roster | None,
    unread: Sequence[str],
) -> ClassFolder:
    """List the students of a class; `folder` is `submissions`, unpacked."""
    given = load_people(settings.people, roster) if settings.people is not None else {}
    listed = load_class(folder, settings.layout, roster, submissions, given)
    listed = listed._replace(left_out=(*listed.left_out, *unread))
    if listed.alarm is None:
        return listed
    if not settings.yes:
        raise GraderError(*listed.alarm)
    return listed._replace(notes=(listed.alarm.sentence, *listed.notes))


def _with_extensions(found: ClassFile, listed: ClassFolder, extensions: Extensions) -> ClassFile:
    """Add a note on students with another deadline whose time of handing in is not known."""
    dues = {student for (student, _), each in extensions.items() if each.due is not None}
    names = [
        clean_name(student.name)
        for student in (listed.students if dues else ())
        if student.name in dues
        and student.attempts[-1].items
        and student.attempts[-1].received is None
    ]
    if not names:
        return found
    text = N_("When it came is not known, and with an extension it counts as in time: {names}.")
    note = message(text, names=", ".join(names))
    return msgspec.structs.replace(found, notes=(*found.notes, note))


def _write_unmatched(out: Path, listed: ClassFolder) -> None:
    """Write the file to be filled in and given to `--map`; none if everybody is known."""
    path = out / UNMATCHED
    if listed.unmatched:
        write_atomically(path, unmatched_text(listed.unmatched))
    else:
        path.unlink(missing_ok=True)


def _demand_apart(submissions: Path, out: Path) -> None:
    """Refuse results inside the submissions: a later run might read them as a student's."""
    folder, target = submissions.resolve(), out.resolve()
    if not submissions.is_dir() or not target.is_relative_to(folder):
        return
    inside = target.relative_to(folder).parts
    if not inside or not inside[0].startswith("."):  # hidden folders are never read
        raise GraderError(
            message("{path} lies in the folder of the submissions.", path=str(out)),
            message(
                "Name a folder outside of it with --out; in it, it could be taken for a student's."
            ),
        )


def _beside_the_last_run(found: ClassFile, results: ResultsWriter, course: Course) -> ClassFile:
    """Add a note if the last run counted lateness in another way.

    Raises:
        GraderError: the last run graded an exercise that this one does not.
    """
    last = results.last_class_file()
    if last is None:
        return found
    graded = {exercise.slug for exercise in found.exercises}
    known = {exercise.slug for exercise in course.exercises}
    left = [e.slug for e in last.exercises if e.slug in known - graded]
    if left:
        said = N_("{path} holds grades of {slugs}, which this run does not grade.")
        raise GraderError(
            message(said, path=str(results.out), slugs=", ".join(left)),
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
