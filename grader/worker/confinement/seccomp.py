"""The system calls that computing needs -> a seccomp filter that refuses all others.

A call that is not named here is EPERM, which a student sees as PermissionError. libseccomp itself
closes the entry for 32-bit calls. Source: seccomp(2).
"""

import contextlib
import ctypes
import errno
import os
import struct
import tempfile
from collections.abc import Collection
from typing import Any

from .syscalls import Kernel

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2

# what NumPy and plain Python need when they are loaded
_ALLOWED = """
    read readv write writev close close_range lseek pread64 fstat newfstatat stat lstat
    statx access faccessat faccessat2 readlink readlinkat getcwd getdents64 dup dup2 dup3
    pipe pipe2 poll ppoll select pselect6 mmap munmap mprotect mremap brk madvise mincore
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigsuspend sigaltstack alarm setitimer
    getitimer pause clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time
    times getrusage futex sched_yield sched_getaffinity set_robust_list rseq membarrier
    gettid getpid getppid getuid geteuid getgid getegid getpgrp getsid getrandom uname
    sysinfo restart_syscall exit exit_group
""".split()
# what libraries need beside these to keep files in a scratch folder
_FILING = """
    open openat write pwrite64 pwritev ftruncate fallocate fsync fdatasync flock
    mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2
""".split()
_WRITING = os.O_WRONLY | os.O_RDWR | getattr(os, "O_CREAT", 0) | os.O_TRUNC
_CLONE_THREAD = 0x00010000
_NOT_THERE = ("clone3", "openat2")  # callers then use the older call, whose arguments can be seen
_IOCTLS = (0x5401, 0x5450, 0x5451)  # TCGETS (isatty), FIONCLEX, FIOCLEX
_FCNTLS = (1, 2, 3, 1030)  # F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC
LOOKED_INTO = ("clone", "openat", "open", "prlimit64", "ioctl", "fcntl")


class Filter:
    """A compiled filter.

    Args:
        off: system calls that are allowed with any arguments.
        filing: allow what writes files, too; where, other layers decide.

    Raises:
        OSError, ImportError, RuntimeError: libseccomp cannot be used here.
    """

    def __init__(self, kernel: Kernel, off: Collection[str], *, filing: bool = False) -> None:
        self._kernel = kernel
        self.program = _compiled({*off, *(_FILING if filing else ())})
        self.summary = f"{len(self.program) // 8} instructions"
        # struct sock_fprog: a count of 8-byte instructions and a pointer to them; made before the
        # fork, because a child that makes a type of ctypes copies pages of memory
        self._instructions = ctypes.create_string_buffer(self.program, len(self.program))
        address = ctypes.addressof(self._instructions)
        header = struct.pack("@HP", len(self.program) // 8, address)
        self._header = ctypes.create_string_buffer(header)

    def enter(self) -> None:
        """Apply the filter to the calling process, for good."""
        self._kernel.prctl(_PR_SET_SECCOMP, _MODE_FILTER, self._header)


def _compiled(off: Collection[str]) -> bytes:
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    with contextlib.suppress(OSError):  # an old libseccomp; the kernel reads a tree sooner
        rules.set_attr(pyseccomp.Attr.CTL_OPTIMIZE, 2)
    for name in sorted({*_ALLOWED, *off}):
        _add(rules, pyseccomp.ALLOW, name)
    for name in set(_NOT_THERE).difference(off):
        _add(rules, pyseccomp.ERRNO(errno.ENOSYS), name)
    for name in set(LOOKED_INTO).difference(off):
        for argument in _harmless_arguments(pyseccomp, name):
            _add(rules, pyseccomp.ALLOW, name, *argument)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _harmless_arguments(pyseccomp: Any, name: str) -> list[list[Any]]:
    """Sets of conditions; the call is allowed if one set holds."""
    argument, masked, equal = pyseccomp.Arg, pyseccomp.MASKED_EQ, pyseccomp.EQ
    return {
        "clone": [[argument(0, masked, _CLONE_THREAD, _CLONE_THREAD)]],
        "openat": [[argument(2, masked, _WRITING, 0)]],
        "open": [[argument(1, masked, _WRITING, 0)]],
        "prlimit64": [[argument(0, equal, 0), argument(2, equal, 0)]],  # read its own limits
        "ioctl": [[argument(1, equal, command)] for command in _IOCTLS],
        "fcntl": [[argument(1, equal, command)] for command in _FCNTLS],
    }[name]


def _add(rules: Any, action: int, name: str, *arguments: Any) -> None:
    try:
        rules.add_rule(action, name, *arguments)
    except OSError as error:
        # this machine has no such call (`open` on arm64), so nobody can make it
        if error.errno not in (errno.EINVAL, errno.EFAULT, errno.EDOM):
            raise
