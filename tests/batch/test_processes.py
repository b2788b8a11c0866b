"""Grading processes: what is killed costs what it had in hand, and nothing is left running."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from grader.batch.processes import (
    ProcessExecutor,
    ProcessKilledError,
    _processors,
    share_processors,
)

pytestmark = pytest.mark.slow

SECONDS = 60


def end_yourself(_number):
    os.kill(os.getpid(), signal.SIGKILL)


def fail(text):
    raise LookupError(text)


def make_what_cannot_travel():
    return lambda: None


@pytest.fixture(scope="module")
def pair():
    """Two processes, for tests that leave them as they were."""
    with ProcessExecutor(2) as executor:
        yield executor


def test_calls_are_done_and_answered(pair):
    futures = [pair.submit(divmod, number, 3) for number in range(9)]

    assert [future.result(SECONDS) for future in futures] == [divmod(n, 3) for n in range(9)]


def test_a_process_that_cannot_begin_fails_its_call_and_the_next_one_tries_again(monkeypatch):
    start = SpawnProcess.start
    with ProcessExecutor(1) as executor:
        monkeypatch.setattr(SpawnProcess, "start", _refuse)
        with pytest.raises(ProcessKilledError, match="no more processes"):
            executor.submit(divmod, 7, 2).result(SECONDS)
        monkeypatch.setattr(SpawnProcess, "start", start)

        assert executor.submit(divmod, 7, 2).result(SECONDS) == (3, 1)


def _refuse(_process):
    raise BlockingIOError(errno.EAGAIN, "no more processes")


def test_what_a_call_raises_is_raised_where_its_result_is_wanted(pair):
    with pytest.raises(LookupError, match="here"):
        pair.submit(fail, "here").result(SECONDS)


def test_what_cannot_travel_is_an_error_and_costs_no_process(pair):
    before = {pair.submit(os.getpid).result(SECONDS) for _ in range(20)}

    with pytest.raises(RuntimeError, match="pickle"):
        pair.submit(make_what_cannot_travel).result(SECONDS)
    with pytest.raises((AttributeError, TypeError), match="pickle"):
        pair.submit(lambda: None).result(SECONDS)

    assert {pair.submit(os.getpid).result(SECONDS) for _ in range(20)} <= before | {
        pair.submit(os.getpid).result(SECONDS)
    }


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_killed_process_costs_its_own_call_alone_and_is_replaced(pair):
    futures = [pair.submit(abs, -number) for number in range(10)]
    killed = pair.submit(end_yourself, 0)
    futures += [pair.submit(abs, -number) for number in range(10, 20)]

    wait([*futures, killed], SECONDS)

    assert isinstance(killed.exception(), ProcessKilledError)
    assert [future.result() for future in futures] == list(range(20))


def test_ending_at_once_does_not_wait_for_what_is_in_hand():
    executor = ProcessExecutor(1)
    pid = executor.submit(os.getpid).result(SECONDS)
    sleeping = executor.submit(time.sleep, 600)
    waiting = executor.submit(abs, -1)
    deadline = time.monotonic() + SECONDS
    while not sleeping.running():
        assert time.monotonic() < deadline
        time.sleep(0.01)

    executor.shutdown(cancel_futures=True)  # would wait ten minutes otherwise

    assert isinstance(sleeping.exception(SECONDS), ProcessKilledError)
    assert waiting.cancelled()
    assert not is_running(pid)


def test_a_closed_executor_takes_nothing():
    executor = ProcessExecutor(1)
    executor.shutdown()

    with pytest.raises(RuntimeError):
        executor.submit(abs, -1)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


CONTROLLER = """
import os, sys, time
from grader.batch.processes import ProcessExecutor
if __name__ == "__main__":
    executor = ProcessExecutor(2)
    pids = {executor.submit(os.getpid).result() for _ in range(50)}
    futures = [executor.submit(time.sleep, 600) for _ in range(2)]
    time.sleep(0.3)
    print(*pids, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_when_the_controller_is_killed_its_processes_end(tmp_path):
    script = tmp_path / "controller.py"
    script.write_text(CONTROLLER)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment
    ) as controller:
        pids = [int(word) for word in controller.stdout.readline().split()]
        assert pids
        assert all(map(is_running, pids))

        controller.kill()
        controller.wait()

    deadline = time.monotonic() + SECONDS
    while any(map(is_running, pids)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def where_am_i(_number):
    time.sleep(0.2)  # so that the other process gets the other call
    return os.getpid(), os.sched_getaffinity(0)


@pytest.mark.skipif(len(_processors()) < 2, reason="there is one processor, or none that is told")
def test_each_process_has_processors_of_its_own(pair):
    found = dict(future.result(SECONDS) for future in [pair.submit(where_am_i, n) for n in (1, 2)])

    assert len(found) == 2
    first, second = found.values()
    assert not first & second
    assert first | second == os.sched_getaffinity(0)


@pytest.mark.parametrize(
    ("processors", "processes", "sizes"),
    [([0, 1], 2, [1, 1]), ([0, 1, 2, 5], 2, [2, 2]), ([3, 4, 5], 2, [2, 1]), ([0, 1], 1, [2])],
)
def test_processors_are_shared_out_evenly(processors, processes, sizes):
    shares = share_processors(processors, processes)

    assert sorted(map(len, shares), reverse=True) == sizes
    assert frozenset().union(*shares) == set(processors)


@pytest.mark.parametrize("processors", [[], [0], [0, 1]])
def test_more_processes_than_processors_share_them_all(processors):
    assert share_processors(processors, 3) == [frozenset(processors)] * 3
