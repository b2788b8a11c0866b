"""A class of every size against nbgrader, Otter, pytest and the bare calls: `make bench`.

The same exercise, the same checks and the same submissions (right ones, wrong ones) for all, in one
run. What each found is compared: a grader that is fast and wrong would be no rival. Prints a table
and writes it to `build/`.

Machines differ and drift; only the ratios of one run mean something. Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bare import ROOT, BareExercise
from rivals import RIVALS, Graded

from grader.checks.diagnosis.misconceptions import load_misconceptions
from grader.course import load_course

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OURS = "cnn-grader"
UNLIKE = "cnn-grader, no wrong answer like another"
BARE = "bare calls, one process, no isolation"


class Run(NamedTuple):
    """One `grade batch`: how long, and the most memory the controller held."""

    submissions: int
    seconds: float
    controller_mb: float
    passed: list[int]


# what makes a wrong solution's numbers its own; `number` is the submission's
SHIFTED = """

def _shift(value):
    return value + {number} if type(value) in (int, float) else value
"""
WRAPPED = """

_own_{name} = {name}

def {name}(*args, **kwargs):
    return _shift(_own_{name}(*args, **kwargs))
"""


def class_of(slug: str, count: int) -> list[str]:
    """So many submissions: the course's right and wrong solutions in turn, as texts all different.

    Many answer the same, as in a class where half are right and the rest share some mistakes.
    """
    course = load_course(ROOT / "exercises")
    exercise = next(e for e in course.exercises if e.slug == slug)
    folder = ROOT / "reference" / slug
    paths = [folder / f"{exercise.module}.py", *sorted(folder.glob("equivalents/*.py"))]
    right = [path.read_text("utf-8") for path in paths]
    wrong = [idea.source for idea in load_misconceptions(course, exercise)]
    pairs = itertools.zip_longest(itertools.islice(itertools.cycle(right), len(wrong)), wrong)
    sources = [source for pair in pairs for source in pair if source]
    return [
        f"{source}\n# {number}\n"
        for number, source in enumerate(itertools.islice(itertools.cycle(sources), count))
    ]


def unlike_class_of(slug: str, count: int) -> list[str]:
    """The same, but no two wrong ones answer the same, so that there is no precedent for them."""
    wrapped = "".join(WRAPPED.format(name=name) for name in BareExercise(slug).functions)
    return [
        source + (SHIFTED.format(number=number) + wrapped) * (number % 2)
        for number, source in enumerate(class_of(slug, count))
    ]


def bare(slug: str, sources: list[str]) -> Graded:
    """The checks on each submission in this process, with nothing in between."""
    exercise = BareExercise(slug)
    started = time.perf_counter()
    passed = []
    for source in sources:
        namespace = {"__name__": "__main__"}  # a module that exists, for dataclasses
        exec(compile(source, f"{exercise.module}.py", "exec"), namespace)
        passed.append(exercise.passed(namespace))
    return Graded(time.perf_counter() - started, passed)


def ours(slug: str, sources: list[str], folder: Path, processes: int) -> Run:
    """`grade batch` from its start to its end."""
    module = BareExercise(slug).module
    for number, source in enumerate(sources):
        place = folder / "class" / f"student{number:05}"
        place.mkdir(parents=True)
        (place / f"{module}.py").write_text(source, "utf-8")
    out = folder / "out"
    command = [sys.executable, "-c", "from grader.cli import main; main()", "batch"]
    command += [str(folder / "class"), "--out", str(out), "-e", slug, "-j", str(processes)]
    command += ["--course", str(ROOT / "exercises")]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = _watch_memory(process)
    if process.wait() != 0:
        raise RuntimeError(f"grade batch ended with {process.returncode}")
    seconds = time.perf_counter() - started
    grades = [json.loads(path.read_text()) for path in sorted((out / "grades").glob("*.json"))]
    return Run(len(sources), seconds, peak(), [_passed(grade) for grade in grades])


def _passed(report: dict[str, Any]) -> int:
    (grade,) = report["grades"]
    return sum(o["status"] == "passed" for o in grade["outcomes"] if not o.get("bonus"))


def _watch_memory(process: subprocess.Popen[bytes]) -> Callable[[], float]:
    """Reads the peak of a process's resident memory until it ends; gives it in MB."""
    peaks = [0.0]

    def watch() -> None:
        while process.poll() is None:
            try:
                status = Path(f"/proc/{process.pid}/status").read_text()
            except OSError:
                return
            lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
            peaks.extend(int(line.split()[1]) / 1024 for line in lines)
            time.sleep(0.2)

    threading.Thread(target=watch, daemon=True).start()
    return lambda: max(peaks)


def compare(
    slug: str,
    sizes: list[int],
    few: int,
    rivals_python: str,
    rivals_versions: Sequence[str] = ("nbgrader", "otter-grader"),
) -> dict[str, Any]:
    """Everything measured, as plain values; see `table`.

    Args:
        slug: the exercise.
        sizes: of the classes that this project grades.
        few: how many submissions the slow rivals grade.
        rivals_python: the interpreter of an environment that has them; empty to leave them out.
        rivals_versions: the packages there whose versions are told.
    """
    processes = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = class_of(slug, few)
        lower = bare(slug, sources)
        rows = {BARE: lower.seconds / few}
        for rival, grade in RIVALS.items() if rivals_python else ():
            graded = grade(rivals_python, slug, sources, folder / rival.split()[0])
            _agree(rival, graded.passed, lower.passed)
            rows[rival] = graded.seconds / few
        curve = [ours(slug, class_of(slug, n), folder / f"n{n}", processes) for n in sizes]
        middle = min(sizes[-1], 1000)
        one, two = (ours(slug, class_of(slug, middle), folder / f"j{j}", j) for j in (1, 2))
        many = bare(slug, class_of(slug, middle))
        unlike = ours(slug, unlike_class_of(slug, middle), folder / "unlike", processes)
        checked = bare(slug, unlike_class_of(slug, few))
    for run in (*curve, one, two):
        _agree(OURS, run.passed[: len(many.passed)], many.passed[: len(run.passed)])
    _agree(UNLIKE, unlike.passed[: len(checked.passed)], checked.passed[: len(unlike.passed)])
    rows[OURS] = curve[-1].seconds / curve[-1].submissions
    rows[UNLIKE] = unlike.seconds / middle
    rows[BARE] = many.seconds / middle
    return {
        "exercise": slug,
        "checks": len(BareExercise(slug).checks),
        "seconds_a_submission": rows,
        "curve": [run._asdict() | {"passed": sum(run.passed)} for run in curve],
        "one_process_over_two": one.seconds / two.seconds,
        "versions": _versions(rivals_python, rivals_versions),
    }


def _agree(who: str, found: list[int], wanted: list[int]) -> None:
    for number, (mine, theirs) in enumerate(zip(found, wanted, strict=True)):
        if mine != theirs:
            told = f"{mine} checks passed where the checks say {theirs}"
            raise RuntimeError(f"{who} found {told}, in submission {number}")


def _versions(rivals_python: str, packages: Sequence[str]) -> dict[str, str]:
    names = {OURS: version(OURS), "pytest": version("pytest"), "Python": platform.python_version()}
    for name in packages if rivals_python else ():
        code = f"import importlib.metadata as m; print(m.version({name!r}))"
        said = subprocess.run([rivals_python, "-c", code], capture_output=True, check=True)
        names[name] = said.stdout.decode().strip()
    return names


def table(found: dict[str, Any]) -> str:
    """What was measured, for people."""
    rows = found["seconds_a_submission"]
    mine = rows[OURS]
    lines = [
        f"{found['exercise']}, {found['checks']} checks; {os.cpu_count()} processors; "
        + ", ".join(f"{name} {number}" for name, number in found["versions"].items()),
        "",
        "| grader | seconds a submission | times ours |",
        "|---|---:|---:|",
        *(f"| {name} | {seconds:.4f} | {seconds / mine:.1f} |" for name, seconds in rows.items()),
        "",
        "| class | seconds | submissions a second | controller's peak, MB |",
        "|---:|---:|---:|---:|",
        *(
            f"| {run['submissions']} | {run['seconds']:.2f} | "
            f"{run['submissions'] / run['seconds']:.1f} | {run['controller_mb']:.0f} |"
            for run in found["curve"]
        ),
        "",
        f"Two grading processes are {found['one_process_over_two']:.2f} times as fast as one.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--exercise", default="06_output_size")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000, 10_000])
    parser.add_argument("--few", type=int, default=4, help="submissions for the slow rivals")
    parser.add_argument("--rivals-python", default="", help="an environment with the extra bench")
    options = parser.parse_args()
    python = options.rivals_python and str(Path(options.rivals_python).absolute())
    found = compare(options.exercise, options.sizes, options.few, python)
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "class_size.json").write_text(json.dumps(found, indent=2) + "\n")
    (build / "class_size.md").write_text(table(found))
    sys.stdout.write(table(found))


if __name__ == "__main__":
    main()
