"""What a student's code may write on the descriptor of its replies, and what that is worth."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from grader.model import Limits
from grader.sandbox.faults import CannotCross, CodeRaised, Crashed, StudentFault, TimedOut
from grader.worker import wire

FORGER = (Path(__file__).parent / "forger.txt").read_text() + "\n\ndef g(): return 1\n\n"

pytestmark = pytest.mark.attack


def call(process, function="f", *args):
    process.begin_check()
    return process.call(function, args, {})


def answered(sandbox, open_student):
    """Whether an honest submission in the same sandbox gets its answer."""
    return call(open_student(sandbox, "def f(): return 5")).value == 5


FORGERIES = {
    "garbage": "write(b'\\xff' * 4096)",
    "an unknown tag": "write(framed(b'?'))",
    "bytes left over": "write(framed(b'nn'))",
    "an empty frame": "write(framed(b''))",
    "the largest length": "write(b'\\xff\\xff\\xff\\xff')",
    "a length above the limit": "write((2**24 + 1).to_bytes(4, 'little'))",
    "a list that claims 2^32-1 items": "write(framed(b'L\\xff\\xff\\xff\\xff\\xff*'))",
    "nesting": "write(framed(b'l\\x01' * 5000 + b'n'))",
    "no message": "send([1, 2, 3])",
    "a message without its fields": "send({'event': 'missing'})",
    "a message with a field too many": "send((*returned(true_number()), 10))",
    "an answer with a field too few": "send((true_number(), [packed((42,))]))",
    "an answer in a list": "send(list(returned(true_number())))",
    "words that are no bytes": "send((true_number(), [packed((42,)), '']))",
    "no answer at all": "send((true_number(), []))",
    "an answer too many": "send((true_number(), [packed((42,)), b''] * 2))",
    "a message of another kind": "send({'event': 'passed', 'number': true_number()})",
    "a number that is a bool": "send(returned(True))",
    "a guessed number": "send(returned(0))",
    "a hundred guessed numbers": "[send(returned(n)) for n in range(100)]",
    "the answer to a load": (
        "send({'event': 'loaded', 'number': true_number(), 'names': [], 'problems': []})"
    ),
    "a key that is no text": "send({'event': 'running', 'where': ''} | {1: 2})",
    "a key that no encoding takes": "send({'event': 'running', 'where': '', '\\ud800': 1})",
    "a name that no encoding takes": "send({'event': '\\ud800'})",
    "a closed descriptor": "os.close(descriptor())",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_a_crash_and_disturbs_nobody(forgery, forked_sandbox, open_student):
    source = FORGER + f"def f():\n    {FORGERIES[forgery]}\n    return 1"
    process = open_student(forked_sandbox, source)

    with pytest.raises(Crashed):
        call(process)

    assert call(process, "g").value == 1
    assert answered(forked_sandbox, open_student)


@pytest.mark.parametrize("forgery", [name for name in FORGERIES if name != "the answer to a load"])
def test_a_forgery_while_loading_leaves_the_rest_of_the_file(forgery, forked_sandbox, open_student):
    source = f"{FORGER}{FORGERIES[forgery]}\ndef f(): return 3"

    process = open_student(forked_sandbox, source)

    assert call(process).value == 3


BODIES = {
    "garbage": "(true_number(), [b'\\xff' * 64, b''])",
    "nothing": "(true_number(), [b'', b''])",
    "a field too many": "ended(true_number(), (42, False, False, 10))",
    "flags that are no bools": "ended(true_number(), (42, 0, 0))",
    "a list": "ended(true_number(), [42, False, False])",
    "a refusal without its fields": "ended(true_number(), {'event': 'unsendable'})",
    "another kind of message": "ended(true_number(), {'event': 'output', 'text': '', 'cut': True})",
}


@pytest.mark.parametrize("body", BODIES)
def test_a_forged_end_of_a_call_is_a_crash_and_disturbs_nobody(body, forked_sandbox, open_student):
    process = open_student(forked_sandbox, FORGER + f"def f():\n    send({BODIES[body]})")

    with pytest.raises(Crashed):
        call(process)

    assert call(process, "g").value == 1
    assert answered(forked_sandbox, open_student)


def test_forged_words_of_an_exception_say_nothing(forked_sandbox, open_student):
    sent = "ended(true_number(), {'event': 'raised', 'bases': ['ValueError']}, b'\\xff')"
    process = open_student(forked_sandbox, FORGER + f"def f():\n    send({sent})")

    with pytest.raises(CodeRaised) as caught:
        call(process)

    assert str(caught.value) == "{function} raised {type}."
    assert (caught.value.details, caught.value.frames) == ((), ())


@pytest.mark.parametrize("data", ["b'\\x08'", "(100).to_bytes(4, 'little') + b'l'"])
def test_half_a_frame_ends_with_the_time(data, forked_sandbox, open_student):
    source = FORGER + f"import time\ndef f():\n    write({data})\n    time.sleep(60)"
    process = open_student(forked_sandbox, source, check_seconds=0.5)

    with pytest.raises(TimedOut):
        call(process)

    assert call(process, "g").value == 1


def test_an_answer_sent_ahead_is_no_answer(forked_sandbox, open_student):
    """Behind the true reply lies one for the next question, whose number nobody can know."""
    source = FORGER + (
        "def f():\n    send(returned(true_number(), 1))\n    send(returned(true_number() + 1, 2))\n"
    )
    process = open_student(forked_sandbox, source)
    call(process)

    with pytest.raises(Crashed):
        call(process, "g")


def test_the_forger_really_writes_frames_that_can_be_read(forked_sandbox):
    """The control: the forged answer arrives, and only its number is wrong."""
    channel = forked_sandbox.open_channel(Limits())
    sources = {"answer": [("answer.py", FORGER + "send(returned(7))")]}
    soon = time.monotonic() + 20
    request = {"module": "answer", "sources": sources, "allowed": [], "skip": []}
    channel.send({**request, "driver": "", "number": 1}, soon)

    message = channel.receive(soon)
    while isinstance(message, dict):
        message = channel.receive(soon)
    channel.close()

    assert (message[0], wire.decode(message[1][0])) == (7, (42,))


def test_a_true_number_makes_an_answer_because_it_is_the_students_own(forked_sandbox, open_student):
    """What makes the forgeries fail is the rule and not an accident of their form."""
    source = FORGER + "def f():\n    send(returned(true_number(), 42))\n    os._exit(0)"

    assert call(open_student(forked_sandbox, source)).value == 42


def test_more_output_than_allowed_is_a_crash(forked_sandbox, open_student):
    source = FORGER + (
        "def f():\n    for _ in range(3):\n"
        "        send({'event': 'output', 'text': 'x' * 1000, 'cut': False})\n    return 1"
    )
    process = open_student(forked_sandbox, source, output_kb=1)

    with pytest.raises(Crashed):
        call(process)

    assert len(process.take_output()) <= 2048


FLOODS = {
    "large messages": "send({'event': 'running', 'where': 'x' * 2_000_000})",
    "small messages": "send({'event': 'running', 'where': ''})",
    "empty output": "send({'event': 'output', 'text': '', 'cut': False})",
    "costly messages": "send({'event': 'running', 'where': '\\x1bP' * 20_000})",
}


@pytest.mark.slow
@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_ended_by_the_clock_or_by_the_rules(flood, forked_sandbox, open_student):
    """Each frame comes in time; together they come for ever."""
    source = (
        FORGER
        + f"def f():\n    for _ in range({30 if 'costly' in flood else 10**9}): {FLOODS[flood]}"
    )
    process = open_student(forked_sandbox, source, check_seconds=0.5, cpu_seconds=20)
    started = time.monotonic()

    with pytest.raises((Crashed, TimedOut)):
        call(process)

    # generous: the deadline is 0.5 s, and without one this takes as long as the processor time
    assert time.monotonic() - started < 3.0
    assert answered(forked_sandbox, open_student)


# one frame each; what it costs the grading process must not be more than what it cost to send
COSTLY = {
    "escapes that never end": "send({'event': 'running', 'where': '\\x1bP' * 100_000})",
    "titles that never end": "send({'event': 'running', 'where': '\\x1b]' * 100_000})",
    "keys of one hash": (
        "write(framed(b'd' + struct.pack('<I', 20_000) + b''.join(\n"
        "        b'I' + struct.pack('<I', 12) + (k * (2**61 - 1)).to_bytes(12, 'little') + b'n'\n"
        "        for k in range(1, 20_001))))"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("frame", COSTLY)
def test_a_small_frame_cannot_keep_the_grading_process_busy(frame, forked_sandbox, open_student):
    source = FORGER + f"def f():\n    {COSTLY[frame]}\n    return 1"
    process = open_student(forked_sandbox, source)
    started = time.process_time()

    with contextlib.suppress(StudentFault):  # whether it is answered is not the point
        call(process)

    assert time.process_time() - started < 1.0


WAYS_OUT = {
    "the type": "raise type('input' + str(x), (ValueError,), {})",
    "a base": "raise type('E', (type('input' + str(x), (Exception,), {}),), {})",
    "the text": "raise ValueError(x)",
    "a value that is too large": (
        "send(ended(true_number(), {'event': 'unsendable', 'text': str(x)}))"
    ),
    "a place": ("exec(compile('\\n' * (x - 1) + '1 / 0', 'answer.py', 'exec'))"),
    "a made-up frame": (
        "send(ended(true_number(), {'event': 'raised', 'bases': [str(x)]}, json.dumps({"
        "'type': 'ValueError', 'bases': [str(x)], 'text': '', 'where': str(x), 'line': x,"
        " 'source': str(x), 'frames': [{'where': str(x), 'line': 1, 'function': str(x),"
        " 'source': str(x)}]}).encode()))"
    ),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_words_of_a_hidden_input_reach_the_message(way, forked_sandbox, open_student):
    """The message is what a student is shown of hidden checks too; details are for staff."""
    process = open_student(forked_sandbox, FORGER + f"def f(x):\n    {WAYS_OUT[way]}")

    with pytest.raises((CannotCross, CodeRaised)) as caught:
        call(process, "f", 86420)

    assert "86420" not in str(caught.value.message)
    assert all(frame.where == "answer.py" and frame.line < 100 for frame in caught.value.frames)
