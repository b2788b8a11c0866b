"""A worker that is killed from outside is told apart from one that ended itself."""

from __future__ import annotations

import threading
import time

import psutil
import pytest

from grader.model import Cause, Limits
from grader.sandbox.channel import Ended
from grader.sandbox.explain import worker_died
from grader.sandbox.faults import Crashed

BUSY = "import time\ndef f():\n    while True: time.sleep(0.01)\n"
ENDS_ITSELF = {
    "exit": "import os\ndef f(): os._exit(0)\n",
    "abort": "import os\ndef f(): os.abort()\n",
    "a signal of its own": "import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGKILL)\n",
    "a raised signal": "import signal\ndef f(): signal.raise_signal(signal.SIGKILL)\n",
    "a timer": (
        "import ctypes, os\n"
        "def f():\n"
        "    libc = ctypes.CDLL(None)\n"
        "    event = (ctypes.c_int * 16)(0, 0, 9, 0)\n"
        "    timer = ctypes.c_void_p()\n"
        "    if libc.timer_create(0, event, ctypes.byref(timer)) != 0: os._exit(3)\n"
        "    when = (ctypes.c_long * 4)(0, 0, 0, 1000)\n"
        "    libc.timer_settime(timer, 0, when, None)\n"
        "    while True: pass\n"
    ),
    "a limit": (
        "import resource\n"
        "def f():\n"
        "    resource.setrlimit(resource.RLIMIT_CPU, (0, 0))\n"
        "    while True: pass\n"
    ),
    "a crash": "import ctypes\ndef f(): ctypes.string_at(0)\n",
}


def leaves(process: psutil.Process) -> list[psutil.Process]:
    """The processes below, that have none below themselves."""
    below = process.children(recursive=True)
    return [one for one in below if not one.children()]


@pytest.fixture
def kill_the_worker():
    """Kill the youngest worker of this process shortly after."""

    def kill() -> None:
        time.sleep(0.5)
        workers = [one for one in leaves(psutil.Process()) if one.status() != "zombie"]
        max(workers, key=lambda one: one.create_time()).kill()

    thread = threading.Thread(target=kill)
    yield thread.start
    thread.join()


def test_a_worker_that_is_killed_from_outside_is_called_killed(
    forked_sandbox, open_student, kill_the_worker
):
    if forked_sandbox.isolation().level != "full":
        pytest.skip("a weaker sandbox does not tell")
    process = open_student(forked_sandbox, BUSY, check_seconds=20.0)
    process.begin_check()
    kill_the_worker()

    with pytest.raises(Crashed) as caught:
        process.call("f", (), {})

    assert caught.value.cause is Cause.KILLED


@pytest.mark.attack
@pytest.mark.parametrize("source", ENDS_ITSELF.values(), ids=ENDS_ITSELF)
def test_a_worker_that_ends_itself_never_is(forked_sandbox, open_student, source):
    process = open_student(forked_sandbox, source, check_seconds=2.0)
    process.begin_check()

    with pytest.raises(Exception) as caught:  # noqa: PT011 - some are refused, some crash or hang
        process.call("f", (), {})

    assert caught.value.cause is not Cause.KILLED


def test_where_a_worker_may_signal_itself_a_signal_tells_nothing():
    ended = Ended(signal=9, max_rss_mb=50.0)

    assert worker_died(ended, Limits(), "full").cause is Cause.KILLED
    assert worker_died(ended, Limits(), "partial").cause is Cause.CRASHED
    assert worker_died(ended, Limits(), "process").cause is Cause.CRASHED


@pytest.mark.parametrize(
    "ended",
    [
        Ended(signal=9, max_rss_mb=5000.0),
        Ended(signal=9, cpu_seconds=60.0),
        Ended(signal=11, max_rss_mb=50.0),
        Ended(exit_code=1, max_rss_mb=50.0),
    ],
)
def test_a_worker_beyond_its_limits_or_with_another_end_is_not_called_killed(ended):
    assert worker_died(ended, Limits(), "full").cause is not Cause.KILLED
