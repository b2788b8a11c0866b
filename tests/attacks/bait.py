"""What no submission may reach: files, sockets and shared memory, made for one run.

Nothing of the grader is imported here, so that attacks can be graded by another version of it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import shutil
import socket
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "a-token-that-only-the-test-knows"


class Bait(NamedTuple):
    """Things that no submission may reach.

    Attributes:
        folder: where they lie.
        names: what stands for the `@NAMES@` in a submission.
    """

    folder: Path
    names: dict[str, str]

    def filled_in(self, text: str) -> str:
        """The text with every name replaced."""
        for name, value in self.names.items():
            text = text.replace(f"@{name}@", value)
        return text

    def state(self) -> list[tuple[str, int, int]]:
        """Names, modes and sizes of everything in the folder."""
        return [
            (str(path), path.lstat().st_mode, path.lstat().st_size)
            for path in sorted(self.folder.rglob("*"))
        ]


@contextlib.contextmanager
def laid_out(folder: Path, reference: Path) -> Iterator[Bait]:
    """Files, sockets and shared memory, as long as the context is open.

    Args:
        folder: where the files are written; it does not exist yet.
        reference: the solution of the exercise that is attacked.
    """
    _write_files(folder)
    unique = f"bait-{secrets.token_hex(8)}"
    with contextlib.ExitStack() as stack:
        # whoever makes a message queue and is stopped before removing it leaves the account less room
        stack.callback(ctypes.CDLL(None).mq_unlink, f"/{unique}".encode())
        tcp, tcp6, udp, unix, abstract = (
            stack.enter_context(socket.socket(family, kind))
            for family, kind in (
                (socket.AF_INET, socket.SOCK_STREAM),
                (socket.AF_INET6, socket.SOCK_STREAM),
                (socket.AF_INET, socket.SOCK_DGRAM),
                (socket.AF_UNIX, socket.SOCK_STREAM),
                (socket.AF_UNIX, socket.SOCK_STREAM),
            )
        )
        for listening in (tcp, udp):
            listening.bind(("127.0.0.1", 0))
        tcp6.bind(("::1", 0))
        abstract.bind(f"\0{unique}")
        with contextlib.chdir(folder):  # such a path may only be 107 bytes long
            unix.bind("listening")
        for listening in (tcp, tcp6, unix, abstract):
            listening.listen()
        names = {
            "FOLDER": str(folder),
            "SECRET": str(folder / "secret.txt"),
            "PLAYTHING": str(folder / "plaything"),
            "LIBRARIES": str(folder / "libraries"),
            "UNIX": str(folder / "listening"),
            "REFERENCE": str(reference),
            "GRADER": str(os.getpid()),
            "TCP": str(tcp.getsockname()[1]),
            "TCP6": str(tcp6.getsockname()[1]),
            "UDP": str(udp.getsockname()[1]),
            "TOKEN": TOKEN,
            "UNIQUE": unique,
            "PYTHON": sys.executable,
            "TRUE": shutil.which("true") or "/bin/true",
            "INSTALLED": pytest.__file__,
            "SITE": str(Path(pytest.__file__).parents[1]),
            "SHARED": _some_library(),
            "SHARED_KEY": str(_shared_memory(stack)),
        }
        yield Bait(folder, names)


def _write_files(folder: Path) -> None:
    """Everything that lies in the bait's folder; readable by all, so that only walls are in the way."""
    texts = {
        "secret.txt": "the hidden checks",
        "plaything": "leave me alone",
        "libraries/bought_answer.py": "def double(image): return 2.0 * image",
        "__pycache__/answer.pyc": "bytecode",
        ".git/HEAD": "ref: refs/heads/main",
        ".aws/credentials": "[default]",
        "github_env": "",
        "empty/nothing": "",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "empty" / "nothing").unlink()
    (folder / "link").symlink_to(folder / "secret.txt")
    with zipfile.ZipFile(folder / "library.zip", "w") as made:
        made.writestr("zipped_answer.py", "def double(image): return 2.0 * image")
    for path in (folder, *folder.parents):
        if path.is_relative_to(folder.parents[1]):
            path.chmod(path.stat().st_mode | 0o055)


def _some_library() -> str:
    """A library of machine code that lies in no folder of Python's."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        path = line.split(maxsplit=5)[-1]
        if "/libc.so" in path or "/libc-" in path:
            return path
    return "/none"


def _shared_memory(stack: contextlib.ExitStack) -> int:
    """The key of a piece of System V memory that is there as long as the stack is open."""
    library = ctypes.CDLL(None, use_errno=True)
    key = 0x62000000 + secrets.randbelow(0xFFFFFF)
    number = library.shmget(key, 4096, 0o1666)
    stack.callback(library.shmctl, number, 0, None)
    return key
