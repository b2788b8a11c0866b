"""Real kernels, and notebooks that are filled in as a student would."""

from __future__ import annotations

import functools
import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient

from grader.course import load_course
from grader.course.notebook_starter import blocks_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model import Course

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "exercises"
needs_keras = pytest.mark.skipif(
    importlib.util.find_spec("keras") is None, reason="Keras is not installed"
)
SLUGS = [
    pytest.param(slug, marks=needs_keras) if "keras" in slug else slug
    for slug in sorted(path.parent.name for path in SHIPPED.glob("*/exercise.toml"))
]
_DEFINES = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)
_MARK = re.compile(r"^\s*# (?:BEGIN|END) SOLUTION.*\n", re.MULTILINE)


@pytest.fixture(scope="session")
def course() -> Course:
    return load_course(SHIPPED)


@pytest.fixture(scope="session")
def filled(course: Course) -> Callable[[str], nbformat.NotebookNode]:
    """Gives an exercise's starter notebook, filled in with the reference."""

    def fill(slug: str) -> nbformat.NotebookNode:
        (exercise,) = (e for e in course.exercises if e.slug == slug)
        path = course.folder / slug / f"{exercise.module}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        solution = course.solution(exercise)
        assert solution is not None
        blocks = blocks_of(_MARK.sub("", solution.read_text("utf-8")))
        by_name = {_DEFINES.findall(block)[0]: block for block in blocks if _DEFINES.search(block)}
        others = [block for block in blocks if not _DEFINES.search(block)]
        code = [c for c in notebook.cells if c.cell_type == "code" and "%" not in c.source[:3]]
        code = [
            cell for cell in code if "%load_ext" not in cell.source and "\n%" not in cell.source
        ]
        for cell in code:
            if (names := _DEFINES.findall(cell.source)) and names[0] in by_name:
                cell.source = by_name.pop(names[0])
        first = next(cell for cell in code if not _DEFINES.search(cell.source))
        first.source = "\n\n".join([*others, *by_name.values()])
        return notebook

    return fill


@pytest.fixture(scope="session")
def executed(
    filled: Callable[[str], nbformat.NotebookNode], execute: Callable[..., nbformat.NotebookNode]
) -> Callable[[str], nbformat.NotebookNode]:
    """Gives an exercise's starter, filled in with the reference and executed, outputs and all."""
    return functools.cache(lambda slug: execute(filled(slug)))


@pytest.fixture(scope="session")
def execute(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., nbformat.NotebookNode]:
    """Runs notebooks, or lists of cells, in a real kernel; nothing is saved anywhere."""

    def run(work: nbformat.NotebookNode | list[str], course: Path = SHIPPED, **options):
        if isinstance(work, list):
            cells = [nbformat.v4.new_code_cell(source) for source in work]
            work = nbformat.v4.new_notebook(cells=cells)
        tmp_path = tmp_path_factory.mktemp("kernel")
        first = nbformat.v4.new_code_cell(
            f"import os\nos.environ['GRADE_COURSE'] = {str(course)!r}\n"
            "os.environ['GRADE_LANG'] = 'en'"
        )
        work.cells.insert(0, first)
        options = {"timeout": 600, "allow_errors": True} | options
        NotebookClient(work, resources={"metadata": {"path": str(tmp_path)}}, **options).execute()
        del work.cells[0]
        return work

    return run


def cards(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """The HTML and the text of each card that cells have shown."""
    return [
        (output.data["text/html"], output.data["text/plain"])
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    ]


def printed(notebook: nbformat.NotebookNode) -> str:
    """What cells have printed, errors included."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    parts = [output.get("text", "") for output in outputs]
    parts += ["\n".join(output.get("traceback", ())) for output in outputs]
    return "".join(parts)
