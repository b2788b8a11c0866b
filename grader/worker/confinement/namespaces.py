"""Namespaces: a fork server sees only Python's files, no network and no other processes.

The server enters them once and its workers inherit them: a root folder with nothing but what may be
read, an empty network, System V objects of its own. Each worker is also the first process of a
process namespace: it sees no other process, and what it started ends with it.
Sources: namespaces(7), user_namespaces(7), pivot_root(2), mount_namespaces(7).
"""

import contextlib
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from .syscalls import Kernel

_NEWNS, _NEWIPC, _NEWUSER = 0x00020000, 0x08000000, 0x10000000
_NEWPID, _NEWNET = 0x20000000, 0x40000000
_RDONLY, _NOSUID, _NODEV, _NOEXEC = 1, 2, 4, 8
_REMOUNT, _BIND, _REC, _PRIVATE = 32, 4096, 16384, 1 << 18
_KINDS = {"ipc": _NEWIPC, "net": _NEWNET}
PARTS = ("mount", "pid", *_KINDS)
_COPIED_BYTES = 1 << 16
SCRATCH = "/scratch"
SCRATCH_MB, SCRATCH_FILES = 64, 2048
_STAGE = "/dev"  # the new root is built here, where it hides nothing that has to be bound


class Namespaces:
    """The namespaces of a fork server, which enters them when it has loaded all it needs.

    Args:
        folders: folders that workers may read.
        masked: folders below those that are to be empty (what is installed beside the library).
        packages: folders and files that workers may read even if they lie in a masked folder.
        off: parts to leave out.
        files: files whose first bytes are copied, and links that are kept.

    Attributes:
        parts: the parts that are not left out.
    """

    def __init__(
        self,
        kernel: Kernel,
        folders: list[str],
        masked: list[str],
        packages: list[str],
        off: Collection[str],
        files: Sequence[str] = (),
    ) -> None:
        self._kernel = kernel
        self._folders = _with_real_paths(folders)
        self._masked = _with_real_paths(masked)
        self._packages = _with_real_paths(packages)
        # read before the stage hides them; of a device such as /dev/urandom a beginning is enough
        self._copies = {path: _beginning(path) for path in files if not Path(path).is_symlink()}
        self._links = {
            path: str(Path(path).readlink()) for path in files if Path(path).is_symlink()
        }
        # the way back from a child's process namespace needs rights in the server's own
        missing = set() if os.geteuid() == 0 else {"pid"}
        self.parts = tuple(part for part in PARTS if part not in missing.union(off))
        self._server = os.getpid()
        self._own_processes = -1

    def enter(self) -> None:
        """Move the calling process; if a part is refused, it has entered some of them.

        Raises:
            OSError: the kernel or the container runtime does not allow it.
        """
        os.umask(0o022)  # workers' users must reach the folders of the new root
        flags = sum(flag for name, flag in _KINDS.items() if name in self.parts)
        user, group = os.geteuid(), os.getegid()
        if user != 0:
            self._kernel.unshare(_NEWUSER)
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        self._kernel.unshare(flags | _NEWNS)
        if "pid" in self.parts:
            self._own_processes = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        if "mount" in self.parts:
            self._shrink_root()

    @contextlib.contextmanager
    def for_next_child(self) -> Iterator[None]:
        """Enter it for a fork: the child is the first process of its own process namespace."""
        if self._own_processes < 0:
            yield
            return
        self._kernel.unshare(_NEWPID)
        try:
            yield
        finally:
            if os.getpid() == self._server:
                self._kernel.setns(self._own_processes, _NEWPID)
            else:
                os.close(self._own_processes)  # in the child, which could leave through it

    def mount_scratch(self) -> None:
        """Give the calling process, a child, an empty folder in memory that no other one sees.

        It ends with the process, whatever lies in it.

        Raises:
            OSError: the kernel or the container runtime does not allow it.
        """
        self._kernel.unshare(_NEWNS)
        flags = _NOSUID | _NODEV | _NOEXEC
        size = f"size={SCRATCH_MB}m,nr_inodes={SCRATCH_FILES},mode=1777"
        self._kernel.mount("tmpfs", SCRATCH, "tmpfs", flags, size)

    def _shrink_root(self) -> None:
        mount = self._kernel.mount
        mount("none", "/", "none", _REC | _PRIVATE)  # other processes see none of these mounts
        mount("tmpfs", _STAGE, "tmpfs", _NOSUID | _NODEV, "size=1m,mode=755")
        for path in self._folders:
            self._bind(path)
        masks = [path for path in self._masked if Path(path).is_dir()]
        for path in masks:
            mount("tmpfs", _STAGE + path, "tmpfs", _NOSUID | _NODEV, "size=1m,mode=755")
        for path in self._packages:
            self._bind(path)
        Path(_STAGE + SCRATCH).mkdir(mode=0o755)
        for path in (*self._copies, *self._links):
            Path(_STAGE + path).parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        for path, contents in self._copies.items():
            Path(_STAGE + path).write_bytes(contents)
        for path, target in self._links.items():
            Path(_STAGE + path).symlink_to(target)
        for path in [*masks, ""]:
            mount("none", _STAGE + path, "none", _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV)
        os.chdir(_STAGE)
        self._kernel.pivot_root(".", ".")  # now the old root lies on top of the new one
        self._kernel.detach(".")
        os.chdir("/")

    def _bind(self, path: str) -> None:
        """Make a folder, or a single file, readable at its own path below the stage."""
        there = Path(_STAGE + path)
        if Path(path).is_dir():
            there.mkdir(mode=0o755, parents=True, exist_ok=True)
        else:
            there.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            there.touch()
        self._kernel.mount(path, str(there), "none", _BIND | _REC)
        # in a user namespace, the flags of the original mount cannot be taken away
        kept = os.statvfs(there).f_flag & _NOEXEC
        flags = _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV | kept
        self._kernel.mount("none", str(there), "none", flags)


def _beginning(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(_COPIED_BYTES)


def _with_real_paths(paths: list[str]) -> list[str]:
    """The places that exist, by their paths and by those that links lead to, outer ones first."""
    existing = [path for path in paths if Path(path).exists()]
    return sorted({str(name) for path in existing for name in (path, Path(path).resolve())})
