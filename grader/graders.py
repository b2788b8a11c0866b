"""Where a class is graded: an executor, and what to ask it for."""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING, NamedTuple

from .executors import ProcessExecutor
from .grading import Job, grade_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor


class Graders(NamedTuple):
    """Where a class is graded.

    Attributes:
        grade: an encoded `Work` -> an encoded `Graded`; runs in the executor.
        width: how many to keep on their way, so that nobody waits for work.
        end_at_once: gives up what is in hand.
        demand_alive: raises a `GraderError` where nothing will ever come again.
    """

    executor: Executor
    grade: Callable[[bytes], bytes]
    width: Callable[[], int]
    end_at_once: Callable[[], None]
    demand_alive: Callable[[], None]


@contextlib.contextmanager
def local_graders(job: Job, processes: int) -> Iterator[Graders]:
    """Grading processes on this machine."""
    executor = ProcessExecutor(processes)
    end_at_once = functools.partial(executor.shutdown, wait=False, cancel_futures=True)
    grade = functools.partial(grade_here, job)
    try:
        # a process that is gone is replaced, so there is always somebody
        yield Graders(executor, grade, lambda: 2 * processes, end_at_once, lambda: None)
    except BaseException:
        end_at_once()
        raise
    executor.shutdown()
