"""The pytest plugin: fixtures for checks, and items run one by one for many submissions."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from grader.errors import CourseError, did_you_mean
from grader.i18n import N_
from grader.model import CHECK_FILES, Check, Text, message
from grader.training import Conditions, TrainingRun

from .api.calls import Call, StudentProxy
from .judge import Findings
from .reference import RememberingReference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import ModuleType

    from grader.model import Course, Exercise, Visibility
    from grader.sandbox.student_process import StudentProcess


class CheckPlugin:
    """Collects the checks of some exercises and runs single ones against a student's process.

    Args:
        course: for the secret and the folders.
        exercises: those whose checks are collected.
        serve: called when everything is collected, with this plugin; returns when there is no
            more to do. Exceptions of the collection are in `error` instead.
    """

    def __init__(
        self, course: Course, exercises: tuple[Exercise, ...], serve: Callable[[CheckPlugin], None]
    ) -> None:
        self._course = course
        self._exercises = {exercise.slug: exercise for exercise in exercises}
        self._serve = serve
        self.staff = StaffModules(course)
        self._remembering: dict[str, RememberingReference] = {}
        self._proxy: StudentProxy | None = None
        self._study: TrainingRun | None = None
        self._heard_raised: list[BaseException] = []
        self.checks: dict[str, dict[str, Check]] = {slug: {} for slug in self._exercises}
        self._items: dict[tuple[str, str], pytest.Item] = {}
        self.error: CourseError | None = None

    # -- what pytest calls

    @pytest.fixture
    def student(self) -> StudentProxy:
        """The student's module; each function runs in the worker."""
        assert self._proxy is not None
        return self._proxy

    @pytest.fixture
    def driver(self, student: StudentProxy) -> StudentProxy:
        """The functions of the exercise's `driver.py`; each runs in the worker."""
        return StudentProxy(student._process, student._calls, by_driver=True)  # noqa: SLF001

    @pytest.fixture
    def training_run(self, request: pytest.FixtureRequest, student: StudentProxy) -> TrainingRun:
        """The submission's networks: built, trained once and measured for all checks together."""
        if self._study is None:
            text = N_("{check} asks for `study`, and exercise.toml has no [training].")
            raise CourseError(request.node.path, message(text, check=request.node.name))
        self._study.begin_check(
            lambda function, answer: student._calls.append(  # noqa: SLF001 - as in `driver`
                Call(function, answer.arguments, answer.value, by_driver=True)
            )
        )
        return self._study

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> RememberingReference:
        """The exercise's solution; where only the student's kit is, the check is skipped."""
        slug = _slug(request.node)
        exercise = self._exercises[slug]
        if exercise.training is not None:
            raise CourseError(
                request.node.path,
                message("{check} asks for `reference`.", check=request.node.name),
                message("It would load TensorFlow here: compute what is expected with NumPy."),
            )
        module = self.staff.solution(exercise)
        if module is None:
            pytest.skip("no reference here")
        if slug not in self._remembering:
            self._remembering[slug] = RememberingReference(module)
        return self._remembering[slug]

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """The check's own generator: the same inputs for everyone, today and tomorrow."""
        slug, name = _slug(request.node), request.node.name
        hidden = self.checks[slug][name].visibility == "hidden"
        seed = f"{self._course.secret if hidden else ''}:{slug}:{name}"
        return np.random.default_rng(list(hashlib.sha256(seed.encode()).digest()))

    def pytest_configure(self, config: pytest.Config) -> None:
        """Makes `check` a known marker."""
        config.addinivalue_line(
            "markers", "check(points, ko, hint, requires): see grader.checks.check"
        )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keeps the first file that could not be collected."""
        if report.failed and self.error is None:
            text = N_("a file of checks does not load:\n{error}")
            sentence = message(text, error=report.longreprtext)
            self.error = CourseError(self._course.folder, sentence)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Takes the items as checks, public ones first: no hidden input can leak out of one."""
        for item in sorted(items, key=lambda item: _visibility(item.path) == "hidden"):
            try:
                self._take(item)
            except CourseError as error:
                self.error = self.error or error
                return

    def pytest_runtestloop(self) -> bool:
        """Serves submissions instead of running every item once."""
        if self.error is None:
            self._serve(self)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """Keeps what the item raised, in whichever phase, and reports no more than pytest needs.

        pytest's own report would render the traceback: slow, and it reads source lines.
        """
        if call.excinfo is not None:
            self._heard_raised.append(call.excinfo.value)
        return pytest.TestReport(
            nodeid=item.nodeid,
            location=item.location,
            keywords={},
            outcome="passed" if call.excinfo is None else "failed",
            longrepr=None,
            when=call.when,  # type: ignore[arg-type]
        )

    # -- what the session calls

    def asks_reference(self, slug: str, name: str) -> bool:
        """Whether a check's function has the parameter `reference`."""
        return "reference" in getattr(self._items[slug, name], "fixturenames", ())

    def open_training_run(
        self, slug: str, process: StudentProcess, conditions: Conditions
    ) -> contextlib.AbstractContextManager[TrainingRun | None]:
        """Keeps what a submission's networks come to, for as long as its checks run."""
        exercise = self._exercises[slug]
        self._study = None
        if exercise.training is None:
            return contextlib.nullcontext()
        self._study = TrainingRun(process, exercise, self._course.secret, conditions)
        return contextlib.closing(self._study)

    def run(self, slug: str, check: Check, process: StudentProcess) -> tuple[Findings, list[Call]]:
        """Runs one check against a student's process; the evidence, and the calls that returned."""
        calls: list[Call] = []
        self._proxy = StudentProxy(process, calls, by_driver=False)
        started = time.monotonic()
        error = self._run_item(self._items[slug, check.id])
        if error is not None and self._study is not None:
            self._study.explain_training()
        evidence = Findings(
            error=error,
            had_value=bool(calls),
            output=process.take_output(),
            seconds=time.monotonic() - started,
            evidence=self._study.take_exhibits() if self._study is not None else None,
        )
        return evidence, calls

    def _run_item(self, item: pytest.Item) -> BaseException | None:
        """What the item raised, in whichever phase; `pytest_runtest_makereport` hears of it."""
        self._heard_raised.clear()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self._heard_raised[0] if self._heard_raised else None

    # -- reading the marks

    def _take(self, item: pytest.Item) -> None:
        slug = _slug(item)
        mark = item.get_closest_marker("check")
        if mark is None:
            raise CourseError(
                item.path, message("{check} has no @check(points=…).", check=item.name)
            )
        if not _is_complete(mark.kwargs):
            raise CourseError(
                item.path,
                message("the mark of {check} is not complete.", check=item.name),
                message("Use @check(points=…, ko=…)."),
            )
        if item.name in self.checks[slug]:
            raise CourseError(
                item.path,
                message("{check} exists twice in {slug}.", check=item.name, slug=slug),
                message("Rename one of them."),
            )
        self.checks[slug][item.name] = _check(item, mark.kwargs, self._exercises[slug])
        self._items[slug, item.name] = item


def _is_complete(given: Mapping[str, Any]) -> bool:
    points = given.get("points")
    is_number = isinstance(points, (int, float)) and not isinstance(points, bool)
    return is_number and {"ko", "hint", "requires", "bonus"} <= set(given)


def _check(item: pytest.Item, given: Mapping[str, Any], exercise: Exercise) -> Check:
    function = getattr(item, "function", None)
    title = " ".join((getattr(function, "__doc__", "") or "").split())
    if not title:
        raise CourseError(
            item.path,
            message("{check} has no docstring.", check=item.name),
            message("It is the title students read."),
        )
    return Check(
        id=item.name,
        title=Text(ko=given["ko"], en=title),
        points=float(given["points"]),
        visibility=_visibility(item.path),
        bonus=given["bonus"],
        hints=_hints(item, given["hint"], exercise),
        requires=given["requires"],
    )


def _hints(item: pytest.Item, name: str, exercise: Exercise) -> tuple[Text, ...]:
    if not name:
        return ()
    ladders = {ladder.id: ladder for ladder in exercise.hints}
    if name not in ladders:
        text = N_("{check} names the hint {name!r}, which exercise.toml does not have.")
        sentence = message(text, check=item.name, name=name)
        raise CourseError(item.path, sentence, did_you_mean(name, ladders))
    ladder = ladders[name]
    return tuple(Text(ko=ko, en=en) for ko, en in zip(ladder.ko, ladder.en, strict=True))


def _slug(item: pytest.Item) -> str:
    return item.path.parent.name


def _visibility(path: Path) -> Visibility:
    return "hidden" if path.name == CHECK_FILES["hidden"] else "public"


class StaffModules:
    """The solutions and drivers of a course, each loaded when it is first asked for."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._loaded: dict[str, ModuleType] = {}

    def solution(self, exercise: Exercise) -> ModuleType | None:
        """The solution of an exercise; None where there is no `reference/`."""
        path = self._course.solution(exercise)
        return None if path is None else self._load(path, f"reference_{exercise.slug}")

    def driver(self, exercise: Exercise) -> ModuleType | None:
        """The exercise's driver, for replays; None where it has none."""
        path = self._course.driver(exercise.slug)
        return self._load(path, f"driver_{exercise.slug}") if path.is_file() else None

    def _load(self, path: Path, name: str) -> ModuleType:
        if name not in self._loaded:
            self._loaded[name] = load_staff_module(path, name)
        return self._loaded[name]


def load_staff_module(path: Path, name: str) -> ModuleType:
    """Runs the file as a module; only ever for files of the course, never for a student's.

    Raises:
        CourseError: the file is missing or does not run.
    """
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise CourseError(path, message("this file is missing."))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        sentence = message("this file does not run: {error}", error=said)
        raise CourseError(path, sentence) from error
    return module


def validate(exercise: Exercise, checks: Mapping[str, Check], course: Course) -> None:
    """Refuses checks that contradict each other or their exercise.

    Without a `reference/` the hidden checks are not here, so what only they could answer is let be.

    Args:
        exercise: one of the course's.
        checks: by name, in the order in which they run.
        course: that of the exercise.

    Raises:
        CourseError: a check requires one that is not there or comes after it, or the points do not
            add up.
    """
    path = course.manifest(exercise.slug)
    _refuse_requirements(path, checks, course)
    total = sum(check.points for check in checks.values() if not check.bonus)
    if course.reference is not None and abs(total - exercise.points) > 1e-9:
        text = N_("points = {points}, but the checks add up to {total}.")
        raise CourseError(
            path,
            message(text, points=float(exercise.points), total=float(total)),
            message("Change `points` or the checks' points."),
        )


def _refuse_requirements(path: Path, checks: Mapping[str, Check], course: Course) -> None:
    whole = course.reference is not None
    earlier: set[str] = set()
    for check in checks.values():
        for name in check.requires:
            if name not in checks and (whole or check.visibility == "public"):
                text = N_("{check} requires {name!r}, which is no check.")
                sentence = message(text, check=check.id, name=name)
                raise CourseError(path, sentence, did_you_mean(name, checks))
            if name not in earlier:
                text = N_("{check} requires {name}, which comes after it.")
                raise CourseError(
                    path,
                    message(text, check=check.id, name=name),
                    message("Checks run in the order of the file, public ones first."),
                )
        earlier.add(check.id)
