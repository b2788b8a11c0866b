"""CONTRIBUTING's recipe for a new exercise works as it is written."""

import re
import shutil
from pathlib import Path

import pytest

from grader.cli import run
from grader.results.grade_file import load_grades

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def recipe():
    """The recipe's code blocks: exercise.toml, solution, public checks, hidden checks."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    blocks = re.findall(r"   ```(?:toml|python)\n(.*?)   ```", text, re.DOTALL)
    return ["\n".join(line[3:] for line in block.splitlines()) + "\n" for block in blocks]


@pytest.fixture
def course(tmp_path, recipe):
    """A copy of the toy course with the recipe followed to the letter."""
    shutil.copytree(ROOT / "tests" / "toy_course", tmp_path / "course")
    root = tmp_path / "course"
    for folder in ("exercises", "reference"):
        for path in (root / folder).iterdir():
            if path.is_dir():
                shutil.rmtree(path)
        (root / folder / "12_mean").mkdir()
    for path, text in zip(
        [
            "exercises/12_mean/exercise.toml",
            "reference/12_mean/mean.py",
            "exercises/12_mean/test_public.py",
            "reference/12_mean/test_hidden.py",
        ],
        recipe,
        strict=True,
    ):
        (root / path).write_text(text, "utf-8")
    manifest = 'exercises = ["12_mean"]\ntitle = { ko = "작은 강좌", en = "A small course" }\n'
    (root / "exercises" / "course.toml").write_text(manifest, "utf-8")
    return root


@pytest.mark.parametrize(("path", "earned"), [("reference", 3), ("exercises", 0)])
def test_the_new_exercise_gives_the_points_that_the_recipe_promises(
    course, monkeypatch, path, earned, capsys
):
    monkeypatch.setenv("GRADE_COURSE", str(course))
    monkeypatch.chdir(course)
    assert run(["course", "stub"]) == 0

    run(["submission", f"{path}/12_mean/mean.py", "-e", "12", "--out", "out.json"])

    (grade,) = load_grades(course / "out.json")
    assert (grade.score.earned, grade.score.possible) == (earned, 3)
    assert "mean.ipynb" in capsys.readouterr().out
