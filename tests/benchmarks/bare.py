"""An exercise's checks with nothing between them and the student's code: one process, no walls.

What every grader must at least do, so the lower limit of the comparison; and, as a module that
their test cells import, the way in which nbgrader, Otter and pytest run the very same checks.
"""

from __future__ import annotations

import copy
import hashlib
import inspect
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.checks.api.mark import mark_of
from grader.checks.staff_modules import load_staff_module
from grader.course import load_course
from grader.sandbox.exchange import Answer
from grader.sandbox.faults import CodeRaised, StudentFault
from grader.worker import wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


class BareRaised(CodeRaised):
    """What the student's function raised, as the assertions want to see it."""

    def __init__(self, error: Exception) -> None:
        Exception.__init__(self, str(error))
        self.bases = frozenset(kind.__name__ for kind in type(error).__mro__)


class BareFunction:
    """A function of the student's, called just so; what `StudentFunction` is behind walls."""

    def __init__(self, name: str, function: Any) -> None:
        self.name = name
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What it returns for copies of the arguments."""
        # a wrong solution that writes into its arguments would mislead the reference too
        args, kwargs = copy.deepcopy((args, kwargs))
        try:
            return self._function(*args, **kwargs)
        except Exception as error:
            raise BareRaised(error) from error

    def answer(self, *args: Any, **kwargs: Any) -> Answer:
        """What it returns, the seconds, and whether it changed its arguments."""
        before = wire.encode([args, kwargs])
        started = time.perf_counter()
        try:
            value = self._function(*args, **kwargs)
        except Exception as error:
            raise BareRaised(error) from error
        seconds = time.perf_counter() - started
        changed = wire.encode([args, kwargs]) != before
        return Answer(value, changed, aliased=False, reused=False, arguments=b"", seconds=seconds)

    def each(self, cases: Iterable[tuple[Any, ...]], **kwargs: Any) -> Iterator[Any]:
        """What it returns for each case."""
        return (self(*case, **kwargs) for case in cases)

    def ends(
        self, cases: Iterable[tuple[Any, ...]], **kwargs: Any
    ) -> Iterator[Answer | StudentFault]:
        """How each call ends."""
        for case in cases:
            try:
                yield self.answer(*case, **kwargs)
            except StudentFault as fault:
                yield fault

    watched = ends


class BareStudent:
    """The names of a namespace, as the fixtures `student` and `driver` give them to a check."""

    def __init__(self, namespace: dict[str, Any], *first: Any) -> None:
        self._namespace = namespace
        self._first = first

    def __getattr__(self, name: str) -> BareFunction:
        function = self._namespace[name]
        if not self._first:
            return BareFunction(name, function)
        return BareFunction(name, lambda *a, **k: function(*self._first, *a, **k))


class BareExercise:
    """The public and hidden checks of one shipped exercise, and its reference.

    Attributes:
        module: the name of the student's module.
        functions: the names of those that students write.
        checks: by name, the public ones first.
    """

    def __init__(self, slug: str) -> None:
        public, hidden = ROOT / "exercises" / slug, ROOT / "reference" / slug
        self._slug = slug
        course = load_course(ROOT / "exercises")
        exercise = next(e for e in course.exercises if e.slug == slug)
        self.module = exercise.module
        solution = hidden / f"{self.module}.py"
        self._reference = load_staff_module(solution, f"bare_reference_{slug}")
        driver = public / "driver.py"
        self._driver = (
            load_staff_module(driver, f"bare_driver_{slug}") if driver.is_file() else None
        )
        secret = course.secret
        self.functions = exercise.functions
        self.checks: dict[str, Any] = {}
        self._seeds: dict[str, str] = {}
        for path, word in ((public / "test_public.py", ""), (hidden / "test_hidden.py", secret)):
            for name, function in _tests(load_staff_module(path, f"bare_{path.stem}_{slug}")):
                self.checks[name] = function
                self._seeds[name] = f"{word}:{slug}:{name}"  # as the grader seeds them

    def run(self, name: str, namespace: dict[str, Any]) -> None:
        """Runs one check on the functions in a namespace; raises where it does not pass."""
        check = self.checks[name]
        student = BareStudent(namespace)
        fixtures = {
            "student": lambda: student,
            "reference": lambda: self._reference,
            "driver": lambda: BareStudent(vars(self._driver), SimpleNamespace(**namespace)),
            "baseline": lambda: BareStudent(vars(self._driver), SimpleNamespace()),
            "rng": lambda: _generator(self._seeds[name]),
        }
        check(**{wanted: fixtures[wanted]() for wanted in inspect.signature(check).parameters})

    def passed(self, namespace: dict[str, Any]) -> int:
        """How many checks pass."""
        passed: set[str] = set()
        for name, check in self.checks.items():
            if _requires(check) <= passed and self._passes(name, namespace):
                passed.add(name)
        return len(passed)

    def _passes(self, name: str, namespace: dict[str, Any]) -> bool:
        try:
            self.run(name, namespace)
        except Exception:  # noqa: BLE001 - a check fails by raising
            return False
        return True


def _generator(seed: str) -> np.random.Generator:
    return np.random.default_rng(list(hashlib.sha256(seed.encode()).digest()))


def _requires(check: Any) -> set[str]:
    mark = mark_of(check)
    return set(mark.requires if mark else ())


def _tests(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for name, value in vars(module).items():
        mark = mark_of(value)
        if name.startswith("test_") and mark is not None and not mark.bonus:
            yield name, value
