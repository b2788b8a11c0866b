"""Files of checks -> functions that can be called, collected once by pytest.

A file of checks is ordinary pytest (`python -m pytest -p grader.checks.pytest_plugin` runs it,
too). Grading calls the collected functions directly: pytest's protocol for each item costs more
than most checks do.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import re
import sys
import traceback
import types
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from grader.course.toml_file import fault_at
from grader.errors import NO_TIP, CourseError, did_you_mean, gathered, raise_together
from grader.i18n import N_
from grader.model import CHECK_FILES, Check, Text, message

from .asserts import has_asserts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from grader.model import Course, Exercise, Message, Visibility

FIXTURES = (
    *("student", "driver", "baseline", "reference", "rng", "training_run", "at", "probe"),
    *("printed", "typed", "run_script", "files"),
)
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


class CollectedCheck(NamedTuple):
    """A check and its function.

    Attributes:
        fixtures: the function's fixtures, of `FIXTURES`.
        parameters: from `pytest.mark.parametrize`.
    """

    check: Check
    function: Callable[..., object]
    fixtures: tuple[str, ...]
    parameters: Mapping[str, Any]

    def names(self, word: str) -> bool:
        """Whether its code names a student's function: as an attribute, or as text."""
        code = getattr(self.function, "__code__", None)
        own = getattr(self.function, "__globals__", {})
        if "probe" in self.fixtures and re.search(rf"\b{re.escape(word)}\b", _texts_in(code)):
            return True
        return word in self.parameters.values() or _is_in(word, code, own)


def _texts_in(code: types.CodeType | None) -> str:
    """The texts in a check, of which some are expressions."""
    return "\n".join(part for part in (code.co_consts if code else ()) if isinstance(part, str))


def _is_in(word: str, part: object, own: Mapping[str, Any]) -> bool:
    if isinstance(part, types.CodeType):
        named = [own[name] for name in part.co_names if isinstance(own.get(name), str | tuple)]
        return word in part.co_names or any(
            _is_in(word, inner, own) for inner in (*part.co_consts, *named)
        )
    if isinstance(part, tuple | frozenset):
        return any(_is_in(word, inner, own) for inner in part)
    return part == word


Collected = dict[str, dict[str, CollectedCheck]]


def collect_checks(course: Course, exercises: tuple[Exercise, ...]) -> Collected:
    """Collect exercise -> name -> check, public checks first, in the order of the files.

    Raises:
        CourseError: a file is missing or does not load, or a check contradicts `exercise.toml`.
    """
    wanted = [file for e in exercises for file in course.check_files(e.slug).values()]
    files = [path for path in wanted if path.is_file()]
    missing = message("this file of checks is missing.")
    errors = [CourseError(path, missing) for path in wanted if path not in files]
    collector = _Collector(course, exercises)
    with _own_modules(files), _without_pytest_variables():
        # rewriting takes as long as the rest, and most files of checks have no bare assert
        mode = "rewrite" if has_asserts(files) else "plain"
        places = [f"--assert={mode}", f"--rootdir={course.folder.parent}", *map(str, files)]
        code = pytest.main([*_PYTEST_ARGUMENTS, *places], plugins=[collector])
    errors += collector.errors
    if code == pytest.ExitCode.INTERRUPTED and not errors and not collector.is_done:
        raise KeyboardInterrupt  # pytest has caught it
    if not errors and not collector.is_done:
        errors.append(CourseError(course.folder, message("no checks could be collected.")))
    if not errors:  # else what is missing would be told twice
        for exercise in exercises:
            checks = {name: one.check for name, one in collector.collected[exercise.slug].items()}
            errors += _contradictions(exercise, checks, course)
    raise_together(errors)
    return collector.collected


class _Collector:
    """A pytest plugin that takes the items as checks and runs none."""

    def __init__(self, course: Course, exercises: tuple[Exercise, ...]) -> None:
        self._course = course
        self._exercises = {exercise.slug: exercise for exercise in exercises}
        self.collected: Collected = {slug: {} for slug in self._exercises}
        self.errors: list[CourseError] = []
        self.is_done = False

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the marker `check`."""
        config.addinivalue_line("markers", "check(points, ko, hint, requires): see grader.checks")

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[object]
    ) -> None:
        """Keep the files that could not be collected."""
        if call.excinfo is not None:
            self.errors.append(_load_error(node.path, call.excinfo.value))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what fails before any file is reached."""
        if report.failed and not self.errors:
            text = N_("a file of checks does not load: {error}")
            sentence = message(text, error=report.longreprtext)
            self.errors.append(CourseError(self._course.folder, sentence))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take the items as checks, public ones first."""
        # so no hidden input can leak into a public check
        for item in sorted(items, key=lambda item: _visibility(item.path) == "hidden"):
            with gathered(self.errors):
                self._take(item)
        self.is_done = True

    def pytest_runtestloop(self) -> bool:
        """Run nothing."""
        return True

    def _take(self, item: pytest.Item) -> None:
        exercise = self._exercises[item.path.parent.name]
        mark = item.get_closest_marker("check")
        if mark is None:
            tip = message('Write above it: @check(points=1, hint="…")')
            sentence = message("{check} has no @check(points=…).", check=item.name)
            raise _error(item, sentence, tip)
        if not _is_complete(mark.kwargs):
            sentence = message("the mark of {check} is not complete.", check=item.name)
            raise _error(item, sentence, message('Use @check(points=1, hint="…").'))
        checks = self.collected[exercise.slug]
        if item.name in checks:
            text = N_("{check} exists twice in {slug}.")
            sentence = message(text, check=item.name, slug=exercise.slug)
            raise _error(item, sentence, message("Rename one of them."))
        function: Callable[..., object] = getattr(item, "obj")  # noqa: B009 - Item does not declare it
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        errors = list(_faults(item, function, mark.kwargs, exercise))
        asked = [name for name in inspect.signature(function).parameters if name not in parameters]
        errors += _wrong_fixtures(item, asked, exercise)
        raise_together(errors)
        check = _check(item, _title(function, mark.kwargs, self._course), mark.kwargs, exercise)
        checks[item.name] = CollectedCheck(check, function, tuple(asked), parameters)


def _error(item: pytest.Item, sentence: Message, tip: Message = NO_TIP) -> CourseError:
    """An error at a check's line."""
    code = getattr(getattr(item, "obj", None), "__code__", None)
    return CourseError(item.path, sentence, tip, getattr(code, "co_firstlineno", 0))


def _load_error(path: Path, error: BaseException) -> CourseError:
    """Why a file of checks does not load, at its own line."""
    error = error.__cause__ or error  # pytest wraps what an import raises
    places = traceback.extract_tb(error.__traceback__)
    line = next((place.lineno for place in reversed(places) if place.filename == str(path)), 0)
    if isinstance(error, SyntaxError):
        line = error.lineno or 0
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    text = N_("a file of checks does not load: {error}")
    sentence = message(text, error=f"{type(error).__name__}: {said}")
    return CourseError(path, sentence, line=line or 0)


def _is_complete(given: Mapping[str, Any]) -> bool:
    points = given.get("points")
    is_number = isinstance(points, (int, float)) and not isinstance(points, bool)
    return is_number and {"ko", "hint", "requires", "bonus"} <= set(given)


def _faults(
    item: pytest.Item, function: object, given: Mapping[str, Any], exercise: Exercise
) -> Iterator[CourseError]:
    """What is wrong with a check's own texts."""
    if not (function.__doc__ or "").strip():
        sentence = message("{check} has no docstring.", check=item.name)
        yield _error(item, sentence, message("It is the title students read."))
    ladders = {ladder.id for ladder in exercise.hints}
    if given["hint"] and given["hint"] not in ladders:
        text = N_("{check} names the hint {name!r}, which exercise.toml does not have.")
        sentence = message(text, check=item.name, name=given["hint"])
        yield _error(item, sentence, did_you_mean(given["hint"], ladders))


def _title(function: object, given: Mapping[str, Any], course: Course) -> Text:
    """A check's title: the docstring, and `ko` in a course in Korean and another language."""
    written = " ".join((function.__doc__ or "").split())
    if len(course.languages) > 1:
        return Text(ko=given["ko"], en=written)
    only = given["ko"] if given["ko"] and course.languages == ("ko",) else written
    return Text(ko=only, en=only)


def _check(item: pytest.Item, title: Text, given: Mapping[str, Any], exercise: Exercise) -> Check:
    ladders = [ladder for ladder in exercise.hints if ladder.id == given["hint"]]
    return Check(
        id=item.name,
        title=title,
        points=float(given["points"]),
        visibility=_visibility(item.path),
        bonus=given["bonus"],
        hints=tuple(
            Text(ko=ko, en=en)
            for ladder in ladders
            for ko, en in zip(ladder.ko, ladder.en, strict=True)
        ),
        requires=given["requires"],
        builds_on=given.get("builds_on", ()),
    )


def _wrong_fixtures(
    item: pytest.Item, asked: list[str], exercise: Exercise
) -> Iterator[CourseError]:
    """A check's fixtures that the exercise does not have."""
    for name in asked:
        if name not in FIXTURES:
            text = N_("{check} asks for {name!r}, which is no fixture of checks.")
            sentence = message(text, check=item.name, name=name)
            yield _error(item, sentence, did_you_mean(name, FIXTURES))
    if "training_run" in asked and exercise.training is None:
        text = N_("{check} asks for `training_run`, and exercise.toml has no [training].")
        yield _error(item, message(text, check=item.name))
    if "files" in asked and not exercise.data.writes:
        text = N_("{check} asks for `files`, and exercise.toml has no [data] with writes = true.")
        yield _error(item, message(text, check=item.name))
    if "run_script" in asked and not exercise.script:
        text = N_("{check} asks for `run_script`, and exercise.toml does not say script = true.")
        yield _error(item, message(text, check=item.name))
    if "reference" in asked and exercise.training is not None:
        tip = message("It would load TensorFlow here: compute what is expected with NumPy.")
        yield _error(item, message("{check} asks for `reference`.", check=item.name), tip)


def _visibility(path: Path) -> Visibility:
    return "hidden" if path.name == CHECK_FILES["hidden"] else "public"


# -- the checks of an exercise together


def _contradictions(
    exercise: Exercise, checks: Mapping[str, Check], course: Course
) -> Iterator[CourseError]:
    """Checks that contradict each other or `exercise.toml`."""
    # without a `reference/` the hidden checks are missing: then neither is asked of them
    path = course.manifest(exercise.slug)
    yield from _wrong_requirements(path, checks, course)
    total = sum(check.points for check in checks.values() if not check.bonus)
    total += sum(question.points for question in exercise.questions)
    # not `==`, because points such as 0.1 do not add up exactly
    if course.reference is not None and abs(total - exercise.points) > 1e-9:
        text = N_("points = {points}, but the checks add up to {total}.")
        if exercise.questions:
            text = N_("points = {points}, but the checks and questions add up to {total}.")
        sentence = message(text, points=float(exercise.points), total=float(total))
        tip = message("Change `points` or the checks' points.")
        yield fault_at(path, ("points",), sentence, tip)


def _wrong_requirements(
    path: Path, checks: Mapping[str, Check], course: Course
) -> Iterator[CourseError]:
    whole = course.reference is not None
    earlier: set[str] = set()
    for check in checks.values():
        for name in (*check.requires, *check.builds_on):
            if name not in checks and (whole or check.visibility == "public"):
                text = N_("{check} requires {name!r}, which is no check.")
                sentence = message(text, check=check.id, name=name)
                yield CourseError(path, sentence, did_you_mean(name, checks))
            elif name not in earlier:
                text = N_("{check} requires {name}, which comes after it.")
                tip = message("Checks run in the order of the file, public ones first.")
                yield CourseError(path, message(text, check=check.id, name=name), tip)
        earlier.add(check.id)


def required_first(checks: list[CollectedCheck]) -> list[CollectedCheck]:
    """The checks in the same order, except that required checks come first."""
    left = {one.check.id: one for one in checks}
    ordered: list[CollectedCheck] = []

    def take(one: CollectedCheck) -> None:
        if left.pop(one.check.id, None) is not None:
            for name in one.check.requires:
                if name in left:
                    take(left[name])
            ordered.append(one)

    for one in checks:
        take(one)
    return ordered


# -- a pytest that leaves no trace


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
