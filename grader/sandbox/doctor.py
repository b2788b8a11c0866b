"""What this machine offers: the walls that stand, and what a worker costs here."""

from __future__ import annotations

import platform
import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rich.table import Table
from rich.text import Text

from grader.model import Limits
from grader.words import say

from .choice import open_sandbox

if TYPE_CHECKING:
    from rich.console import Console

    from grader.model import Isolation, Language

WORKERS = 20


class Examination(NamedTuple):
    """What was found.

    Attributes:
        start_ms: from nothing to the first worker.
        worker_ms: the median of `WORKERS` workers opened and ended.
    """

    isolation: Isolation
    start_ms: float
    worker_ms: float


def examine() -> Examination:
    """Starts the sandbox of this machine and measures it."""
    started = time.perf_counter()
    with open_sandbox() as sandbox:
        sandbox.open_channel(Limits()).close()
        start_ms = 1000 * (time.perf_counter() - started)
        costs = []
        for _ in range(WORKERS):
            before = time.perf_counter()
            sandbox.open_channel(Limits()).close()
            costs.append(1000 * (time.perf_counter() - before))
        return Examination(sandbox.isolation(), start_ms, statistics.median(costs))


def print_examination(console: Console, found: Examination, language: Language) -> None:
    """Prints the walls as a table, then the level and the costs."""
    what = {
        "rlimits": say("memory, processor time, open files", language),
        "landlock": say("files: only Python itself can be read", language),
        "seccomp": say("system calls: no network, no new processes", language),
        "privileges": say("no administrator's rights", language),
        "clean": say("no variables, no open files of the grader's", language),
    }
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in (say("Wall", language), say("State", language), say("What it guards", language)):
        table.add_column(Text(title), overflow="fold")
    for name, state in found.isolation.layers.items():
        style = "green" if state.startswith("on") else "red"
        table.add_row(Text(name), Text(state, style=style), Text(what.get(name, "")))
    console.print(table)
    console.print()
    console.print(say("Isolation: {level}", language, level=found.isolation.level))
    console.print(
        say(
            "First worker after {start} ms, each further one {worker} ms.",
            language,
            start=f"{found.start_ms:.0f}",
            worker=f"{found.worker_ms:.1f}",
        )
    )
    console.print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, "
        f"{platform.system()} {platform.release()}"
    )
