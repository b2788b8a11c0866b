"""Paths that may be read -> a Landlock ruleset that refuses everything else.

Every right that this kernel knows is handled, and so refused, even if another layer refuses it too.
Source: landlock(7).
"""

import ctypes
import errno
import os
import struct
from collections.abc import Collection
from pathlib import Path

from .syscalls import Kernel

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every machine
_VERSION, _PATH_BENEATH = 1, 1

# the positions are the kernel's numbers; beside a right stands the Landlock ABI that brought it
FILE_RIGHTS = {
    "execute": 1, "write_file": 1, "read_file": 1, "read_dir": 1, "remove_dir": 1,
    "remove_file": 1, "make_char": 1, "make_dir": 1, "make_reg": 1, "make_sock": 1,
    "make_fifo": 1, "make_block": 1, "make_sym": 1, "refer": 2, "truncate": 3, "ioctl_dev": 5,
}  # fmt: skip
NETWORK_RIGHTS = {"bind_tcp": 4, "connect_tcp": 4}
SCOPES = {"abstract_unix": 6, "signal": 6}
RIGHTS = FILE_RIGHTS | NETWORK_RIGHTS | SCOPES
NEWEST_ABI = max(RIGHTS.values())


def rights_after(abi: int) -> tuple[str, ...]:
    """The rights that came after an ABI, which a kernel of that ABI cannot refuse."""
    return tuple(name for name, since in RIGHTS.items() if since > abi)


class Ruleset:
    """A ruleset's descriptor and a summary of what it covers.

    Args:
        readable: files, and folders with everything below them.
        off: rights that are not handled, and so not refused.

    Raises:
        OSError: the kernel has no Landlock, or refuses it.
    """

    def __init__(self, kernel: Kernel, readable: list[str], off: Collection[str]) -> None:
        self._kernel = kernel
        try:
            # without a structure, the call returns the version of the ABI
            abi = kernel.syscall(_CREATE, None, 0, _VERSION)
        except OSError as error:
            text = "the kernel has no Landlock (Linux 5.13 and later do)"
            raise OSError(errno.ENOSYS, text) from error
        missing = set(off) | set(rights_after(abi))
        files, network, scopes = (
            sum(1 << bit for bit, name in enumerate(names) if name not in missing)
            for names in (FILE_RIGHTS, NETWORK_RIGHTS, SCOPES)
        )
        size = 24 if abi >= 6 else 16 if abi >= 4 else 8
        attributes = struct.pack("<QQQ", files, network, scopes)
        self.descriptor = kernel.syscall(_CREATE, attributes, size, 0)
        self.summary = f"ABI {min(abi, NEWEST_ABI)}"
        if missing:
            self.summary += f", without {', '.join(sorted(missing))}"
        self._files = files
        for path in readable:
            self.allow_reading(path)

    def restrict(self) -> None:
        """Apply the rules to the calling process and all its children, for good."""
        self._kernel.syscall(_RESTRICT, self.descriptor, 0)

    def allow_reading(self, path: str) -> None:
        """Allow a file to be read, or a folder with everything below it."""
        self._allow(path, ["read_file", "read_dir"] if Path(path).is_dir() else ["read_file"])

    def allow_filling(self, folder: str, *, with_folders: bool = True) -> None:
        """Allow files and folders below a folder to be made, written and removed; no links.

        Args:
            folder: the folder.
            with_folders: whether folders may be made, too.
        """
        names = ["make_reg", "write_file", "truncate", "remove_file"]
        more = ["make_dir", "remove_dir", "refer"] if with_folders else []
        self._allow(folder, [*names, *more])

    def close(self) -> None:
        """Let it go; a process that it restricts stays restricted."""
        os.close(self.descriptor)

    def _allow(self, path: str, names: list[str]) -> None:
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:  # nor could a worker open it
            return
        try:
            rights = sum(1 << list(FILE_RIGHTS).index(name) for name in names) & self._files
            if not rights:
                return
            rule = ctypes.create_string_buffer(struct.pack("<Qi", rights, descriptor))
            self._kernel.syscall(_ADD, self.descriptor, _PATH_BENEATH, rule, 0)
        finally:
            os.close(descriptor)
