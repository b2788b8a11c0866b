"""System calls that a worker has no use for are refused, whatever the arguments.

Each is made by number, through ctypes, with arguments that make it harmless: a descriptor of -1, a
null pointer, a process that is the worker itself. The control is the same call in a sandbox with
every wall left out, where the kernel answers something else than EPERM.
"""

from __future__ import annotations

import errno
import sys

import pytest

from grader.worker.confinement.apply import LAYERS

if sys.platform != "linux":
    pytest.skip("seccomp is Linux's", allow_module_level=True)
pyseccomp = pytest.importorskip("pyseccomp")

WALLS = frozenset(LAYERS)

SUBMISSION = '''
"""Makes one system call by number and hands back the error's number in place of an answer."""

import ctypes

import numpy as np

library = ctypes.CDLL(None, use_errno=True)


def double(image):
    return None


def twice(request):
    ctypes.set_errno(0)
    words = [ctypes.c_long(word) for word in request]
    result = library.syscall(*words)
    return ctypes.get_errno() if result < 0 else 0
'''

# name -> arguments that do no harm where the call is let through
CALLS = {
    "socket": (99, 0, 0),  # no such family
    "socketpair": (1, 99, 0, 0),
    "connect": (-1, 0, 0),
    "bind": (-1, 0, 0),
    "sendto": (-1, 0, 0, 0, 0, 0),
    "sendmsg": (-1, 0, 0),
    "recvmsg": (-1, 0, 0),
    "io_uring_setup": (0, 0),
    "io_uring_enter": (-1, 0, 0, 0),
    "memfd_create": (0, 0),
    "execve": (0, 0, 0),
    "execveat": (-1, 0, 0, 0, 0),
    "kill": (0x7FFFFFF, 0),  # no such process
    "tgkill": (0x7FFFFFF, 0x7FFFFFF, 0),
    "tkill": (0x7FFFFFF, 0),
    "pidfd_open": (-1, 0),
    "pidfd_getfd": (-1, 0, 0),
    "process_vm_readv": (0x7FFFFFF, 0, 0, 0, 0, 0),
    "process_vm_writev": (0x7FFFFFF, 0, 0, 0, 0, 0),
    "process_madvise": (-1, 0, 0, 0, 0),
    "ptrace": (16, 0x7FFFFFF, 0, 0),
    "kcmp": (0x7FFFFFF, 0x7FFFFFF, 0, 0, 0),
    "setsid": (),
    "setpgid": (-1, -1),
    "sched_setaffinity": (0x7FFFFFF, 0, 0),
    "sched_setscheduler": (0x7FFFFFF, 0, 0),
    "setpriority": (9, 0, 0),
    "prctl": (-1, 0, 0, 0, 0),
    "seccomp": (99, 0, 0),
    "unshare": (0,),
    "setns": (-1, 0),
    "mount": (0, 0, 0, 0, 0),
    "umount2": (0, 0),
    "fsopen": (0, 0),
    "open_tree": (-1, 0, 0),
    "chdir": (0,),
    "fchdir": (-1,),
    "chroot": (0,),
    "fchmod": (-1, 0),
    "fchmodat": (-1, 0, 0),
    "fchownat": (-1, 0, 0, 0, 0),
    "utimensat": (-1, 0, 0, 99),
    "setxattr": (0, 0, 0, 0, 0),
    "fsetxattr": (-1, 0, 0, 0, 0),
    "mkdirat": (-1, 0, 0),
    "unlinkat": (-1, 0, 0),
    "renameat2": (-1, 0, -1, 0, 0),
    "symlinkat": (0, -1, 0),
    "linkat": (-1, 0, -1, 0, 0),
    "mknodat": (-1, 0, 0, 0),
    "truncate": (0, 0),
    "ftruncate": (-1, 0),
    "fallocate": (-1, 0, 0, 0),
    "flock": (-1, 0),
    "inotify_init1": (-1,),
    "fanotify_init": (-1, 0),
    "semget": (0x6E6F6E65, 0, 0),  # no such key, and none is made
    "shmget": (0x6E6F6E65, 0, 0),
    "msgget": (0x6E6F6E65, 0),
    "mq_open": (0, 0, 0, 0),
    "add_key": (0, 0, 0, 0, 0),
    "keyctl": (-1, 0, 0, 0, 0),
    "request_key": (0, 0, 0, 0),
    "bpf": (-1, 0, 0),
    "perf_event_open": (0, 0, -1, -1, 0),
    "userfaultfd": (-1,),
    "vmsplice": (-1, 0, 0, 0),
    "splice": (-1, 0, -1, 0, 0, 0),
    "name_to_handle_at": (-1, 0, 0, 0, 0),
    "timer_create": (99, 0, 0),
    "signalfd4": (-1, 0, 0, 0),
    "eventfd2": (0, -1),
    "clone": (0x800, 0, 0, 0, 0),  # shared handlers without shared memory: no such process
}
# calls that are allowed, with arguments for which they are not
ARGUMENTS = {
    "prlimit64 of another process": ("prlimit64", (0x7FFFFFF, 7, 0, 0)),
    "prlimit64 with a new limit": ("prlimit64", (0, 99, 1, 0)),
    "openat for writing": ("openat", (-100, 0, 1, 0)),
    "openat for both": ("openat", (-100, 0, 2, 0)),
    "openat that creates": ("openat", (-100, 0, 0o100, 0)),
    "openat of a nameless file": ("openat", (-100, 0, 0o20200000 | 2, 0)),
    "ioctl of a terminal": ("ioctl", (-1, 0x5412, 0)),  # TIOCSTI
    "fcntl that sets flags": ("fcntl", (-1, 4, 0)),
    "fcntl that sets an owner": ("fcntl", (-1, 8, 0)),
    "fcntl that grows a pipe": ("fcntl", (-1, 1031, 0)),
}
# refused by a sandbox-less kernel too, or not there in some: shown refused, without a control
NO_CONTROL = {
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "fanotify_init",
    "setsid",
    "fsopen",
    "keyctl",
}
RESOLVED = {name: (name, arguments) for name, arguments in CALLS.items()} | ARGUMENTS

pytestmark = pytest.mark.attack


@pytest.fixture(scope="module")
def worker_without(grader_without):
    """Gives a worker that makes system calls, with all walls but some."""
    from grader.sandbox.student_process import StudentProcess

    made = {}

    def give(off):
        if off not in made:
            grader = grader_without(off)
            sources = {"answer": [("answer.py", SUBMISSION)]}
            made[off] = StudentProcess(grader.sandbox, grader.exercises[0], sources)
            made[off].load()
        made[off].begin_check()
        return made[off]

    yield give
    for process in made.values():
        process.__exit__()


def number_of(name: str) -> int:
    try:
        return pyseccomp.resolve_syscall(pyseccomp.system_arch(), name)
    except ValueError:
        pytest.skip(f"{name} is unknown to the library here")


def error_of(worker, name: str, arguments: tuple[int, ...]) -> int:
    number = number_of(name)
    if number < 0:
        pytest.skip(f"{name} does not exist on this machine")
    return worker.call("twice", ([number, *arguments],), {}).value


@pytest.mark.parametrize("call", RESOLVED)
def test_the_call_is_refused(call, grader_without, worker_without):
    layers = grader_without(frozenset()).sandbox.isolation().layers
    if not layers["seccomp"].startswith("on"):
        pytest.skip(f"seccomp is {layers['seccomp']}")

    error = error_of(worker_without(frozenset()), *RESOLVED[call])

    assert error == errno.EPERM


@pytest.mark.parametrize("call", [name for name in RESOLVED if name not in NO_CONTROL])
def test_without_walls_the_kernel_takes_the_call(call, worker_without):
    error = error_of(worker_without(WALLS), *RESOLVED[call])

    assert error != errno.EPERM


@pytest.mark.parametrize("name", ["clone3", "openat2"])
def test_a_call_that_cannot_be_looked_into_does_not_exist(name, worker_without):
    error = error_of(worker_without(frozenset()), name, (0, 0, 0, 0))

    assert error == errno.ENOSYS


def test_the_entry_for_other_machines_calls_is_closed(worker_without):
    """The number range of x32 reaches the same kernel functions by other numbers."""
    import platform

    from grader.sandbox.faults import Crashed

    if platform.machine() != "x86_64":
        pytest.skip("x32 is an entry of x86_64")
    worker = worker_without(frozenset())

    with pytest.raises(Crashed):
        worker.call("twice", ([0x40000000 | 41, 99, 0, 0],), {})
