"""Machines that offer less: what cannot be had is reported with its reason, and nothing is assumed.

Each case is an interpreter in which one call to the kernel answers as it would there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.model import Limits
from grader.sandbox.channel import isolation_of
from grader.worker.confinement.apply import LAYERS
from grader.worker.confinement.landlock import NEWEST_ABI, rights_after

if sys.platform != "linux":
    pytest.skip("layers are for Linux", allow_module_level=True)

PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])
SCRIPT = """
import sys
sys.path.insert(0, {root!r})
import errno, json, os
from grader.worker.confinement import apply, landlock, seccomp, syscalls
Kernel = syscalls.Kernel

def refuse(*arguments):
    raise OSError(errno.EPERM, "Operation not permitted")

def accept(*arguments):
    return 0

def unless(number, answer):
    real = Kernel.syscall
    def syscall(self, asked, *arguments):
        return answer() if asked == number else real(self, asked, *arguments)
    return syscall

{machine}
print(json.dumps(apply.Confinement([], []).layers))
"""

# machine -> how it is made, the layer that suffers, what is said of it
MACHINES = {
    "a kernel before Landlock": (
        "Kernel.syscall = unless(444, refuse)",
        "landlock",
        "the kernel has no Landlock",
    ),
    "a machine without libseccomp": (
        "sys.modules['pyseccomp'] = None",
        "seccomp",
        "pyseccomp",
    ),
    "a libseccomp that cannot be loaded": (
        (
            "import pyseccomp\ndef broken(*_): raise RuntimeError('Unable to find libseccomp')\n"
            "pyseccomp.SyscallFilter = broken"
        ),
        "seccomp",
        "Unable to find libseccomp",
    ),
    "a container without namespaces": (
        "Kernel.unshare = refuse",
        "namespaces",
        "Operation not permitted",
    ),
    "a container without mounts": (
        "Kernel.mount = refuse",
        "namespaces",
        "Operation not permitted",
    ),
    "a runtime that takes the filter and drops it": (
        "seccomp.Filter.enter = accept",
        "seccomp",
        "a socket could be made",
    ),
    "a kernel that takes the rules and forgets them": (
        "landlock.Ruleset.restrict = accept",
        "landlock",
        "the root folder could be listed",
    ),
    "limits that do not bind": (
        "apply.resource.setrlimit = accept",
        "rlimits",
        "more memory than the limit",
    ),
    "capabilities that stay": (
        "Kernel.capset = accept\napply._become = refuse",
        "privileges",
        "the root folder could be changed",
    ),
    "variables that stay": (
        "os.environ.clear = accept\nos.environ['LEFT'] = '1'",
        "clean",
        "variables are left",
    ),
}


def layers_of(machine: str) -> dict[str, tuple[str, str]]:
    ran = subprocess.run(
        [sys.executable, "-B", "-c", SCRIPT.format(root=PACKAGE_ROOT, machine=machine)],
        capture_output=True,
        text=True,
        check=True,
        env={"LANG": "C.UTF-8"},
    )
    return {name: tuple(state) for name, state in json.loads(ran.stdout).items()}


@pytest.fixture(scope="module")
def here() -> dict[str, tuple[str, str]]:
    """The layers of this machine as it is."""
    return layers_of("")


@pytest.mark.parametrize("name", MACHINES)
def test_what_a_machine_does_not_offer_is_told_and_costs_no_other_layer(name, here):
    machine, layer, why = MACHINES[name]
    if here[layer][0] != "on":
        pytest.skip(f"{layer} is {here[layer]} on this machine")
    if layer == "privileges" and here[layer][1] == "not root":
        pytest.skip("only an administrator has rights to lose")

    found = layers_of(machine)

    assert found[layer][0] == "unavailable"
    assert why in found[layer][1]
    others = [other for other in LAYERS if other != layer and here[other][0] == "on"]
    assert [found[other][0] for other in others] == ["on"] * len(others)


def test_a_root_that_may_not_change_its_user_gives_up_its_rights(here):
    if here["privileges"][1] == "not root":
        pytest.skip("for an administrator")

    found = layers_of("apply._become = refuse")

    assert found["privileges"] == ("on", "root without capabilities")


def test_without_landlock_and_libseccomp_nothing_is_called_more_than_a_process():
    found = layers_of("Kernel.syscall = unless(444, refuse)\nsys.modules['pyseccomp'] = None")

    assert isolation_of(found).level == "process"


@pytest.mark.parametrize("abi", range(1, NEWEST_ABI))
def test_an_older_landlock_says_what_it_cannot_refuse(abi):
    """Linux 5.13 has ABI 1, 5.19 has 2, 6.2 has 3, 6.7 has 4, 6.10 has 5, 6.12 has 6."""
    from grader.sandbox.forked import ForkedSandbox

    off = tuple(f"landlock:{right}" for right in rights_after(abi))
    with ForkedSandbox(off=off) as sandbox:
        state = sandbox.isolation().layers["landlock"]
        sandbox.open_channel(Limits()).close()

    assert state.startswith(("on", "unavailable: the kernel has no"))
    assert "read_file" not in state
    if state.startswith("on"):
        assert all(right in state for right in rights_after(abi))


def test_a_layer_that_does_not_exist_cannot_be_left_out():
    from grader.worker.confinement.apply import Confinement

    with pytest.raises(ValueError, match="no such layer or rule"):
        Confinement([], ["landlock:reading"])


def test_no_variable_of_the_environment_leaves_a_layer_out(monkeypatch):
    from grader.sandbox.forked import ForkedSandbox

    for name in ("OFF", "GRADE_OFF", "GRADER_OFF", "WALLS_OFF", "GRADE_ISOLATION", "PYTHONPATH"):
        monkeypatch.setenv(name, "landlock,seccomp")
    with ForkedSandbox() as sandbox:
        states = sandbox.isolation().layers.values()

    assert not [state for state in states if state.startswith("off")]
