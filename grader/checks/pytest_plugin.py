"""The fixtures of checks for pytest itself, so that authors can run a file of checks directly.

    python -m pytest -p grader.checks.pytest_plugin exercises/01_convolution/test_public.py

The checks call the reference, or the file named by `--submission`, in this very process. It is for
an author's own code, and gives no verdict.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.course import find_course, load_course
from grader.model import CHECK_FILES, Visibility
from grader.sandbox.inprocess import InProcessSandbox
from grader.sandbox.student_process import StudentProcess

from .asked_cells import read_asked, wanted_of
from .judge import seed_generator
from .probes import At, Probe
from .proxies import StudentProxy
from .staff_modules import StaffModules
from .student import Interview

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from grader.model import Course, Exercise

    from .staff_modules import RememberingReference


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--submission`."""
    text = "a solution to call instead of the reference"
    parser.addoption("--submission", type=Path, default=None, help=text)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker `check`."""
    config.addinivalue_line("markers", "check(points, ko, hint, requires): see grader.checks")


@pytest.fixture
def _exercise(request: pytest.FixtureRequest) -> tuple[Course, Exercise]:
    """The file's course and exercise."""
    slug = request.path.parent.name
    course = load_course(find_course(request.path.parent))
    for exercise in course.exercises:
        if exercise.slug == slug:
            return course, exercise
    raise pytest.UsageError(f"{request.path}: {slug} is no exercise of a course")


@pytest.fixture
def _process(
    _exercise: tuple[Course, Exercise], request: pytest.FixtureRequest
) -> Iterator[StudentProcess]:
    """A process with the solution, or with the file of `--submission`."""
    course, exercise = _exercise
    path = request.config.getoption("--submission") or course.solution(exercise)
    if path is None:
        raise pytest.UsageError("there is no reference/ here: name a file with --submission")
    driver = course.driver(exercise.slug)
    own = driver.read_text("utf-8") if driver.is_file() else ""
    sources = {exercise.module: [(path.name, path.read_text("utf-8"))]}
    asked = read_asked(course, exercise, [request.path])
    wanted, _ = wanted_of(asked, sources, exercise.module, ())
    with StudentProcess(InProcessSandbox(), exercise, sources, own, wanted=wanted) as process:
        process.load()
        process.begin_check()
        yield process


@pytest.fixture
def _interview(_process: StudentProcess) -> Interview:
    """The calls of one check."""
    return Interview(_process)


@pytest.fixture
def student(_interview: Interview, _exercise: tuple[Course, Exercise]) -> StudentProxy:
    """What the student's module defines."""
    return StudentProxy(_interview, exercise=_exercise[1])


@pytest.fixture
def at(_interview: Interview, _exercise: tuple[Course, Exercise]) -> At:
    """What variables were at the end of a cell."""
    return At(_interview, _exercise[1])


@pytest.fixture
def probe(_interview: Interview) -> Probe:
    """The value of an expression among the student's names."""
    return Probe(_interview)


@pytest.fixture
def driver(_process: StudentProcess) -> StudentProxy:
    """The functions of the exercise's `driver.py`."""
    return StudentProxy(Interview(_process), by_driver=True)


@pytest.fixture
def baseline(driver: StudentProxy) -> StudentProxy:
    """The same functions; only grading has a worker for them alone."""
    return driver


@pytest.fixture
def reference(
    _exercise: tuple[Course, Exercise], request: pytest.FixtureRequest
) -> RememberingReference:
    """The exercise's solution."""
    course, exercise = _exercise
    names = read_asked(course, exercise, [request.path]).names
    found = StaffModules(course, lambda _: names).reference(exercise)
    if found is None:
        pytest.skip("there is no reference/ here")
    return found


@pytest.fixture
def rng(_exercise: tuple[Course, Exercise], request: pytest.FixtureRequest) -> np.random.Generator:
    """The check's own generator, as in grading."""
    course, exercise = _exercise
    hidden = request.path.name == CHECK_FILES["hidden"]
    visibility: Visibility = "hidden" if hidden else "public"
    return seed_generator(course, exercise, request.node.name, visibility)


@pytest.fixture
def training_run() -> None:
    """Skip the check: training needs the evaluator in its sandbox."""
    pytest.skip("checks of training need the grader: `grade submission`")
