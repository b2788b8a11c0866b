"""Files of checks that need pytest: with parameters, bare asserts or classes."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import pytest

from grader.errors import CourseError
from grader.i18n import N_
from grader.model import message

from .collect import Found, load_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.model import Course

# no terminal, cache, capture or configuration file, and no plugin but ours: nothing in a course's
# folder can change this session
_PYTEST_ARGUMENTS = [
    "--import-mode=importlib",
    "--noconftest",
    "--disable-plugin-autoload",
    "--capture=no",
    f"-c{os.devnull}",
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
            "debugging",
            "unittest",
        )
    ),
]


def collect_by_pytest(
    course: Course, files: list[Path], errors: list[CourseError], *, rewrite: bool
) -> list[Found]:
    """The test functions of some files; adds an error for each file that does not load.

    Args:
        course: the files' course.
        files: of checks.
        errors: is added to.
        rewrite: bare asserts, so that a failed one tells its operands; takes as long as the rest.
    """
    collector = _Collector(course)
    with _own_modules(files), _without_pytest_variables():
        mode = "rewrite" if rewrite else "plain"
        places = [f"--assert={mode}", f"--rootdir={course.folder.parent}", *map(str, files)]
        code = pytest.main([*_PYTEST_ARGUMENTS, *places], plugins=[collector])
    if code == pytest.ExitCode.INTERRUPTED and not collector.errors and not collector.is_done:
        raise KeyboardInterrupt  # pytest has caught it
    errors += collector.errors
    if not collector.errors and not collector.is_done:
        errors.append(CourseError(course.folder, message("no checks could be collected.")))
    return collector.found


class _Collector:
    """A pytest plugin that takes the items and runs none."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self.found: list[Found] = []
        self.errors: list[CourseError] = []
        self.is_done = False

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[object]
    ) -> None:
        """Keep the files that could not be collected."""
        if call.excinfo is not None:
            self.errors.append(load_error(node.path, call.excinfo.value))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what fails before any file is reached."""
        if report.failed and not self.errors:
            text = N_("a file of checks does not load: {error}")
            sentence = message(text, error=report.longreprtext)
            self.errors.append(CourseError(self._course.folder, sentence))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take the items."""
        for item in items:
            function = getattr(item, "obj")  # noqa: B009 - Item does not declare it
            parameters = item.callspec.params if hasattr(item, "callspec") else {}
            self.found.append(Found(item.path, item.name, function, parameters))
        self.is_done = True

    def pytest_runtestloop(self) -> bool:
        """Run nothing."""
        return True


@contextlib.contextmanager
def _own_modules(files: list[Path]) -> Iterator[None]:
    """Remove the check files from `sys.modules`, before and after."""
    # the next course's `test_public` has the same module name, and pytest would take this one
    names = set(map(str, files))

    def forget() -> None:
        for name, module in list(sys.modules.items()):
            if getattr(module, "__file__", None) in names:
                del sys.modules[name]

    forget()
    try:
        yield
    finally:
        forget()


@contextlib.contextmanager
def _without_pytest_variables() -> Iterator[None]:
    """Remove PYTEST_ADDOPTS and PYTEST_PLUGINS from the environment."""
    names = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")
    saved = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(saved)
