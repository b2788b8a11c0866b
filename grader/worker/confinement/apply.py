"""Confinement of workers: prepared once in the fork server, applied in each child after the fork.

A Landlock ruleset and a seccomp filter are made before the fork, so that a child only passes them
to the kernel. One ruleset serves every worker: a writable folder, where there is one, is mounted
anew for each, and no other worker can name it.

Before the first worker, a child without student code tries what each layer should stop (`probes`).
A layer is `on` only if it refused.
Sources: prctl(2), capabilities(7), setrlimit(2).
"""

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from . import probes
from .landlock import RIGHTS, Ruleset
from .library import (
    installed_folders,
    others_can_read,
    standard_library_entries,
    standard_library_folders,
)
from .namespaces import PARTS, SCRATCH, SCRATCH_MB, Namespaces
from .seccomp import Filter
from .syscalls import Kernel

if sys.platform == "linux":
    import resource

# layer -> the rules in it that can be left out one by one; in seccomp, any system call
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
# A fork server that runs as root gives each worker another user, with a number that nobody has:
# above the numbers that systemd gives to containers, below those that are negative in 32 bits.
_FIRST_USER, _USERS = 1_900_000_000, 65_536
# of a worker with a user of its own; of one whose user runs other programs too
_OWN_THREADS, _SHARED_THREADS = 64, 1024
_PROVING = {"cpu_seconds": 10, "memory_mb": probes.MEMORY_MB}

Step = Callable[[dict[str, Any], list[int]], None]


class Confinement:
    """The layers for one exercise's libraries, ready for any number of children.

    Args:
        packages: folders and files beside the standard library that a worker may read (NumPy's).
        off: layers to leave out, or single rules of them (`landlock:read_file`, `seccomp:socket`);
            tests use it to prove that each one matters.
        files: further files that a library reads when it computes. Below `/proc/self` each worker
            reads its own files, or a copy of the server's.
        scratch: give each worker a folder to write to, where namespaces can keep it apart.
        data: a folder with data files; a worker may read the part of it that its limits name.

    Attributes:
        layers: name -> (`on`, `unavailable` or `off`, why).
        mounts: whether a worker can be given a folder in memory that no other one sees.
    """

    def __init__(
        self,
        packages: list[str],
        off: list[str],
        files: Sequence[str] = (),
        *,
        scratch: bool = False,
        data: str = "",
    ) -> None:
        self._off = _parsed(off)
        self._packages = packages
        self._data = [data] if data else []
        self._all_write = scratch
        self.mounts = False
        self._rulesets: dict[str, Ruleset] = {}
        self._files = files
        self._kernel = Kernel()
        # the kernel counts threads by user, and servers run side by side: each begins elsewhere
        self._workers = int.from_bytes(os.urandom(2))
        self._user = 0  # of the next worker; 0 if it keeps the server's
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
        with contextlib.suppress(OSError):  # if memory runs out, a worker dies before the grader
            Path("/proc/self/oom_score_adj").write_text("1000")
        # the namespaces hide files that the layers before them have to load, and decide whether a
        # worker's new user can read the libraries
        self._attempt("rlimits", self._prepare_rlimits)
        self._attempt("landlock", self._prepare_landlock)
        self._attempt("seccomp", self._prepare_seccomp)
        self._attempt("namespaces", self._enter_namespaces)
        self._steps["place"] = self._move_in
        if (scratch or data) and self._is_on("namespaces"):
            self._prepare_scratch()
        self._attempt("privileges", self._prepare_privileges)
        self._prove()
        self.layers = {name: self.layers[name] for name in LAYERS}
        if self._is_on("clean") and "environment" not in self._off["clean"]:
            os.environ.clear()  # here, because a child that does it copies pages of memory

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
    def for_next_child(self, limits: Mapping[str, Any] = MappingProxyType({})) -> Iterator[None]:
        """Enter it for the fork of a child that will call `apply` with these limits."""
        server, own = os.getpid(), self._ruleset_for(limits)
        with self._as_next_child():
            yield
        if own is not None and os.getpid() == server:  # the child still needs it
            own.close()

    @contextlib.contextmanager
    def _as_next_child(self) -> Iterator[None]:
        self._workers += 1
        if self._user:
            self._user = _FIRST_USER + self._workers % _USERS
        with self._namespaces.for_next_child() if self._is_on("namespaces") else _nothing():
            yield

    def apply(self, limits: dict[str, Any], keep: list[int]) -> None:
        """Confine the calling process for good; called in the child, before any student code.

        Args:
            limits: `cpu_seconds`, `memory_mb`; where there are data files, `folder` with them;
                `writes`, if it may write, and `scratch`, a folder for that where none is mounted.
            keep: descriptors that stay open besides the standard three.

        Raises:
            OSError: the kernel refused a layer that could be prepared; the child must not go on.
        """
        os.setsid()
        for _name, step in self._steps_of_layers():
            step(limits, keep)

    def _steps_of_layers(self) -> list[tuple[str, Step]]:
        """The steps of the layers that are on; each may need what a later one takes away."""
        order = ("clean", "rlimits", "place", "privileges", "bonds", "landlock", "seccomp")
        return [
            (name, self._steps[name])
            for name in order
            if name in self._steps and (name not in self.layers or self._is_on(name))
        ]

    # -- each layer

    def _clean(self, _limits: dict[str, Any], keep: list[int]) -> None:
        if "descriptors" not in self._off["clean"]:
            ruleset = [self._ruleset.descriptor] if "landlock" in self._steps else []
            _close_descriptors({*keep, *ruleset})
        if "environment" not in self._off["clean"] and os.environ:
            os.environ.clear()

    def _prepare_landlock(self) -> str:
        self._readable = standard_library_entries()
        if "installed" in self._off["landlock"]:
            self._readable += installed_folders()
        self._ruleset = self._rulesets[""] = self._new_ruleset()
        self._steps["landlock"] = self._restrict
        return self._ruleset.summary

    def _new_ruleset(self, *more: str) -> Ruleset:
        readable = [*self._readable, *self._packages, *more]
        return Ruleset(self._kernel, readable, self._off["landlock"] - {"installed"})

    def _ruleset_for(self, limits: Mapping[str, Any]) -> Ruleset | None:
        """Choose the ruleset of the next worker; gives it if it is for no other one."""
        folder, scratch = limits.get("folder", ""), limits.get("scratch", "")
        if "landlock" not in self._steps:
            return None
        if scratch:
            self._ruleset = self._new_ruleset(scratch, *([folder] if folder else []))
            self._ruleset.allow_filling(scratch, with_folders=False)
            return self._ruleset
        if folder not in self._rulesets:
            self._rulesets[folder] = self._new_ruleset(folder)
        self._ruleset = self._rulesets[folder]
        return None

    def _restrict(self, _limits: dict[str, Any], _keep: list[int]) -> None:
        for path in self._files:  # in each child, since below /proc/self each has its own
            self._ruleset.allow_reading(path)
        self._ruleset.restrict()
        os.close(self._ruleset.descriptor)

    def _prepare_seccomp(self) -> str:
        off = self._off["seccomp"]
        # made before the namespaces hide libseccomp; they decide which one is needed
        strict = filing = Filter(self._kernel, off)
        if self._all_write or self._data:
            filing = Filter(self._kernel, off, filing=True)
        self._steps["seccomp"] = lambda limits, _keep: (
            filing if self._may_write(limits) else strict
        ).enter()
        return strict.summary

    def _prepare_scratch(self) -> None:
        if "mount" not in self._namespaces.parts:
            return
        with contextlib.suppress(OSError):  # then nothing can be mounted
            probes.run_in_child(lambda _report: self._namespaces.mount_scratch())
            self.mounts = True

    def _may_write(self, limits: Mapping[str, Any]) -> bool:
        is_asked = self._all_write or bool(limits.get("writes"))
        return is_asked and (self.mounts or bool(limits.get("scratch")))

    def _move_in(self, limits: dict[str, Any], _keep: list[int]) -> None:
        """Go into the worker's folder, which is empty but for its data files."""
        folder, home = limits.get("folder", ""), limits.get("scratch", "")
        if self._may_write(limits) and not home:
            home = SCRATCH
            self._namespaces.mount_scratch()
            if "landlock" in self._steps:
                self._ruleset.allow_reading(SCRATCH)
                self._ruleset.allow_filling(SCRATCH)
            if folder:
                _link_into(SCRATCH, folder)
        if home:
            os.environ["TMPDIR"] = os.environ["HOME"] = tempfile.tempdir = home
        if home or folder:
            os.chdir(home or folder)

    def _prepare_rlimits(self) -> str:
        # RLIMIT_AS counts what NumPy has mapped already: a worker's limit is added to it
        self._pages_before = int(Path("/proc/self/statm").read_text().split()[0])
        self._steps["rlimits"] = self._limit_resources
        return ""

    def _limit_resources(self, limits: dict[str, Any], _keep: list[int]) -> None:
        mapped = self._pages_before * os.sysconf("SC_PAGE_SIZE")
        seconds = limits["cpu_seconds"]
        is_alone = self._user or self._is_on("namespaces")
        for name, value in {
            "AS": mapped + limits["memory_mb"] * 2**20,
            "FSIZE": SCRATCH_MB * 2**20 if self._may_write(limits) else 0,
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
            # processor time: SIGXCPU says why, and a second later SIGKILL ends the worker
            most = value + 1 if name == "CPU" else value
            hard = resource.getrlimit(kind)[1]
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (min(value, bound), bound))

    def _enter_namespaces(self) -> str:
        self._namespaces = Namespaces(
            self._kernel,
            standard_library_folders(),
            installed_folders() if "installed" not in self._off["landlock"] else [],
            [*self._packages, *self._data],
            self._off["namespaces"],
            self._files,
        )
        # tried in a child, because the server cannot go back from half of it
        probes.run_in_child(lambda _report: self._namespaces.enter())
        self._namespaces.enter()
        return ", ".join(self._namespaces.parts)

    def _prepare_privileges(self) -> str:
        self._steps["privileges"] = self._drop_privileges
        if os.geteuid() != 0:
            return "not root"
        needed = [*self._packages, *self._data, *standard_library_folders()]
        if "user" not in self._off["privileges"] and others_can_read(needed):
            with contextlib.suppress(OSError):  # a container may have few users, or forbid it
                probes.run_in_child(lambda _report: _become(_FIRST_USER + _USERS))
                self._user = _FIRST_USER
                return "root becomes a user of its own"
        return "root without capabilities"

    def _drop_privileges(self, _limits: dict[str, Any], _keep: list[int]) -> None:
        if self._user:
            _become(self._user)
        if "capabilities" not in self._off["privileges"]:
            self._kernel.capset()

    def _bind(self, _limits: dict[str, Any], _keep: list[int]) -> None:
        """Set three flags for all layers; after the change of user, which resets two of them."""
        self._kernel.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # no worker outlives the fork server
        self._kernel.prctl(_PR_SET_DUMPABLE, 0)  # no other process may read this one's memory
        self._kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1)

    # -- the proof

    def _prove(self) -> None:
        """Mark a layer as unavailable if a child can still do what the layer should stop."""

        def try_everything(report: Callable[[str], None]) -> None:
            if self._is_on("namespaces") and not self._off["namespaces"]:
                report(f"namespaces {probes.namespaces(self._namespaces.parts)}")
            for name, step in self._steps_of_layers():
                try:
                    step(_PROVING, [])
                except OSError as error:
                    report(f"{name} {error}")
                    continue
                if name in probes.STILL_POSSIBLE and not self._off[name]:
                    report(f"{name} {probes.STILL_POSSIBLE[name]()}")

        try:
            with self.for_next_child():
                lines = probes.run_in_child(try_everything)
        except OSError as error:
            lines = [
                f"{name} the child that tried it: {error}" for name, _ in self._steps_of_layers()
            ]
        for line in lines:
            name, _, why = line.partition(" ")
            if why and name in self.layers:
                self.layers[name] = ("unavailable", why[:300])


def _parsed(off: list[str]) -> dict[str, set[str]]:
    """Layer -> the rules in it to leave out.

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


def _link_into(scratch: str, data: str) -> None:
    """Make a link in an empty folder for each file of another one, in folders of the same names."""
    os.umask(0o000)  # the worker, who may be another user, can write into these folders
    for there, folders, files in os.walk(data):
        here = Path(scratch, os.path.relpath(there, data))
        for name in folders:
            (here / name).mkdir(0o1777)
        for name in files:
            (here / name).symlink_to(Path(there, name))
    os.umask(0o022)


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
