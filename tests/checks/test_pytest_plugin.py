"""Check files are ordinary pytest: an author runs them without the grader."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PUBLIC = '''
import pytest

@check(points=1, ko="")
def test_right(student, reference, rng):
    """As the reference."""
    x = float(rng.normal())
    assert_number(student.f(x), reference.f(x))

@check(points=1, ko="")
@pytest.mark.parametrize("x", [1, 2])
def test_driven(driver, x):
    """By the driver."""
    assert_number(driver.apply(x), 2 * x)
'''
DRIVER = "def apply(student, x):\n    return student.f(x)\n"


@pytest.fixture
def run(make_course, tmp_path):
    """Run a course's public checks by pytest alone; its exit code and what it printed."""
    root = make_course(public=PUBLIC, points=3)
    (root / "exercises" / "01_f" / "driver.py").write_text(DRIVER)

    def run(*arguments: str) -> tuple[int, str]:
        file = root / "exercises" / "01_f" / "test_public.py"
        plugin = "-pgrader.checks.pytest_plugin"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-pno:cacheprovider", plugin, file, *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        return done.returncode, done.stdout

    return run


def test_the_reference_passes(run):
    code, printed = run()

    assert "3 passed" in printed
    assert code == 0


def test_another_solution_is_asked_where_it_is_named(run, tmp_path):
    (tmp_path / "mine.py").write_text("def f(x):\n    return 3 * x\n")

    code, printed = run("--submission", "mine.py")

    assert "3 failed" in printed
    assert "The number is wrong" in printed
    assert code == 1
