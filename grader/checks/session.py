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
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple, Self

import pytest

from grader.errors import CourseError
from grader.model import message

from .collect import CheckPlugin, validate
from .judge import DEFAULT, Case, Judge, Trial

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.model import Check, Course, Exercise, Outcome
    from grader.sandbox.student_process import StudentProcess

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
    """A hand-in to be judged, and where the outcomes go."""

    case: Case
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
        self, exercise: Exercise, process: StudentProcess, trial: Trial = DEFAULT
    ) -> list[Outcome]:
        """The outcome of every check of the exercise for one loaded hand-in.

        Args:
            exercise: one of the session's.
            process: the hand-in, loaded.
            trial: how it is judged, if not as usual.
        """
        checks = self.checks(exercise.slug)
        if trial.order is not None:
            checks = _required_first([checks[index] for index in trial.order])
        job = _Job(Case(exercise, process, checks, trial), Future())
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
            yield from self._course.check_files(exercise.slug).values()

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
        judge = Judge(self._course, plugin)
        while (job := self._jobs.get()) is not None:
            try:
                job.future.set_result(judge.outcomes(job.case))
            except BaseException as error:  # noqa: BLE001 - handed to whoever asked
                job.future.set_exception(error)


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


@contextlib.contextmanager
def _without_pytest_variables() -> Iterator[None]:
    """Takes PYTEST_ADDOPTS and PYTEST_PLUGINS out of the environment while pytest starts."""
    names = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")
    saved = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(saved)
