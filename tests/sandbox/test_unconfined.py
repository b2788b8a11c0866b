"""Plain subprocesses: not confined, but ended."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from grader.model import Limits
from grader.sandbox import unconfined
from grader.sandbox.channel import ChannelClosedError
from grader.sandbox.environment import Environment
from grader.sandbox.unconfined import UnconfinedSandbox


def load(channel, source: str) -> None:
    request = {"module": "answer", "allowed": [], "skip": [], "driver": ""}
    sources = {"answer": [("answer.py", source)]}
    channel.send({**request, "sources": sources, "number": 1}, time.monotonic() + 20)


def receive(channel):
    return channel.receive(time.monotonic() + 20)


def test_it_is_called_a_process_and_no_more():
    assert UnconfinedSandbox().isolation().level == "process"


def test_its_environment_is_clean(monkeypatch, open_student):
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    process = open_student(
        UnconfinedSandbox(), "import os\ndef f(): return os.environ.get('GITHUB_TOKEN')"
    )

    assert process.call("f", (), {}).value is None


def test_a_worker_that_ended_closes_its_channel():
    channel = UnconfinedSandbox().open_channel(Limits())
    load(channel, "import os\nos._exit(3)")

    for _statement in range(3):  # the cell and its two statements
        assert receive(channel)["event"] == "running"

    with pytest.raises(ChannelClosedError):
        receive(channel)
    channel.close()


@pytest.mark.attack
@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_process_left_behind_does_not_hold_the_channel_open(open_student):
    """The child lives for five seconds and has inherited the pipe; closing does not wait for it."""
    process = open_student(
        UnconfinedSandbox(),
        "import os, time\nif os.fork() == 0:\n    time.sleep(5)\n    os._exit(0)\n"
        "def f(): return 1",
    )
    process.call("f", (), {})
    started = time.monotonic()

    process.__exit__()

    assert time.monotonic() - started < 3.0


def test_networks_have_a_scratch_folder_that_ends_with_the_worker(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(unconfined, "environment_for", lambda _: Environment({}, scratch=True))
    source = "import os\nopen('left', 'w').close()\nprint(os.getcwd())\n"

    channel = UnconfinedSandbox().open_channel(Limits())
    load(channel, source)
    messages = iter(lambda: receive(channel), None)
    folder = next(Path(one["text"].strip()) for one in messages if one.get("event") == "output")
    assert (folder / "left").exists()
    channel.close()

    assert not folder.exists()
    assert not list(tmp_path.iterdir())
