"""A loaded submission -> an outcome for every check: call the check, then decide the fault."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from grader.model import Cause, Outcome

from .apart import Own, References
from .asked_cells import read_asked
from .asserts import Watched, explained
from .baseline import Baseline
from .call_log import AnswerLog, EncodedCall, encoded_call
from .case import DEFAULT, Case, Ended, Trial
from .collect import collect_checks, required_first
from .course_faults import CourseFaults
from .ends import by_its_file, end_of, evidence_of
from .explanations import Explainer
from .outcomes import (
    Findings,
    instructor_only,
    not_tried,
    requirement_of,
    with_foundations,
)
from .precedents import Precedents, has_printed, key_of
from .probes import At, Probe
from .proxies import StudentProxy
from .staff_modules import StaffModules
from .student import NO_SCRIPT, Interview, Recorder, listener
from .terminal import USES_TERMINAL, Printed, Program, ReferenceAtTerminal, Terminal, Typed
from .written import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from grader.model import Check, Course, Exercise, Visibility
    from grader.sandbox.student_process import StudentProcess
    from grader.training.trainer import Progress

    from .asked_cells import Asked
    from .collect import CollectedCheck
    from .precedents import Failure
    from .student import Script


class Judge:
    """The checks of some exercises, for one submission after the other.

    Args:
        course: the exercises' course.
        exercises: the ones to judge.
        on_demand: collect an exercise's checks when they are needed first, not all at once now.

    Attributes:
        diverged: (exercise, check) of checks that called otherwise than they did when recorded.
        yes_or_no: (exercise, check, expression) of expressions that are only true or false.
        on_training: called with the progress of each training, for a person who waits.

    Raises:
        CourseError: the checks cannot be collected, or contradict `exercise.toml`.
    """

    def __init__(
        self, course: Course, exercises: tuple[Exercise, ...], *, on_demand: bool = False
    ) -> None:
        if any("pandas" in exercise.packages for exercise in exercises):
            with contextlib.suppress(ImportError):  # its tables cross only where it is loaded
                importlib.import_module("pandas")
        self._course = course
        self._exercises = {exercise.slug: exercise for exercise in exercises}
        self._collected = {} if on_demand else collect_checks(course, exercises)
        self._asked: dict[str, Asked] = {}
        for exercise in () if on_demand else exercises:
            self.asked_cells(exercise)
        self._staff = StaffModules(course, self.kept_names)
        self._scripts: dict[str, dict[str, Script]] = {}
        self.diverged: set[tuple[str, str]] = set()
        self.yes_or_no: set[tuple[str, str, str]] = set()
        self.on_training: Callable[[Progress | None], None] | None = None
        self._precedents = Precedents()
        self._references = References(course, self._staff)
        self._faults = CourseFaults(course, self._references, self._run)
        self._explainer = Explainer(course, self._staff, self._references)

    def checks(self, slug: str) -> list[Check]:
        """The checks of an exercise, public ones first."""
        return [collected.check for collected in self._checks_of(slug).values()]

    def asks_for(self, slug: str, name: str, fixture: str) -> bool:
        """Whether a check uses a fixture."""
        return fixture in self._checks_of(slug)[name].fixtures

    def asked_cells(self, exercise: Exercise) -> Asked:
        """The cells as of which an exercise's checks ask for values, and the names.

        Raises:
            CourseError: they ask for what there is not.
        """
        slug = exercise.slug
        if slug not in self._asked:
            fixtures = {name for one in self._checks_of(slug).values() for name in one.fixtures}
            files = self._course.check_files(slug).values() if fixtures & {"at", "probe"} else ()
            self._asked[slug] = read_asked(self._course, exercise, files)
        return self._asked[slug]

    def kept_names(self, exercise: Exercise) -> tuple[str, ...]:
        """The names whose values are kept at the end of cells; none where no check asks for any."""
        return self.asked_cells(exercise).names

    def recorded_calls(self, exercise: Exercise, checks: Collection[str]) -> Iterator[EncodedCall]:
        """The calls that some checks make of everybody, without ends."""
        for name, script in self._scripts_of(exercise).items():
            for question in (batch.question for batch in script.batches if name in checks):
                kind = question.kind
                for call in question.calls:
                    yield encoded_call(kind, call, b"")

    def naming(self, slug: str, function: str) -> list[int]:
        """Numbers of the checks that call a function, as far as their code tells, and of those
        that they require.
        """
        collected = list(self._collected[slug].values())
        chosen = {one.check.id for one in collected if one.names(function)}
        for one in reversed(required_first(collected)):
            chosen.update(one.check.requires if one.check.id in chosen else ())
        return [number for number, one in enumerate(collected) if one.check.id in chosen]

    def use_secret(self, secret: str) -> None:
        """Draw the inputs of hidden checks from another secret; forget all earlier answers."""
        self._course = msgspec.structs.replace(self._course, secret=secret)
        # it remembers answers, as far as there is room
        self._staff = StaffModules(self._course, self.kept_names)
        self._references = References(self._course, self._staff)
        self._faults = CourseFaults(self._course, self._references, self._run)
        self._explainer = Explainer(self._course, self._staff, self._references)
        self._precedents = Precedents()
        self._scripts.clear()

    def close(self) -> None:
        """Remove what was kept on the disk for the solutions."""
        self._staff.close()

    def judge(
        self, exercise: Exercise, process: StudentProcess, trial: Trial = DEFAULT
    ) -> list[Outcome]:
        """Judge a submission; returns the outcome of every check.

        Args:
            exercise: one of the judge's.
            process: the submission, loaded.
            trial: settings; the usual ones by default.
        """
        with contextlib.ExitStack() as stack:
            stack.enter_context(self._staff.working_folder(exercise))
            training_run = None
            if exercise.training is not None:
                from grader.training.training_run import TrainingRun  # noqa: PLC0415 - loads much

                secret, conditions = self._course.secret, trial.conditions
                training_run = TrainingRun(process, exercise, secret, conditions, self.on_training)
                stack.enter_context(contextlib.closing(training_run))
            baseline = stack.enter_context(contextlib.closing(Baseline(process)))
            reference = self._references.beside(exercise, process)
            if reference is not None:
                stack.enter_context(contextlib.closing(reference))
            own = Own(baseline, training_run, reference)
            scripts = self._scripts_of(exercise, process)
            starter = self._course.folder / exercise.slug / f"{exercise.module}.py"
            case = Case(exercise, process, trial, own, scripts, AnswerLog(), starter)
            return self._judge_all(case)

    def _checks_of(self, slug: str) -> dict[str, CollectedCheck]:
        if slug not in self._collected:
            self._collected |= collect_checks(self._course, (self._exercises[slug],))
        return self._collected[slug]

    def _judge_all(self, case: Case) -> list[Outcome]:
        usable: set[str] = set()  # passed, or broken by a fault of ours
        collected = self._checks_of(case.exercise.slug)
        checks = list(collected.values())
        if case.trial.order is not None:
            checks = required_first([checks[index] for index in case.trial.order])
        ended: list[Outcome | Ended] = []
        for one in checks:
            missing = [name for name in one.check.requires if name not in usable]
            if missing:
                if not case.trial.only_verdicts:
                    self._ask_unread(case, one.check)
                needs = requirement_of(collected[missing[0]].check)
                ended.append(not_tried(one.check, Cause.REQUIREMENT, needs))
                continue
            found = self._try(case, one)
            ended.append(found)
            if not isinstance(found, Ended):
                continue
            # a broken check must not cost the points of those that require it
            if found.outcome.status in {"passed", "broken"}:
                usable.add(one.check.id)
            elif case.trial.stop_at_failure:
                break
        # only now is every answer there that tells one misconception from another
        known = {name: one.check for name, one in collected.items()}
        outcomes = with_foundations(self._explainer.explain(case, ended), known)
        return [by_its_file(outcome, case) for outcome in outcomes]

    def _try(self, case: Case, collected: CollectedCheck) -> Ended | Outcome:
        """Make a check's recorded calls, then call it unless equal answers have passed before."""
        if "reference" in collected.fixtures and self._course.reference is None:
            return instructor_only(collected.check)
        started = time.monotonic()
        interview = self._begin(case, collected.check)
        # an author's checks are tried anew each time, since one may depend on luck
        asked = interview.asked if case.trial is DEFAULT else ()
        key = key_of(case.exercise.slug, collected.check.id, asked)
        failure = None if has_printed(asked) else self._precedents.failure(key)
        if failure is not None:
            return self._fail_again(case, failure, interview, started)
        error = self._call(case, collected, interview, key)
        case.log.add(interview)
        if key is not None and error is None:  # alike, whether the check read it or not
            case.process.print_again(asked)
        output = case.process.take_output()
        seconds = time.monotonic() - started
        if _is_skip(error):
            return instructor_only(collected.check)
        had_value = bool(interview.returned)
        evidence = evidence_of(case, is_wrong=error is not None)
        fault = self._faults.find(case, collected, error)
        findings = Findings(
            error, had_value, output, seconds, evidence=evidence, course_fault=fault
        )
        solution = None
        if interview.returned and error is not None:
            solution = self._references.solution_here(case.exercise)
        ended = end_of(case, collected.check, findings, interview, solution)
        if error is not None:
            self._precedents.add_failure(key, interview, ended)
        return ended

    def _call(
        self, case: Case, collected: CollectedCheck, interview: Interview, key: bytes | None
    ) -> BaseException | None:
        """Call a check, unless equal answers have passed it; returns what it raised, or None."""
        if self._precedents.have(key):
            case.process.charge(interview.asked)
            return None
        if case.own.training_run is not None:
            case.own.training_run.begin_check(listener(interview.returned))
        error = interview.lost or self._run(case.exercise, collected, interview, case.own)
        if interview.has_diverged:
            self.diverged.add((case.exercise.slug, collected.check.id))
        # what it asked beyond the recorded calls is not in the key
        elif error is None and not interview.is_beyond:
            self._precedents.add(key)
        return error

    def _fail_again(
        self, case: Case, failure: Failure, interview: Interview, started: float
    ) -> Ended:
        """The end of a check that has failed with equal answers before."""
        case.process.charge(interview.asked[: failure.read])
        case.log.add(interview)
        case.process.take_output()
        outcome, calls, _ = failure.ended
        outcome = msgspec.structs.replace(outcome, seconds=time.monotonic() - started)
        has_room = case.log.has_room_for(calls)
        return failure.ended._replace(outcome=outcome, calls=calls if has_room else [])

    def _begin(self, case: Case, check: Check) -> Interview:
        is_short = case.trial.only_verdicts  # then calls after a failure are made for nothing
        script = NO_SCRIPT if is_short else case.scripts.get(check.id, NO_SCRIPT)
        case.process.begin_check(script.room, hidden=check.visibility == "hidden")
        return Interview(case.process, script)

    def _ask_unread(self, case: Case, check: Check) -> None:
        """Make the recorded calls of a check that is not tried."""
        # without them, the student's code would learn that a required check has failed
        case.log.add(self._begin(case, check))

    def _scripts_of(
        self, exercise: Exercise, process: StudentProcess | None = None
    ) -> Mapping[str, Script]:
        """The calls that each check makes of the reference; none if they cannot be recorded.

        Args:
            exercise: the checks'.
            process: a student's, beside which the reference runs if it must not run here.
        """
        if self._course.reference is None or exercise.training is not None:
            return {}
        if exercise.slug not in self._scripts:
            self._scripts[exercise.slug] = {}
            with self._staff.working_folder(exercise):
                self._record(exercise, process)
        return self._scripts[exercise.slug]

    def _record(self, exercise: Exercise, process: StudentProcess | None) -> None:
        scripts, checks = self._scripts[exercise.slug], self._checks_of(exercise.slug)
        if not self._references.is_apart(exercise):
            module, driver = self._staff.solution(exercise), self._staff.driver(exercise)
            assert module is not None
            for name, collected in checks.items():
                recorder = Recorder(module, driver)
                own = Own(Recorder(module, driver))  # its calls are no student's
                if self._run(exercise, collected, recorder, own) is None:
                    scripts[name] = recorder.script()
                self.yes_or_no |= {(exercise.slug, name, text) for text in recorder.yes_or_no}
        left = [collected for name, collected in checks.items() if name not in scripts]
        if left and process is not None:
            scripts |= self._faults.record(exercise, left, process)

    def _run(
        self,
        exercise: Exercise,
        collected: CollectedCheck,
        interview: Interview | Recorder,
        own: Own,
    ) -> BaseException | None:
        """Call a check; returns what it raised, or None.

        Args:
            exercise: the check's.
            collected: the check.
            interview: answers for the student.
            own: what else its fixtures give.
        """
        check = collected.check
        terminal = Terminal(interview)
        uses_it = not USES_TERMINAL.isdisjoint(collected.fixtures)
        respondent = terminal if uses_it else interview
        make: dict[str, Callable[[], Any]] = {
            "student": lambda: StudentProxy(respondent, exercise=exercise),
            "driver": lambda: StudentProxy(respondent, by_driver=True),
            "baseline": lambda: StudentProxy(own.baseline, by_driver=True),
            "reference": lambda: self._reference(exercise, terminal if uses_it else None, own),
            "at": lambda: At(respondent, exercise),
            "probe": lambda: Probe(respondent),
            "printed": lambda: Printed(terminal),
            "typed": lambda: Typed(terminal),
            "run_script": lambda: Program(terminal, exercise),
            "files": lambda: Files(terminal),
            "rng": lambda: seed_generator(self._course, exercise, check.id, check.visibility),
            "training_run": lambda: own.training_run,
        }
        with Watched() as compared:
            try:
                fixtures = {name: make[name]() for name in collected.fixtures}
                collected.function(**fixtures, **collected.parameters)
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 - pytest's are no Exception; the verdict says whose fault it is
                return explained(error, compared.seen, interview.returned)
        return None

    def _reference(self, exercise: Exercise, terminal: Terminal | None, own: Own) -> Any:
        if terminal is None or own.reference is not None:
            return self._references.fixture(exercise, own.reference)
        module = self._staff.solution(exercise)
        assert module is not None  # `_try` has looked
        return ReferenceAtTerminal(module, terminal)


def _is_skip(error: BaseException | None) -> bool:
    pytest = sys.modules.get("pytest")  # a check that skips has loaded it
    return pytest is not None and isinstance(error, pytest.skip.Exception)


def seed_generator(
    course: Course, exercise: Exercise, name: str, visibility: Visibility
) -> np.random.Generator:
    """A generator seeded by the exercise, the check's name and, if it is hidden, the secret."""
    seed = f"{course.secret if visibility == 'hidden' else ''}:{exercise.slug}:{name}"
    return np.random.default_rng(list(hashlib.sha256(seed.encode()).digest()))
