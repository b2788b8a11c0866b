"""Exercises -> their sandboxes: one for each set of libraries, started when it is first needed.

A worker holds what its exercise allows and nothing else, and nobody waits for TensorFlow to be
loaded who has no use for it.
"""

from __future__ import annotations

import importlib.util
import platform
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from .channel import demand_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Exercise, Isolation

    from .channel import Sandbox


class SandboxPool:
    """The sandboxes of some exercises; a context manager.

    The lightest one starts at once, in the background: whatever is graded, it is likely to be
    needed.

    Args:
        exercises: those whose submissions will be graded.
        only: one sandbox for all of them, instead of the strongest of this machine.
    """

    def __init__(self, exercises: Sequence[Exercise], only: Sandbox | None = None) -> None:
        self._only = only
        self._stack = ExitStack()
        sets = {exercise.packages for exercise in exercises if not missing_libraries(exercise)}
        lightest = min(sets, key=len, default=("numpy",))
        self.first: Sandbox = only or open_sandbox(lightest)
        self._open = {lightest: self.first}

    def __enter__(self) -> Self:
        self._stack.enter_context(self.first)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def isolation(self) -> Isolation:
        """What the first sandbox puts round a worker; no other one is weaker."""
        return self.first.isolation()

    def sandbox_for(self, exercise: Exercise) -> Sandbox:
        """The sandbox for an exercise's submissions.

        Raises:
            SandboxError: it would be weaker than the first one.
        """
        if self._only is not None:
            return self._only
        if exercise.packages not in self._open:
            sandbox = self._stack.enter_context(open_sandbox(exercise.packages))
            demand_level(sandbox.isolation(), self.isolation().level)
            self._open[exercise.packages] = sandbox
        return self._open[exercise.packages]


def missing_libraries(exercise: Exercise) -> tuple[str, ...]:
    """The libraries that an exercise allows and that are not installed here."""
    return tuple(name for name in exercise.packages if importlib.util.find_spec(name) is None)


def open_sandbox(packages: tuple[str, ...] = ("numpy",)) -> Sandbox:
    """A sandbox for exercises that allow these libraries; a context manager."""
    if platform.system() == "Linux":
        from .forked import ForkedSandbox  # noqa: PLC0415 - needs what only Linux has

        return ForkedSandbox(packages)
    from .unconfined import PlainSandbox  # noqa: PLC0415

    return PlainSandbox(packages)
