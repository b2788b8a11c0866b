"""A checkout of the toy course's student, and `grade` run in it as a place would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from grader.cli import run
from tests.cli.conftest import Ran

if TYPE_CHECKING:
    from pathlib import Path

OURS = ("GITHUB_", "GITLAB_", "CI", "GRADE_", "AUTOGRADER_", "CLASSROOM", "ASSIGNMENT", "OWNER")
# double: right on public inputs, wrong on hidden ones; mean: right; spread: not written
HALF_RIGHT = {
    "doubling.py": "def double(x):\n    return 6.0 if x == 3 else x * x\n",
    "average.py": "def mean(values):\n    return sum(values) / len(values)\n",
}


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A student's folder that is the current one, in an environment that speaks of no place."""
    for name in list(os.environ):
        if name.startswith(OURS):
            monkeypatch.delenv(name)
    folder = tmp_path / "homework-kim"
    folder.mkdir()
    for name, text in HALF_RIGHT.items():
        (folder / name).write_text(text)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GRADE_LANG", "en")
    return folder


@pytest.fixture
def grade(checkout, capsys):
    """Runs `grade` with arguments in the checkout."""

    def call(*arguments: object) -> Ran:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def at(checkout, tmp_path, monkeypatch):
    """Makes the environment that of a place; returns where its files are expected."""

    def made(kind: str) -> Path:
        names: dict[str, str] = {}
        if kind == "github":
            names = {
                "GITHUB_ACTIONS": "true",
                "GITHUB_REPOSITORY": "org/hw-kim",
                "GITHUB_OUTPUT": str(tmp_path / "output"),
                "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
            }
        elif kind == "gitlab":
            names = {"GITLAB_CI": "true", "CI_PROJECT_PATH": "group/hw-kim"}
        elif kind == "classroom50":
            names = {
                "CLASSROOM": "cnn",
                "ASSIGNMENT": "toy",
                "OWNER": "org",
                "USERNAME": "kim",
                "SUBMISSION_TAG": "submit/2026-11-22T10-00-00Z-abc",
                "GITHUB_OUTPUT": str(tmp_path / "output"),
                "COMMIT_URL": "https://example.com/commit",
                "RELEASE_URL": "https://example.com/release",
            }
        elif kind == "gradescope":
            names = {"AUTOGRADER_ROOT": str(tmp_path)}
            metadata = {"users": [{"name": "kim"}]}
            (tmp_path / "submission_metadata.json").write_text(json.dumps(metadata))
            shutil.copytree(checkout, tmp_path / "submission")
        for name, value in names.items():
            monkeypatch.setenv(name, value)
        return tmp_path

    return made


def start(command: list[object], folder: Path, environment: dict[str, str]):
    """The command, run in a folder; what it printed and how it ended."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def shell(script: str, folder: Path, environment: dict[str, str]):
    """The script as a runner runs it."""
    return start(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], folder, environment
    )
