"""Students' processes over each kind of sandbox."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import pytest

from grader.model import Exercise, Limits, Text
from grader.sandbox.inprocess import InProcessSandbox
from grader.sandbox.student_process import StudentProcess
from grader.sandbox.unconfined import UnconfinedSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.sandbox.channel import Sandbox


@pytest.fixture
def make_exercise() -> Callable[..., Exercise]:
    """Makes an exercise with these packages and limits; its module is `answer`."""

    def make(packages: tuple[str, ...] = ("numpy",), **limits) -> Exercise:
        return Exercise(
            slug="01_toy",
            title=Text(ko="장난감", en="Toy"),
            module="answer",
            functions=("f",),
            points=1.0,
            packages=packages,
            limits=Limits(**limits),
        )

    return make


@pytest.fixture(scope="session")
def forked_sandbox() -> Iterator[Sandbox]:
    """The real sandbox, shared: one fork server for all tests."""
    if sys.platform != "linux":
        pytest.skip("forked workers are for Linux")
    from grader.sandbox.forked import ForkedSandbox

    with ForkedSandbox() as sandbox:
        yield sandbox


@pytest.fixture(params=["forked", "in process", "plain"])
def any_sandbox(request: pytest.FixtureRequest) -> Sandbox:
    """Each kind of sandbox in turn."""
    if request.param == "forked":
        return request.getfixturevalue("forked_sandbox")
    return UnconfinedSandbox() if request.param == "plain" else InProcessSandbox()


@pytest.fixture(params=["forked", "plain"])
def process_sandbox(request: pytest.FixtureRequest) -> Sandbox:
    """The kinds whose workers are processes and can be stopped."""
    if request.param == "forked":
        return request.getfixturevalue("forked_sandbox")
    return UnconfinedSandbox()


@pytest.fixture
def open_student(make_exercise) -> Iterator[Callable[..., StudentProcess]]:
    """Opens a loaded student's process: sandbox, source (text, or modules), and by keyword more.

    Keywords: the exercise's limits, and its `packages`.
    """
    with contextlib.ExitStack() as stack:

        def open_(sandbox: Sandbox, source: str | dict, **limits) -> StudentProcess:
            sources = {"answer": [("answer.py", source)]} if isinstance(source, str) else source
            process = StudentProcess(sandbox, make_exercise(**limits), sources)
            stack.enter_context(process)
            process.load()
            return process

        yield open_
