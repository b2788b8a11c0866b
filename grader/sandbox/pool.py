"""Exercises -> their sandboxes, one for each set of libraries, started at first need.

So a worker holds no library that its exercise does not allow, and only an exercise with TensorFlow
waits for TensorFlow.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple, Self

from grader.model import DataFiles, Limits

from .channel import demand_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Exercise, Isolation

    from .channel import Sandbox
    from .fork_server import ForkServer

EXAMINED_WORKERS = 20


class SandboxPool:
    """The sandboxes of some exercises; a context manager.

    Args:
        exercises: the ones to be graded.
        only: one sandbox for all of them; by default the strongest of this machine.
        server: one that was started before, for the first sandbox.
        brief: for a few submissions; see `ForkedSandbox`.
    """

    def __init__(
        self,
        exercises: Sequence[Exercise],
        only: Sandbox | None = None,
        *,
        server: ForkServer | None = None,
        brief: bool = False,
    ) -> None:
        self._only = only
        self._brief = brief
        self._stack = ExitStack()
        sets = {exercise.packages for exercise in exercises if not missing_libraries(exercise)}
        self._with_data = {e.packages for e in exercises if e.data != DataFiles()}
        # started at once, in the background: most submissions need it
        lightest = min(sets, key=len, default=("numpy",))
        self.first: Sandbox = only or self._start(lightest, server)
        self._open = {lightest: self.first}

    def __enter__(self) -> Self:
        self._stack.enter_context(self.first)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _start(self, packages: tuple[str, ...], server: ForkServer | None = None) -> Sandbox:
        data = packages in self._with_data
        return open_sandbox(packages, data=data, server=server, brief=self._brief)

    def isolation(self) -> Isolation:
        """The isolation of the first sandbox; no other one is weaker."""
        return self.first.isolation()

    def sandbox_for(self, exercise: Exercise) -> Sandbox:
        """The sandbox for an exercise's submissions.

        Raises:
            SandboxError: it would be weaker than the first one.
        """
        if self._only is not None:
            return self._only
        if exercise.packages not in self._open:
            sandbox = self._stack.enter_context(self._start(exercise.packages))
            demand_level(sandbox.isolation(), self.isolation().level)
            self._open[exercise.packages] = sandbox
        return self._open[exercise.packages]


def missing_libraries(exercise: Exercise) -> tuple[str, ...]:
    """The libraries of an exercise that are not installed here."""
    return tuple(name for name in exercise.packages if importlib.util.find_spec(name) is None)


def open_sandbox(
    packages: tuple[str, ...] = ("numpy",),
    *,
    data: bool = False,
    server: ForkServer | None = None,
    brief: bool = False,
) -> Sandbox:
    """The strongest sandbox of this machine, with these libraries.

    Args:
        packages: that workers may import.
        data: whether workers will have data files.
        server, brief: see `ForkedSandbox`.
    """
    if sys.platform != "linux":
        from .unconfined import UnconfinedSandbox  # noqa: PLC0415

        return UnconfinedSandbox(packages)
    from .forked import ForkedSandbox  # noqa: PLC0415 - imports what only Linux has

    return ForkedSandbox(packages, data=data, server=server, brief=brief)


class Examination(NamedTuple):
    """The isolation and the speed of this machine's sandbox.

    Attributes:
        start_ms: until the first worker is ready.
        worker_ms: the median of `EXAMINED_WORKERS` workers opened and ended.
    """

    isolation: Isolation
    start_ms: float
    worker_ms: float


def examine() -> Examination:
    """Start the sandbox of this machine and measure it."""
    import statistics  # noqa: PLC0415 - loads much

    started = time.perf_counter()
    with open_sandbox() as sandbox:
        sandbox.open_channel(Limits()).close()
        start_ms = 1000 * (time.perf_counter() - started)
        costs = []
        for _ in range(EXAMINED_WORKERS):
            before = time.perf_counter()
            sandbox.open_channel(Limits()).close()
            costs.append(1000 * (time.perf_counter() - before))
        return Examination(sandbox.isolation(), start_ms, statistics.median(costs))
