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
from grader.sandbox.places import places_of
from grader.sandbox.student_process import StudentProcess

from .asked_cells import read_asked, wanted_of
from .judge import seed_generator
from .probes import At, Probe
from .proxies import StudentProxy
from .staff_modules import StaffModules
from .student import Interview
from .terminal import USES_TERMINAL, Printed, Program, ReferenceAtTerminal, Terminal, Typed
from .written import Files

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from grader.model import Course, Exercise

    from .staff_modules import RememberingReference


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--submission`."""
    text = "a solution to call instead of the reference"
    parser.addoption("--submission", type=Path, default=None, help=text)


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
    with (
        StaffModules(course).working_folder(exercise),
        StudentProcess(InProcessSandbox(), exercise, sources, own, wanted=wanted) as process,
    ):
        process.places = places_of(course, exercise)
        process.load()
        process.begin_check(hidden=True)
        yield process


@pytest.fixture
def _terminal(_process: StudentProcess) -> Terminal:
    """The calls of the check."""
    return Terminal(Interview(_process))


@pytest.fixture
def at(_terminal: Terminal, _exercise: tuple[Course, Exercise]) -> At:
    """Values of variables at the end of a cell."""
    return At(_terminal, _exercise[1])


@pytest.fixture
def probe(_terminal: Terminal) -> Probe:
    """The value of an expression among the student's names."""
    return Probe(_terminal)


@pytest.fixture
def student(_terminal: Terminal, _exercise: tuple[Course, Exercise]) -> StudentProxy:
    """The student's functions, classes and variables."""
    return StudentProxy(_terminal, exercise=_exercise[1])


@pytest.fixture
def driver(_terminal: Terminal) -> StudentProxy:
    """The functions of the exercise's `driver.py`."""
    return StudentProxy(_terminal, by_driver=True)


@pytest.fixture
def printed(_terminal: Terminal) -> Printed:
    """The text that a call prints."""
    return Printed(_terminal)


@pytest.fixture
def typed(_terminal: Terminal) -> Typed:
    """Set the text that each call can read from now on."""
    return Typed(_terminal)


@pytest.fixture
def files(_terminal: Terminal) -> Files:
    """The folder where the code works."""
    return Files(_terminal)


@pytest.fixture
def run_script(_terminal: Terminal, _exercise: tuple[Course, Exercise]) -> Program:
    """The whole file as a program."""
    return Program(_terminal, _exercise[1])


@pytest.fixture
def baseline(driver: StudentProxy) -> StudentProxy:
    """The same functions; only grading has a worker for them alone."""
    return driver


@pytest.fixture
def reference(
    _exercise: tuple[Course, Exercise], _terminal: Terminal, request: pytest.FixtureRequest
) -> RememberingReference | ReferenceAtTerminal:
    """The exercise's solution."""
    course, exercise = _exercise
    names = read_asked(course, exercise, [request.path]).names
    staff = StaffModules(course, lambda _: names)
    solution, found = staff.solution(exercise), staff.reference(exercise)
    if found is None or solution is None:
        pytest.skip("there is no reference/ here")
    if USES_TERMINAL.isdisjoint(request.fixturenames):
        return found
    return ReferenceAtTerminal(solution, _terminal)


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
