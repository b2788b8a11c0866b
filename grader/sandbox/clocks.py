"""Seconds that a worker spends, counted by the kernel and read from outside the worker."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Stopwatch = Callable[[], float]

# of `/proc/<pid>/stat`, counted from the state, which follows the program's name
_CHILDREN_FIELDS = (13, 14)


def wall_stopwatch() -> Stopwatch:
    """A stopwatch of the time that passes; it gives the seconds since now."""
    started = time.monotonic()
    return lambda: time.monotonic() - started


def processor_stopwatch(pid: int) -> Stopwatch:
    """A stopwatch of a process's processor time: of its threads, and children it waited for.

    Other processes on the machine hardly change it, however busy they are. Where the system does
    not tell, or the process is gone, it gives the time that passed.
    """
    wall = wall_stopwatch()
    try:
        started = _processor_seconds(pid)
    except OSError:
        return wall

    def read() -> float:
        try:
            return _processor_seconds(pid) - started
        except OSError:
            return wall()

    return read


def strict_stopwatch(pid: int) -> Stopwatch:
    """The larger of both, for a process that may leave its work to others."""
    wall, processor = wall_stopwatch(), processor_stopwatch(pid)
    return lambda: max(wall(), processor())


def stat_fields(pid: int) -> list[bytes]:
    """The fields of `/proc/<pid>/stat` from the state on, which follows the program's name."""
    return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()


def _processor_seconds(pid: int) -> float:
    if not hasattr(time, "clock_gettime"):
        raise OSError("no clock of another process")
    # the number that clock_getcpuclockid(3) gives; it counts ended threads, too
    own = time.clock_gettime((~pid << 3) | 2)
    fields = stat_fields(pid)
    ticks = sum(int(fields[number]) for number in _CHILDREN_FIELDS)
    return own + ticks / os.sysconf("SC_CLK_TCK")
