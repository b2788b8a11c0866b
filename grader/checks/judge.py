"""A loaded hand-in -> an outcome for every check: by precedent, or by running it and asking why."""

from __future__ import annotations

import time
import traceback
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest

from grader.errors import GraderError
from grader.i18n import N_
from grader.model import Check, Frame, Message, Outcome, Status, message
from grader.sandbox.faults import StudentFault
from grader.training import DEFAULT_CONDITIONS, Conditions

from .api.assertions import WrongAnswerError
from .array_view import views_of
from .clocks import reads_clock
from .diagnosis.in_process import Diagnosis, load_misconceptions
from .diagnosis.in_workers import WorkerDiagnosis
from .precedents import Precedents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.model import ArrayView, Check, Course, Evidence, Exercise, Text
    from grader.sandbox.student_process import StudentProcess

    from .api.calls import Call
    from .collect import CheckPlugin
    from .diagnosis.in_process import Misconception


class Trial(NamedTuple):
    """How a hand-in is judged otherwise than usual, for whoever verifies the checks.

    Attributes:
        order: another order of the checks, by their numbers; those left out are not tried, and
            outcomes come in it. `requires` still hold.
        anew: every check runs, precedent or not.
        stop_at_failure: the checks after the first that does not pass are left out.
        conditions: how networks are trained.
    """

    order: Sequence[int] | None = None
    anew: bool = False
    stop_at_failure: bool = False
    conditions: Conditions = DEFAULT_CONDITIONS


DEFAULT = Trial()


class Case(NamedTuple):
    """One hand-in to be judged.

    Attributes:
        process: the hand-in, loaded.
        checks: in the order in which they are tried.
    """

    exercise: Exercise
    process: StudentProcess
    checks: list[Check]
    trial: Trial


class Judge:
    """Judges one case after the other, and remembers what it can use again.

    Args:
        course: of the exercises.
        plugin: holds the collected checks and runs them.
    """

    def __init__(self, course: Course, plugin: CheckPlugin) -> None:
        self._course = course
        self._plugin = plugin
        self._precedents: dict[tuple[str, str], Precedents | None] = {}
        self._clocked: dict[Path, bool] = {}
        self._diagnoses: dict[str, Diagnosis] = {}
        self._worker_diagnoses: dict[str, WorkerDiagnosis] = {}

    def outcomes(self, case: Case) -> list[Outcome]:
        """The outcome of every check of the case, in its order."""
        with self._plugin.open_training_run(
            case.exercise.slug, case.process, case.trial.conditions
        ):
            return self._judge_all(case)

    def _judge_all(self, case: Case) -> list[Outcome]:
        usable: set[str] = set()  # passed, or broken through no fault of the student's
        by_id = self._plugin.checks[case.exercise.slug]
        outcomes: list[Outcome] = []
        for check in case.checks:
            missing = [name for name in check.requires if name not in usable]
            if missing:
                outcomes.append(skipped(check, _needs(by_id[missing[0]])))
                continue
            outcome = self._judge_one(case, check)
            outcomes.append(outcome)
            if outcome.status in {"passed", "broken"}:
                usable.add(check.id)
            elif case.trial.stop_at_failure:
                break
        return outcomes

    def _judge_one(self, case: Case, check: Check) -> Outcome:
        started = time.monotonic()
        is_run = case.trial.anew or case.exercise.training is not None
        precedents = None if is_run else self._precedents_of(case.exercise.slug, check)
        case.process.begin_check()
        known = precedents.follow(case.process) if precedents else None
        if known is not None:
            return msgspec.structs.replace(
                known,
                output=case.process.take_output(),
                seconds=round(time.monotonic() - started, 4),
            )
        ahead = time.monotonic() - started
        evidence, calls = self._plugin.run(case.exercise.slug, check, case.process)
        if isinstance(evidence.error, pytest.skip.Exception):
            return skipped(check, message("Your instructor will run this check."))
        solution = None
        if evidence.error is not None and calls and self._course.reference is not None:
            found = self._diagnose(case, check, calls)
            evidence = evidence._replace(misconception=found)
            if case.exercise.training is None:
                solution = self._plugin.staff.solution(case.exercise)
        array_views = views_of(evidence.error, calls, solution)
        evidence = evidence._replace(array_views=array_views, seconds=ahead + evidence.seconds)
        outcome = outcome_of(check, evidence)
        if precedents:
            precedents.keep(case.process.transcript, evidence.error, outcome)
        return outcome

    def _precedents_of(self, slug: str, check: Check) -> Precedents | None:
        """A check's precedents; none for a check that can tell the time by itself."""
        if (slug, check.id) not in self._precedents:
            path = self._course.check_files(slug)[check.visibility]
            if path not in self._clocked:
                self._clocked[path] = reads_clock(path)
            self._precedents[slug, check.id] = None if self._clocked[path] else Precedents()
        return self._precedents[slug, check.id]

    def _diagnose(self, case: Case, check: Check, calls: list[Call]) -> Text | None:
        if case.exercise.training is not None:
            diagnosis = self._worker_diagnosis_of(case.exercise)
            return diagnosis.diagnose(check.id, calls, case.process)
        return self._diagnosis_of(case.exercise).diagnose(calls)

    def _diagnosis_of(self, exercise: Exercise) -> Diagnosis:
        if exercise.slug not in self._diagnoses:
            staff = self._plugin.staff
            reference = staff.solution(exercise)
            assert reference is not None
            ideas = self._misconceptions_of(exercise)
            self._diagnoses[exercise.slug] = Diagnosis(reference, ideas, staff.driver(exercise))
        return self._diagnoses[exercise.slug]

    def _worker_diagnosis_of(self, exercise: Exercise) -> WorkerDiagnosis:
        if exercise.slug not in self._worker_diagnoses:
            solution = self._course.solution(exercise)
            assert solution is not None
            source, ideas = solution.read_text("utf-8"), self._misconceptions_of(exercise)
            self._worker_diagnoses[exercise.slug] = WorkerDiagnosis(source, ideas)
        return self._worker_diagnoses[exercise.slug]

    def _misconceptions_of(self, exercise: Exercise) -> list[Misconception]:
        assert self._course.reference is not None
        return load_misconceptions(self._course.reference / exercise.slug / "misconceptions")


def _needs(check: Check) -> Message:
    return Message(
        text=N_("Not tried: first this must pass: {title}"),
        values={"title": check.title.en, "title_ko": check.title.ko},
        ko="아직 보지 않았습니다. 먼저 통과해야 할 것: {title_ko}",
    )


class Findings(NamedTuple):
    """What is known when a check has ended.

    Attributes:
        error: what it raised; None where it returned.
        had_value: whether a value of the student's had reached it.
        output: what the student's code printed.
        grids: what a report may draw of it.
        exhibits: what the check looked at besides values.
    """

    error: BaseException | None
    had_value: bool
    output: str
    seconds: float
    misconception: Text | None = None
    array_views: tuple[ArrayView, ...] = ()
    evidence: Evidence | None = None


def outcome_of(check: Check, evidence: Findings) -> Outcome:
    """The outcome of a check that ran."""
    error = evidence.error
    if error is None:
        return _outcome(check, "passed", evidence)
    if isinstance(error, WrongAnswerError):
        return _outcome(
            check,
            "failed",
            evidence,
            message=error.message,
            details=error.details,
            expected=error.expected,
            actual=error.actual,
        )
    if isinstance(error, StudentFault):
        return _outcome(
            check,
            error.status,
            evidence,
            message=error.message,
            details=error.details,
            frames=error.frames,
        )
    if isinstance(error, AssertionError):
        return _outcome(check, "failed", evidence, message=message("The answer is wrong."))
    if evidence.had_value and not isinstance(error, GraderError):
        # `course verify` has shown that the check works on right answers, so the answer is at fault
        return _outcome(
            check,
            "failed",
            evidence,
            message=message("The check could not use your answer."),
        )
    said = "".join(traceback.format_exception(error))[-2000:]
    return _outcome(
        check,
        "broken",
        evidence,
        message=message("This check is broken. It costs no points; please tell your instructor."),
        details=(message("{text}", text=said),),
    )


def skipped(check: Check, message: Message) -> Outcome:
    """The outcome of a check that was not tried."""
    nothing = Findings(None, had_value=False, output="", seconds=0.0)
    return _outcome(check, "skipped", nothing, message=message)


def _outcome(  # noqa: PLR0913 - the parts of an outcome that only some statuses have
    check: Check,
    status: Status,
    evidence: Findings,
    *,
    message: Message | None = None,
    details: tuple[Message, ...] = (),
    expected: str = "",
    actual: str = "",
    frames: tuple[Frame, ...] = (),
) -> Outcome:
    return Outcome(
        check=check.id,
        title=check.title,
        visibility=check.visibility,
        points=check.points,
        earned=check.points if status == "passed" else 0.0,
        status=status,
        bonus=check.bonus,
        message=message,
        details=details,
        expected=expected,
        actual=actual,
        array_views=evidence.array_views,
        frames=frames,
        output=evidence.output,
        seconds=round(evidence.seconds, 4),
        hints=check.hints if status != "passed" else (),
        misconception=evidence.misconception,
        evidence=evidence.evidence,
    )
