"""The project's own CI: what its jobs type works, here on Linux, off the network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from grader.authoring.wheel import pinned_requirements
from tests.ci.conftest import shell

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
JOBS = yaml.safe_load(TEXT)["jobs"]
STEPS = [step for job in JOBS.values() for step in job["steps"]]


def scripts_of(job: str) -> list[str]:
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step]


def test_the_workflow_may_only_read():
    assert yaml.safe_load(TEXT)["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in JOBS.values())


def test_actions_are_githubs_own_and_of_one_major_version():
    used = {step["uses"] for step in STEPS if "uses" in step}

    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", name) for name in used)
    assert len({name.partition("@")[0] for name in used}) == len(used)


def test_no_job_runs_for_ever():
    assert all(job["timeout-minutes"] <= 90 for job in JOBS.values())


def test_what_one_job_hands_to_the_next_has_one_name():
    names = [step["with"]["name"] for step in STEPS if "artifact" in step.get("uses", "")]

    assert names == ["student-kit", "student-kit"]


def test_the_tests_are_run_by_the_command_of_the_readme():
    assert scripts_of("test") == ["make test", "make long"]
    assert re.search("^test:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.fixture
def runner(tmp_path):
    """Makes the variables of a fresh runner: a Python that has these libraries, and no network.

    The libraries lie there as if they had been downloaded; the grader does not.
    """

    def made(name: str, libraries: set[str]) -> dict[str, str]:
        folder = tmp_path / name
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
        (site,) = folder.glob("lib/python*/site-packages")
        for library in sorted({"pip", *libraries}):
            _lend(library, site)
        path = f"{folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
        return {"PATH": path, "PIP_NO_INDEX": "1", "HOME": "/nonexistent", "LANG": "C.UTF-8"}

    return made


def _lend(library: str, site: Path) -> None:
    found = distribution(library)
    for name in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
        if not (site / name).exists():
            (site / name).symlink_to(str(found.locate_file(name)))


def locked() -> set[str]:
    """What `requirements.lock` has for this machine."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    found = [Requirement(line.rstrip("\\")) for line in lines if re.match(r"\w", line)]
    return {r.name for r in found if r.marker is None or r.marker.evaluate()}


def needed_by_the_grader() -> set[str]:
    """Its dependencies and theirs, without extras."""
    return {line.partition("==")[0] for line in pinned_requirements().splitlines()}


@pytest.fixture
def checkout(tmp_path):
    """What a runner checks out, as far as the jobs look at it."""
    folder = tmp_path / "checkout"
    # without what makes the search for leaks long, and is tried elsewhere
    left_out = ("__pycache__", "demo_class", "misconceptions", "equivalents")
    ignored = shutil.ignore_patterns(*left_out)
    for name in ("grader", "exercises", "reference", "datasets"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE", "requirements.lock"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="tried on Linux")


@pytest.mark.slow
@linux_only
def test_the_kit_is_built_and_a_student_grades_with_it(runner, checkout, tmp_path):
    staff = runner("staff", locked())
    for script in scripts_of("kit"):
        ran = shell(script, checkout, staff)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(checkout / "reference", elsewhere / "reference")
    shutil.copy(checkout / JOBS["kit"]["steps"][-1]["with"]["path"], elsewhere)

    student = runner("student", needed_by_the_grader()) | JOBS["student"]["env"]
    for script in scripts_of("student"):
        ran = shell(script, elsewhere, student)
        assert ran.returncode == 0, script + ran.stdout + ran.stderr


@pytest.mark.parametrize("code", [0, 1, 2, 3])
@linux_only
def test_a_grader_that_always_ends_alike_does_not_pass(code, tmp_path):
    work = tmp_path / "student-kit" / "my-work"
    solution = tmp_path / "reference" / "01_convolution" / "convolution.py"
    for folder in (work, solution.parent):
        folder.mkdir(parents=True)
    solution.touch()
    fake = tmp_path / "grade"
    fake.write_text(f'#!/bin/sh\ntest "$1" = start && exit 0\nexit {code}\n')
    fake.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"

    codes = [shell(s, tmp_path, {"PATH": path}).returncode for s in scripts_of("student")[1:]]

    assert len(codes) == 3
    assert codes.count(0) == (1 if code in {0, 1, 2} else 0)
