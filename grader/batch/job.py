"""The grading processes of this machine, and the settings for all students.

Little is loaded here, so that a process can get ready while the controller still reads the class;
`grading` is for the other end, and loads pytest and NumPy.
"""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING, NamedTuple

from .processes import ProcessExecutor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from grader.model import Language


class Job(NamedTuple):
    """The part of the work that is the same for all students.

    Attributes:
        slugs: the exercises; one that a student did not hand in counts as 0.
        language: of the reports.
    """

    course_folder: Path
    slugs: tuple[str, ...]
    language: Language = "en"


class Graders(NamedTuple):
    """Where a class is graded.

    Attributes:
        grade: an encoded `Work` -> an encoded `StudentResult`; runs in the executor.
        width: how many students to keep submitted, so that no process waits for work.
        end_at_once: gives up all running work.
        demand_alive: raises a `GraderError` if no result can come any more.
    """

    executor: Executor
    grade: Callable[[bytes], bytes]
    width: Callable[[], int]
    end_at_once: Callable[[], None]
    demand_alive: Callable[[], None]


def grade_here(job: Job, work: bytes) -> bytes:
    """Grade an encoded `Work` in a process of this machine; gives an encoded `StudentResult`."""
    from .grading import grade_encoded, warm_grader  # noqa: PLC0415 - not in the controller

    return grade_encoded(warm_grader(job), job, work)


def warm_up(job: Job) -> None:
    """Make a process of this machine ready to grade."""
    from .grading import warm_grader  # noqa: PLC0415 - not in the controller

    warm_grader(job)


@contextlib.contextmanager
def local_graders(job: Job, processes: int, *, at_once: bool = False) -> Iterator[Graders]:
    """Start grading processes on this machine; they end with the context.

    Args:
        at_once: start the first one now, and not with the first submission.
    """
    executor = ProcessExecutor(processes)
    if at_once:
        executor.submit(warm_up, job)  # what goes wrong goes wrong again with the first submission
    end_at_once = functools.partial(executor.shutdown, wait=False, cancel_futures=True)
    grade = functools.partial(grade_here, job)
    try:
        # a process that dies is replaced, so there is always one alive
        yield Graders(executor, grade, lambda: 2 * processes, end_at_once, lambda: None)
    except BaseException:
        end_at_once()
        raise
    executor.shutdown()
