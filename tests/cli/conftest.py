"""Commands run as a user would: in a folder of their own, with the shipped course named."""

from pathlib import Path

import pytest

from grader.cli import run

ROOT = Path(__file__).resolve().parents[2]


class Ran:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder that is the current one, in which the shipped course is known."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setenv("GRADE_COURSE", str(ROOT))
    monkeypatch.setenv("GRADE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")
    return home


@pytest.fixture
def grade(folder, capsys):
    """Runs `grade` with arguments."""

    def call(*arguments: str) -> Ran:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def right() -> str:
    """A right answer to exercise 06, which is the quickest."""
    return (ROOT / "reference" / "06_output_size" / "output_size.py").read_text("utf-8")


@pytest.fixture
def wrong(wrong_solution) -> str:
    """An answer to exercise 06 that counts no biases."""
    return wrong_solution("06_output_size", "no_bias")
