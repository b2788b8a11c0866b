"""Take one rule out of a wall, and an attack that it held works.

Walls stand one behind the other, so a rule is taken out where its wall is the only one (or one of
the few named here that the attack needs): with the rule the attack is held, without it it works.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from grader.course import load_course
from grader.sandbox.faults import StudentFault
from grader.sandbox.student_process import StudentProcess
from grader.worker.confinement.landlock import RIGHTS
from grader.worker.confinement.apply import LAYERS, RULES
from tests.attacks.attack import ATTACKS
from tests.attacks.conftest import COURSE, TOKEN
from tests.attacks.test_attacks import WALLS, require, statuses
from tests.attacks.test_system_calls import ARGUMENTS, CALLS, NO_CONTROL

pytestmark = pytest.mark.attack

# rule -> the attack that only it holds, and the walls that stand while it is tried
TURNS_RED = {
    "landlock:execute": ("run_what_is_readable", "landlock"),
    "landlock:write_file": ("append_to_file", "landlock"),
    "landlock:read_file": ("read_file", "landlock"),
    "landlock:read_dir": ("list_folder", "landlock"),
    "landlock:remove_dir": ("remove_folder", "landlock"),
    "landlock:remove_file": ("remove_file", "landlock"),
    "landlock:make_char": ("device", "landlock"),
    "landlock:make_dir": ("make_folder", "landlock"),
    "landlock:make_reg": ("hard_link", "landlock"),
    "landlock:make_sock": ("leave_socket", "landlock"),
    "landlock:make_fifo": ("fifo", "landlock"),
    "landlock:make_block": ("device_block", "landlock"),
    "landlock:make_sym": ("symlink", "landlock"),
    "landlock:truncate": ("truncate_file", "landlock"),
    "landlock:bind_tcp": ("bind_tcp", "landlock"),
    "landlock:connect_tcp": ("tcp", "landlock"),
    "landlock:abstract_unix": ("abstract_socket", "landlock"),
    "landlock:signal": ("signal_to_grader", "landlock"),
    "landlock:installed": ("beside_the_library", "landlock"),
    "rlimits:AS": ("memory_of_bytes", "rlimits"),
    "rlimits:FSIZE": ("full_disk", "rlimits"),
    "rlimits:NOFILE": ("many_pipes", "rlimits"),
    "rlimits:NPROC": ("thread_bomb", "rlimits privileges namespaces"),
    "rlimits:CORE": ("core_file", "rlimits"),
    "rlimits:MEMLOCK": ("locked_memory", "rlimits privileges"),
    "rlimits:MSGQUEUE": ("message_queue", "rlimits"),
    "rlimits:CPU": ("processor_time", "rlimits"),
    "privileges:user": ("become_root", "privileges namespaces"),
    "privileges:capabilities": ("use_capability", "privileges"),
    "clean:descriptors": ("inherited_descriptors", "clean"),
    "clean:environment": ("any_environment", "clean"),
    "namespaces:mount": ("stat_file", "namespaces"),
    "namespaces:pid": ("handle_of_grader", "namespaces"),
    "namespaces:ipc": ("see_system_v", "namespaces"),
    "namespaces:net": ("udp", "namespaces"),
}
# another user has no capability to lose, so that rule is shown where the user stays
ALSO_OFF = {"privileges:capabilities": ["privileges:user"]}
# rules that no attack can show, and why
NOT_SHOWN = {
    "landlock:refer": "a ruleset refuses it whether it names it or not, see landlock(7)",
    "landlock:ioctl_dev": "it speaks of open devices, and a worker can open none",
}


def attack_named(name: str):
    (found,) = (attack for attack in ATTACKS if attack.name == name)
    return found


def test_every_rule_of_every_wall_is_taken_out():
    """System calls are rules too; they are taken out one by one below."""
    rules = {f"{layer}:{rule}" for layer in LAYERS for rule in RULES[layer]}

    assert rules == set(TURNS_RED) | set(NOT_SHOWN)
    assert set(RIGHTS) <= set(RULES["landlock"])


@pytest.fixture(scope="module")
def sandbox_without():
    """Gives a sandbox without some walls or rules; those with whole walls are kept."""
    from grader.sandbox.forked import ForkedSandbox

    (exercise,) = load_course(COURSE).exercises
    made = {}
    with contextlib.ExitStack() as stack:

        def give(off):
            if off not in made:
                sandbox = ForkedSandbox(exercise.packages, tuple(sorted(off)))
                made[off] = stack.enter_context(sandbox)
            return made[off]

        yield give


def gets_out(sandbox, files) -> bool:
    """Whether the attack's `double` gives the right answer."""
    (exercise,) = load_course(COURSE).exercises
    sources = {"answer": [("answer.py", files["submission.py"])]}
    with StudentProcess(sandbox, exercise, sources) as process:
        process.load()
        try:
            return process.call("double", (np.ones(2),), {}).value is not None
        except StudentFault:
            return False


@pytest.mark.parametrize("rule", TURNS_RED)
def test_without_the_rule_an_attack_turns_red(rule, bait, sandbox_without):
    name, standing = TURNS_RED[rule]
    attack = attack_named(name)
    if attack.expected.get("needs_root") and os.geteuid() != 0:
        pytest.skip("only an administrator has what this attack uses")
    off = (WALLS - set(standing.split())) | set(ALSO_OFF.get(rule, ()))
    files = attack.files(bait)

    with_rule, without = sandbox_without(off), sandbox_without(off | {rule})
    require(with_rule, standing.split())

    assert not gets_out(with_rule, files)
    assert gets_out(without, files)


SYSTEM_CALLS = """
import ctypes, json, os, sys
sys.path.insert(0, sys.argv[1])
import pyseccomp
from grader.worker.confinement.syscalls import Kernel
from grader.worker.confinement.seccomp import Filter

def answer(name, arguments, off):
    number = pyseccomp.resolve_syscall(pyseccomp.system_arch(), name)
    if number < 0:
        return None
    pid = os.fork()
    if pid == 0:
        try:
            kernel = Kernel()
            kernel.prctl(38, 1)  # PR_SET_NO_NEW_PRIVS, without which only root may filter
            Filter(kernel, off).enter()
        except BaseException:
            os._exit(255)
        library = ctypes.CDLL(None, use_errno=True)
        result = library.syscall(*[ctypes.c_long(word) for word in (number, *arguments)])
        os._exit(ctypes.get_errno() if result < 0 else 0)
    status = os.waitpid(pid, 0)[1]
    assert status != 255 << 8, "the filter could not be entered"
    return os.waitstatus_to_exitcode(status)

calls = json.loads(sys.stdin.read())
print(json.dumps([
    [label, answer(name, arguments, []), answer(name, arguments, [name])]
    for label, (name, arguments) in calls.items()
]))
"""
# with these let through, the process that asks would be gone, or the kernel refuses by itself
REFUSED_BY_KERNEL = NO_CONTROL | {"clone", "setsid", "execve", "execveat"}


@pytest.fixture(scope="module")
def answers():
    """System call -> its errors, with the whole filter and with that call let through."""
    from tests.sandbox.test_degraded import PACKAGE_ROOT

    calls = {name: (name, list(words)) for name, words in CALLS.items()}
    calls |= {label: (name, list(words)) for label, (name, words) in ARGUMENTS.items()}
    ran = subprocess.run(
        [sys.executable, "-B", "-c", SYSTEM_CALLS, PACKAGE_ROOT],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=True,
    )
    return {label: (held, let) for label, held, let in json.loads(ran.stdout)}


@pytest.mark.parametrize("call", [*CALLS, *ARGUMENTS])
def test_a_system_call_is_refused_by_its_own_rule_alone(call, answers):
    held, let_through = answers[call]
    if held is None:
        pytest.skip("there is no such call on this machine")

    assert held == 1  # EPERM
    if call not in REFUSED_BY_KERNEL:
        assert let_through != 1


def test_where_the_servers_environment_is_not_scrubbed_the_token_is_read(
    bait, hand_in, grader_without, monkeypatch
):
    """It is scrubbed twice: where the fork server starts, and in each worker."""
    from grader.pipeline import Grader
    from grader.sandbox import environment as surroundings
    from grader.sandbox.forked import ForkedSandbox

    token = attack_named("token").files(bait)
    scrubbed = dict(surroundings.WORKER_ENVIRONMENT)
    found = {}
    for environment in (scrubbed, scrubbed | {"GITHUB_TOKEN": TOKEN}):
        for off in ((), ("clean:environment",)):
            monkeypatch.setattr(surroundings, "WORKER_ENVIRONMENT", environment)
            course = load_course(COURSE)
            sandbox = ForkedSandbox(off=off)
            with Grader(course, course.exercises, sandbox) as grader:
                found[len(environment) > len(scrubbed), bool(off)] = statuses(
                    hand_in(grader, token)
                )[0]

    assert found.pop((True, True)) == "passed"
    assert set(found.values()) == {"error"}
