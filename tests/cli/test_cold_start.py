"""What a `grade check` of an exercise without networks does not load."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["grader.training.trainer", "grader.reports.pages", "IPython"])
def test_a_check_without_networks_loads_no(module):
    code = (
        "import sys, grader.cli.student, grader.pipeline, grader.reports.terminal.grades\n"
        f"assert 'grader.checks.judge' in sys.modules\nassert {module!r} not in sys.modules"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
