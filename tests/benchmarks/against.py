"""Processor time of grading, beside an older commit of the project in the same run.

    git worktree add ../older v1.0 && make -C ../older .venv/.base
    python tests/benchmarks/against.py --against ../older

Both grade the same class with the older checkout's course: its right solutions and its typical
mistakes, by turns and in short rounds, so that what else the machine does meets both. Two numbers
are given of each: the grading process, and the fork server with its workers. Then `grade batch` of
both grades a class that hands in several exercises, from start to end. No time is asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self

import psutil
from graded_corpus import named, submission_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model import Course

ROOT = Path(__file__).resolve().parents[2]
SLUGS = ("01", "03", "05", "08")
KINDS = ("right", "wrong")
CLASS_SLUGS = tuple(
    f"{number:02}" for number in range(1, 9)
)  # 09 calls what is called otherwise now
ROUNDS, COUNT = 7, 20
STUDENTS, CLASS_ROUNDS = 200, 3
WARM_UP = 60  # submissions, more than an exercise has mistakes: explanations are found once


class Spent(NamedTuple):
    """Milliseconds of processor time for each submission."""

    judge: float
    workers: float

    @property
    def both(self) -> float:
        """All of it."""
        return self.judge + self.workers


class Half:
    """A checkout's warm grader for one exercise, in a process of its own; a context manager.

    Attributes:
        module: the name of the exercise's module.
    """

    def __init__(self, root: Path, course: Path, slug: str) -> None:
        command = [python_of(root), __file__, "--half", str(root), str(course), slug]
        self._process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._asks: IO[str] = self._process.stdin  # type: ignore[assignment]
        self._answers: IO[str] = self._process.stdout  # type: ignore[assignment]
        self.module: str = json.loads(self._answers.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def grade(self, texts: list[str]) -> Spent:
        """Grade the texts, one after the other."""
        before = self._workers()
        print(json.dumps(texts), file=self._asks, flush=True)
        judge = json.loads(self._answers.readline())
        workers = self._workers() - before
        return Spent(judge * 1000 / len(texts), workers * 1000 / len(texts))

    def _workers(self) -> float:
        """Seconds of all processes below; a fork server has those of its reaped workers."""
        below = psutil.Process(self._process.pid).children(recursive=True)
        return sum(sum(process.cpu_times()[:4]) for process in below)


def run_half(root: Path, course_folder: Path, slug: str) -> None:
    """Grade each list of texts that comes on a line; answer with the seconds of this process."""
    sys.path.insert(0, str(root))
    course = named("load_course")(course_folder)
    (exercise,) = (one for one in course.exercises if one.slug == slug)
    with named("Grader")(course, (exercise,)) as grader:
        print(json.dumps(exercise.module), flush=True)
        for line in sys.stdin:
            texts = json.loads(line)
            started = time.process_time()
            for text in texts:
                grades = grader.grade(
                    submission_of("kim", {f"{exercise.module}.py": text.encode()})
                )
                assert len(grades) == 1
            print(time.process_time() - started, flush=True)


def solutions(older: Path, slug: str, module: str) -> dict[str, list[str]]:
    """The older checkout's right and wrong solutions to an exercise."""
    home = older / "reference" / slug
    right = [home / f"{module}.py", *sorted((home / "equivalents").glob("*.py"))]
    found = {"right": right, "wrong": sorted((home / "misconceptions").glob("*.py"))}
    return {kind: [path.read_text("utf-8") for path in paths] for kind, paths in found.items()}


def slugs_of(older: Path, starts: Iterable[str]) -> list[str]:
    """The exercises whose names begin so."""
    return [path.name for start in starts for path in (older / "reference").glob(f"{start}*")]


def readable_copy(older: Path, folder: Path, slugs: Sequence[str]) -> Course:
    """Copy the older course; its mistakes get the header that this commit asks for."""
    # an older checkout, which runs this file too, has them elsewhere
    from grader.checks.diagnosis.misconceptions import load_misconceptions
    from grader.course import load_course
    from grader.errors import CourseError

    for part in ("exercises", "reference"):
        shutil.copytree(older / part, folder / part)
    course = load_course(folder / "exercises")
    for exercise in (one for one in course.exercises if one.slug in slugs):
        try:
            load_misconceptions(course, exercise)
        except CourseError as error:
            for one in error.errors:
                header = f"\nreplaces: {one.tip.values['names']}\ncaught_by:"
                text = one.path.read_text("utf-8").replace("\ncaught_by:", header, 1)
                one.path.write_text(text, "utf-8")
            load_misconceptions(course, exercise)
    return course


def compare(older: Path, slug: str, rounds: int, count: int) -> dict[str, list[tuple[Spent, ...]]]:
    """Kind -> what the older checkout and this one spent, in each round."""
    spent: dict[str, list[tuple[Spent, ...]]] = {kind: [] for kind in KINDS}
    with (
        tempfile.TemporaryDirectory() as folder,
        Half(older, older / "exercises", slug) as theirs,
        Half(ROOT, readable_copy(older, Path(folder), [slug]).folder, slug) as ours,
    ):
        halves = [theirs, ours]
        sources = solutions(older, slug, theirs.module)
        for number in range(rounds + 1):  # the first warms up, with every text
            order = range(2) if number % 2 else (1, 0)
            for kind, texts in sources.items():
                # no two files are the same
                chosen = [
                    f"{texts[i % len(texts)]}\n# {number}, {i}\n"
                    for i in range(number * count, number * count + (count if number else WARM_UP))
                ]
                found = {which: halves[which].grade(chosen) for which in order}
                if number:
                    spent[kind].append((found[0], found[1]))
    pairs = zip(*(spent[kind] for kind in KINDS), strict=True)
    spent["both"] = [
        tuple(
            Spent(*map(statistics.mean, zip(*one, strict=True))) for one in zip(*pair, strict=True)
        )
        for pair in pairs
    ]
    return spent


class Batch(NamedTuple):
    """Seconds that `grade batch` took."""

    processor: float
    clock: float


def compare_classes(older: Path, slugs: list[str], students: int, rounds: int) -> list[list[Batch]]:
    """What `grade batch` of the older checkout and of this one took, in each round.

    Half of the files are right and half are mistakes; each student hands in all exercises.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course = readable_copy(older, folder, slugs)
        modules = {one.slug: one.module for one in course.exercises if one.slug in slugs}
        for slug, module in modules.items():
            found = solutions(older, slug, module)
            for number in range(students):
                texts = found[KINDS[number % 2]]
                place = folder / "class" / f"student{number:05}"
                place.mkdir(parents=True, exist_ok=True)
                text = f"{texts[number // 2 % len(texts)]}\n# {number}\n"
                (place / f"{module}.py").write_text(text, "utf-8")
        courses = {older: older / "exercises", ROOT: course.folder}
        return [
            [batch(root, courses[root], folder, slugs, number) for root in courses]
            for number in range(rounds)
        ]


def batch(root: Path, course: Path, folder: Path, slugs: list[str], number: int) -> Batch:
    """Grade the class in a folder with the command of a checkout."""
    out = folder / f"out-{root.name}-{number}"  # a folder of its own: what was removed costs later
    command = [python_of(root), "-c", "from grader.cli import main; main()", "batch"]
    command += [str(folder / "class"), "--out", str(out), "--course", str(course)]
    command += [part for slug in slugs for part in ("-e", slug)]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert len(list((out / "grades").iterdir())) == len(list((folder / "class").iterdir()))
    return Batch(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds)


def python_of(root: Path) -> str:
    """The interpreter of a checkout's own environment, else this one."""
    own = root / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def main() -> None:
    """Compare exercise by exercise, and print a table as each one ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="an older checkout with its `.venv`")
    parser.add_argument("--exercises", nargs="+", default=SLUGS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--count", type=int, default=COUNT, help="of each kind in a round")
    parser.add_argument("--students", type=int, default=STUDENTS, help="0 leaves the class out")
    parser.add_argument("--class-exercises", nargs="+", default=CLASS_SLUGS)
    parser.add_argument("--half", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.half:
        root, course, slug = options.half
        run_half(Path(root), Path(course), slug)
        return
    if options.against is None:
        parser.error("--against is missing")
    older = options.against.resolve()
    print("milliseconds of processor time a submission: the older commit -> this one")
    print(f"{'exercise':24}{'':8}{'judge':>18}{'workers':>18}{'both':>18}   ratio")
    for slug in slugs_of(older, options.exercises):
        for kind, rounds in compare(older, slug, options.rounds, options.count).items():
            print(f"{slug:24}{kind:8}{_row(rounds)}", flush=True)
    if options.students:
        slugs = slugs_of(older, options.class_exercises)
        found = compare_classes(older, slugs, options.students, CLASS_ROUNDS)
        print(f"\n`grade batch`, {options.students} students, {', '.join(slugs)}:")
        for what in Batch._fields:
            old, new = ([getattr(pair[which], what) for pair in found] for which in (0, 1))
            ratio = statistics.median(n / o for o, n in zip(old, new, strict=True))
            middle = f"{statistics.median(old):.1f} -> {statistics.median(new):.1f}"
            print(f"seconds by the {what:10}{middle:>16}{ratio:8.2f}", flush=True)


def _row(rounds: list[tuple[Any, ...]]) -> str:
    middle = [
        [statistics.median(getattr(one[which], name) for one in rounds) for which in (0, 1)]
        for name in ("judge", "workers", "both")
    ]
    ratio = statistics.median(new.both / old.both for old, new in rounds)
    return "".join(f"{old:9.2f} -> {new:5.2f}" for old, new in middle) + f"{ratio:8.2f}"


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)
    main()
