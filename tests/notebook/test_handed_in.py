"""Notebooks that were filled in, executed and saved, graded as they are handed in."""

from __future__ import annotations

import copy
import json

import nbformat
import pytest

from grader.checks.case import Trial
from grader.pipeline import Grader
from grader.submission import read_submission
from grader.submission.sources import read_source
from tests.notebook.conftest import SLUGS, cards

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def graders(course):
    """Gives a warm grader, hidden checks included, for an exercise."""
    made = {}

    def grader_of(slug):
        if slug not in made:
            (exercise,) = (e for e in course.exercises if e.slug == slug)
            made[slug] = Grader(course, (exercise,)).__enter__()
        return made[slug]

    yield grader_of
    for grader in made.values():
        grader.__exit__()


def as_jupyter(notebook):
    return nbformat.writes(notebook)


def as_colab(notebook):
    """Colab keeps a cell's id in its metadata, writes format 4.0, and adds its own."""
    plain = json.loads(nbformat.writes(notebook))
    for number, cell in enumerate(plain["cells"]):
        cell.pop("id", None)
        cell["metadata"] = {"id": f"x{number}", "colab": {"base_uri": "https://localhost:8080/"}}
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    kernel = {"name": "python3", "display_name": "Python 3"}
    plain["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": kernel,
        "language_info": {"name": "python"},
    }
    return json.dumps(plain | {"nbformat": 4, "nbformat_minor": 0})


def as_vs_code(notebook):
    """VS Code writes sources as lists, its own ids and the language of each cell."""
    plain = json.loads(nbformat.writes(notebook))
    for number, cell in enumerate(plain["cells"]):
        cell["id"] = f"{number:08x}"
        cell["metadata"] = {"vscode": {"languageId": "python"}}
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    plain["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    plain["metadata"]["vscode"] = {"interpreter": {"hash": "0" * 64}}
    return json.dumps(plain, indent=1)


def saved(folder, course, slug, text):
    (exercise,) = (e for e in course.exercises if e.slug == slug)
    path = folder / f"{exercise.module}.ipynb"
    path.write_text(text, "utf-8")
    return read_submission(path)


@pytest.mark.parametrize("slug", SLUGS)
def test_it_has_the_grade_of_the_python_file(slug, course, executed, graders, tmp_path):
    grader = graders(slug)
    notebook = copy.deepcopy(executed(slug))
    assert cards(notebook)  # with outputs

    checks = grader.judge.checks(slug)  # whole trainings are for tests/shipped_course
    trial = Trial(
        order=[n for n, c in enumerate(checks) if "learns" not in " ".join((c.id, *c.requires))]
    )

    (grade,) = grader.grade(saved(tmp_path, course, slug, as_jupyter(notebook)), trial)

    (exercise,) = (e for e in course.exercises if e.slug == slug)
    (wanted,) = grader.grade(read_submission(course.solution(exercise)), trial)
    assert wanted.all_passed()
    assert grade.score == wanted.score
    assert [(o.check, o.status) for o in grade.outcomes] == [
        (o.check, o.status) for o in wanted.outcomes
    ]
    assert grade.problems == wanted.problems == ()


@pytest.mark.parametrize("form", [as_colab, as_vs_code])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_editor_hands_in_the_same_code(slug, form, course, executed, tmp_path):
    notebook = executed(slug)
    for name in ("jupyter", "other"):
        (tmp_path / name).mkdir()
    (wanted,) = saved(tmp_path / "jupyter", course, slug, as_jupyter(notebook)).files

    (file,) = saved(tmp_path / "other", course, slug, form(notebook)).files

    assert read_source(file).cells == read_source(wanted).cells
    assert file.problem is None
