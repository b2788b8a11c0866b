"""Attempts at what each layer should stop, made by a child that has just been confined.

A kernel, a container runtime or a security module may accept a layer and do something else. So the
forbidden thing itself is tried.
"""

import os
import select
import signal
import socket
from collections.abc import Callable, Collection
from pathlib import Path

MEMORY_MB = 64
SECONDS = 10.0


def run_in_child(work: Callable[[Callable[[str], None]], None]) -> list[str]:
    """Do the work in a forked child; the lines that it reports.

    Raises:
        OSError: the work raised an error, or the child died or did not end.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _work_and_end(work, writing)
    os.close(writing)
    try:
        lines = _read_lines(reading)
    finally:
        os.close(reading)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    if not lines or lines[-1] != "done":
        raise OSError(lines[-1] if lines else "it ended without a report")
    return lines[:-1]


def _work_and_end(work: Callable[[Callable[[str], None]], None], writing: int) -> None:
    # no layer closes the standard descriptors
    os.dup2(writing, 0)
    try:
        work(_write_line)
        _write_line("done")
    except BaseException as error:
        _write_line(str(error) or type(error).__name__)
    os._exit(0)


def _write_line(line: str) -> None:
    os.write(0, line.replace("\n", " ").encode() + b"\n")


def _read_lines(descriptor: int) -> list[str]:
    data = b""
    while select.select([descriptor], [], [], SECONDS)[0]:
        part = os.read(descriptor, 4096)
        if not part:
            break
        data += part
    return data.decode("utf-8", "replace").splitlines()


def namespaces(parts: Collection[str]) -> str:
    """Things seen outside of these namespaces; empty if there are none."""
    if "mount" in parts and Path(__file__).exists():
        return "files outside can be seen"
    if "pid" in parts and os.getpid() != 1:
        return "other processes can be seen"
    return "the network can be seen" if "net" in parts and len(socket.if_nameindex()) > 1 else ""


# -- for each other layer: what can still be done and should not; empty if nothing can


def _clean() -> str:
    if os.environ:
        return "variables are left"
    left = [number for number in range(3, 64) if _is_open(number)]
    return "descriptors are left" if len(left) > 1 else ""  # one is Landlock's ruleset


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _rlimits() -> str:
    try:
        bytearray(4 * MEMORY_MB * 2**20)
    except MemoryError:
        return ""
    return "more memory than the limit was given"


def _privileges() -> str:
    return "" if _is_refused(lambda: os.chroot("/")) else "the root folder could be changed"


def _landlock() -> str:
    return (
        "" if _is_refused(lambda: list(Path("/").iterdir())) else "the root folder could be listed"
    )


def _seccomp() -> str:
    return "" if _is_refused(socket.socketpair) else "a socket could be made"


def _is_refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except OSError:
        return True
    return False


STILL_POSSIBLE: dict[str, Callable[[], str]] = {
    "clean": _clean,
    "rlimits": _rlimits,
    "privileges": _privileges,
    "landlock": _landlock,
    "seccomp": _seccomp,
}
