"""Places in which the commands of README and docs are typed, and a shell to type them in."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.cli import run
from tests.cli.conftest import Ran
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SUBMISSIONS = ("okafor_chidi", "nguyen_thi_lan")
BLACKBOARD = '"Last Name","Username","Quiz 3 [Total Pts: 20] |47"\n"Kim","kim",""\n'
GRADED = ("01", "05")
MAKES_THE_KIT = "grade course release --out dist/"


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Path:
    """The shipped course; wrong and other right solutions only where submissions are graded."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("exercises", "reference"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for exercise in (folder / "reference").iterdir():
        if exercise.is_dir() and not exercise.name.startswith(GRADED):
            # the search for leaks reads them all, which takes most of its time
            shutil.rmtree(exercise / "misconceptions")
            shutil.rmtree(exercise / "equivalents")
    return folder


@pytest.fixture(scope="session")
def kit(course, tmp_path_factory) -> Path:
    """The students' kit, unpacked, as the command makes it that the docs show."""
    folder = tmp_path_factory.mktemp("kit")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run([*MAKES_THE_KIT.split()[1:], "--course", str(course)]) == 0
    return folder / "dist" / "student-kit"


@pytest.fixture
def fresh_kit(kit, tmp_path) -> Callable[[], Path]:
    """Makes a copy of the kit in which nobody has worked yet."""

    def made() -> Path:
        folder = tmp_path / f"kit{len(list(tmp_path.iterdir()))}"
        return Path(shutil.copytree(kit, folder))

    return made


@pytest.fixture
def checkout(course, tmp_path) -> Path:
    """The course with its reference, and three students' submissions."""
    folder = tmp_path / "checkout"
    shutil.copytree(course, folder)
    demo = ROOT / "datasets" / "demo_class"
    for student in SUBMISSIONS:
        shutil.copytree(demo / student, folder / "submissions" / student)
    shutil.make_archive(str(folder / "submissions" / "kim"), "zip", demo / "kim_minjun")
    (folder / "export.xls").write_text(BLACKBOARD, "utf-8")
    return folder


class Shell:
    """Runs a line as a terminal would: `grade` in this process, `cd` for the lines after it.

    Args:
        patch: undone when the test has ended.
        printed: what was printed since it was last asked.
    """

    def __init__(self, patch: pytest.MonkeyPatch, printed: Callable[[], str]) -> None:
        self._patch = patch
        self._printed = printed

    def run(self, words: Sequence[str]) -> Ran:
        """How a command ended, and what it printed; a question is answered with yes."""
        if words[0] == "cd":
            self._patch.chdir(Path.cwd() / words[1])
            return Ran(0, "", "")
        if words[0] == "grade":
            self._patch.setattr("sys.stdin", io.StringIO("y\n"))
            return Ran(run(list(words[1:])), self._printed(), "")
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def shell(monkeypatch, capsys) -> Shell:
    """A shell that no setting of the machine's reaches."""
    for name in [name for name in os.environ if name.startswith("GRADE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GRADE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return Shell(monkeypatch, lambda: "".join(capsys.readouterr()))
