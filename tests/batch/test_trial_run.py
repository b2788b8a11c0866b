"""`grade batch --dry-run`: what a new grader or course would change, before it does."""

from __future__ import annotations

import pytest

from grader.cli import run
from tests.batch.test_groups_and_extensions import gradebook


def bytes_of(folder):
    """Every file, but the lock: a database that is opened and left as it is."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@pytest.fixture
def course(toy_course):
    return toy_course  # a copy of its own


@pytest.fixture
def batch(course, tmp_path, right_answers, capsys):
    """Runs `grade batch` over two students; gives what it prints."""
    for name, text in (
        ("kim", right_answers["doubling.py"]),
        ("lee", "def double(x):\n    return x * x\n"),
    ):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "doubling.py").write_text(text)

    def call(*arguments, code=0):
        words = ["batch", str(tmp_path / "class"), "--out", str(tmp_path / "out")]
        given = ["--course", str(course), "-j", "1", "--lang", "en", *arguments]
        given += ["--require-isolation", "none"]
        assert run([*words, *given]) == code
        printed = capsys.readouterr()
        return printed.out + printed.err

    return call


@pytest.mark.slow
def test_a_changed_course_shows_whose_points_would_change_and_replaces_none(
    batch, course, tmp_path
):
    batch()
    checks = course / "exercises" / "01_double" / "test_public.py"
    text = checks.read_text("utf-8")
    checks.write_text(text.replace("points=1", "points=2", 1), "utf-8")
    assert checks.read_text("utf-8") != text
    toml = checks.with_name("exercise.toml")
    toml.write_text(toml.read_text("utf-8").replace("points = 4", "points = 5"), "utf-8")
    before = bytes_of(tmp_path / "out")

    printed = batch("--dry-run")

    assert "kim  01_double  4 → 5" in printed
    assert "Nothing in" in printed
    assert bytes_of(tmp_path / "out") == before
    batch()
    assert gradebook(tmp_path)["kim"]["01_double"] == "5"


@pytest.mark.slow
def test_where_nothing_would_change_that_is_said(batch, tmp_path):
    batch()

    assert "Nobody's grade changed." in batch("--dry-run")


def test_without_results_there_is_nothing_to_compare_with(batch, tmp_path):
    printed = batch("--dry-run", code=2)

    assert "no results of a class here" in printed
    assert not (tmp_path / "out").exists()
