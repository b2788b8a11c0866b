"""The shape of the package: arrows point one way, modules say what they do, imports stay light."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "grader"
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    """The parts of the package that a module imports, at its top or inside its functions."""
    folder = ["grader", *path.relative_to(PACKAGE).parts[:-1]]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            base = folder[: len(folder) - node.level + 1] if node.level else []
            names = [".".join([*base, *([node.module] if node.module else [])])]
            if names == ["grader"] or (node.level and not node.module):
                names = [f"{names[0]}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("grader.")}
    return found


def test_the_contracts_of_the_layers_hold():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert "contracts" in done.stdout.lower()
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", sorted((PACKAGE / "worker").rglob("*.py")), ids=str)
def test_the_worker_imports_nothing_else_of_ours(path: Path):
    assert imported_parts(path) <= {"worker"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_opens_with_a_sentence(path: Path):
    text = path.read_text("utf-8")

    assert not text.strip() or ast.get_docstring(ast.parse(text))


IN_WORKERS = {"driver.py", "evaluator.py"}  # go to workers as text


@pytest.mark.parametrize("name", sorted(IN_WORKERS))
def test_what_goes_to_workers_as_text_imports_nothing_of_ours(name: str):
    path = PACKAGE / "training" / "in_worker" / name

    assert imported_parts(path) == set()


def test_nothing_imports_what_goes_to_workers_as_text():
    text = "\n".join(path.read_text("utf-8") for path in MODULES)

    assert not re.search(r"in_worker(\.| import )(driver|evaluator)", text)


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.parent.name != "in_worker" or path.name not in IN_WORKERS],
    ids=lambda p: str(p.relative_to(PACKAGE)),
)
def test_nothing_imports_tensorflow(path: Path):
    assert not re.search(
        r"^\s*(import|from) (tensorflow|keras)", path.read_text("utf-8"), re.MULTILINE
    )


CHECKING = "import grader.pipeline, grader.cli.student, grader.reports.terminal.grades"


def loaded_after(command: str) -> set[str]:
    code = f"import sys; {command}; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_help_loads_click_and_nothing_heavy():
    loaded = loaded_after("from grader.cli import run; run(['--help'])")

    assert "click" in loaded
    assert not loaded & {"numpy", "pytest", "msgspec", "rich", "nbformat", "tensorflow"}


def test_checking_a_file_loads_no_template_engine():
    loaded = loaded_after(
        "import grader.pipeline, grader.cli.student, grader.reports.terminal.grades"
    )

    assert "grader" in loaded
    assert not loaded & {"jinja2", "xml", "cryptography"}


def test_grading_a_file_loads_no_notebook_library_and_no_tensorflow():
    loaded = loaded_after(
        "import grader.pipeline, grader.cli.student, grader.reports.terminal.grades"
    )

    assert not loaded & {"nbformat", "tensorflow", "keras"}
