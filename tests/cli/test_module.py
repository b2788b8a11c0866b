"""`python -m grader` is `grade`."""

import subprocess
import sys


def test_the_package_runs_as_a_module(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-m", "grader", "--version"],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert (ran.returncode, ran.stdout[:14]) == (0, "grade, version")
