"""The timings that the project promises, as ratios within one run: `make bench`.

1. `grade check` on one exercise against a plain `python -m pytest` on the same public checks.
2. An isolated worker against a worker with every wall left out, in milliseconds and as a ratio.
3. A class: one submission more in a warm grader against a fresh `grade check` for each.
4. `grade watch`: from saving to the verdict, beside a cold `grade check` and plain pytest.
5. `%grade conv2d` in a notebook's kernel, after a wrong cell was mended.
6. The whole NumPy course, 01 to 09: one hand-in from a cold start, and one of a class in a batch.

Machines differ and drift; runs are interleaved and medians compared. Nothing here asserts.
"""

from __future__ import annotations

import functools
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from grader.course import load_course
from grader.model import Limits
from grader.pipeline import Grader
from grader.sandbox.forked import ForkedSandbox
from grader.submission import load_submission
from grader.worker.confinement.apply import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
SLUG, MODULE = "05_pooling", "pooling"
ROUNDS = 9
WORKERS = 100
WATCH_ROUNDS = 20
CLASS, WHOLE_ROUNDS = 40, 3
PLAIN_PYTEST = (
    *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--strict-markers"),
    *("-o", "markers=check: a check", "-o", "pythonpath=."),
)

# what a course without a grader would have: the student's module, straight into the tests
PLAIN_CONFTEST = f"""
import sys

sys.path.insert(0, {str(Path(__file__).parent)!r})

import {MODULE}
import numpy as np
import pytest
from bare import BareStudent


@pytest.fixture
def student():
    return BareStudent(vars({MODULE}))


@pytest.fixture
def rng():
    return np.random.default_rng(0)
"""


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def medians(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The median seconds of each, run in turn after one round that does not count."""
    for work in works:
        work()
    taken = [[seconds(work) for work in works] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def student_folder(folder: Path) -> Path:
    """A student's kit (no reference) and a right answer in it."""
    folder.mkdir(exist_ok=True)
    shutil.copytree(ROOT / "exercises", folder / "exercises")
    shutil.copy(ROOT / "reference" / SLUG / f"{MODULE}.py", folder / f"{MODULE}.py")
    return folder


def plain_folder(folder: Path) -> Path:
    """The same public checks and the same answer, for pytest alone."""
    folder.mkdir()
    shutil.copy(ROOT / "exercises" / SLUG / "test_public.py", folder)
    shutil.copy(ROOT / "reference" / SLUG / f"{MODULE}.py", folder)
    (folder / "conftest.py").write_text(PLAIN_CONFTEST)
    return folder


def command(folder: Path, *arguments: str, **variables: str) -> Callable[[], object]:
    """A command run in a folder, with these variables; it must end well."""

    def run() -> None:
        subprocess.run(arguments, cwd=folder, check=True, capture_output=True, env=environment)

    environment = {**os.environ, "GRADE_LANG": "en", **variables}
    return run


def against_pytest(folder: Path) -> tuple[float, float, float]:
    """Seconds of `grade check`, of plain pytest, and of pytest without any other plugin."""
    grade = [str(Path(sys.executable).with_name("grade")), "check", f"{MODULE}.py"]
    plain = plain_folder(folder / "plain")
    checked, tested, bare = medians(
        command(student_folder(folder), *grade),
        command(plain, *PLAIN_PYTEST),
        command(plain, *PLAIN_PYTEST, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"),
    )
    return checked, tested, bare


class Watching:
    """`grade watch` in a student's folder; a context manager.

    Args:
        folder: a student's, made by `student_folder`.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{MODULE}.py"
        self._source = self._file.read_text("utf-8")
        grade = [sys.executable, "-c", "from grader.cli import main; main()", "watch", "-e", SLUG]
        self._process = subprocess.Popen(
            grade,
            cwd=folder,
            env={**os.environ, "GRADE_LANG": "en", "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._saved = 0
        self._wait_for_verdict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()  # ^C is ignored by what was started in a shell's background
        self._process.communicate(timeout=30)

    def save(self) -> None:
        """Save the answer with one line more, and wait for the verdict."""
        self._saved += 1
        self._file.write_text(f"{self._source}\n# {self._saved}\n", "utf-8")
        self._wait_for_verdict()

    def _wait_for_verdict(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:  # the course's progress is its last line
            if "exercises pass" in line:
                return
        raise RuntimeError("grade watch has ended")


def watch_against_cold(folder: Path) -> tuple[float, float, float, float]:
    """Seconds of saving in `grade watch` (median, 95th percentile), `grade check` and pytest."""
    grade = [str(Path(sys.executable).with_name("grade")), "check", f"{MODULE}.py"]
    check = command(student_folder(folder / "cold"), *grade)
    plain = command(plain_folder(folder / "plain"), *PLAIN_PYTEST)
    with Watching(student_folder(folder / "warm")) as watching:
        works = (watching.save, check, plain)
        for work in works:
            work()
        saved, checked, tested = zip(
            *([seconds(work) for work in works] for _ in range(WATCH_ROUNDS)), strict=True
        )
    return (
        statistics.median(saved),
        statistics.quantiles(saved, n=20)[-1],
        statistics.median(checked),
        statistics.median(tested),
    )


def mended_in_a_kernel(folder: Path) -> float:
    """Seconds of `%grade conv2d` in a kernel, until its card is shown, after a cell was mended."""
    from jupyter_client.manager import start_new_kernel

    right = (ROOT / "reference/01_convolution/convolution.py").read_text("utf-8")
    wrong = right.replace("return s + bias", "return s - bias")
    assert wrong != right
    shown: list[str] = []

    def keep(said: dict[str, Any]) -> None:
        shown.append(said["content"].get("data", {}).get("text/plain", ""))

    manager, client = start_new_kernel(cwd=str(student_folder(folder)), env=dict(os.environ))
    try:
        times = []
        client.execute_interactive("%load_ext grader", output_hook=keep)
        for number in range(WATCH_ROUNDS):
            for source in (f"{wrong}# {number}", "%grade conv2d", f"{right}# {number}"):
                client.execute_interactive(source, output_hook=keep)
            check = functools.partial(client.execute_interactive, "%grade conv2d", output_hook=keep)
            times.append(seconds(check))
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    marks = ["✗" in text for text in shown if text]
    assert marks == [True, False] * WATCH_ROUNDS, shown
    return statistics.median(times)


def worker_cost() -> tuple[float, float]:
    """Milliseconds of a worker opened and ended, with all walls and with none."""
    with ForkedSandbox() as walled, ForkedSandbox(off=LAYERS) as open_:
        costs = medians(
            lambda: walled.open_channel(Limits()).close(),
            lambda: open_.open_channel(Limits()).close(),
            rounds=WORKERS,
        )
    return 1000 * costs[0], 1000 * costs[1]


def warm_submission() -> float:
    """Seconds of one submission more in a warm grader, public and hidden checks."""
    course = load_course(ROOT / "exercises")
    exercises = tuple(e for e in course.exercises if e.slug == SLUG)
    submission = load_submission(ROOT / "reference" / SLUG / f"{MODULE}.py")
    with Grader(course, exercises) as grader:
        return medians(lambda: grader.grade(submission), rounds=20)[0]


def whole_course(folder: Path, count: int) -> tuple[float, float]:
    """Seconds of a hand-in of 01 to 09: graded alone, and as one of `count` in two processes."""
    exercises = load_course(ROOT / "exercises").exercises
    numpy_alone = [e for e in exercises if e.training is None and e.slug < "10"]
    for number in range(count):
        entry = folder / "class" / f"student{number:02}"
        entry.mkdir(parents=True)
        for exercise in numpy_alone:
            solution = ROOT / "reference" / exercise.slug / f"{exercise.module}.py"
            text = solution.read_text("utf-8") + f"\n# {number}\n"
            (entry / solution.name).write_text(text, "utf-8")
    grade = [sys.executable, "-c", "from grader.cli import main; main()"]
    picked = [part for exercise in numpy_alone for part in ("-e", exercise.slug)]
    course = ["--course", str(ROOT / "exercises")]
    one = [*grade, "submission", str(folder / "class" / "student00"), *picked, *course]
    batch = [*grade, "batch", str(folder / "class"), *picked, *course, "--out", str(folder / "out")]
    alone, together = medians(
        command(folder, *one), command(folder, *batch, "-j", "2", "--force"), rounds=WHOLE_ROUNDS
    )
    return alone, together / count


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as name:
        checked, plain, bare = against_pytest(Path(name))
    with tempfile.TemporaryDirectory() as name:
        saved, saved_95, cold, tested = watch_against_cold(Path(name))
    with tempfile.TemporaryDirectory() as name:
        mended = mended_in_a_kernel(Path(name) / "work")
    with tempfile.TemporaryDirectory() as name:
        alone, in_class = whole_course(Path(name), CLASS)
    walled, open_ = worker_cost()
    warm = warm_submission()
    sys.stdout.write(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} "
        f"{platform.release()}\n\n"
        f"grade check, one exercise          {checked:6.3f} s   promised: under 1 s\n"
        f"plain pytest, same public checks   {plain:6.3f} s\n"
        f"  ratio                            {checked / plain:6.2f}     promised: at most 0.45\n"
        f"pytest without other plugins       {bare:6.3f} s   ({checked / bare:.2f})\n\n"
        f"worker with all walls              {walled:6.2f} ms  promised: under 10 ms\n"
        f"worker without walls               {open_:6.2f} ms\n"
        f"  ratio                            {walled / open_:6.2f}\n\n"
        f"one submission, warm grader        {warm:6.3f} s   (public and hidden checks)\n"
        f"  against a fresh `grade check`    {warm / checked:6.2f}\n\n"
        f"grade watch, saving to verdict     {saved:6.3f} s   (median)\n"
        f"  95th percentile                  {saved_95:6.3f} s\n"
        f"cold `grade check`, same run       {cold:6.3f} s   ({cold / saved:.1f} times)\n"
        f"plain pytest, same run             {tested:6.3f} s   ({tested / saved:.1f} times)\n"
        f"  cold `grade check` to pytest     {cold / tested:6.2f}\n\n"
        f"%grade conv2d, a cell mended       {mended:6.3f} s   aimed at: under 0.3 s\n\n"
        f"01 to 09 of one hand-in, cold      {alone:6.3f} s   promised: under 2 s\n"
        f"  one of a class of {CLASS:3}             {in_class:6.3f} s   promised: under 0.3 s\n"
    )


if __name__ == "__main__":
    main()
