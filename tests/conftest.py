"""Shared by all tests: a toy course, courses made on the spot, and graders of pieces of text."""

from __future__ import annotations

import ast
import contextlib
import functools
import os
import shutil
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
from grader.model import File, Submission
from grader.pipeline import Grader
from grader.sandbox.inprocess import InProcessSandbox
from tests.browsing import axe, browser  # noqa: F401 - fixtures; Playwright starts only once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model import Grade
    from grader.sandbox.channel import Sandbox

# courses and submissions are material for tests, not tests of this project
collect_ignore_glob = ["toy_course/*", "cases/*", "courses/*/*"]

# how long one example takes says more of the machine than of the code
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

TOY = Path(__file__).parent / "toy_course"
SHIPPED = Path(__file__).parents[1] / "exercises"
RIGHT = {
    "doubling.py": "def double(x):\n    return 2 * x\n",
    "average.py": (
        "def mean(values):\n"
        "    if not values:\n"
        "        raise ValueError\n"
        "    return sum(values) / len(values)\n\n\n"
        "def spread(values):\n"
        "    return max(values) - min(values)\n"
    ),
}


@pytest.fixture
def toy_course(tmp_path: Path) -> Path:
    """A copy of the toy course that a test may change: the folder above `exercises/`."""
    return Path(shutil.copytree(TOY, tmp_path / "course"))


@pytest.fixture
def right_answers() -> dict[str, str]:
    """File name -> source of a right answer to each exercise of the toy course."""
    return dict(RIGHT)


@pytest.fixture
def make_course(tmp_path: Path) -> Callable[..., Path]:
    """Writes a course of one exercise (`01_f`, module `answer`, function `f`) and gives its folder.

    Keywords: `public`, `hidden`, `reference` (sources), `points`, `toml` (more of exercise.toml),
    `secret`, `misconceptions` (name -> source), `name` (of the folder).
    """

    def make(
        *,
        public: str,
        points: float,
        hidden: str = "",
        reference: str = "def f(x):\n    return 2 * x\n",
        toml: str = "",
        secret: str = "s",
        misconceptions: dict[str, str] | None = None,
        name: str = "made",
    ) -> Path:
        root = tmp_path / name
        texts = {
            "exercises/course.toml": 'exercises = ["01_f"]\ntitle = {ko = "과정", en = "Course"}\n',
            "exercises/01_f/exercise.toml": (
                'module = "answer"\nfunctions = ["f"]\n'
                f"points = {points}\n"
                'title = {ko = "연습", en = "Exercise"}\n' + textwrap.dedent(toml)
            ),
            "exercises/01_f/test_public.py": _checks(public),
            "reference/staff.toml": f'secret = "{secret}"\n',
            "reference/01_f/answer.py": textwrap.dedent(reference),
            "reference/01_f/test_hidden.py": _checks(hidden),
        }
        for idea, source in (misconceptions or {}).items():
            texts[f"reference/01_f/misconceptions/{idea}.py"] = textwrap.dedent(source)
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        return root

    return make


def _checks(body: str) -> str:
    return "from grader.checks import *\n\n" + textwrap.dedent(body)


def submission_of(files: dict[str, str | bytes], student: str = "kim") -> Submission:
    """Files as a submission."""
    return Submission(
        student=student,
        files=tuple(
            File(name=name, data=data if isinstance(data, bytes) else data.encode())
            for name, data in files.items()
        ),
    )


@pytest.fixture(scope="session")
def wrong_solution() -> Callable[[str, str], str]:
    """Gives the source of a misconception of the shipped course, by its exercise and its name."""

    @functools.cache
    def source(slug: str, name: str) -> str:
        course = load_course(SHIPPED)
        (exercise,) = (e for e in course.exercises if e.slug == slug)
        ideas = load_misconceptions(course, exercise)
        return _each_name_once(next(idea.source for idea in ideas if idea.name == name))

    return source


def _each_name_once(source: str) -> str:
    """A base and what lies over it, as the one file that a student would hand in."""
    tree = ast.parse(source)
    last = {getattr(one, "name", number): one for number, one in enumerate(tree.body)}
    tree.body = [
        one for number, one in enumerate(tree.body) if one is last[getattr(one, "name", number)]
    ]
    return ast.unparse(tree)


@pytest.fixture
def make_submission() -> Callable[..., Submission]:
    """Makes a submission of `{name: text or bytes}`."""
    return submission_of


@pytest.fixture
def grade_course() -> Callable[..., list[Grade]]:
    """Grades files against a course folder in this very process: for harmless code only."""

    def grade(course: Path, files: dict[str, str | bytes], sandbox: Sandbox | None = None):
        loaded = load_course(course)
        with Grader(loaded, loaded.exercises, sandbox or InProcessSandbox()) as grader:
            return grader.grade_all(submission_of(files))

    return grade


@pytest.fixture
def opened_paths() -> Callable[[Path], contextlib.AbstractContextManager[set[str]]]:
    """Notes which files and folders below a folder this process opens or lists, as names in it."""
    return _opened_paths


@contextlib.contextmanager
def _opened_paths(folder: Path) -> Iterator[set[str]]:
    opened: set[str] = set()
    is_noting = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if not is_noting or event not in {"open", "os.listdir", "os.scandir"}:
            return
        path = arguments[0]
        if isinstance(path, str | bytes | os.PathLike):
            inside = os.path.relpath(os.fsdecode(path), folder)
            if not inside.startswith(".."):
                opened.add("" if inside == "." else inside)

    sys.addaudithook(note)  # for good
    try:
        yield opened
    finally:
        is_noting = False


@pytest.fixture(scope="session")
def toy_grader() -> Iterator[Grader]:
    """A warm grader of the toy course without confinement: for harmless code only."""
    course = load_course(TOY)
    with Grader(course, course.exercises, InProcessSandbox()) as grader:
        yield grader


@pytest.fixture(scope="session")
def forked_toy_grader() -> Iterator[Grader]:
    """A warm grader of the toy course in the real sandbox."""
    if sys.platform != "linux":
        pytest.skip("forked workers are for Linux")
    from grader.sandbox.forked import ForkedSandbox

    course = load_course(TOY)
    with Grader(course, course.exercises, ForkedSandbox()) as grader:
        yield grader


@pytest.fixture
def grade_text(toy_grader: Grader) -> Callable[..., Grade]:
    """The grade of one source text as the toy course's exercise 01 (or another file name)."""

    def grade(text: str | bytes, name: str = "doubling.py") -> Grade:
        (made,) = toy_grader.grade(submission_of({name: text}))
        return made

    return grade


@pytest.fixture
def grade_text_forked(forked_toy_grader: Grader) -> Callable[..., Grade]:
    """As `grade_text`, in the real sandbox."""

    def grade(text: str | bytes, name: str = "doubling.py") -> Grade:
        (made,) = forked_toy_grader.grade(submission_of({name: text}))
        return made

    return grade
