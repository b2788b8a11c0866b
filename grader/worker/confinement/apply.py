"""The walls round a worker: prepared once in the fork server, put up in each child after the fork.

What can be computed is computed before the fork (a Landlock ruleset, a compiled seccomp filter),
so that a child only hands two descriptors to the kernel. A worker has no writable folder at all,
which is why one ruleset serves every worker.

Before the first worker a child that runs nothing of a student's tries what each wall should stop
(`probes`): a layer is `on` only if it then refused.
Sources: prctl(2), capabilities(7), setrlimit(2).
"""

import contextlib
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from . import probes, python_paths
from .landlock import RIGHTS, Ruleset
from .namespaces import PARTS, Namespaces
from .seccomp import Filter
from .syscalls import Kernel

if sys.platform == "linux":
    import resource

# layer -> the rules in it that can be left out one by one; of seccomp, any system call
RULES: dict[str, tuple[str, ...]] = {
    "rlimits": ("AS", "FSIZE", "NOFILE", "NPROC", "CORE", "MEMLOCK", "MSGQUEUE", "CPU"),
    "landlock": (*RIGHTS, "installed"),
    "seccomp": (),
    "privileges": ("user", "capabilities"),
    "clean": ("descriptors", "environment"),
    "namespaces": PARTS,
}
LAYERS = tuple(RULES)

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
# Each worker of a fork server of root's is another user, from numbers that nobody is given:
# above those that systemd gives to containers, below what is negative as 32 bits.
_FIRST_USER, _USERS = 1_900_000_000, 65_536
_OWN_THREADS, _SHARED_THREADS = 64, 1024  # as its own user; beside all else that the user runs
_PROVING = {"cpu_seconds": 10, "memory_mb": probes.MEMORY_MB}

Step = Callable[[dict[str, Any], list[int]], None]


class Confinement:
    """The layers for one exercise's libraries, ready to be put round any number of children.

    Args:
        packages: folders beside the standard library that a worker may read (NumPy's).
        off: layers to leave out, or single rules of them (`landlock:read_file`, `seccomp:socket`);
            tests use it to prove that each matters.
        files: further files that a library reads once it computes; of what lies below `/proc/self`
            each worker reads its own, or a copy of the server's.

    Attributes:
        layers: name -> (`on`, `unavailable` or `off`, why).
    """

    def __init__(self, packages: list[str], off: list[str], files: Sequence[str] = ()) -> None:
        self._off = _parsed(off)
        self._packages = packages
        self._files = files
        self._kernel = Kernel()
        # servers run side by side, and the kernel counts threads by user: each begins elsewhere
        self._workers = int.from_bytes(os.urandom(2))
        self._user = 0  # of the next worker; 0 where it stays who it is
        self._steps: dict[str, Step] = {"clean": self._clean, "bonds": self._bind}
        self.layers: dict[str, tuple[str, str]] = {
            name: ("off", "switched off") for name in LAYERS if name in off
        }
        if "clean" not in off:
            self.layers["clean"] = ("on", "")
        if sys.platform != "linux":
            missing = set(LAYERS) - set(self.layers)
            self.layers |= dict.fromkeys(missing, ("unavailable", "needs Linux"))
            return
        with contextlib.suppress(OSError):  # should memory run out, a worker goes before the grader
            Path("/proc/self/oom_score_adj").write_text("1000")
        # who a worker can be depends on what it will see; what it sees, on what is loaded before
        self._attempt("rlimits", self._prepare_rlimits)
        self._attempt("landlock", self._prepare_landlock)
        self._attempt("seccomp", self._prepare_seccomp)
        self._attempt("namespaces", self._enter_namespaces)
        self._attempt("privileges", self._prepare_privileges)
        self._prove()
        self.layers = {name: self.layers[name] for name in LAYERS}

    def _attempt(self, name: str, prepare: Callable[[], str]) -> None:
        if name in self.layers:
            return
        try:
            self.layers[name] = ("on", prepare())
        except (OSError, ImportError, RuntimeError, ValueError) as error:
            self.layers[name] = ("unavailable", str(error)[:300])

    def _is_on(self, name: str) -> bool:
        return self.layers[name][0] == "on"

    @contextlib.contextmanager
    def for_next_child(self) -> Iterator[None]:
        """To be held round the fork of a child that `put_up` will be called in."""
        self._workers += 1
        if self._user:
            self._user = _FIRST_USER + self._workers % _USERS
        with self._namespaces.for_next_child() if self._is_on("namespaces") else _nothing():
            yield

    def apply(self, limits: dict[str, Any], keep: list[int]) -> None:
        """Confines the calling process for good; called in the child, before any student code.

        Args:
            limits: `cpu_seconds`, `memory_mb`.
            keep: descriptors that stay open besides the standard three.

        Raises:
            OSError: a layer that could be prepared was refused now; the child must not go on.
        """
        os.setsid()
        for _name, step in self._standing_steps():
            step(limits, keep)

    def _standing_steps(self) -> list[tuple[str, Step]]:
        """The steps of the walls that stand; each may need what a later one takes away."""
        order = ("clean", "rlimits", "privileges", "bonds", "landlock", "seccomp")
        return [
            (name, self._steps[name])
            for name in order
            if name in self._steps and (name == "bonds" or self._is_on(name))
        ]

    # -- each layer

    def _clean(self, _limits: dict[str, Any], keep: list[int]) -> None:
        if "descriptors" not in self._off["clean"]:
            ruleset = [self._ruleset.descriptor] if "landlock" in self._steps else []
            _close_descriptors({*keep, *ruleset})
        if "environment" not in self._off["clean"]:
            os.environ.clear()

    def _prepare_landlock(self) -> str:
        off = self._off["landlock"]
        readable = python_paths.standard_library_entries()
        if "installed" in off:
            readable += python_paths.installed_folders()
        self._ruleset = Ruleset(self._kernel, [*readable, *self._packages], off - {"installed"})
        self._steps["landlock"] = self._restrict
        return self._ruleset.told

    def _restrict(self, _limits: dict[str, Any], _keep: list[int]) -> None:
        for path in self._files:  # found anew in each child; a sibling's is worth nothing
            self._ruleset.allow_reading(path)
        self._ruleset.restrict()
        os.close(self._ruleset.descriptor)

    def _prepare_seccomp(self) -> str:
        prepared = Filter(self._kernel, self._off["seccomp"])
        self._steps["seccomp"] = lambda _limits, _keep: prepared.enter()
        return prepared.told

    def _prepare_rlimits(self) -> str:
        # RLIMIT_AS counts what NumPy has mapped already, so a worker's limit comes on top of it
        self._pages_before = int(Path("/proc/self/statm").read_text().split()[0])
        self._steps["rlimits"] = self._limit_resources
        return ""

    def _limit_resources(self, limits: dict[str, Any], _keep: list[int]) -> None:
        mapped = self._pages_before * os.sysconf("SC_PAGE_SIZE")
        seconds = limits["cpu_seconds"]
        is_alone = self._user or self._is_on("namespaces")
        for name, value in {
            "AS": mapped + limits["memory_mb"] * 2**20,
            "FSIZE": 0,
            "NOFILE": 64,
            "NPROC": _OWN_THREADS if is_alone else _SHARED_THREADS,
            "CORE": 0,
            "MEMLOCK": 0,
            "MSGQUEUE": 0,
            "CPU": seconds,
        }.items():
            if name in self._off["rlimits"]:
                continue
            kind = getattr(resource, f"RLIMIT_{name}")
            # processor time: SIGXCPU tells why, and a second later SIGKILL ends it
            most = value + 1 if name == "CPU" else value
            hard = resource.getrlimit(kind)[1]
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (min(value, bound), bound))

    def _enter_namespaces(self) -> str:
        self._namespaces = Namespaces(
            self._kernel,
            python_paths.standard_library_folders(),
            python_paths.installed_folders() if "installed" not in self._off["landlock"] else [],
            self._packages,
            self._off["namespaces"],
            self._files,
        )
        probes.run_in_child(lambda _tell: self._namespaces.enter())  # raises before it is too late
        self._namespaces.enter()
        return ", ".join(self._namespaces.parts)

    def _prepare_privileges(self) -> str:
        self._steps["privileges"] = self._drop_privileges
        if os.geteuid() != 0:
            return "not root"
        needed = [*self._packages, *python_paths.standard_library_folders()]
        if "user" not in self._off["privileges"] and python_paths.others_can_read(needed):
            with contextlib.suppress(OSError):  # a container may have few users, or no leave
                probes.run_in_child(lambda _tell: _become(_FIRST_USER + _USERS))
                self._user = _FIRST_USER
                return "root becomes a user of its own"
        return "root without capabilities"

    def _drop_privileges(self, _limits: dict[str, Any], _keep: list[int]) -> None:
        if self._user:
            _become(self._user)
        if "capabilities" not in self._off["privileges"]:
            self._kernel.capset(struct.pack("<Ii", 0x20080522, 0), bytes(24))

    def _bind(self, _limits: dict[str, Any], _keep: list[int]) -> None:
        """What no wall can do without; after the change of user, which undoes two of the three."""
        self._kernel.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # no worker outlives the fork server
        self._kernel.prctl(_PR_SET_DUMPABLE, 0)  # no other process may look into this one
        self._kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1)

    # -- the proof

    def _prove(self) -> None:
        """Takes a layer for on only where a child that tries is refused."""

        def try_everything(tell: Callable[[str], None]) -> None:
            if self._is_on("namespaces") and not self._off["namespaces"]:
                tell(f"namespaces {probes.namespaces(self._namespaces.parts)}")
            for name, step in self._standing_steps():
                try:
                    step(_PROVING, [])
                except OSError as error:
                    tell(f"{name} {error}")
                    continue
                if name in probes.STILL_POSSIBLE and not self._off[name]:
                    tell(f"{name} {probes.STILL_POSSIBLE[name]()}")

        try:
            with self.for_next_child():
                told = probes.run_in_child(try_everything)
        except OSError as error:
            told = [
                f"{name} the child that tried it: {error}" for name, _ in self._standing_steps()
            ]
        for line in told:
            name, _, why = line.partition(" ")
            if why and name in self.layers:
                self.layers[name] = ("unavailable", why[:300])


def _parsed(off: list[str]) -> dict[str, set[str]]:
    """Layer -> its rules that are left out.

    Raises:
        ValueError: there is no such layer or rule.
    """
    found: dict[str, set[str]] = {name: set() for name in LAYERS}
    for entry in off:
        layer, _, rule = entry.partition(":")
        if layer not in RULES or (rule and layer != "seccomp" and rule not in RULES[layer]):
            raise ValueError(f"no such layer or rule: {entry}")
        if rule:
            found[layer].add(rule)
    return found


@contextlib.contextmanager
def _nothing() -> Iterator[None]:
    yield


def _become(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def _close_descriptors(keep: set[int]) -> None:
    previous = 2
    for descriptor in sorted(keep):
        os.closerange(previous + 1, descriptor)
        previous = descriptor
    os.closerange(previous + 1, os.sysconf("SC_OPEN_MAX"))
