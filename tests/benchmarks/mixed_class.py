"""A class of right, wrong and hostile hand-ins, graded in every way, with processes killed.

    python tests/benchmarks/mixed_class.py --students 1000 --kills 20

Grades it with one process, with two, in shuffled order, on a Dask cluster of two workers of which
one is killed, and with kills at random moments (of the controller, of grading processes, fork
servers and workers), each followed by the same command; then says whether all grades are the same.
Only processes that were started here are killed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import psutil

from grader.batch.class_run import prepared
from grader.batch.job import Job, local_graders
from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course
from grader.results.grade_file import load_grades

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model import Course, Exercise

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from grader.cli import main; main()"]
HOSTILE_EVERY = 20
START_SECONDS = 60
MAX_RUNS = 60
KINDS = ("controller", "grading process", "fork server", "worker")  # by their depth

# what a hostile function does instead of its work; the last is done when the file is loaded
HOSTILE = (
    "import os; os._exit(0)",
    "raise SystemExit(0)",
    "import ctypes; ctypes.string_at(0)",
    "return bytearray(1 << 40)",
    "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
    "print('x' * 10_000_000)",
    "return type('Any', (), {'__eq__': lambda *_: True})()",
    "while True: pass",
)
HOSTILE_AT_LOAD = "import os\nos._exit(0)\n"


def write_class(
    folder: Path, course: Course, exercise: Exercise, count: int, every: int = HOSTILE_EVERY
) -> None:
    """Writes `count` hand-ins: each `every`th hostile, the others right and wrong by turns."""
    assert course.reference is not None
    home = course.reference / exercise.slug
    right = [home / f"{exercise.module}.py", *sorted((home / "equivalents").glob("*.py"))]
    starter = course.folder / exercise.slug / f"{exercise.module}.py"
    wrong = [idea.source for idea in load_misconceptions(course, exercise)]
    wrong.append(starter.read_text("utf-8"))
    texts = [path.read_text("utf-8") for path in right]
    pairs = zip(texts * len(wrong), wrong * len(texts), strict=True)
    honest = [text for pair in pairs for text in pair]
    hostile = [*(_hostile(exercise, body) for body in HOSTILE), HOSTILE_AT_LOAD]
    for number in range(count):
        is_hostile = number % every == every // 2
        texts = hostile if is_hostile else honest
        text = texts[(number // every if is_hostile else number) % len(texts)]
        path = folder / f"s{number:04}" / f"{exercise.module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _hostile(exercise: Exercise, body: str) -> str:
    return "".join(f"def {name}(*a, **k):\n    {body}\n\n\n" for name in exercise.functions)


def grades_in(out: Path) -> dict[str, bytes]:
    """Student -> their grades as JSON, without the times they took."""
    found = {}
    for path in sorted((out / "grades").glob("*.json")):
        grades = [
            msgspec.structs.replace(
                grade,
                outcomes=tuple(msgspec.structs.replace(o, seconds=0.0) for o in grade.outcomes),
            )
            for grade in load_grades(path)
        ]
        found[path.stem] = msgspec.json.encode(grades)
    return found


# -- the ways to grade a class


class Ways:
    """Grades one class in several ways, each into a folder of its own below `home`."""

    def __init__(self, home: Path, course: Course, slug: str) -> None:
        self.home = home
        self.hand_ins = home / "class"
        self.course = course
        self.exercise = next(e for e in course.exercises if e.slug == slug)

    def here(self, name: str, processes: int, shuffle: random.Random | None = None) -> Path:
        """With processes of this machine, in the order of names or another."""
        out = self.home / name
        job = Job(self.course.folder, (self.exercise.slug,))
        with (
            local_graders(job, processes) as graders,
            prepared(self.hand_ins, out, self.course, (self.exercise,)) as run,
        ):
            students = list(run.students)
            if shuffle is not None:
                shuffle.shuffle(students)
            for _ in run._replace(students=students).grade(graders):
                pass
            run.sum_up()
        return out

    def on_a_cluster(self, name: str) -> Path:
        """On two Dask workers, one of which is killed when some are done."""
        out = self.home / name
        with dask_cluster(self.home) as (address, kill_one):
            command = self._command(out, "--scheduler", address)
            with _started(command, self.home) as process:
                _wait_until(lambda: len(_written(out)) >= 3, process)
                kill_one()
                if process.wait():
                    raise RuntimeError(_said(self.home))
        return out

    def with_kills(self, name: str, kills: int, chance: random.Random) -> tuple[Path, list[str]]:
        """With two processes and so many kills; the same command again whenever it ended so."""
        out = self.home / name
        killed: list[str] = []
        for _ in range(MAX_RUNS):
            with _started(self._command(out, "-j", "2"), self.home) as process:
                while len(killed) < kills and _waited_for_a_grade(process, out):
                    _wait_a_moment(process, chance.uniform(0.0, 0.5))
                    killed += _kill_some(process.pid, chance)
                code = process.wait()
            if code == 0 and len(killed) >= kills:
                return out, killed
            if code == 0:  # done before all kills were made: another part of it is done again
                for path in _written(out)[: len(_written(out)) // 2]:
                    path.unlink()
            elif code > 0 and code != 3:  # 3: something broke, which the next run makes good
                raise RuntimeError(_said(self.home))
        raise RuntimeError(f"{name}: not done in {MAX_RUNS} runs, {killed}\n{_said(self.home)}")

    def _command(self, out: Path, *more: str) -> list[str]:
        course = ["--course", str(self.course.folder), "-e", self.exercise.slug, "--lang", "en"]
        return [*COMMAND, "batch", str(self.hand_ins), "--out", str(out), *course, *more]


@contextlib.contextmanager
def dask_cluster(home: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """A scheduler and two workers; its address, and what kills one of the workers."""
    file = home / "scheduler.json"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nworkers", "2"]
    plain = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    folder = ["--nthreads", "1", "--local-directory", str(home / "dask")]
    with contextlib.ExitStack() as stack:
        for command in ([*scheduler, *plain], [*worker, *plain, *folder]):
            process = _started(command, home)
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
        _wait_until(file.is_file, process)
        yield json.loads(file.read_text())["address"], lambda: _kill_worker(process.pid)


def _kill_worker(nannies: int) -> None:
    """Kills one of the two processes that the nannies guard; not what they started themselves."""
    workers = [
        child
        for child in psutil.Process(nannies).children()
        if any("spawn_main" in word for word in child.cmdline())
    ]
    workers[0].kill()


def _kill_some(controller: int, chance: random.Random) -> list[str]:
    """Kills the controller, or one of the processes below it; what it was."""
    try:
        top = psutil.Process(controller)
        below = top.children(recursive=True)
        by_kind: dict[str, list[psutil.Process]] = {KINDS[0]: [top]}
        for process in below:
            depth = len(process.parents()) - len(top.parents())
            by_kind.setdefault(KINDS[min(depth, len(KINDS) - 1)], []).append(process)
        kind = chance.choice(sorted(by_kind))
        chance.choice(by_kind[kind]).kill()
    except psutil.NoSuchProcess:  # it ended by itself in the meantime
        return []
    if kind == KINDS[0]:  # those below end by themselves, before the next command begins
        _, alive = psutil.wait_procs(below, START_SECONDS)
        if alive:
            raise RuntimeError(f"left running: {alive}")
    return [kind]


def _waited_for_a_grade(process: subprocess.Popen[bytes], out: Path) -> bool:
    """Waits until one more file of grades is written; whether the command still runs."""
    before = _when_written(out)
    while process.poll() is None and _when_written(out) == before:
        time.sleep(0.02)
    return process.poll() is None


def _when_written(out: Path) -> list[int]:
    return [path.stat().st_mtime_ns for path in _written(out)]


def _written(out: Path) -> list[Path]:
    return sorted((out / "grades").glob("*.json"))


def _wait_a_moment(process: subprocess.Popen[bytes], seconds: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


def _wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if time.monotonic() > deadline or process.poll() is not None:
            raise RuntimeError("it did not begin")
        time.sleep(0.05)


def _started(command: list[str], home: Path) -> subprocess.Popen[bytes]:
    """The command, running in a session of its own; what it says goes to a file."""
    with (home / "said.txt").open("ab") as said:
        return subprocess.Popen(
            command,
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=home,
            start_new_session=True,
        )


def _said(home: Path) -> str:
    return (home / "said.txt").read_text("utf-8", "replace")[-3000:]


def _told(out: Path, killed: list[str]) -> Path:
    counts = Counter(killed).most_common()
    sys.stdout.write("killed: " + ", ".join(f"{name} {count}" for name, count in counts) + "\n")
    return out


def main() -> int:
    """Grades the class in all ways; 0 where all grades are the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--course", type=Path, default=ROOT)
    parser.add_argument("--exercise", default="06_output_size")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    course = load_course(options.course)
    with tempfile.TemporaryDirectory(prefix="cnn-grader-mixed-") as folder:
        ways = Ways(Path(folder), course, options.exercise)
        write_class(ways.hand_ins, course, ways.exercise, options.students)
        first = None
        different = 0
        for name, grade in {
            "one process": lambda: ways.here("one", 1),
            "two processes": lambda: ways.here("two", 2),
            "shuffled": lambda: ways.here("shuffled", 2, chance),
            "Dask, one worker killed": lambda: ways.on_a_cluster("dask"),
            f"{options.kills} kills": lambda: _told(
                *ways.with_kills("kills", options.kills, chance)
            ),
        }.items():
            began = time.monotonic()
            found = grades_in(grade())
            first = first or found
            wrong = [s for s in first.keys() | found.keys() if first.get(s) != found.get(s)]
            different += len(wrong)
            seconds = time.monotonic() - began
            sys.stdout.write(
                f"{name:26} {len(found)} students in {seconds:.0f} s, "
                f"{len(wrong)} graded otherwise than at first {sorted(wrong)[:5]}\n"
            )
            sys.stdout.flush()
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
