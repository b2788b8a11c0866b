"""An exercise written as a notebook: its solution, its starters, its statements."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest

from grader.course import load_course
from grader.course.starters import make_starters, stale_starters, write_starters
from grader.errors import CourseError
from grader.model import File, Submission
from grader.pipeline import Grader
from grader.sandbox.inprocess import InProcessSandbox

SHIPPED = Path(__file__).parents[1] / "courses" / "narrative"
SLUG = "01_sleep"


def text(source, *tags, name="t1"):
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": [*tags]}, "source": source}


def code(source, name="c1"):
    return {"cell_type": "code", "id": name, "metadata": {}, "source": source}


@pytest.fixture
def course(tmp_path):
    """A copy of the narrative course, of which the notebook is given."""
    shutil.copytree(SHIPPED, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def make(course):
    """Makes the files of the exercise from these cells: name -> text."""

    def made(*cells):
        notebook = {"cells": [*cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (course / "reference" / SLUG / "sleep.ipynb").write_text(json.dumps(notebook), "utf-8")
        loaded = load_course(course)
        found = make_starters(loaded, loaded.exercises[0])
        root = course.resolve()
        return {path.relative_to(root).as_posix(): text for path, text in found.items()}

    return made


def solution(made):
    return made[f"reference/{SLUG}/sleep.py"]


def starter(made):
    return made[f"exercises/{SLUG}/sleep.py"]


def cells(made):
    notebook = json.loads(made[f"exercises/{SLUG}/sleep.ipynb"])
    return [(c["id"], c["cell_type"], "".join(c["source"])) for c in notebook["cells"]]


def cell(made, name):
    (found,) = (source for each, _, source in cells(made) if each == name)
    return found


SOLVED = code("### BEGIN SOLUTION\ntotal = 1\n### END SOLUTION")


def test_all_files_are_made_of_the_notebook(make):
    made = make(SOLVED)

    assert sorted(made) == [
        f"exercises/{SLUG}/sleep.ipynb",
        f"exercises/{SLUG}/sleep.py",
        f"exercises/{SLUG}/starters.sha256",
        f"exercises/{SLUG}/statement.en.md",
        f"exercises/{SLUG}/statement.ko.md",
        f"reference/{SLUG}/sleep.py",
    ]


def test_they_are_the_same_each_time_and_stale_when_the_notebook_changes(course, make):
    first = make(SOLVED)
    loaded = load_course(course)
    write_starters(loaded, loaded.exercises)

    assert make(SOLVED) == first
    assert stale_starters(loaded, loaded.exercises) == []

    make(text("A word."), SOLVED)
    assert {path.suffix for path in stale_starters(loaded, loaded.exercises)} >= {".md", ".ipynb"}


def test_a_solution_in_a_function_becomes_a_line_that_says_so(make):
    body = "def share_below(hours):\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"
    made = make(code(body))

    assert "return 1" in solution(made)
    assert "return 1" not in starter(made) + str(cells(made))
    assert 'raise NotImplementedError("share_below")' in cell(made, "c1")
    assert ("grade-check-share_below", "code", "%grade share_below") in cells(made)


def test_a_solution_outside_opens_the_asked_variables_alone(make):
    made = make(code("### BEGIN SOLUTION\nhelp = 2\ntotal, other = help, 3\n### END SOLUTION"))

    assert "total = None" in cell(made, "c1")
    assert "help" not in cell(made, "c1")
    assert "other" not in cell(made, "c1")


def test_a_solution_that_gives_no_variable_leaves_an_empty_place(make):
    made = make(SOLVED, code("# BEGIN SOLUTION\nprint('secret')\n# END SOLUTION", "c2"))

    assert cell(made, "c2") == "# 여기에 작성하세요. Write here."


def test_one_line_may_be_a_solution(make):
    made = make(code("days = 7\ntotal = days * 2  # SOLUTION"))

    assert "total = days * 2" in solution(made)
    assert "days * 2" not in str(cells(made))
    assert "days = 7" in cell(made, "c1")
    assert "total = None" in cell(made, "c1")


def test_hidden_tests_and_raw_cells_are_in_nothing_that_is_made(make):
    hidden = "### BEGIN HIDDEN TESTS\nassert total == 4711\n### END HIDDEN TESTS"
    raw = {"cell_type": "raw", "id": "r1", "metadata": {}, "source": "4711"}
    made = make(SOLVED, raw, code(f"assert total\n{hidden}", "c2"))

    assert "4711" not in "".join(made.values())
    assert cell(made, "c2") == "assert total"


def test_checks_that_students_see_stay_below_their_cell(make):
    made = make(SOLVED, code("assert total > 0", "c2"))

    assert [name for name, _, _ in cells(made)[1:3]] == ["c1", "c2"]


def test_commands_of_ipython_are_comments_in_the_python_file(make):
    made = make(SOLVED, code("%matplotlib inline\n!ls\nx = 1", "c2"))

    ast.parse(solution(made))
    assert "# %matplotlib inline" in starter(made)
    assert "%matplotlib inline" in cell(made, "c2").splitlines()


def test_texts_are_the_statement_in_their_language(make):
    made = make(
        text("# 제목", "ko"),
        text("# A title", "en", name="t2"),
        text("For both.", name="t3"),
        SOLVED,
    )

    korean, english = (made[f"exercises/{SLUG}/statement.{each}.md"] for each in ("ko", "en"))
    assert korean.startswith("# 제목\n\nFor both.")
    assert english.startswith("# A title\n\nFor both.")


def test_korean_stands_open_and_english_is_folded_below_it(make):
    made = make(text("한국어", "ko"), text("In English", "en", name="t2"), SOLVED)

    shown = cell(made, "t1")
    assert shown.index("한국어") < shown.index("<details>") < shown.index("In English")
    assert "t2" not in [name for name, _, _ in cells(made)]


def test_the_setup_comes_before_the_first_code(make):
    for before in ([text("# A title")], []):
        names = [name for name, kind, _ in cells(make(*before, SOLVED)) if kind == "code"]

        assert names[:2] == ["grade-setup", "c1"]


def test_the_author_s_ids_of_cells_stay(make):
    made = make(text("a", name="story"), SOLVED | {"id": "sum-of-all"})

    assert [name for name, _, _ in cells(made) if not name.startswith("grade-")] == [
        "story",
        "sum-of-all",
    ]


def test_an_example_of_an_answer_is_for_staff(make):
    made = make(SOLVED, text("<!-- answer: why -->\nBecause of 4711."))

    students = {path: text for path, text in made.items() if path.startswith("exercises/")}
    assert "4711" in solution(made)
    assert "4711" not in "".join(students.values())
    assert cell(made, "grade-answer-why").startswith("<!-- answer: why -->\n여기에 답을")


def test_a_question_stands_where_its_answer_is_and_others_at_the_end(make):
    made = make(text("<!-- answer: middle -->\nb"), SOLVED)

    names = [name for name, _, _ in cells(made)]
    assert names.index("grade-question-middle") < names.index("c1")
    assert names[-5:] == [
        *("grade-question-why", "grade-answer-why"),
        *("grade-question-units", "grade-answer-units", "grade-all"),
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([text("<!-- answer: whyy -->")], "'whyy' is no question"),
        ([text("<!-- answer: why -->"), text("<!-- answer: why -->")], "two cells answer"),
        ([code("### BEGIN HIDDEN TESTS")], "BEGIN HIDDEN TESTS without END"),
        ([code("### END HIDDEN TESTS")], "BEGIN HIDDEN TESTS without END"),
        ([code("### BEGIN SOLUTION\ntotal = 1", "c2")], "without END SOLUTION"),
        ([code("### END SOLUTION", "c2")], "without BEGIN SOLUTION"),
        ([code("total = (", "c2")], "would not be Python"),
    ],
)
def test_a_mistake_of_the_author_is_named(make, given, said):
    with pytest.raises(CourseError, match=said):
        make(*given) if "SOLUTION" in said else make(SOLVED, *given)


def test_a_file_that_is_no_notebook_is_named(course):
    (course / "reference" / SLUG / "sleep.ipynb").write_text("{", "utf-8")
    loaded = load_course(course)

    with pytest.raises(CourseError, match="notebook cannot be read"):
        make_starters(loaded, loaded.exercises[0])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('kind = "one"', 'kind = "text"'), "has choices"),
        (('id = "why"', 'id = "to why"'), "an id is letters"),
        (('id = "why"', 'id = "middle"'), "two questions are called"),
        (("points = 3", "points = 0"), "points above 0"),
        (('{ id = "b"', '{ id = "A"'), "each choice needs an id"),
        (("points = 13", "points = 12"), "the checks and questions add up to 13"),
    ],
)
def test_a_mistake_in_the_questions_is_named(course, change, said):
    path = course / "exercises" / SLUG / "exercise.toml"
    path.write_text(path.read_text("utf-8").replace(*change, 1), "utf-8")

    with pytest.raises(CourseError, match=said):
        opened(course)


def opened(folder):
    loaded = load_course(folder)
    with Grader(loaded, loaded.exercises):
        return loaded


def test_a_cells_own_id_is_its_mark_in_the_solution(make):
    made = make(
        code("# BEGIN SOLUTION values\nx = 1\n# END SOLUTION", name="data"),
        code("y = 2", name="3f2a91bc"),
    )

    assert "# %% data\n# BEGIN SOLUTION values\nx = 1" in solution(made)
    assert "3f2a91bc" not in solution(made)


def test_a_value_as_of_a_cell_of_a_notebook_without_its_ids_is_found(course):
    path = course / "exercises" / SLUG / "test_public.py"
    at = "@check(points=0, ko='셀')\ndef test_at(at):\n    '''A cell.'''\n    at('sums').total\n"
    path.write_text(f"{path.read_text('utf-8')}\n\n{at}", "utf-8")
    loaded = load_course(course)
    given = json.loads((course / "exercises" / SLUG / "sleep.ipynb").read_text("utf-8"))
    for cell in given["cells"]:
        del cell["id"]
        cell["source"] = "".join(cell["source"]).replace("total = None", "total = 3")
    file = File(name="sleep.ipynb", data=json.dumps(given).encode())

    with Grader(loaded, loaded.exercises, InProcessSandbox()) as grader:
        (grade,) = grader.grade(Submission(student="x", files=(file,)))

    (found,) = (outcome for outcome in grade.outcomes if outcome.check == "test_at")
    assert found.status == "passed"


@pytest.mark.parametrize(
    "line",
    [
        "# begin solution",
        "### BEGIN SOLUTION: sums",
        "#BEGIN SOLUTIONS",
        "# BEGIN SOLUTION whatever",
        '""" # BEGIN PROMPT',
        "total = 4711  # solution",
        "total = 4711  # SOLUTION!",
        "# --- END SOLUTION ---",
        "### BEGIN HIDDEN TEST",
    ],
)
def test_what_is_nearly_a_mark_gives_no_solution_away(make, line):
    with pytest.raises(CourseError, match=r"this mark is not known|would not be Python"):
        make(SOLVED, code(f"{line}\ntotal = 4711", "c2"))


def test_a_comment_about_solutions_is_no_mark(make):
    commented = "# Compare it with our solution\nx = 1  # the solution is near"
    made = make(text("## A solution"), SOLVED, code(commented, "c2"))

    assert cell(made, "c2") == commented


def test_a_solution_without_a_prompt_leaves_nothing(make):
    hidden = "# BEGIN SOLUTION NO PROMPT\ndef helper():\n    return 1\n# END SOLUTION"
    made = make(SOLVED, code(f"{hidden}\nx = 1", "c2"))

    assert cell(made, "c2") == "x = 1"
    assert "def helper" in solution(made)


def test_a_cell_that_nbgrader_knows_as_a_solution_is_one(make):
    solved = code("total = 4711", "c2") | {"metadata": {"nbgrader": {"solution": True}}}
    made = make(solved)

    assert "4711" not in str(cells(made))
    assert "total = None" in cell(made, "c2")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (text("4711") | {"metadata": {"nbgrader": {"solution": True}}}, "this text is a solution"),
        (text("A\n### BEGIN SOLUTION\n4711\n### END SOLUTION"), "this text is a solution"),
        (text("See ![](attachment:a.png)"), "pasted into a text cell"),
    ],
)
def test_a_text_that_students_are_not_to_have_is_refused(make, given, said):
    with pytest.raises(CourseError, match=said):
        make(SOLVED, given)


def test_a_picture_of_the_exercise_is_inside_the_starter(course, make):
    (course / "exercises" / SLUG / "dot.png").write_bytes(b"a picture")
    made = make(SOLVED, text(f"![A dot](../../exercises/{SLUG}/dot.png)"))

    assert '<img alt="A dot" src="data:image/png;base64,' in cell(made, "t1")
    assert "![A dot](dot.png)" in made[f"exercises/{SLUG}/statement.en.md"]
