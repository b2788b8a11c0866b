"""A worker pays for all processor time that it spends; while it is paused, it spends none."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from grader.sandbox.clocks import processor_stopwatch
from grader.sandbox.exchange import Kind, Question, encode_arguments

BURN = """
import os, threading, time

def burn(seconds=0.1, clock=time.thread_time):
    started = clock()
    while clock() < started + seconds:
        pass

def alone():
    burn()

def by_threads():
    threads = [threading.Thread(target=burn) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

def by_child(waits=True):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        burn(0.3)
        os.write(writing, b"done")
        os._exit(0)
    if waits:
        os.waitpid(child, 0)
    return os.read(reading, 4)

def asleep():
    time.sleep(0.3)

def spin():
    threading.Thread(target=burn, args=(60,), daemon=True).start()
"""


def seconds_of(process, function, *args):
    """What the worker is charged for one call."""
    question = Question(Kind(function, timed=True), [encode_arguments(args, {})])
    process.begin_check()
    (answer,) = process.ask(question)
    assert not isinstance(answer, Exception), answer
    return answer.seconds


@pytest.fixture
def student(forked_sandbox, open_student):
    return open_student(forked_sandbox, BURN)


@pytest.fixture
def with_children(forked_sandbox, open_student):
    """A student whose worker may start processes."""
    with type(forked_sandbox)(off=("seccomp",)) as sandbox:
        yield open_student(sandbox, BURN)


def test_what_threads_spend_is_charged(student):
    assert seconds_of(student, "alone") >= 0.1
    assert seconds_of(student, "by_threads") >= 0.3


def test_sleeping_is_not_charged(student):
    assert seconds_of(student, "asleep") < 0.3  # asleep, so nothing was spent on it


@pytest.mark.parametrize("waits", [True, False])
def test_what_children_spend_is_charged_where_there_can_be_any(with_children, waits):
    assert seconds_of(with_children, "by_child", waits) >= 0.3


def test_ended_children_are_in_a_processs_own_time(with_children):
    with_children.begin_check()
    with_children.call("alone", (), {})
    stopwatch = processor_stopwatch(with_children._conversation.channel.pid)

    with_children.call("by_child", (), {})

    assert stopwatch() >= 0.25  # of 0.3, told in hundredths


def test_a_plain_subprocess_pays_by_the_clock(open_student):
    from grader.sandbox.unconfined import UnconfinedSandbox

    process = open_student(UnconfinedSandbox(), BURN)

    assert seconds_of(process, "asleep") >= 0.3
    assert seconds_of(process, "by_threads") >= 0.3


def test_only_calls_that_ask_for_it_are_timed(student):
    student.begin_check()

    assert student.call("alone", (), {}).seconds == 0


def states_of(pid):
    """The letters that the kernel gives for the states of a process's threads."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return {(task / "stat").read_text("utf-8").rpartition(")")[2].split()[0] for task in tasks}


def wait_for(condition):
    """Wait until it holds, for 5 s at most."""
    for _ in range(500):
        if condition():
            return True
        time.sleep(0.01)
    return False


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no process groups here")
def test_a_paused_worker_stops_with_all_its_threads_and_goes_on(student):
    student.begin_check()
    student.call("spin", (), {})
    pid = student._conversation.channel.pid

    with student.paused():
        assert wait_for(lambda: states_of(pid) == {"T"})

    assert wait_for(lambda: "T" not in states_of(pid))
    assert student.call("burn", (0.01,), {}).value is None


def test_a_worker_that_ends_while_it_is_paused_can_be_closed(student):
    with student.paused():
        student.__exit__()


def test_the_seconds_of_a_process_that_is_gone_are_those_that_passed():
    stopwatch = processor_stopwatch(2**22 + 1)  # beyond the largest number of a process

    time.sleep(0.05)

    assert stopwatch() >= 0.05
