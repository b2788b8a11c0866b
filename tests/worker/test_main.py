"""The worker answers requests: every answer carries its number, and none decides anything."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from grader.worker.streams import FrameOutput
from grader.worker.wire import Handle


def test_a_load_tells_the_public_functions(ask):
    worker = ask("import math\ndef f(): pass\ndef _g(): pass\nclass C: pass\na = 1\n")

    reply = worker.sent[-1]

    assert reply["event"] == "loaded"
    assert "f" in reply["names"]
    assert not {"_g", "a", "math", "C"} & set(reply["names"])


def test_a_reply_carries_the_number_of_its_request(ask):
    worker = ask("def f(): return 1\n")

    assert worker.call("f")["number"] == 7


def test_a_call_returns(ask):
    reply = ask("def f(x, y=1): return x + y\n").call("f", 2, y=3)

    assert reply["event"] == "returned"
    assert reply["value"] == 5


def test_a_call_that_raises_says_so(ask):
    reply = ask("def f(): raise ValueError('no')\n").call("f")

    assert reply["event"] == "raised"
    assert (reply["error"]["type"], reply["error"]["text"]) == ("ValueError", "no")


@pytest.mark.parametrize("name", ["g", "a", "__no_such__"])
def test_what_is_no_function_is_missing(ask, name):
    assert ask("a = 1\ndef f(): pass\n").call(name)["event"] == "missing"


@pytest.mark.parametrize(
    "value",
    ["[0] * 10**6", "'x' * 2**25", "10**5000", "np.broadcast_to(0, (10**6, 10**6))", "nested()"],
)
def test_what_cannot_be_sent_is_said_and_the_worker_goes_on(ask, value):
    worker = ask(
        "import numpy as np\ndef nested():\n    a = []\n    a.append(a)\n    return a\n"
        f"def f(): return {value}\ndef g(): return 1\n"
    )

    reply = worker.call("f")

    assert reply["event"] == "unsendable"
    assert reply["number"] == 7
    assert worker.call("g")["value"] == 1


CHANGES = {
    "x[0] = 9.0": True,
    "x.shape = (2, 1)": True,
    "x += 0.0": False,
    "y.append(1)": True,
    "y[0] = 5": True,
    "y.sort()": False,
    "y.append(y)": True,
    "y.append(object())": True,
    "x = x + 1": False,
    "y = y + [1]": False,
    "x.setflags(write=False)": False,
}


@pytest.mark.parametrize("statement", CHANGES)
def test_a_changed_argument_is_reported(ask, statement):
    worker = ask(f"def f(x, y):\n    {statement}\n")

    reply = worker.call("f", np.ones(2), [1, 2])

    assert reply["changed"] is CHANGES[statement]


def test_a_changed_keyword_argument_is_reported(ask):
    reply = ask("def f(*, x): x[0] = 9\n").call("f", x=np.ones(2))

    assert reply["changed"] is True


ALIASES = {
    "x": True,
    "x[:]": True,
    "x.T": True,
    "x[::-1]": True,
    "x[1:]": True,
    "np.asarray(x)": True,
    "y": True,
    "x.copy()": False,
    "x + 0": False,
    "list(y)": False,
    "None": False,
    "1": False,
}


@pytest.mark.parametrize("value", ALIASES)
def test_a_returned_argument_or_view_is_reported(ask, value):
    worker = ask(f"import numpy as np\ndef f(x, y): return {value}\n")

    reply = worker.call("f", np.ones(3), [1])

    assert reply["aliased"] is ALIASES[value]


def test_every_call_gets_its_own_arguments(ask):
    worker = ask(
        "kept = []\ndef f(x):\n    kept.append(x)\n    return len({id(k) for k in kept})\n"
    )
    array = np.ones(2)

    worker.call("f", array)

    assert worker.call("f", array)["value"] == 2


def test_an_object_is_sent_as_a_handle(ask):
    value = ask("class Mine: pass\ndef f(): return [Mine()]\n").call("f")["value"]

    assert type(value[0]) is Handle


def test_what_is_printed_is_sent_before_the_reply(ask):
    worker = ask("def f(): print('x', end='')\n")

    worker.call("f")

    assert [message["event"] for message in worker.sent[-2:]] == ["output", "returned"]


def test_errors_of_the_standard_stream_are_sent_too(ask):
    worker = ask("import sys\ndef f(): sys.stderr.write('x')\n")

    worker.call("f")

    assert worker.output()[-1]["text"] == "x"


def test_output_stops_at_the_allowance_and_says_so(ask):
    worker = ask("def f():\n    for _ in range(50): print('y' * 40, end='')\n", output_chars=100)

    worker.call("f")

    assert sum(len(message["text"]) for message in worker.output()) == 100
    assert worker.output()[-1]["cut"] is True
    assert all(not message["cut"] for message in worker.output()[:-1])


def test_the_allowance_is_for_all_calls_together(ask):
    worker = ask("def f(): print('y' * 60, end='')\n", output_chars=100)

    worker.call("f")
    worker.call("f")
    worker.call("f")

    assert sum(len(message["text"]) for message in worker.output()) == 100


def test_there_is_nothing_to_read(ask):
    reply = ask("def f(): return input()\n").call("f")

    assert reply["error"]["type"] == "EOFError"


def test_the_streams_are_put_back_after_a_call(ask):
    before = sys.stdin, sys.stdout, sys.stderr

    ask("def f(): 1 / 0\n").call("f")

    assert (sys.stdin, sys.stdout, sys.stderr) == before


def test_a_driver_is_given_the_students_module(ask):
    worker = ask("def f(x): return x + 1\n", driver="def run(student, x): return student.f(x)\n")

    assert worker.drive("run", 2)["value"] == 3


def test_a_driver_is_none_of_the_students_functions(ask):
    worker = ask("def f(x): return x\n", driver="def run(student): return 1\n")

    assert worker.call("run")["event"] == "missing"
    assert worker.drive("f", 1)["event"] == "missing"


class Text(str):  # noqa: SLOT000 - a student's
    def encode(self, *_args):
        return b"lies"

    def __len__(self):
        return 1


@pytest.mark.attack
def test_a_text_that_lies_about_its_length_uses_up_the_allowance_all_the_same():
    sent = []
    output = FrameOutput(sent.append, 10)

    for _ in range(5):
        output.write(Text("1234"))

    assert "".join(message["text"] for message in sent) == "1234123412"
    assert all(type(message["text"]) is str for message in sent)


def test_a_lone_surrogate_is_printed_as_a_question_mark():
    sent = []

    output = FrameOutput(sent.append, 10)
    output.write("\ud800")
    output.send_waiting()

    assert sent[0]["text"] == "?"
