"""What the attacks run against: a toy course, a place that holds bait, graders with walls left out.

Every attack hands in `submission.py` of its folder (with what else lies there). In its text
`@NAMES@` stand for the bait, which the test itself makes: files, sockets on 127.0.0.1, its own
process id.
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

import msgspec
import pytest

from grader.course import load_course
from grader.model import File, Submission
from grader.pipeline import Grader
from grader.worker.confinement.syscalls import Kernel
from grader.worker.confinement.apply import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model import Grade

HERE = Path(__file__).parent
COURSE = HERE / "course"
HURRY = 0.7  # seconds that a check may take where an attack uses them up
PATIENCE = 15.0
TOKEN = "a-token-that-only-the-test-knows"

collect_ignore_glob = ["course/*", "*/hand_in.py"]


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


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[Bait]:
    """Files, sockets and shared memory, made for one test."""
    folder = tmp_path / "bait"
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
            "REFERENCE": str(COURSE / "reference" / "01_toy" / "answer.py"),
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


@pytest.fixture(scope="module")
def grader_without() -> Iterator[Callable[..., Grader]]:
    """Gives a warm grader whose sandbox has all walls but some; skips where there is no sandbox.

    With `hurried`, a check may only take a moment: for attacks that use up their time. Without any
    wall, other processes may look into this one, too.
    """
    if sys.platform != "linux":
        pytest.skip("the sandbox with walls is for Linux")
    from grader.sandbox.forked import ForkedSandbox

    made: dict[tuple[frozenset[str], bool], Grader] = {}
    with contextlib.ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("GITHUB_TOKEN", TOKEN)

        def give(off: frozenset[str] = frozenset(), *, hurried: bool = False) -> Grader:
            if (off, hurried) not in made:
                course = load_course(COURSE)
                (exercise,) = course.exercises
                seconds = HURRY if hurried else exercise.limits.check_seconds
                if off.issuperset(LAYERS):  # a control must not fail on a busy machine
                    seconds = PATIENCE
                limits = msgspec.structs.replace(exercise.limits, check_seconds=seconds)
                exercise = msgspec.structs.replace(exercise, limits=limits)
                sandbox = ForkedSandbox(exercise.packages, tuple(sorted(off)))
                grader = stack.enter_context(Grader(course, (exercise,), sandbox))
                made[off, hurried] = grader
            may_be_looked_into(off.issuperset(LAYERS))
            return made[off, hurried]

        yield give
        may_be_looked_into(False)


def may_be_looked_into(by_others: bool) -> None:
    """Whether other processes of its user may look into this one: what a sandbox forbids."""
    Kernel().prctl(4, int(by_others))  # PR_SET_DUMPABLE


@pytest.fixture(scope="session")
def hand_in() -> Callable[[Grader, dict[str, str]], Grade]:
    """Grades files, of which `submission.py` answers the toy exercise."""

    def grade(grader: Grader, files: dict[str, str]) -> Grade:
        as_files = tuple(
            File(name=name.replace("submission.py", "answer.py"), data=text.encode())
            for name, text in files.items()
        )
        (made,) = grader.grade(Submission(student="mallory", files=as_files))
        return made

    return grade


@pytest.fixture(scope="session")
def honest() -> dict[str, str]:
    """An honest student's files."""
    return {"submission.py": (HERE / "honest.py").read_text()}
