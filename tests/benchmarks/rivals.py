"""The same submissions graded by others: nbgrader, Otter and a pytest process for each.

Each gets the exercise's own checks through `bare`, one test cell (or test) for each check, and its
own ordinary command; what it found is compared with what the checks say. Needs the extra `bench`,
in an environment of its own (`make bench`).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import nbformat
from bare import BareExercise
from nbformat.v4 import new_code_cell, new_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).parent
ASSIGNMENT = "benchmark"


class Graded(NamedTuple):
    """What a grader took and found: the checks passed by each submission."""

    seconds: float
    passed: list[int]


def with_pytest(python: str, slug: str, sources: Sequence[str], folder: Path) -> Graded:
    """One `python -m pytest` for each submission."""
    module = BareExercise(slug).module
    folder.mkdir(parents=True)
    (folder / "test_all.py").write_text(
        _preamble(slug) + f"import pytest\nimport {module}\n\n\n"
        "@pytest.mark.parametrize('name', exercise.checks)\n"
        f"def test_check(name):\n    exercise.run(name, vars({module}))\n"
    )

    passed = []
    started = time.perf_counter()
    for source in sources:
        (folder / f"{module}.py").write_text(source)
        said = _run([python, "-m", "pytest", "-q", "-p", "no:cacheprovider"], folder, codes=(0, 1))
        found = re.search(r"(\d+) passed", said)
        passed.append(int(found[1]) if found else 0)
    return Graded(time.perf_counter() - started, passed)


def with_nbgrader(python: str, slug: str, sources: Sequence[str], folder: Path) -> Graded:
    """One `nbgrader autograde` for all."""
    folder.mkdir(parents=True)
    nbgrader = str(Path(python).with_name("nbgrader"))
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'benchmark'\n"
        "c.NbGrader.logfile = ''\nc.ExecutePreprocessor.timeout = 120\n"
    )
    checks = BareExercise(slug).checks
    _write(folder / "source" / ASSIGNMENT / "answer.ipynb", _nbgrader_notebook(slug, "", checks))
    _run([nbgrader, "generate_assignment", ASSIGNMENT], folder)
    for number, source in enumerate(sources):
        place = folder / "submitted" / f"student{number}" / ASSIGNMENT / "answer.ipynb"
        _write(place, _nbgrader_notebook(slug, source, checks))
    started = time.perf_counter()
    _run([nbgrader, "autograde", ASSIGNMENT], folder)
    took = time.perf_counter() - started
    places = [folder / "autograded" / f"student{n}" for n in range(len(sources))]
    return Graded(took, [_passed_cells(place / ASSIGNMENT / "answer.ipynb") for place in places])


def with_otter(python: str, slug: str, sources: Sequence[str], folder: Path) -> Graded:
    """One `otter run` for each submission."""
    tests = folder / "tests"
    tests.mkdir(parents=True)
    otter = str(Path(python).with_name("otter"))
    for name in BareExercise(slug).checks:
        case = {"code": f">>> exercise.run({name!r}, globals())\n", "hidden": False}
        suite = {"cases": [{**case, "locked": False}], "scored": True, "setup": ""}
        test = {"name": name, "points": 1, "suites": [{**suite, "teardown": "", "type": "doctest"}]}
        (tests / f"{name}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    _run([otter, "generate", "-t", "tests", "-o", "autograder.zip", "--no-requirements"], folder)
    for number, source in enumerate(sources):
        cells = [new_code_cell(_preamble(slug)), new_code_cell(source)]
        _write(folder / f"student{number}.ipynb", new_notebook(cells=cells, metadata=_KERNEL))

    passed = []
    started = time.perf_counter()
    for number in range(len(sources)):
        _run([otter, "run", "-a", "autograder.zip", f"student{number}.ipynb"], folder)
        results = json.loads((folder / "results.json").read_text())
        passed.append(round(sum(test.get("score", 0) for test in results["tests"])))
    return Graded(time.perf_counter() - started, passed)


RIVALS: dict[str, Callable[[str, str, Sequence[str], Path], Graded]] = {
    "nbgrader autograde": with_nbgrader,
    "otter run": with_otter,
    "pytest, a process for each": with_pytest,
}

_KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def _preamble(slug: str) -> str:
    return (
        f"import sys\nsys.path.insert(0, {str(HERE)!r})\n"
        f"from bare import BareExercise\nexercise = BareExercise({slug!r})\n"
    )


def _nbgrader_notebook(slug: str, source: str, checks: Sequence[str]) -> nbformat.NotebookNode:
    """The assignment with a student's code in its solution cell."""
    cells = [_nbgrader_cell(_preamble(slug), "preamble", locked=True)]
    cells.append(_nbgrader_cell(source, "solution", solution=True))
    cells += [
        _nbgrader_cell(
            f"exercise.run({name!r}, globals())", name, locked=True, grade=True, points=1
        )
        for name in checks
    ]
    return new_notebook(cells=cells, metadata=_KERNEL)


def _nbgrader_cell(source: str, name: str, **roles: bool | int) -> nbformat.NotebookNode:
    marks = {"grade": False, "solution": False, "locked": False, "task": False, **roles}
    marks |= {"schema_version": 3, "grade_id": name}
    return new_code_cell(source, id=name[:60], metadata={"nbgrader": marks})


def _passed_cells(path: Path) -> int:
    cells = nbformat.read(path, 4).cells
    tests = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
    return sum(all(o.output_type != "error" for o in cell.outputs) for cell in tests)


def _write(path: Path, notebook: nbformat.NotebookNode) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def _run(command: Sequence[str], folder: Path, codes: tuple[int, ...] = (0,)) -> str:
    """What a command printed; it must end with one of the codes."""
    # nbgrader starts alembic by its bare name
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, env=environment)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode not in codes:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{said[-2000:]}")
    return said
