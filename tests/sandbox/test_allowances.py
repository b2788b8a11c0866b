"""What a student's process gives up at, with workers that say and do what a test tells them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from grader.errors import SandboxError
from grader.model import Isolation
from grader.sandbox import exchange, student_process, time_limits
from grader.sandbox.channel import ChannelClosedError, ChannelTimeoutError, Ended
from grader.sandbox.exchange import Kind, Question, encode_arguments
from grader.sandbox.faults import Crashed, StudentFault, TimedOut
from grader.sandbox.student_process import MAX_RELOADS, MAX_TIMEOUTS, StudentProcess
from grader.worker import wire

TWO = wire.encode((2,))
LOADED = "loaded"
HANGS, DIES = ChannelTimeoutError(), ChannelClosedError()


class ScriptedWorker:
    """A channel and its worker.

    Args:
        messages: in order: an exception of the channel, the body of an answer, or a message.
        ended: its end.
    """

    def __init__(self, messages, ended):
        self._messages = list(messages)
        self._ended = ended
        self._number = 0

    def send(self, message, _deadline):
        self._number = message["number"] if isinstance(message, dict) else message[0]

    def receive(self, _deadline):
        message = self._messages.pop(0)
        if isinstance(message, Exception):
            raise message
        if message == LOADED:
            return {"event": "loaded", "number": self._number, "names": ["f"], "problems": []}
        return (self._number, [message, b""]) if isinstance(message, bytes) else message

    def close(self):
        return self._ended


class ScriptedSandbox:
    """Opens one worker after the other; `opened` counts them."""

    def __init__(self, *workers, ended=None):
        self._workers = list(workers)
        self._ended = ended or Ended(exit_code=1)
        self.opened = 0

    def open_channel(self, _limits):
        self.opened += 1
        return ScriptedWorker(self._workers.pop(0), self._ended)

    def isolation(self):
        return Isolation(level="process")


@pytest.fixture
def open_scripted(make_exercise):
    """Opens and loads a process with workers that send these messages; returns its sandbox, too."""

    def call(*workers, ended=None, **limits):
        sandbox = ScriptedSandbox(*workers, ended=ended)
        process = StudentProcess(sandbox, make_exercise(**limits), {"answer": [("answer.py", "")]})
        process.load()
        return process, sandbox

    return call


def ask(process, function="f", calls=1):
    """How the calls end."""
    question = Question(Kind(function), [encode_arguments((1,), {})] * calls)
    return list(process.ask(question))


def ask_unread(process, times=1):
    return process.ask_all([Question(Kind("f"), [encode_arguments((1,), {})])] * times)


def printed(text, *, cut=False):
    return {"event": "output", "text": text, "cut": cut}


def running(line):
    return {"event": "running", "where": f"answer.py:{line}"}


# -- calls


def test_a_function_that_hung_too_often_is_not_called_again_and_others_are(open_scripted):
    hanging = [[LOADED, HANGS]] * MAX_TIMEOUTS
    process, sandbox = open_scripted(*hanging, [LOADED, TWO])

    for _ in range(MAX_TIMEOUTS):
        process.begin_check()
        assert isinstance(ask(process)[0], TimedOut)
    assert sandbox.opened == MAX_TIMEOUTS
    (refused,) = ask(process)
    (other,) = ask(process, "g")

    assert isinstance(refused, TimedOut)
    assert "was not called again" in refused.message.text
    assert other.value == 2
    assert sandbox.opened == MAX_TIMEOUTS + 1  # for the other function alone


def test_what_was_not_read_does_not_count_as_hung(open_scripted):
    process, sandbox = open_scripted(*[[LOADED, HANGS]] * (MAX_TIMEOUTS + 1), [LOADED, TWO])

    for _ in range(MAX_TIMEOUTS + 1):
        process.begin_check()
        (asked,) = ask_unread(process)
        assert isinstance(asked.responses[-1].fault, TimedOut)
    process.begin_check()
    (heard,) = ask(process)

    assert heard.value == 2
    assert sandbox.opened == MAX_TIMEOUTS + 2


def test_questions_after_one_that_killed_the_worker_are_not_asked_ahead(open_scripted):
    process, sandbox = open_scripted([LOADED, TWO, DIES], [LOADED, TWO])

    first, second = ask_unread(process, times=3)

    assert first.responses[-1].fault is None
    assert isinstance(second.responses[-1].fault, Crashed)
    assert sandbox.opened == 1


def test_a_worker_that_died_is_replaced_before_the_next_check(open_scripted):
    process, sandbox = open_scripted([LOADED, DIES], [LOADED, TWO])

    ask_unread(process)
    process.begin_check()

    assert sandbox.opened == 2


@pytest.mark.parametrize(("unread", "in_time"), [(True, True), (False, False)])
def test_only_questions_for_a_verdict_spend_the_time_of_the_checks(
    make_exercise, monkeypatch, unread, in_time
):
    now = 0.0

    class Slow(ScriptedWorker):
        def receive(self, deadline):
            nonlocal now
            now += 1
            if now > deadline:
                raise ChannelTimeoutError
            return super().receive(deadline)

    for module in (student_process, exchange, time_limits):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now))
    sandbox = ScriptedSandbox()
    sandbox.open_channel = lambda _limits: Slow([LOADED, *[TWO] * 8], Ended())
    exercise = make_exercise(check_seconds=2.5, wall_seconds=2.5)
    process = StudentProcess(sandbox, exercise, {"answer": [("answer.py", "")]})
    process.load()

    for _ in range(2):
        process.begin_check()
        (ask_unread if unread else ask)(process)
    process.begin_check()
    (end,) = ask(process)

    assert isinstance(end, TimedOut) is not in_time


@pytest.mark.parametrize(("second", "fits"), [(424, True), (425, False)])
def test_the_calls_of_one_check_share_the_room_for_what_they_print(open_scripted, second, fits):
    messages = [LOADED, printed("x" * 600), TWO, printed("x" * second), TWO]
    process, _ = open_scripted(messages, output_kb=1)
    process.begin_check()

    ends = [*ask(process), *ask(process)]

    assert isinstance(ends[1], Crashed) is not fits
    assert process.take_output() == "x" * (600 + second * fits)


def test_the_next_check_has_room_again(open_scripted):
    messages = [LOADED, printed("x" * 1024), TWO, printed("x" * 1024), TWO]
    process, _ = open_scripted(messages, output_kb=1)

    for _ in range(2):
        process.begin_check()
        assert ask(process)[0].value == 2
        assert process.take_output() == "x" * 1024


@pytest.mark.parametrize(("least", "fits"), [(0, True), (1, False)])
def test_the_calls_of_one_check_share_the_room_for_their_answers(
    open_scripted, monkeypatch, least, fits
):
    monkeypatch.setattr(student_process, "MAX_ANSWERS_BYTES", 2 * len(TWO) - least)
    process, _ = open_scripted([LOADED, TWO, TWO])
    process.begin_check()

    ends = [*ask(process), *ask(process)]

    assert not isinstance(ends[0], StudentFault)
    assert isinstance(ends[1], Crashed) is not fits


def test_output_that_was_cut_says_so_once(open_scripted):
    process, _ = open_scripted([LOADED, printed("a", cut=True), TWO, printed("b"), TWO])

    ask(process)
    ask(process)

    assert process.take_output() == "ab\n[…]\n"
    assert process.take_output() == ""


def test_a_worker_that_is_lost_is_never_the_student_s_fault(open_scripted):
    process, _ = open_scripted([LOADED, DIES], ended=Ended(lost=True))

    with pytest.raises(SandboxError):
        ask(process)


def test_a_worker_that_dies_is(open_scripted):
    process, _ = open_scripted([LOADED, DIES])

    assert isinstance(ask(process)[0], Crashed)


# -- loading


def killers(count):
    """Workers that die of one statement after the other."""
    return [[running(line), DIES] for line in range(1, count + 1)]


def test_so_many_statements_may_kill_a_worker_and_the_rest_is_loaded(open_scripted):
    process, sandbox = open_scripted(*killers(MAX_RELOADS), [LOADED, TWO])

    assert sandbox.opened == MAX_RELOADS + 1
    assert len(process.problems) == MAX_RELOADS
    assert ask(process)[0].value == 2


def test_one_more_and_no_call_is_answered(open_scripted):
    process, sandbox = open_scripted(*killers(MAX_RELOADS + 1))

    (end,) = ask(process)

    assert isinstance(end, Crashed)
    assert sandbox.opened == MAX_RELOADS + 1


@pytest.mark.parametrize(
    "workers",
    [[[DIES]], [[running(1), DIES], [running(1), DIES]]],
    ids=["before any statement", "at one that was left out"],
)
def test_where_leaving_out_does_not_help_no_more_is_tried(open_scripted, workers):
    process, sandbox = open_scripted(*workers)

    assert sandbox.opened == len(workers)
    assert isinstance(ask(process)[0], Crashed)


# -- the two clocks


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test sets: `clock.now`."""
    time = SimpleNamespace(now=0.0)
    time.monotonic = lambda: time.now
    monkeypatch.setattr(student_process, "time", time)
    monkeypatch.setattr(time_limits, "time", time)
    return time


def spend(process, clock, seconds):
    """The deadline that a call is given; it takes so many seconds."""
    with process._clock.running() as deadline:
        left = deadline - clock.now
        clock.now += seconds
    process._clock.charge(seconds)
    return left


@pytest.fixture
def timed(make_exercise, clock):
    """A process with 5 s a check and 12 s in all."""
    exercise = make_exercise(check_seconds=5.0, wall_seconds=12.0)
    return StudentProcess(ScriptedSandbox(), exercise, {})


def test_the_calls_of_a_check_share_its_seconds_and_checks_those_of_the_exercise(timed, clock):
    assert spend(timed, clock, 2.0) == 5.0
    assert spend(timed, clock, 3.0) == 3.0
    with pytest.raises(ChannelTimeoutError):
        spend(timed, clock, 0.0)
    timed.begin_check()
    assert spend(timed, clock, 4.0) == 5.0
    timed.begin_check()
    assert spend(timed, clock, 3.0) == 3.0  # of 12 in all, 9 are gone
    timed.begin_check()
    with pytest.raises(ChannelTimeoutError):
        spend(timed, clock, 0.0)


def test_whose_time_is_over_is_said(timed, clock):
    spend(timed, clock, 5.0)
    of_the_check = timed._clock.too_slow("f")
    for seconds in (5.0, 2.0):
        timed.begin_check()
        spend(timed, clock, seconds)
    of_all = timed._clock.too_slow("f")

    assert of_the_check.message.values["seconds"] == 5.0
    assert of_all.message.values["seconds"] == 12.0


def test_a_worker_that_ends_late_has_used_up_what_was_over_first(timed, clock):
    spend(timed, clock, 5.0)
    timed.begin_check()
    spend(timed, clock, 7.5)  # five for the check, seven in all, and half a second to end it

    assert timed._clock.too_slow("f").message.values["seconds"] == 5.0


def test_what_is_done_for_others_has_seconds_of_its_own_and_counts_for_the_exercise(timed, clock):
    spend(timed, clock, 1.0)
    with timed.on_behalf_of("f", 7.0):
        assert spend(timed, clock, 7.0) == 7.0
    assert spend(timed, clock, 0.0) == 4.0  # of the check's five, one is gone; of the 12, eight


def test_reading_has_seconds_of_its_own_in_each_check(timed, clock):
    with timed._clock.reading():
        clock.now += time_limits.READ_SECONDS
    with pytest.raises(ChannelTimeoutError), timed._clock.reading():
        pass
    assert spend(timed, clock, 0.0) == 5.0
    timed.begin_check()
    with timed._clock.reading():
        pass


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(0, 5.0), (1, 2.5), (2, 1.25), (3, 1.0), (9, 1.0)]
)
def test_each_new_try_to_load_has_half_the_time_and_at_least_a_second(
    timed, clock, attempt, seconds
):
    timed._clock.begin_load(attempt)

    assert spend(timed, clock, 0.0) == seconds
