"""The walls round a worker: prepared once in the fork server, put up in each child after the fork.

What can be computed is computed before the fork (a Landlock ruleset, a compiled seccomp filter),
so that a child only hands two descriptors to the kernel. A worker has no writable folder at all,
which is why one ruleset serves every worker.

Each layer that the kernel refuses is reported as unavailable with the reason, never assumed.
Sources: landlock(7), seccomp(2), prctl(2), capabilities(7).
"""

import contextlib
import ctypes
import errno
import os
import signal
import struct
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

if sys.platform == "linux":
    import resource

LAYERS = ("rlimits", "landlock", "seccomp", "privileges", "clean")

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446  # the same on every machine
_LANDLOCK_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# rights that exist from each Landlock ABI on; all of them are handled, so all are refused
_FS_RIGHTS_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_SCOPE_ABSTRACT_UNIX, _SCOPE_SIGNAL = 1, 2

# What NumPy and plain Python need once they are loaded. Everything else is EPERM, which a
# student sees as PermissionError; the entry for 32-bit calls is closed by libseccomp itself.
_ALLOWED_SYSCALLS = """
    read readv write writev close close_range lseek pread64 fstat newfstatat stat lstat
    statx access faccessat faccessat2 readlink readlinkat getcwd getdents64 dup dup2 dup3
    pipe pipe2 poll ppoll select pselect6 mmap munmap mprotect mremap brk madvise mincore
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigsuspend sigaltstack alarm setitimer
    getitimer pause clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time
    times getrusage futex sched_yield sched_getaffinity set_robust_list rseq membarrier
    gettid getpid getppid getuid geteuid getgid getegid getpgrp getsid getrandom uname
    sysinfo restart_syscall exit exit_group
""".split()
_O_WRITING = os.O_WRONLY | os.O_RDWR | getattr(os, "O_CREAT", 0) | os.O_TRUNC
_CLONE_THREAD = 0x00010000
_ENOSYS_SYSCALLS = ("clone3", "openat2")  # callers fall back to what the filter can look into
_IOCTLS = (0x5401, 0x5450, 0x5451)  # TCGETS (isatty), FIONCLEX, FIOCLEX
_FCNTLS = (1, 2, 3, 1030)  # F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC


class Walls:
    """The layers for one exercise's libraries, ready to be put round any number of children.

    Args:
        packages: folders beside the standard library that a worker may read (NumPy's).
        files: further files that a library reads when it computes; of those below `/proc/self`
            each child may read its own.
        off: names of layers to leave out; tests use it to prove that a layer matters.

    Attributes:
        layers: name -> (`on`, `unavailable` or `off`, why).
    """

    def __init__(self, packages: list[str], files: list[str], off: list[str]) -> None:
        unknown = set(off) - set(LAYERS)
        if unknown:
            raise ValueError(f"no such layers: {', '.join(sorted(unknown))}")
        self.layers: dict[str, tuple[str, str]] = dict.fromkeys(LAYERS, ("on", ""))
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._ruleset = -1
        self._filter = b""
        self._own_files = [path for path in files if path.startswith("/proc/self/")]
        shared_files = [path for path in files if path not in self._own_files]
        self._pages_before = 0
        self._unprivileged_uid = 0
        prepare = {
            "landlock": lambda: self._prepare_landlock([*packages, *shared_files]),
            "seccomp": self._prepare_seccomp,
            "rlimits": self._prepare_rlimits,
            "privileges": self._prepare_privileges,
        }
        for name in LAYERS:
            if name in off:
                self.layers[name] = ("off", "switched off")
            elif sys.platform != "linux" and name != "clean":
                self.layers[name] = ("unavailable", "needs Linux")
            elif name in prepare:
                self._attempt(name, prepare[name])

    def _attempt(self, name: str, prepare: Any) -> None:
        try:
            prepare()
        except (OSError, ImportError, ValueError) as error:
            self.layers[name] = ("unavailable", str(error)[:300])

    def _is_on(self, name: str) -> bool:
        return self.layers[name][0] == "on"

    def put_up(self, limits: dict[str, Any], keep: list[int]) -> None:
        """Confines the calling process for good; called in the child, before any student code.

        Args:
            limits: `cpu_seconds`, `memory_mb`.
            keep: descriptors that stay open besides the standard three.

        Raises:
            OSError: a layer that could be prepared was refused now; the child must not go on.
        """
        os.setsid()
        with contextlib.suppress(OSError):  # should memory run out, a worker goes before the grader
            Path("/proc/self/oom_score_adj").write_text("1000")
        if self._is_on("clean"):
            _close_descriptors({0, 1, 2, self._ruleset, *keep})
            for name in [name for name in os.environ if not name.startswith("TF_")]:
                del os.environ[name]  # TensorFlow reads its own, which are ours, when it computes
        if self._is_on("rlimits"):
            self._limit_resources(limits)
        if self._is_on("privileges"):
            self._drop_privileges()
        if sys.platform == "linux":
            self._prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # no worker outlives the fork server
            self._prctl(_PR_SET_NO_NEW_PRIVS, 1)
            self._prctl(_PR_SET_DUMPABLE, 0)  # nobody else's process may look into this one
        if self._is_on("landlock"):
            for path in self._own_files:
                self._allow_reading(path)  # into the one ruleset: a sibling's is worth nothing
            self._syscall(_LANDLOCK_RESTRICT, self._ruleset, 0)
        if self._ruleset >= 0:
            os.close(self._ruleset)
        if self._is_on("seccomp"):
            self._enter_filter()

    # -- Landlock: which files can be read

    def _prepare_landlock(self, readable: list[str]) -> None:
        abi = self._libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
        if abi < 1:
            raise OSError(
                ctypes.get_errno(), "the kernel has no Landlock (Linux 5.13 and later do)"
            )
        rights = (1 << _FS_RIGHTS_BY_ABI.get(abi, 16)) - 1
        network = 0b11 if abi >= 4 else 0
        scopes = (_SCOPE_ABSTRACT_UNIX | _SCOPE_SIGNAL) if abi >= 6 else 0
        attributes = struct.pack("<QQQ", rights, network, scopes)
        size = 24 if abi >= 6 else 16 if abi >= 4 else 8
        self._ruleset = self._syscall(_LANDLOCK_CREATE, attributes, size, 0)
        for path in [*_standard_library(), *readable]:
            self._allow_reading(path)
        self.layers["landlock"] = ("on", f"ABI {abi}")

    def _allow_reading(self, path: str) -> None:
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:  # a link that leads nowhere opens nothing either
            return
        try:
            rights = _READ_FILE | _READ_DIR if Path(path).is_dir() else _READ_FILE
            rule = struct.pack("<Qi", rights, descriptor)
            self._syscall(_LANDLOCK_ADD, self._ruleset, _LANDLOCK_PATH_BENEATH, rule, 0)
        finally:
            os.close(descriptor)

    # -- seccomp: which system calls exist

    def _prepare_seccomp(self) -> None:
        import pyseccomp

        rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
        for name in _ALLOWED_SYSCALLS:
            _allow(rules, name)
        for name in _ENOSYS_SYSCALLS:
            _allow(rules, name, action=pyseccomp.ERRNO(errno.ENOSYS))
        masked, equal = pyseccomp.MASKED_EQ, pyseccomp.EQ
        _allow(rules, "clone", pyseccomp.Arg(0, masked, _CLONE_THREAD, _CLONE_THREAD))
        _allow(rules, "openat", pyseccomp.Arg(2, masked, _O_WRITING, 0))
        _allow(rules, "open", pyseccomp.Arg(1, masked, _O_WRITING, 0))
        _allow(rules, "prlimit64", pyseccomp.Arg(0, equal, 0), pyseccomp.Arg(2, equal, 0))
        for command in _IOCTLS:
            _allow(rules, "ioctl", pyseccomp.Arg(1, equal, command))
        for command in _FCNTLS:
            _allow(rules, "fcntl", pyseccomp.Arg(1, equal, command))
        with tempfile.TemporaryFile() as file:
            rules.export_bpf(file)
            file.seek(0)
            self._filter = file.read()
        self.layers["seccomp"] = ("on", f"{len(self._filter) // 8} instructions")

    def _enter_filter(self) -> None:
        program = ctypes.create_string_buffer(self._filter, len(self._filter))
        # struct sock_fprog: a count of 8-byte instructions and a pointer to them
        header = struct.pack("@HP", len(self._filter) // 8, ctypes.addressof(program))
        self._prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(header))

    # -- rlimits: how much of the machine

    def _prepare_rlimits(self) -> None:
        # RLIMIT_AS counts what NumPy has mapped already, so a worker's limit comes on top of it
        self._pages_before = int(Path("/proc/self/statm").read_text().split()[0])

    def _limit_resources(self, limits: dict[str, Any]) -> None:
        mapped = self._pages_before * os.sysconf("SC_PAGE_SIZE")
        memory = mapped + limits["memory_mb"] * 2**20
        for kind, value in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, 64),
            (resource.RLIMIT_NPROC, 1024),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_MEMLOCK, 0),
            (resource.RLIMIT_MSGQUEUE, 0),
        ):
            hard = resource.getrlimit(kind)[1]
            bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (bound, bound))
        # a second between the two, so that SIGXCPU tells why before SIGKILL ends it
        seconds = limits["cpu_seconds"]
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))

    # -- privileges: nobody's, where the fork server runs as root

    def _prepare_privileges(self) -> None:
        if os.geteuid() != 0:
            self.layers["privileges"] = ("on", "not root")
        elif _others_can_read_python():
            self._unprivileged_uid = 65534
            self.layers["privileges"] = ("on", "root becomes nobody")
        else:
            self.layers["privileges"] = ("on", "root without capabilities")

    def _drop_privileges(self) -> None:
        if os.geteuid() != 0:
            return
        if self._unprivileged_uid:
            os.setgroups([])
            os.setresgid(*[self._unprivileged_uid] * 3)
            os.setresuid(*[self._unprivileged_uid] * 3)
            return
        # Python lies where only root can read: stay root by name, without a capability to use
        header = ctypes.create_string_buffer(struct.pack("<Ii", 0x20080522, 0))
        nothing = ctypes.create_string_buffer(24)
        if self._libc.capset(header, nothing) != 0:
            raise OSError(ctypes.get_errno(), "capset")

    def _prctl(self, option: int, *arguments: Any) -> None:
        padded = [*arguments, 0, 0, 0][:4]
        as_words = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in padded]
        if self._libc.prctl(option, *as_words) != 0:
            raise OSError(ctypes.get_errno(), f"prctl {option}")

    def _syscall(self, number: int, *arguments: Any) -> int:
        as_words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
        result = int(self._libc.syscall(ctypes.c_long(number), *as_words))
        if result < 0:
            raise OSError(ctypes.get_errno(), f"system call {number}")
        return result


def _allow(rules: Any, name: str, *arguments: Any, action: int | None = None) -> None:
    import pyseccomp

    try:
        rules.add_rule(pyseccomp.ALLOW if action is None else action, name, *arguments)
    except OSError as error:
        # this machine's table does not have the call (`open` on arm64), so nobody can call it
        if error.errno not in (errno.EINVAL, errno.EFAULT, errno.EDOM):
            raise


def _standard_library() -> list[str]:
    """Everything in the standard library's folders but what was installed beside it."""
    folders = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    installed = {"site-packages", "dist-packages"}
    return sorted(
        str(entry)
        for folder in folders
        if Path(folder).is_dir()
        for entry in Path(folder).iterdir()
        if entry.name not in installed
    )


def _others_can_read_python() -> bool:
    """Whether a user without rights reaches the files that Python is loaded from."""
    path = Path(os.__file__).resolve()
    return bool(path.stat().st_mode & 0o004) and all(
        parent.stat().st_mode & 0o001 for parent in path.parents
    )


def _close_descriptors(keep: set[int]) -> None:
    previous = 2
    for descriptor in sorted(keep - {-1, 0, 1, 2}):
        os.closerange(previous + 1, descriptor)
        previous = descriptor
    os.closerange(previous + 1, os.sysconf("SC_OPEN_MAX"))
