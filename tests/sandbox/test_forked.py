"""The fork server: what its workers find in themselves, and what happens when it dies."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.model import Limits

if sys.platform != "linux":
    pytest.skip("forked workers are for Linux", allow_module_level=True)

from grader.sandbox import fork_server, forked


def children_of(pid: int) -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.add(int(path.parent.name))
    return found


def call(process, function="f", *args):
    process.begin_check()
    return process.call(function, args, {}).value


@pytest.fixture
def own_sandbox():
    """A sandbox of the test's own, because the test breaks it."""
    with forked.ForkedSandbox() as sandbox:
        yield sandbox


def test_a_closed_channel_leaves_no_process(own_sandbox):
    channel = own_sandbox.open_channel(Limits())
    assert channel.pid in children_of(own_sandbox._server.process.pid)

    channel.close()

    assert children_of(own_sandbox._server.process.pid) == set()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make workers other users")
def test_workers_of_servers_side_by_side_are_different_users(own_sandbox):
    """The kernel counts threads by user: one student's threads must not be another's limit."""
    from grader.sandbox.forked import ForkedSandbox

    with ForkedSandbox() as other:
        if "root becomes a user" not in str(other.isolation()):
            pytest.skip("workers stay root here")
        channels = [sandbox.open_channel(Limits()) for sandbox in (own_sandbox, other)]
        status = [Path(f"/proc/{channel.pid}/status").read_text() for channel in channels]
        for channel in channels:
            channel.close()

    users = {line for text in status for line in text.splitlines() if line.startswith("Uid:")}
    assert len(users) == 2
    assert not any("\t0\t" in line for line in users)


def test_a_closed_sandbox_leaves_no_process():
    from grader.sandbox.forked import ForkedSandbox

    with ForkedSandbox() as sandbox:
        worker = sandbox.open_channel(Limits())
        server = sandbox._server.process.pid
    worker.close()

    assert not Path(f"/proc/{server}").exists()
    assert not Path(f"/proc/{worker.pid}").exists()


def test_a_killed_server_is_replaced_for_the_next_worker(own_sandbox, open_student):
    own_sandbox.open_channel(Limits()).close()
    own_sandbox._server.process.kill()
    own_sandbox._server.process.wait()

    process = open_student(own_sandbox, "def f(): return 1")

    assert call(process) == 1


def test_a_server_killed_during_a_call_is_no_fault_of_the_students(own_sandbox, open_student):
    process = open_student(own_sandbox, "import os\ndef f(): os._exit(1)")
    own_sandbox._server.process.kill()
    own_sandbox._server.process.wait()

    with pytest.raises(SandboxError):
        call(process)


def test_a_server_that_is_killed_takes_its_workers_along(own_sandbox):
    """Or a sleeping submission would outlive the grader for ever."""
    worker = own_sandbox.open_channel(Limits())
    handle = os.pidfd_open(worker.pid)
    try:
        own_sandbox._server.process.kill()
        own_sandbox._server.process.wait()

        assert _ended(handle)
    finally:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        os.close(handle)
        worker.close()


def _ended(handle: int) -> bool:
    import select

    readable, _, _ = select.select([handle], [], [], 3.0)
    return bool(readable)


def test_a_worker_that_cannot_be_started_is_a_sandbox_error(monkeypatch):
    monkeypatch.setattr(fork_server, "_BOOT", "raise SystemExit('no such luck')")

    with forked.ForkedSandbox() as sandbox, pytest.raises(SandboxError) as caught:
        sandbox.open_channel(Limits())

    assert "no such luck" in str(caught.value)


INSIDE = {
    "the environment": ("import os\ndef f(): return dict(os.environ)", {}),
    "arguments": ("import sys\ndef f(): return sys.argv[2:]", []),
    "our modules": (
        "import sys\ndef f(): return [n for n in sys.modules if n.startswith('grader')]",
        [],
    ),
    "our folder on the path": (
        "import sys\ndef f(): return [p for p in sys.path if 'site-packages' in p]",
        [],
    ),
    "standard input": ("import os\ndef f(): return os.read(0, 100)", b""),
    "a way to import the grader": (
        "def f():\n    try:\n        import grader\n    except ImportError:\n        return 'none'",
        "none",
    ),
}


@pytest.mark.parametrize("what", INSIDE)
def test_a_worker_finds_nothing_of_the_graders_in_itself(what, forked_sandbox, open_student):
    source, nothing = INSIDE[what]

    assert call(open_student(forked_sandbox, source)) == nothing


def test_a_worker_has_no_descriptor_but_its_own(forked_sandbox, open_student):
    source = (
        "import os\ndef f():\n    found = []\n    for n in range(64):\n        try:\n"
        "            os.fstat(n)\n            found.append(n)\n        except OSError: pass\n"
        "    return len(found)"
    )

    assert call(open_student(forked_sandbox, source)) == 4  # the standard three and its socket


def test_a_worker_uses_one_thread_for_linear_algebra(forked_sandbox, open_student):
    source = (
        "import numpy as np\ndef f():\n    a = np.ones((300, 300))\n    return float((a @ a).sum())"
    )
    process = open_student(forked_sandbox, source)
    call(process)

    threads = list(Path(f"/proc/{process._conversation.channel.pid}/task").iterdir())

    assert len(threads) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "import numpy.random, numpy.fft, numpy.linalg",
        "import decimal, fractions, statistics, itertools",
        "import os, sys, time, threading, concurrent.futures, signal, pickle, tempfile",
        "import xml.etree.ElementTree, email, html, unittest, inspect, gc, shutil",
    ],
)
def test_the_standard_library_and_numpy_can_be_imported(statement, forked_sandbox, open_student):
    process = open_student(forked_sandbox, statement)

    assert process.problems == ()


def test_threads_work(forked_sandbox, open_student):
    source = (
        "import threading\ndef f():\n    out = []\n"
        "    t = threading.Thread(target=out.append, args=(1,))\n    t.start()\n    t.join()\n"
        "    return out"
    )

    assert call(open_student(forked_sandbox, source)) == [1]


def test_a_server_started_before_is_used_if_its_settings_are_those():
    with fork_server.ForkServer(fork_server.server_settings(brief=True)) as server:
        with forked.ForkedSandbox(brief=True, server=server) as sandbox:
            sandbox.open_channel(Limits()).close()

            assert sandbox._server is server

        assert server.process.poll() is not None


def test_a_server_started_before_with_other_settings_is_ended_and_replaced(open_student):
    packages = ("numpy", "json")
    with (
        fork_server.ForkServer(fork_server.server_settings(brief=True)) as server,
        forked.ForkedSandbox(packages, brief=True, server=server) as sandbox,
    ):
        source = "import json\ndef f(): return json.dumps([1])"
        process = open_student(sandbox, source, packages=packages)

        assert call(process) == "[1]"
        assert server.process.poll() is not None


def test_a_server_started_ahead_ends_even_if_nobody_takes_it():
    with fork_server.start_ahead():
        (ahead,) = fork_server._ahead
        assert ahead.process.poll() is None

    assert ahead.process.poll() is not None
    with fork_server.server_ahead() as server:
        assert server is not ahead


def test_a_brief_server_is_as_confined_as_any_other(own_sandbox):
    with forked.ForkedSandbox(brief=True) as brief:
        assert brief.isolation() == own_sandbox.isolation()


@pytest.mark.parametrize("brief", [False, True])
def test_a_worker_looks_for_garbage(open_student, brief):
    """The server does not while it loads."""
    with forked.ForkedSandbox(brief=brief) as sandbox:
        process = open_student(sandbox, "import gc\ndef f(): return gc.isenabled()")

        assert call(process) is True
