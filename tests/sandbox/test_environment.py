"""A process that grades is closed to other processes of its user."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("prctl is for Linux", allow_module_level=True)

from grader.sandbox.environment import PACKAGE_ROOT
from grader.sandbox.forked import ForkedSandbox
from grader.worker.confinement.syscalls import Kernel

GET_DUMPABLE, SET_DUMPABLE = 3, 4

# prints "open", waits for a line, closes itself and prints "closed"
SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from grader.sandbox.environment import make_undumpable
print("open", flush=True)
sys.stdin.readline()
make_undumpable()
print("closed", flush=True)
sys.stdin.readline()
"""


def test_a_process_that_opens_a_sandbox_is_closed_from_then_on():
    kernel = Kernel()
    kernel.prctl(SET_DUMPABLE, 1)

    with ForkedSandbox():
        assert kernel.prctl(GET_DUMPABLE) == 0

    assert kernel.prctl(GET_DUMPABLE) == 0


@pytest.mark.skipif("os.geteuid() == 0", reason="root looks into everything")
@pytest.mark.parametrize("name", ["environ", "maps", "mem", "cwd/.", "root/."])
def test_a_file_of_a_process_can_be_read_until_it_is_undumpable(name):
    script = [sys.executable, "-B", "-c", SCRIPT, PACKAGE_ROOT]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(script, **pipes) as process:
        seen = Path(f"/proc/{process.pid}/{name}")

        process.stdout.readline()
        os.close(os.open(seen, os.O_RDONLY))
        process.stdin.write(b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
        with pytest.raises(PermissionError):
            os.open(seen, os.O_RDONLY)

        process.communicate(b"\n")
    assert line == b"closed\n"
