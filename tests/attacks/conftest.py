"""What the attacks run against: a toy course, a place that holds bait, graders with walls left out.

Every attack hands in `submission.py` of its folder (with what else lies there). In its text
`@NAMES@` stand for the bait, which the test itself makes: files, sockets on 127.0.0.1, its own
process id.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from grader.course import load_course
from grader.model import File, Submission
from grader.pipeline import Grader
from grader.worker.confinement.syscalls import Kernel
from grader.worker.confinement.apply import LAYERS
from tests.attacks.bait import TOKEN, laid_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model import Grade
    from tests.attacks.bait import Bait

HERE = Path(__file__).parent
COURSE = HERE / "course"
HURRY = 0.7  # seconds that a check may take where an attack uses them up
PATIENCE = 15.0

collect_ignore_glob = ["course/*", "*/hand_in.py"]


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[Bait]:
    """Files, sockets and shared memory, made for one test."""
    with laid_out(tmp_path / "bait", COURSE / "reference" / "01_toy" / "answer.py") as bait:
        yield bait


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
