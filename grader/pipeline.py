"""Read this first: a submission goes in, a grade for each of its exercises comes out.

    load_course ──► Judge (collects the checks, once) ──────────┐
                                                                ├─► outcomes ─► score ─► Grade
    load_submission ──► recognise ─────► StudentProcess ────────┘
                                         (a worker in the sandbox)

Everything here runs in the grading process, which never runs a line of a student's code.

Where to look, in the order of the way:
    model/        the values: course (Exercise, Check, Limits), submission, grade (Outcome, Score),
                  cause (why a check did not pass), message (a sentence, translated when shown)
    course/       manifest (TOML -> Course), starters, solutions (released ones), workspace (a
                  student's own folder)
    submission/   reader (a bounded process that opens strangers' files), loading (a path), archive
                  (zips), sources (notebooks), recognition and ranking (which file answers what),
                  answers (to questions); of a class: layouts/ (an LMS's names), matching and
                  roster (whose)
    sandbox/      a worker from outside: pool, fork_server, forked, student_process, exchange
                  (questions and answers), explain and faults (what went wrong -> sentences),
                  code_reader (rules)
    worker/       a worker from inside, where students' code runs: main, modules (their cells),
                  codec and values (what may cross, for both sides), terminal and files (what
                  is typed, printed, read and written for a check), confinement/ (apply,
                  seccomp, landlock, namespaces); reading/ (a submission's text, for rules)
    checks/       collect (by_pytest only where it must), judge (calls a check), outcomes (who is
                  at fault), student (a check's calls), probes (expressions, values as of a cell;
                  asked_cells says which), precedents (answers judged before), questions (answers
                  in words, choices), api/ (assertions, calls: what authors import), explanations
                  (why a check failed) by diagnosis/ (misconceptions are loaded; in_process and
                  in_workers compare their answers with a student's; memory tells which of
                  them depend on no other call)
    training/     training_run, trainer, evaluation: networks, trained anew by an evaluator
    datasets/     images: MNIST and others, downloaded or bundled
    ungraded.py   no check came to a verdict: nothing handed in, unreadable, library missing …
    results/      what is kept of a class: store, index (sqlite), grade_file (a Grade as JSON),
                  class_file (who is in it), code, comments (of a review), diff
    gradebook/    rows, late_policy, adjustments, exports (to an LMS), item_analysis,
                  tally, intervals (statistics)
    similarity/   tokens, fingerprints, comparison, likeness: pairs that are more alike than others
    reports/      a Grade as text: view (what a reader sees first), pages/ (student_page,
                  class_page), terminal/ (grades, class_report, doctor), formats/
    batch/        class_run, scheduler (who is graded next, and again), work (what travels), job,
                  processes, dask, grading (at the other end)
    review/       a page on the loopback: store, groups (alike answers), reviewing, app, gate
    watch/        `grade watch`: events (files saved, keys pressed), session
    notebook/     `%grade` in a kernel: extension, history, client; beside it: server, cards
    pictures/     arrays -> pictures that move (SVG), for statements, the book and reports
    authoring/    verify, mutants, calibration, scaffold, release, picture_files, book/
    ci/, cli/     a checkout graded on GitHub and elsewhere; commands and their options
    i18n/         Korean; the English sentences stand in the code
    errors.py, fingerprint.py (versions and hashes), files.py, text.py (strangers' text, cleaned)
Numbers that may be tuned are constants at the top of the module that uses them.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import msgspec

from . import ungraded
from .checks.asked_cells import wanted_of
from .checks.case import DEFAULT, Trial
from .checks.judge import Judge
from .checks.questions import judge_answers, load_right_choices, question_checks
from .course.workspace import starter_hashes
from .errors import GraderError
from .fingerprint import hash_exercise, hash_submission, versions_for
from .model import Cause, File, Grade, Problem
from .model.grade import score
from .sandbox.places import places_of
from .sandbox.pool import SandboxPool, missing_libraries
from .sandbox.student_process import StudentProcess
from .submission.answers import Written, answers_to_questions, lines_of_texts
from .submission.recognition import recognise
from .submission.sources import Source, read_source
from .training.in_worker import load_source
from .training.review import named_for_review
from .ungraded import Judged

if TYPE_CHECKING:
    from collections.abc import Collection

    from .model import Check, Course, Exercise, Message, Submission
    from .sandbox.channel import Sandbox
    from .submission import ExerciseAnswer


class Grader:
    """A warm grader for some exercises of a course; a context manager, used for many submissions.

    Args:
        course: the course.
        exercises: those that are graded.
        sandbox: where students' code runs; the strongest ones of this machine if not given. The
            grader closes it.
        on_demand: collect an exercise's checks when one is graded first, for who waits for one.

    Raises:
        CourseError: the checks of an exercise are not in order.
    """

    def __init__(
        self,
        course: Course,
        exercises: tuple[Exercise, ...],
        sandbox: Sandbox | SandboxPool | None = None,
        *,
        on_demand: bool = False,
    ) -> None:
        # the sandboxes first: one starts in the background while the checks are collected
        if not isinstance(sandbox, SandboxPool):
            sandbox = SandboxPool(exercises, sandbox)
        self.sandboxes = sandbox
        self.exercises = exercises
        self._course = course
        self._hashes = {e.slug: hash_exercise(course, e) for e in exercises}
        self._drivers = {e.slug: _driver_source(course, e) for e in exercises}
        self._places = {e.slug: places_of(course, e) for e in exercises}
        self._starters = starter_hashes(course)
        self._versions = {e.slug: versions_for(e) for e in exercises}
        self._right = {e.slug: load_right_choices(course, e) for e in exercises}
        self._lines: dict[str, frozenset[str]] = {}
        self._on_demand = on_demand
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.sandboxes)
            self.judge = Judge(self._course, self.exercises, on_demand=self._on_demand)
            stack.callback(self.judge.close)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def sandbox(self) -> Sandbox:
        """Where submissions to the exercises with the fewest libraries run; no other is weaker."""
        return self.sandboxes.first

    def grade(self, submission: Submission, trial: Trial = DEFAULT) -> list[Grade]:
        """Grade each exercise that the submission answers, in the course's order.

        Args:
            submission: its files are searched for answers. Where only one exercise is graded, a
                single file is taken for it whatever its name.
            trial: how to judge, if not as usual.
        """
        return self._grade_found(submission, self.exercises, trial)[0]

    def grade_all(
        self, submission: Submission, slugs: Collection[str] | None = None
    ) -> list[Grade]:
        """Grade every exercise, or those named; one that is not answered earns nothing."""
        exercises = tuple(e for e in self.exercises if slugs is None or e.slug in slugs)
        grades, remarks = self._grade_found(submission, exercises)
        found = {grade.exercise: grade for grade in grades}
        return [
            found.get(exercise.slug)
            or self._grade_nothing(submission, exercise, remarks.get(exercise.slug, ()))
            for exercise in exercises
        ]

    def grade_broken_off(self, submission: Submission, slug: str, reason: Message) -> Grade:
        """Give up on an exercise; only the names of the submission's files are looked at."""
        (exercise,) = (e for e in self.exercises if e.slug == slug)
        file = submission.files[0].name if submission.files else ""
        judged = ungraded.broken_off(self._checks(exercise), reason)
        return self._make(submission, exercise, file, judged)

    def _grade_found(
        self, submission: Submission, exercises: tuple[Exercise, ...], trial: Trial = DEFAULT
    ) -> tuple[list[Grade], dict[str, tuple[Problem, ...]]]:
        """Grade the answers; give the remarks on exercises without one, too."""
        answers, remarks = recognise(
            submission,
            exercises,
            self._course.exercises,
            self._starters,
            any_name=len(self.exercises) == len(exercises) == 1,
        )
        return [self._grade_answer(submission, answer, trial) for answer in answers], remarks

    def _grade_nothing(
        self, submission: Submission, exercise: Exercise, remarks: tuple[Problem, ...]
    ) -> Grade:
        checks = self._checks(exercise)
        judged = ungraded.nothing_handed_in(checks, submission, exercise, remarks)
        return self._make(submission, exercise, "", judged)

    def _grade_answer(self, submission: Submission, answer: ExerciseAnswer, trial: Trial) -> Grade:
        exercise, checks = answer.exercise, self._checks(answer.exercise)
        if missing := missing_libraries(exercise):
            judged = ungraded.library_missing(checks, missing)
            grade = self._make(submission, exercise, answer.file, judged)
            return msgspec.structs.replace(grade, complete=False, missing=missing)
        if answer.readable:
            judged = self._run_checks(answer, submission.identity, trial)
            if trial is DEFAULT:  # any other one is about the checks
                judged = self._with_answers(answer, judged)
        else:
            judged = ungraded.file_unreadable(checks, answer)
        return self._make(submission, exercise, answer.file, judged)

    def _run_checks(self, answer: ExerciseAnswer, identity: str, trial: Trial) -> Judged:
        exercise = answer.exercise
        sandbox = self.sandboxes.sandbox_for(exercise)
        driver = self._drivers[exercise.slug]
        asked = self.judge.asked_cells(exercise)
        wanted, copies = wanted_of(asked, answer.sources, exercise.module, answer.ids)
        process = StudentProcess(
            sandbox,
            exercise,
            answer.sources,
            driver,
            aside=answer.aside,
            identity=identity,
            wanted=wanted,
        )
        process.places = self._places[exercise.slug]
        try:
            with process:
                process.load()
                outcomes = self.judge.judge(exercise, process, trial)
        except GraderError:
            raise
        except Exception as error:  # noqa: BLE001 - of ours, but brought about by this submission
            outcomes, _ = ungraded.unfinished(self.judge.checks(exercise.slug), error)
        remarks = (*answer.problems, *process.problems, *copies)
        if exercise.training is not None:
            texts = (text for cells in answer.sources.values() for _label, text in cells)
            remarks += named_for_review(texts)
        return Judged(outcomes, remarks)

    def _with_answers(self, answer: ExerciseAnswer, judged: Judged) -> Judged:
        exercise = answer.exercise
        if not exercise.questions:
            return judged
        written = Written(answer.texts, answer.code, answer.other_texts)
        found = answers_to_questions(exercise.questions, written, self._known_lines(exercise))
        remarks = [Problem(Cause.ANSWER_ELSEWHERE, a.remark) for a in found.values() if a.remark]
        outcomes = judge_answers(exercise, found, self._right[exercise.slug])
        return Judged([*judged.outcomes, *outcomes], (*judged.problems, *remarks))

    def _known_lines(self, exercise: Exercise) -> frozenset[str]:
        """The lines of the course's own notebook."""
        if exercise.slug not in self._lines:
            path = self._course.folder / exercise.slug / f"{exercise.module}.ipynb"
            data = path.read_bytes() if path.is_file() else b""
            source = read_source(File(name=path.name, data=data))
            texts = source.texts if isinstance(source, Source) else ()
            self._lines[exercise.slug] = lines_of_texts(texts)
        return self._lines[exercise.slug]

    def _checks(self, exercise: Exercise) -> list[Check]:
        questions = question_checks(exercise, self._right[exercise.slug])
        return [*self.judge.checks(exercise.slug), *questions]

    def _make(self, submission: Submission, exercise: Exercise, file: str, judged: Judged) -> Grade:
        left_out = (Problem(Cause.FILE_LEFT_OUT, text) for text in submission.problems)
        is_broken = any(outcome.status == "broken" for outcome in judged.outcomes)
        return Grade(
            student=submission.student,
            exercise=exercise.slug,
            title=exercise.title,
            file=file,
            outcomes=tuple(judged.outcomes),
            score=score(judged.outcomes),
            problems=(*left_out, *judged.problems),
            complete=self._course.reference is not None and not is_broken,
            isolation=self.sandboxes.isolation(),
            versions=self._versions[exercise.slug],
            hashes={
                "submission": hash_submission(submission),
                "exercise": self._hashes[exercise.slug],
            },
            points=exercise.points,
            hidden=exercise.hidden,
        )


def _driver_source(course: Course, exercise: Exercise) -> str:
    """What runs beside the student's module: the exercise's own driver and, for networks, ours."""
    path = course.driver(exercise.slug)
    own = path.read_text("utf-8") if path.is_file() else ""
    return own if exercise.training is None else f"{load_source('driver')}\n\n{own}"
