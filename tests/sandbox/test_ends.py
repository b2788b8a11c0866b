"""Time, crashes and output: each ends one call or one statement, and nothing else."""

from __future__ import annotations

import pytest

from grader.i18n import translate
from grader.sandbox.faults import Crashed, TimedOut

SLEEP = "import time\ndef f(): time.sleep(60)\ndef g(): return 1\n"


def call(process, function="f", *args):
    process.begin_check()
    return process.call(function, args, {})


def texts(process):
    return [translate(problem.message, "en") for problem in process.problems]


def test_a_call_that_does_not_return_times_out_and_later_calls_are_judged(
    process_sandbox, open_student
):
    process = open_student(process_sandbox, SLEEP, check_seconds=0.5)

    with pytest.raises(TimedOut):
        call(process)

    assert call(process, "g").value == 1


@pytest.mark.slow
def test_a_function_that_timed_out_twice_is_not_called_again(process_sandbox, open_student):
    process = open_student(process_sandbox, SLEEP, check_seconds=0.5)

    for _ in range(2):
        with pytest.raises(TimedOut, match="did not return within"):
            call(process)
    with pytest.raises(TimedOut, match="was not called again"):
        call(process)

    assert call(process, "g").value == 1


def test_the_calls_of_one_check_share_its_time(process_sandbox, open_student):
    process = open_student(
        process_sandbox,
        "import time\ndef f(): time.sleep(0.4)\n",
        check_seconds=1.0,
    )
    process.begin_check()
    process.call("f", (), {})
    process.call("f", (), {})

    with pytest.raises(TimedOut):
        process.call("f", (), {})


def test_all_calls_of_an_exercise_share_its_time(process_sandbox, open_student):
    process = open_student(
        process_sandbox,
        "import time\ndef f(): time.sleep(0.4)\n",
        check_seconds=5.0,
        wall_seconds=1.0,
    )

    for _ in range(2):
        call(process)

    with pytest.raises(TimedOut, match="whole exercise"):
        process.call("f", (), {})


@pytest.mark.attack
def test_a_loop_that_catches_everything_and_ignores_signals_is_ended(forked_sandbox, open_student):
    process = open_student(
        forked_sandbox,
        "import signal\nfor n in range(1, 32):\n"
        "    try: signal.signal(n, signal.SIG_IGN)\n"
        "    except Exception: pass\n"
        "def f():\n"
        "    while True:\n"
        "        try:\n"
        "            while True: pass\n"
        "        except BaseException: pass\n"
        "def g(): return 1",
        check_seconds=0.5,
    )

    with pytest.raises(TimedOut):
        call(process)

    assert call(process, "g").value == 1


@pytest.mark.parametrize("way", ["os._exit(0)", "os._exit(3)", "ctypes.string_at(0)"])
def test_a_crash_gives_a_fresh_worker_and_later_calls_are_judged(
    process_sandbox, open_student, way
):
    source = f"import os, ctypes\ndef f(): {way}\ndef g(): return 1"
    process = open_student(process_sandbox, source, packages=("numpy", "ctypes"))

    with pytest.raises(Crashed):
        call(process)

    assert call(process, "g").value == 1


def test_a_crash_by_a_signal_names_the_signal(forked_sandbox, open_student):
    process = open_student(
        forked_sandbox, "import ctypes\ndef f(): ctypes.string_at(0)", packages=("ctypes",)
    )

    with pytest.raises(Crashed) as caught:
        call(process)

    assert caught.value.message.values["signal"] == "SIGSEGV"


def test_a_crash_by_an_exit_says_so(process_sandbox, open_student):
    process = open_student(process_sandbox, "import os\ndef f(): os._exit(3)")

    with pytest.raises(Crashed, match="ended the Python process"):
        call(process)


@pytest.mark.slow
def test_processor_time_that_is_used_up_is_named(forked_sandbox, open_student):
    process = open_student(
        forked_sandbox, "def f():\n    while True: pass", cpu_seconds=1, check_seconds=10.0
    )

    with pytest.raises(Crashed, match="processor time"):
        call(process)


def test_memory_that_is_used_up_is_an_error_of_the_call(forked_sandbox, open_student):
    from grader.sandbox.faults import CodeRaised

    process = open_student(
        forked_sandbox,
        "def f(): return len(bytearray(10**9))\ndef g(): return 1",
        memory_mb=64,
    )

    with pytest.raises(CodeRaised) as caught:
        call(process)

    assert "MemoryError" in caught.value.bases
    assert call(process, "g").value == 1


def test_an_exit_while_loading_is_left_out_and_the_rest_is_loaded(process_sandbox, open_student):
    process = open_student(process_sandbox, "import os\nos._exit(0)\ndef f(): return 1")

    assert call(process).value == 1
    assert "answer.py, line 2" in texts(process)[0]


@pytest.mark.slow
def test_a_statement_that_hangs_while_loading_is_left_out(process_sandbox, open_student):
    process = open_student(
        process_sandbox,
        "import time\ntime.sleep(60)\ndef f(): return 1",
        check_seconds=1.0,
    )

    assert call(process).value == 1
    assert "took too long" in texts(process)[0]


def test_however_many_statements_hang_loading_is_given_little_more_than_two_checks(
    make_exercise,
):
    """The time that it is given, by a channel whose worker never ends a statement."""
    import time

    from grader.sandbox.channel import ChannelTimeoutError, Ended
    from grader.sandbox.inprocess import InProcessSandbox
    from grader.sandbox.student_process import StudentProcess

    given = []

    class Hanging:
        def __init__(self):
            self.messages = [{"event": "running", "where": f"answer.py:{len(given) + 1}"}]

        def send(self, message, deadline):
            given.append(deadline - time.monotonic())

        def receive(self, deadline):
            if self.messages:
                return self.messages.pop()
            raise ChannelTimeoutError

        def close(self):
            return Ended()

    class HangingSandbox(InProcessSandbox):
        def open_channel(self, limits):
            return Hanging()

    sources = {"answer": [("answer.py", "a = 1\n" * 9)]}
    process = StudentProcess(HangingSandbox(), make_exercise(check_seconds=10.0), sources)
    process.load()

    assert len(given) > 2
    assert sum(given) < 2 * 10.0
    assert len(process.problems) == len(given)


def test_a_file_that_always_kills_its_worker_fails_every_call(process_sandbox, open_student):
    process = open_student(
        process_sandbox, "import os\n" + "os._exit(1)\n" * 6 + "def f(): return 1"
    )

    with pytest.raises(Crashed):
        call(process)


def test_a_left_out_statement_is_still_told_after_a_later_crash(process_sandbox, open_student):
    process = open_student(
        process_sandbox, "import os\nos._exit(0)\ndef f(): os._exit(1)\ndef g(): return 1"
    )
    before = texts(process)

    with pytest.raises(Crashed):
        call(process)
    call(process, "g")

    assert texts(process) == before


def test_output_is_capped(any_sandbox, open_student):
    process = open_student(
        any_sandbox, "def f():\n    print('x' * 10**6)\n    return 1", output_kb=1
    )

    assert call(process).value == 1

    assert len(process.take_output()) < 1200


def test_output_is_capped_over_many_prints(any_sandbox, open_student):
    process = open_student(
        any_sandbox,
        "def f():\n    for _ in range(1000): print('x' * 100)\n    return 1",
        output_kb=1,
    )

    assert call(process).value == 1

    assert len(process.take_output()) < 1200


def test_what_was_printed_before_a_timeout_is_kept(process_sandbox, open_student):
    process = open_student(
        process_sandbox,
        "import time\ndef f():\n    print('so far')\n    time.sleep(60)",
        check_seconds=0.5,
    )

    with pytest.raises(TimedOut):
        call(process)

    assert process.take_output() == "so far\n"
