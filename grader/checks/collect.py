"""Files of checks -> functions that can be called, collected once.

A file of checks is ordinary pytest (`python -m pytest -p grader.checks.pytest_plugin` runs it,
too). Grading calls the collected functions directly: pytest's protocol for each item costs more
than most checks do. A file with nothing in it but functions is imported here, because loading
pytest takes longer than checking a submission; pytest collects every other one.
"""

from __future__ import annotations

import importlib.util
import inspect
import re
import sys
import traceback
import types
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.course.toml_file import fault_at
from grader.errors import NO_TIP, CourseError, did_you_mean, gathered, raise_together
from grader.i18n import N_
from grader.model import CHECK_FILES, Check, Text, message

from .api.mark import mark_of
from .asserts import has_asserts
from .staff_modules import run_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from grader.model import Course, Exercise, Message, Visibility

    from .api.mark import Mark

FIXTURES = (
    *("student", "driver", "baseline", "reference", "rng", "training_run", "at", "probe"),
    *("printed", "typed", "run_script", "files"),
)
# words of what only pytest understands: its own names, classes of tests, `__test__`
_NEEDS_PYTEST = re.compile(r"^class Test|\bunittest\b|__test__|pytest", re.MULTILINE)


class Found(NamedTuple):
    """A test function in a file of checks.

    Attributes:
        name: with its parameters, where it has some.
        parameters: from `pytest.mark.parametrize`.
    """

    path: Path
    name: str
    function: Callable[..., object]
    parameters: Mapping[str, Any]


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
    collected = _taken(_found_in(course, files, errors), course, exercises, errors)
    if not errors:  # else what is missing would be told twice
        for exercise in exercises:
            checks = {name: one.check for name, one in collected[exercise.slug].items()}
            errors += _contradictions(exercise, checks, course)
    raise_together(errors)
    return collected


def _found_in(course: Course, files: list[Path], errors: list[CourseError]) -> list[Found]:
    """The test functions of some files; adds an error for each file that does not load."""
    texts = {path: path.read_text("utf-8", "replace") for path in files}
    others = [
        path for path in files if has_asserts(texts[path]) or _NEEDS_PYTEST.search(texts[path])
    ]
    found = [one for path in files if path not in others for one in _functions(path, errors)]
    if others:
        from .by_pytest import collect_by_pytest  # noqa: PLC0415 - loads pytest

        rewrite = any(has_asserts(texts[path]) for path in others)
        found += collect_by_pytest(course, others, errors, rewrite=rewrite)
    # public ones first, so no hidden input can leak into a public check
    return sorted(found, key=lambda one: (_visibility(one.path) == "hidden", files.index(one.path)))


def _functions(path: Path, errors: list[CourseError]) -> Iterator[Found]:
    """The test functions of a file, which is run as a module."""
    name = f"{path.parent.name}.{path.stem}"  # is in no traceback; only one of a file counts
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # as dataclasses and pickle want it
    try:
        run_file(path, vars(module))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the author's code may raise anything
        errors.append(load_error(path, error))
        return
    finally:
        sys.modules.pop(name, None)
    for name, value in list(vars(module).items()):
        if name.startswith("test") and inspect.isfunction(inspect.unwrap(value)):
            yield Found(path, name, value, {})


def _taken(
    found: list[Found],
    course: Course,
    exercises: tuple[Exercise, ...],
    errors: list[CourseError],
) -> Collected:
    """The test functions as checks; adds an error for each that is none."""
    by_slug = {exercise.slug: exercise for exercise in exercises}
    collected: Collected = {slug: {} for slug in by_slug}
    for one in found:
        exercise = by_slug[one.path.parent.name]
        with gathered(errors):
            check = _as_check(one, course, exercise)
            if one.name in collected[exercise.slug]:
                text = N_("{check} exists twice in {slug}.")
                sentence = message(text, check=one.name, slug=exercise.slug)
                raise _error(one, sentence, message("Rename one of them."))
            collected[exercise.slug][one.name] = check
    return collected


def _as_check(found: Found, course: Course, exercise: Exercise) -> CollectedCheck:
    """A test function as a check.

    Raises:
        CourseError: it is none, or asks for what there is not.
    """
    mark = mark_of(found.function)
    if mark is None:
        tip = message('Write above it: @check(points=1, hint="…")')
        sentence = message("{check} has no @check(points=…).", check=found.name)
        raise _error(found, sentence, tip)
    if isinstance(mark.points, bool) or not isinstance(mark.points, (int, float)):
        sentence = message("the mark of {check} is not complete.", check=found.name)
        raise _error(found, sentence, message('Use @check(points=1, hint="…").'))
    errors = list(_faults(found, mark, exercise))
    parameters = inspect.signature(found.function).parameters
    asked = [name for name in parameters if name not in found.parameters]
    errors += _wrong_fixtures(found, asked, exercise)
    raise_together(errors)
    check = _check(found, _title(found.function, mark, course), mark, exercise)
    return CollectedCheck(check, found.function, tuple(asked), found.parameters)


def _error(found: Found, sentence: Message, tip: Message = NO_TIP) -> CourseError:
    """An error at a check's line."""
    code = getattr(found.function, "__code__", None)
    return CourseError(found.path, sentence, tip, getattr(code, "co_firstlineno", 0))


def load_error(path: Path, error: BaseException) -> CourseError:
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


def _faults(found: Found, mark: Mark, exercise: Exercise) -> Iterator[CourseError]:
    """What is wrong with a check's own texts."""
    if not (found.function.__doc__ or "").strip():
        sentence = message("{check} has no docstring.", check=found.name)
        yield _error(found, sentence, message("It is the title students read."))
    ladders = {ladder.id for ladder in exercise.hints}
    if mark.hint and mark.hint not in ladders:
        text = N_("{check} names the hint {name!r}, which exercise.toml does not have.")
        sentence = message(text, check=found.name, name=mark.hint)
        yield _error(found, sentence, did_you_mean(mark.hint, ladders))


def _title(function: object, mark: Mark, course: Course) -> Text:
    """A check's title: the docstring, and `ko` in a course in Korean and another language."""
    written = " ".join((function.__doc__ or "").split())
    if len(course.languages) > 1:
        return Text(ko=mark.ko, en=written)
    only = mark.ko if mark.ko and course.languages == ("ko",) else written
    return Text(ko=only, en=only)


def _check(found: Found, title: Text, mark: Mark, exercise: Exercise) -> Check:
    ladders = [ladder for ladder in exercise.hints if ladder.id == mark.hint]
    return Check(
        id=found.name,
        title=title,
        points=float(mark.points),
        visibility=_visibility(found.path),
        bonus=mark.bonus,
        hints=tuple(
            Text(ko=ko, en=en)
            for ladder in ladders
            for ko, en in zip(ladder.ko, ladder.en, strict=True)
        ),
        requires=mark.requires,
        builds_on=mark.builds_on,
    )


def _wrong_fixtures(found: Found, asked: list[str], exercise: Exercise) -> Iterator[CourseError]:
    """A check's fixtures that the exercise does not have."""
    for name in asked:
        if name not in FIXTURES:
            text = N_("{check} asks for {name!r}, which is no fixture of checks.")
            sentence = message(text, check=found.name, name=name)
            yield _error(found, sentence, did_you_mean(name, FIXTURES))
    if "training_run" in asked and exercise.training is None:
        text = N_("{check} asks for `training_run`, and exercise.toml has no [training].")
        yield _error(found, message(text, check=found.name))
    if "files" in asked and not exercise.data.writes:
        text = N_("{check} asks for `files`, and exercise.toml has no [data] with writes = true.")
        yield _error(found, message(text, check=found.name))
    if "run_script" in asked and not exercise.script:
        text = N_("{check} asks for `run_script`, and exercise.toml does not say script = true.")
        yield _error(found, message(text, check=found.name))
    if "reference" in asked and exercise.training is not None:
        tip = message("It would load TensorFlow here: compute what is expected with NumPy.")
        yield _error(found, message("{check} asks for `reference`.", check=found.name), tip)


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
