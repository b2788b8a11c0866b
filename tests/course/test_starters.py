"""Starters: a reference solution with its regions replaced."""

from __future__ import annotations

import ast
import json
import shutil
import textwrap
from pathlib import Path

import msgspec
import nbformat
import pytest

from grader.course.manifest import load_course
from grader.course.notebook_starter import Task, make_notebook, setup_cell
from grader.course.starters import (
    make_starter,
    solution_lines,
    stale_starters,
    without_marks,
    write_starters,
)
from grader.errors import CourseError

HERE = Path("reference/answer.py")
SOLUTION = '''\
"""A module."""

import math


# BEGIN SOLUTION helper
def secret_helper():
    return 41


# END SOLUTION


def first(x):
    """Docs stay."""
    # BEGIN SOLUTION
    return secret_helper() + x
    # END SOLUTION


class Second:
    """Docs stay."""

    def method(self):
        # BEGIN SOLUTION
        return math.pi
        # END SOLUTION
'''


def starter(text: str = SOLUTION) -> str:
    """The starter of a solution."""
    return make_starter(textwrap.dedent(text), HERE)


ONE_LINE = '''\
def area(radius):
    """Docs stay."""
    return 3 * radius**2  # SOLUTION


tax = 0.19  # SOLUTION
print(tax)  # SOLUTION
'''


def test_a_line_that_ends_with_solution_is_a_region_of_its_own():
    made = make_starter(ONE_LINE, HERE, variables=("tax",))

    assert '    raise NotImplementedError("area")' in made
    assert "tax = None" in made
    assert "3 * radius" not in made
    assert "0.19" not in made
    assert "print" not in made


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"functions": ("f",), "classes": (), "variables": ()}, "Fill in a function"),
        ({"functions": (), "classes": ("F",), "variables": ()}, "Fill in what is missing"),
        ({"functions": ("f",), "classes": (), "variables": ("v",)}, "Fill in what is missing"),
    ],
)
def test_a_notebook_asks_for_what_its_exercise_asks_for(toy_course, asked, words):
    (exercise, *_) = load_course(toy_course).exercises
    exercise = msgspec.structs.replace(exercise, **asked)

    made = make_notebook("def f():\n    pass\n", exercise, Task({}, readers=("en",)))

    assert words in made


def test_a_line_that_ends_with_solution_is_one_for_mutants_and_readers():
    assert solution_lines(ONE_LINE) == {3, 6, 7}
    assert "SOLUTION" not in without_marks(ONE_LINE, HERE)
    assert "tax = 0.19\n" in without_marks(ONE_LINE, HERE)


@pytest.mark.parametrize("mark", ["# solution", "# SOLUTION:", "#  BEGIN SOLUTION"])
def test_what_is_nearly_a_mark_is_refused(mark):
    with pytest.raises(CourseError, match="this mark is not known"):
        starter(f"{SOLUTION}\n\ndef third(x):\n    return 7 + x  {mark}\n")


def test_a_region_becomes_a_not_implemented_error_that_names_the_function():
    namespace: dict = {}
    exec(starter(), namespace)

    with pytest.raises(NotImplementedError, match="first"):
        namespace["first"](1)


def test_nothing_of_a_region_is_left():
    made = starter()

    assert "secret_helper" not in made
    assert "math.pi" not in made
    assert "SOLUTION" not in made


def test_lines_outside_of_regions_stay():
    made = starter()

    assert "import math" in made
    assert made.count('"""Docs stay."""') == 2


def test_a_helper_region_leaves_no_trace():
    made = starter()

    assert made.count("NotImplementedError") == 2
    assert "\n\n\n\n" not in made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def f():\n    # BEGIN SOLUTION\n    pass\n", "line 2: BEGIN SOLUTION without END"),
        ("def f():\n    pass\n    # END SOLUTION\n", "line 3: END SOLUTION without BEGIN"),
        ("# BEGIN SOLUTION\n# BEGIN SOLUTION\n# END SOLUTION\n", "line 2: a region opens inside"),
        ("def f():\n    pass\n", "no solution region"),
        ("", "no solution region"),
    ],
)
def test_regions_that_do_not_pair_are_refused_with_their_line(text, said):
    with pytest.raises(CourseError, match=said) as caught:
        make_starter(text, HERE)

    assert caught.value.path == HERE


def test_a_region_that_is_not_closed_is_told_in_korean():
    with pytest.raises(CourseError) as caught:
        make_starter("def f():\n    # BEGIN SOLUTION\n    pass\n", HERE)

    said = "2행: BEGIN SOLUTION에 맞는 END SOLUTION이 없습니다."
    assert caught.value.render("ko") == f"{HERE}: {said}"


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    # BEGIN SOLUTION helper\n    return 1\n    # END SOLUTION\n",
        "def f(:\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION\n",
    ],
    ids=["nothing is left of the body", "the solution itself is no Python"],
)
def test_a_starter_that_python_cannot_read_is_refused_with_its_path(text):
    with pytest.raises(CourseError) as caught:
        make_starter(text, HERE)

    assert caught.value.path == HERE


def test_the_same_solution_gives_the_same_starters(toy_course):
    course = load_course(toy_course)
    paths = write_starters(course, course.exercises)
    first = [path.read_bytes() for path in paths]

    write_starters(course, course.exercises)

    assert [path.read_bytes() for path in paths] == first


# -- the notebook


@pytest.fixture
def notebook(toy_course):
    """The starter notebook of exercise 02 and its source."""
    course = load_course(toy_course)
    solution = course.reference / "02_mean" / "average.py"
    source = make_starter(solution.read_text("utf-8"), solution)
    return nbformat.reads(make_notebook(source, course.exercises[1]), as_version=4), source


def test_the_notebook_is_valid_nbformat_4(notebook):
    made, _ = notebook

    nbformat.validate(made)

    assert made.nbformat == 4


def test_the_notebook_names_a_python_kernel(notebook):
    made, _ = notebook

    assert made.metadata.kernelspec.name == "python3"


def test_each_definition_has_a_cell_of_its_own(notebook):
    made, _ = notebook
    code = [cell.source for cell in made.cells if cell.cell_type == "code"]

    holding = [sum(f"def {name}(" in cell for cell in code) for name in ("mean", "spread")]

    assert holding == [1, 1]
    assert not any("def mean(" in cell and "def spread(" in cell for cell in code)


def test_the_cells_together_are_the_starter(notebook):
    made, source = notebook
    code = "\n".join(
        cell.source for cell in made.cells if cell.cell_type == "code" and "%" not in cell.source
    )

    assert ast.dump(ast.parse(code)) == ast.dump(ast.parse(source))


def test_the_notebook_has_distinct_cell_ids_and_no_outputs(notebook):
    made, _ = notebook
    ids = [cell["id"] for cell in made.cells]

    assert len(set(ids)) == len(ids)
    assert all(not cell.get("outputs") for cell in made.cells)


STATEMENT = """# Means

Read me.

## 1. The middle: `mean(values)`

Add, then divide.

![a picture](sum.svg)

## Rules

None.
"""


@pytest.fixture
def full_notebook(toy_course):
    """The sources of the cells of exercise 02's notebook with a statement in both languages."""
    course = load_course(toy_course)
    solution = course.reference / "02_mean" / "average.py"
    source = make_starter(solution.read_text("utf-8"), solution)
    (toy_course / "sum.svg").write_text("<svg/>")
    texts = {"ko": STATEMENT.replace("Add", "더하고"), "en": STATEMENT}
    task = Task(texts, toy_course, "https://example.org/kit.whl")
    made = make_notebook(source, course.exercises[1], task)
    return [cell.source for cell in nbformat.reads(made, as_version=4).cells]


def test_a_functions_task_stands_above_its_cell_and_its_check_below(full_notebook):
    (place,) = (n for n, cell in enumerate(full_notebook) if "def mean(" in cell)

    assert "더하고, then divide." in full_notebook[place - 1]
    assert full_notebook[place + 1] == "%grade mean"


def test_english_is_folded_below_korean(full_notebook):
    (task,) = (cell for cell in full_notebook if "더하고" in cell)

    korean, english = task.split("<details>")
    assert "더하고" in korean
    assert "Add, then divide." in english


def test_what_is_no_functions_task_stands_once_in_each_language(full_notebook):
    text = "\n".join(full_notebook)

    assert text.count("Read me.") == text.count("## Rules") == 2
    assert text.index("## Rules") < text.index("def mean(")


def test_a_picture_is_inside_the_notebook(full_notebook):
    (task,) = (cell for cell in full_notebook if "더하고" in cell)

    assert '<img alt="a picture" src="data:image/svg+xml;base64,PHN2Zy8+">' in task


def test_a_function_without_a_task_of_its_own_has_its_docstrings_first_words(full_notebook):
    (place,) = (n for n, cell in enumerate(full_notebook) if "def spread(" in cell)

    assert full_notebook[place - 1].startswith("### `spread`")


def test_the_setup_cell_takes_the_kit_beside_it_before_the_network(full_notebook):
    (setup,) = (cell for cell in full_notebook if "%load_ext" in cell)

    assert setup.index("cnn_grader-*.whl") < setup.index("https://example.org/kit.whl")
    assert "http" not in setup_cell()


# -- staleness


def test_the_toy_course_has_fresh_starters(toy_course):
    course = load_course(toy_course)

    assert stale_starters(course, course.exercises) == []


@pytest.mark.parametrize("ending", [".py", ".ipynb"])
def test_a_changed_starter_is_stale(toy_course, ending):
    course = load_course(toy_course)
    path = course.folder / "01_double" / f"doubling{ending}"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")

    assert stale_starters(course, course.exercises) == [path]


def test_a_missing_starter_is_stale(toy_course):
    course = load_course(toy_course)
    path = course.folder / "02_mean" / "average.ipynb"
    path.unlink()

    assert stale_starters(course, course.exercises) == [path]


def test_a_changed_reference_makes_both_starters_stale(toy_course):
    course = load_course(toy_course)
    solution = course.reference / "01_double" / "doubling.py"
    solution.write_text(solution.read_text("utf-8").replace("def double(x)", "def double(y)"))

    stale = stale_starters(course, course.exercises)

    assert [path.name for path in stale] == ["doubling.py", "doubling.ipynb", "starters.sha256"]


def test_writing_makes_stale_starters_fresh(toy_course):
    course = load_course(toy_course)
    (course.folder / "01_double" / "doubling.py").write_text("stale")

    write_starters(course, course.exercises)

    assert stale_starters(course, course.exercises) == []


def test_a_starter_notebook_is_plain_utf_8_json_with_unix_line_ends(toy_course):
    course = load_course(toy_course)

    written = write_starters(course, course.exercises)

    for path in written:
        assert b"\r" not in path.read_bytes()
    assert json.loads(written[1].read_text("utf-8"))["nbformat"] == 4


def test_without_a_reference_no_starter_can_be_made(toy_course):
    shutil.rmtree(toy_course / "reference")
    course = load_course(toy_course)

    with pytest.raises(CourseError, match="reference"):
        write_starters(course, course.exercises)


def test_a_missing_solution_is_named(toy_course):
    course = load_course(toy_course)
    (course.reference / "01_double" / "doubling.py").unlink()

    with pytest.raises(CourseError, match="solution is missing"):
        stale_starters(course, course.exercises)


REPAIR = """\
def build():
    \"\"\"A model.\"\"\"
    # BEGIN SOLUTION repair
    return 1
    # INSTEAD
    # wrong = 2
    #
    # if wrong:
    #     return wrong
    # END SOLUTION
"""


def test_a_repair_region_becomes_the_code_to_repair(tmp_path):
    starter = make_starter(REPAIR, tmp_path / "x.py")

    namespace = {}
    exec(starter, namespace)
    assert namespace["build"]() == 2
    assert "return 1" not in starter


def test_a_repair_region_needs_code_to_repair(tmp_path):
    with pytest.raises(CourseError, match="# INSTEAD"):
        make_starter(REPAIR.replace("    # INSTEAD\n", ""), tmp_path / "x.py")
