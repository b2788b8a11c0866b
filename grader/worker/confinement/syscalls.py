"""System calls that Python has no function for; a refused one raises `OSError`."""

import ctypes
import os
import struct
from typing import Any

_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}


class Kernel:
    """The C library's way to the kernel."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        # made before the fork, because a child that makes a type of ctypes copies pages of memory
        header = ctypes.create_string_buffer(struct.pack("<Ii", 0x20080522, 0), 8)
        self._no_capabilities = header, ctypes.create_string_buffer(24)

    def prctl(self, option: int, *arguments: Any) -> int:
        """The system call of that name; missing arguments are 0."""
        padded = [*arguments, 0, 0, 0, 0][:4]
        return self._checked(self._libc.prctl(option, *_words(padded)), f"prctl {option}")

    def syscall(self, number: int, *arguments: Any) -> int:
        """A system call by its number."""
        result = self._libc.syscall(ctypes.c_long(number), *_words(arguments))
        return self._checked(int(result), f"system call {number}")

    def unshare(self, flags: int) -> None:
        """The system call of that name."""
        self._checked(self._libc.unshare(flags), "unshare")

    def setns(self, descriptor: int, kind: int) -> None:
        """The system call of that name."""
        self._checked(self._libc.setns(descriptor, kind), "setns")

    def mount(self, source: str, target: str, kind: str, flags: int, data: str = "") -> None:
        """The system call of that name."""
        paths = [os.fsencode(text) for text in (source, target, kind)]
        result = self._libc.mount(*paths, ctypes.c_ulong(flags), os.fsencode(data) or None)
        self._checked(result, f"mount {target}")

    def pivot_root(self, new: str, old: str) -> None:
        """The system call of that name."""
        number = _PIVOT_ROOT.get(os.uname().machine)
        if number is None:
            raise OSError(f"pivot_root has no known number on {os.uname().machine}")
        self.syscall(number, os.fsencode(new), os.fsencode(old))

    def detach(self, path: str) -> None:
        """Unmount, as soon as nobody uses the mount."""
        self._checked(self._libc.umount2(os.fsencode(path), 2), f"umount {path}")

    def capset(self) -> None:
        """Drop every capability of the calling process."""
        self._checked(self._libc.capset(*self._no_capabilities), "capset")

    @staticmethod
    def _checked(result: int, what: str) -> int:
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, f"{what}: {os.strerror(number)}")
        return result


def _words(arguments: Any) -> list[Any]:
    return [ctypes.c_ulong(a) if isinstance(a, int) else a for a in arguments]
