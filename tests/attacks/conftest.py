"""What the attacks run against: a toy course, a place that holds bait, graders with walls left out.

Every attack hands in `submission.py` of its folder (with what else lies there). In its text
`@NAMES@` stand for the bait, which the test itself makes: files, sockets on 127.0.0.1, its own
process id.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from grader.course import load_course
from grader.model import File, Submission
from grader.pipeline import Grader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model import Grade

HERE = Path(__file__).parent
COURSE = HERE / "course"
TOKEN = "a-token-that-only-the-test-knows"

collect_ignore_glob = ["course/*"]


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
    """Files and listening sockets, made for one test."""
    folder = tmp_path / "bait"
    (folder / "libraries").mkdir(parents=True)
    (folder / "secret.txt").write_text("the hidden checks")
    (folder / "plaything").write_text("leave me alone")
    (folder / "libraries" / "bought_answer.py").write_text("def double(image): return 2.0 * image")
    with contextlib.ExitStack() as stack:
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        unix = stack.enter_context(socket.socket(socket.AF_UNIX))
        with contextlib.chdir(folder):  # such a path may only be 107 bytes long
            unix.bind("listening")
        unix.listen()
        names = {
            "FOLDER": str(folder),
            "SECRET": str(folder / "secret.txt"),
            "PLAYTHING": str(folder / "plaything"),
            "LIBRARIES": str(folder / "libraries"),
            "UNIX": str(folder / "listening"),
            "REFERENCE": str(COURSE / "reference" / "01_toy" / "answer.py"),
            "GRADER": str(os.getpid()),
            "TCP": str(tcp.getsockname()[1]),
            "UDP": str(udp.getsockname()[1]),
            "TOKEN": TOKEN,
        }
        yield Bait(folder, names)


@pytest.fixture(scope="module")
def grader_without() -> Iterator[Callable[[frozenset[str]], Grader]]:
    """Gives a warm grader whose sandbox has all walls but some; skips where there is no sandbox."""
    if sys.platform != "linux":
        pytest.skip("the sandbox with walls is for Linux")
    from grader.sandbox.forked import ForkedSandbox

    made: dict[frozenset[str], Grader] = {}
    with contextlib.ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("GITHUB_TOKEN", TOKEN)

        def give(off: frozenset[str]) -> Grader:
            if off not in made:
                course = load_course(COURSE)
                sandbox = ForkedSandbox(course.exercises[0].packages, tuple(sorted(off)))
                made[off] = stack.enter_context(Grader(course, course.exercises, sandbox))
            return made[off]

        yield give


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
