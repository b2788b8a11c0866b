"""One pytest session for many submissions: collected once, then asked again and again.

pytest runs its loop in a thread of its own and waits there; `judge` hands it a hand-in and waits
for the outcomes. Collecting costs a quarter of a second, an item about a millisecond.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
from collections import defaultdict
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec
import pytest

from grader.errors import CourseError
from grader.model import Message, message
from grader.training import USUAL, Conditions

from .diagnosis import diagnose, load_misconceptions
from .grids import grids_of
from .plugin import CheckPlugin
from .precedents import Precedents
from .validation import validate
from .verdict import judge, skipped
from .worker_diagnosis import WorkerDiagnosis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from grader.model import Check, Course, Exercise, Outcome, Text
    from grader.sandbox.student import StudentProcess

    from .diagnosis import Misconception
    from .proxy import Call

# No terminal, no cache, no capture, no configuration file and no plugin but ours: nothing in the
# folder that is being graded can speak to this session.
_PYTEST_ARGUMENTS = [
    "--import-mode=importlib",
    "--noconftest",
    "--disable-plugin-autoload",
    "--capture=no",
    *(
        f"-pno:{name}"
        for name in (
            "terminal",
            "cacheprovider",
            "doctest",
            "junitxml",
            "faulthandler",
            "threadexception",
            "unraisableexception",
            "logging",
            "warnings",
            "stepwise",
            "pastebin",
            "setuponly",
            "setupplan",
            "legacypath",
        )
    ),
]


class _Job(NamedTuple):
    """One hand-in to be judged, and where the outcomes go."""

    exercise: Exercise
    process: StudentProcess
    checks: list[Check]
    anew: bool
    stop_at_failure: bool
    conditions: Conditions
    future: Future[list[Outcome]]


class CheckSession:
    """The checks of some exercises, ready to judge hand-ins; a context manager.

    Args:
        course: the course.
        exercises: those that can be judged here.

    Raises:
        CourseError: the checks cannot be collected, or contradict `exercise.toml`.
    """

    def __init__(self, course: Course, exercises: tuple[Exercise, ...]) -> None:
        self._course = course
        self._exercises = exercises
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._precedents: defaultdict[tuple[str, str], Precedents] = defaultdict(Precedents)
        self._misconceptions: dict[str, list[Misconception]] = {}
        self._worker_diagnoses: dict[str, WorkerDiagnosis] = {}
        self._ready: Future[CheckPlugin] = Future()
        self._thread = threading.Thread(target=self._run_pytest, daemon=True)

    def __enter__(self) -> Self:
        for path in self._files():
            if not path.is_file():
                raise CourseError(path, message("this file of checks is missing."))
        self._thread.start()
        plugin = self._ready.result()
        try:
            for exercise in self._exercises:
                validate(exercise, plugin.checks[exercise.slug], self._course)
        except CourseError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._jobs.put(None)
        self._thread.join()

    def checks(self, slug: str) -> list[Check]:
        """The checks of an exercise, public ones first."""
        return list(self._ready.result().checks[slug].values())

    def asks_reference(self, check: Check, slug: str) -> bool:
        """Whether a check uses the solution, which students do not have."""
        return self._ready.result().asks_reference(slug, check.id)

    def judge(
        self,
        exercise: Exercise,
        process: StudentProcess,
        *,
        order: Sequence[int] | None = None,
        stop_at_failure: bool = False,
        conditions: Conditions = USUAL,
    ) -> list[Outcome]:
        """The outcome of every check of the exercise for one loaded hand-in.

        Args:
            exercise: one of the session's.
            process: the hand-in, loaded.
            order: another order of the checks, each of which runs, precedent or not; outcomes
                come in it. `requires` still hold.
            stop_at_failure: end after the first check that does not pass.
            conditions: how networks are trained, where the exercise has any.
        """
        checks = self.checks(exercise.slug)
        anew = order is not None or exercise.training is not None
        if order is not None:
            checks = _required_first([checks[index] for index in order])
        job = _Job(exercise, process, checks, anew, stop_at_failure, conditions, Future())
        self._jobs.put(job)
        return job.future.result()

    # -- in the thread

    def _run_pytest(self) -> None:
        plugin = CheckPlugin(self._course, self._exercises, self._serve)
        try:
            with _without_pytest_variables():
                self._forget_modules()
                places = [f"--rootdir={self._course.folder.parent}", f"-c{os.devnull}"]
                files = map(str, self._files())
                pytest.main([*_PYTEST_ARGUMENTS, *places, *files], plugins=[plugin])
        except BaseException as error:  # noqa: BLE001 - the waiting thread must hear of anything
            self._fail(error)
        finally:
            self._forget_modules()
        nothing = CourseError(self._course.folder, message("no checks could be collected."))
        self._fail(plugin.error or nothing)

    def _fail(self, error: BaseException) -> None:
        if not self._ready.done():
            self._ready.set_exception(error)

    def _files(self) -> Iterator[Path]:
        for exercise in self._exercises:
            yield self._course.folder / exercise.slug / "test_public.py"
            if self._course.reference is not None:
                yield self._course.reference / exercise.slug / "test_hidden.py"

    def _forget_modules(self) -> None:
        """Takes the check files out of `sys.modules`.

        pytest would take the next course's `test_public` for this one's, whose module name is the
        same; the collected items hold what they need.
        """
        files = {str(path) for path in self._files()}
        for name, module in list(sys.modules.items()):
            if getattr(module, "__file__", None) in files:
                del sys.modules[name]

    def _serve(self, plugin: CheckPlugin) -> None:
        self._forget_modules()
        self._ready.set_result(plugin)
        while (job := self._jobs.get()) is not None:
            try:
                with plugin.open_study(job.exercise.slug, job.process, job.conditions):
                    outcomes = self._judge_all(plugin, job)
                job.future.set_result(outcomes)  # not before the study's worker has ended
            except BaseException as error:  # noqa: BLE001 - handed to whoever asked
                job.future.set_exception(error)

    def _judge_all(self, plugin: CheckPlugin, job: _Job) -> list[Outcome]:
        usable: set[str] = set()  # passed, or broken through no fault of the student's
        by_id = plugin.checks[job.exercise.slug]
        outcomes: list[Outcome] = []
        for check in job.checks:
            missing = [name for name in check.requires if name not in usable]
            if missing:
                outcomes.append(skipped(check, _needs(by_id[missing[0]])))
                continue
            outcome = self._judge_one(plugin, job, check)
            outcomes.append(outcome)
            if outcome.status in {"passed", "broken"}:
                usable.add(check.id)
            elif job.stop_at_failure:
                break
        return outcomes

    def _judge_one(self, plugin: CheckPlugin, job: _Job, check: Check) -> Outcome:
        started = time.monotonic()
        precedents = self._precedents[job.exercise.slug, check.id]
        job.process.begin_check()
        known = None if job.anew else precedents.follow(job.process)
        if known is not None:
            return msgspec.structs.replace(
                known,
                output=job.process.take_output(),
                seconds=round(time.monotonic() - started, 4),
            )
        ahead = time.monotonic() - started
        evidence, calls = plugin.run(job.exercise.slug, check, job.process)
        if isinstance(evidence.error, pytest.skip.Exception):
            return skipped(check, message("Your instructor will run this check."))
        solution = None
        if evidence.error is not None and calls and self._course.reference is not None:
            found = self._diagnose(plugin, job.exercise, check, calls, job.process)
            evidence = evidence._replace(misconception=found)
            solution = None if job.exercise.training else plugin.reference_of(job.exercise.slug)
        grids = grids_of(evidence.error, calls, solution)
        evidence = evidence._replace(grids=grids, seconds=ahead + evidence.seconds)
        outcome = judge(check, evidence)
        if not job.anew:
            precedents.keep(job.process.transcript, evidence.error, outcome)
        return outcome

    def _diagnose(
        self,
        plugin: CheckPlugin,
        exercise: Exercise,
        check: Check,
        calls: list[Call],
        process: StudentProcess,
    ) -> Text | None:
        ideas = self._misconceptions_of(exercise.slug)
        if exercise.training is not None:
            if exercise.slug not in self._worker_diagnoses:
                solution = plugin.solution_path(exercise.slug).read_text("utf-8")
                self._worker_diagnoses[exercise.slug] = WorkerDiagnosis(solution, ideas)
            return self._worker_diagnoses[exercise.slug].diagnose(check.id, calls, process)
        reference = plugin.reference_of(exercise.slug)
        assert reference is not None
        return diagnose(calls, reference, ideas, plugin.driver_of(exercise.slug))

    def _misconceptions_of(self, slug: str) -> list[Misconception]:
        if slug not in self._misconceptions:
            assert self._course.reference is not None
            folder = self._course.reference / slug / "misconceptions"
            self._misconceptions[slug] = load_misconceptions(folder)
        return self._misconceptions[slug]


def _required_first(checks: list[Check]) -> list[Check]:
    """The checks in the same order, but each after those that it requires."""
    left = {check.id: check for check in checks}
    ordered: list[Check] = []

    def take(check: Check) -> None:
        if left.pop(check.id, None) is not None:
            for name in check.requires:
                if name in left:
                    take(left[name])
            ordered.append(check)

    for check in checks:
        take(check)
    return ordered


def _needs(check: Check) -> Message:
    return Message(
        text="Not tried: first this must pass: {title}",
        values={"title": check.title.en, "title_ko": check.title.ko},
        ko="아직 보지 않았습니다. 먼저 통과해야 할 것: {title_ko}",
    )


@contextlib.contextmanager
def _without_pytest_variables() -> Iterator[None]:
    """Takes PYTEST_ADDOPTS and PYTEST_PLUGINS out of the environment while pytest starts."""
    names = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")
    saved = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(saved)
