"""What a real Dask scheduler adds to the work: tasks that sleep, on 2, 4 and 8 workers.

A task is as large as a student's work, and its result as a student's grades and reports. It sleeps
instead of grading, so that many workers fit on a few processors. Whatever the run takes longer than
the sleeping itself is the scheduler's, the network's and the controller's.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import FIRST_COMPLETED, wait
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future

ROOT = Path(__file__).resolve().parents[2]
WORK_BYTES, RESULT_BYTES = 10_000, 100_000


def sleep(seconds: float, work: bytes) -> bytes:
    """Sleep in place of grading; give as many bytes as a student's results have."""
    time.sleep(seconds)
    return work[:1] * RESULT_BYTES


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and workers, each a process of its own; gives the scheduler's address."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        note = Path(name) / "scheduler.json"
        options = ["--scheduler-file", str(note), "--no-dashboard"]
        one = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", "--local-directory", name]
        commands = [["scheduler", "--port", "0", *options]]
        commands += [["worker", *options, *one] for _ in range(workers)]
        for command in commands:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command],
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
        while not note.is_file() or not note.read_text():
            time.sleep(0.1)
        yield json.loads(note.read_text())["address"]


def measure(workers: int, tasks: int, seconds: float) -> tuple[float, float, float]:
    """Wall seconds of all tasks, and CPU seconds of the scheduler and of this process meanwhile."""
    with cluster(workers) as address, Client(address) as client:
        client.wait_for_workers(workers)
        executor = client.get_executor(pure=False)
        list(executor.map(sleep, [0.0] * workers, [b"x"] * workers))  # imports
        before = client.run_on_scheduler(time.process_time)
        wall, cpu = time.perf_counter(), time.process_time()
        _run(executor, workers, tasks, seconds)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        return wall, client.run_on_scheduler(time.process_time) - before, cpu


def _run(executor: Executor, workers: int, tasks: int, seconds: float) -> None:
    running: set[Future[bytes]] = set()
    for number in range(tasks):
        if len(running) >= 2 * workers:  # as a batch does
            done, running = wait(running, return_when=FIRST_COMPLETED)
            assert all(len(future.result()) == RESULT_BYTES for future in done)
        work = number.to_bytes(4, "big") * (WORK_BYTES // 4)
        running.add(executor.submit(sleep, seconds, work))
    assert all(len(future.result()) == RESULT_BYTES for future in running)


def main() -> None:
    """Print a line for each number of workers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, nargs="+", default=[2, 4, 8])
    parser.add_argument("--tasks", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=0.2)
    chosen = parser.parse_args()
    print("workers   tasks   wall s   of it asleep   CPU ms a task: scheduler   controller")
    for workers in chosen.workers:
        wall, scheduler, controller = measure(workers, chosen.tasks, chosen.seconds)
        asleep = chosen.tasks * chosen.seconds / workers
        each = [1000 * cpu / chosen.tasks for cpu in (scheduler, controller)]
        print(
            f"{workers:7}{chosen.tasks:8}{wall:9.1f}{asleep:15.1f}{each[0]:27.2f}{each[1]:13.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
