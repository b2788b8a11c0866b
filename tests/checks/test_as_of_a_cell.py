"""`at("cell").x`: a value as it was when a cell had ended, whatever later cells make of it."""

from __future__ import annotations

import json

import pytest

from grader.course import load_course
from grader.course.starters import write_starters
from grader.errors import CourseError
from grader.i18n import translate
from grader.model import Cause

SOLUTION = '''"""Prices."""

# %% load
prices = [3, 1, 2]

# %% clean
# BEGIN SOLUTION values
prices.sort()
total = sum(prices)
# END SOLUTION

# %% more
# BEGIN SOLUTION values
prices.append(total)
total = 2 * total
# END SOLUTION
'''
ANSWERS = [
    ("load", "# %% load\nprices = [3, 1, 2]"),
    ("clean", "# %% clean\nprices.sort()\ntotal = sum(prices)"),
    ("more", "# %% more\nprices.append(total)\ntotal = 2 * total"),
]
CHECKS = """
@check(points=1, ko='하나')
def test_clean(at):
    '''One.'''
    assert_equal(at("clean").prices, [1, 2, 3])
    assert_equal(at("clean").total, 6)

@check(points=1, ko='둘')
def test_load(at):
    '''Two.'''
    assert_equal(at("load").prices, [3, 1, 2])

@check(points=1, ko='셋')
def test_last(student, at):
    '''Three.'''
    assert_equal(student.total, 12)
    assert_equal(at("more").prices, student.prices)
"""
TOML = 'variables = ["prices", "total"]\n'


@pytest.fixture
def course(make_course):
    def make(public: str = CHECKS, solution: str = SOLUTION, folder: str = "made", **more):
        points = (public + more.get("hidden", "")).count("@check(points=1")
        made = make_course(
            public=public, points=points, reference=solution, toml=TOML, name=folder, **more
        )
        path = made / "exercises" / "01_f" / "exercise.toml"
        path.write_text(path.read_text("utf-8").replace('functions = ["f"]\n', ""), "utf-8")
        loaded = load_course(made)
        write_starters(loaded, loaded.exercises)
        return made

    return make


@pytest.fixture
def graded(course, grade_course):
    """The outcomes of a file, by check, and the grade."""

    def grade(text: str, name: str = "answer.py", **more):
        (found,) = grade_course(course(**more), {name: text})
        return {outcome.check: outcome for outcome in found.outcomes}, found

    return grade


def notebook(cells, **more) -> str:
    """The text of a notebook of (id, source); without ids where they are None."""
    made = [
        {"cell_type": "code", "source": text, "metadata": {}, "outputs": []}
        | ({"id": own} if own else {})
        for own, text in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more)


def statuses(found) -> list[str]:
    return [outcome.status for outcome in found[0].values()]


def sentence(outcome) -> str:
    return translate(outcome.message, "en")


PASSED = ["passed"] * 3


def test_a_script_has_its_values_as_of_its_marks(graded):
    assert statuses(graded(SOLUTION)) == PASSED


def test_a_notebook_has_them_as_of_its_cells(graded):
    assert statuses(graded(notebook(ANSWERS), "answer.ipynb")) == PASSED


def test_the_starter_notebook_has_the_ids_and_the_marks(course):
    made = course()

    cells = json.loads((made / "exercises/01_f/answer.ipynb").read_text("utf-8"))["cells"]
    marked = {c["id"]: "".join(c["source"]) for c in cells if c["id"] in {"load", "clean", "more"}}
    assert [*marked] == ["load", "clean", "more"]
    assert marked["clean"].startswith("# %% clean\n")


def test_a_wrong_value_as_of_a_cell_is_shown_with_the_cell(graded):
    found, _ = graded(SOLUTION.replace("prices.sort()", "prices = prices[:]"))

    assert found["test_clean"].cause is Cause.WRONG_VALUES
    assert [call.text for call in found["test_clean"].calls] == [
        "# at the end of the cell clean\nprint(prices)"
    ]


# -- what students do with cells


def without_ids(cells):
    return [(None, text) for _, text in cells]


def without_marks(cells):
    return [(own, text.split("\n", 1)[1]) for own, text in cells]


OTHERS = {
    "ids lost, as by Colab and older formats": without_ids(ANSWERS),
    "marks deleted": without_marks(ANSWERS),
    "a cell split": [
        *ANSWERS[:1],
        ("clean", "# %% clean\nprices.sort()"),
        ("new1", "total = sum(prices)"),
        *ANSWERS[2:],
    ],
    "a cell split, the id with the lower part": [
        *ANSWERS[:1],
        ("new1", "# %% clean\nprices.sort()"),
        ("clean", "total = sum(prices)"),
        *ANSWERS[2:],
    ],
    "two cells merged": [ANSWERS[0], ("clean", "\n".join(text for _, text in ANSWERS[1:]))],
    "a cell added below": [*ANSWERS[:2], ("new1", "len(prices)"), *ANSWERS[2:]],
    "a cell copied below": [*ANSWERS[:2], ("new1", ANSWERS[1][1]), *ANSWERS[2:]],
    "a cell copied to the end": [*ANSWERS, ("new1", "# %% load\nprices and None")],
    "a cell pasted anew": [ANSWERS[0], ("new1", ANSWERS[1][1]), ANSWERS[2]],
    "all in one cell": [("new1", "\n".join(text for _, text in ANSWERS))],
    "cells of the student's own": [
        ("new0", "# %% mine\nx = 1"),
        *ANSWERS[:2],
        ("new1", "# %% mine\nx = 2"),
        *ANSWERS[2:],
    ],
}


@pytest.mark.parametrize("cells", OTHERS.values(), ids=OTHERS)
def test_a_cell_is_known_again(graded, cells):
    assert statuses(graded(notebook(cells), "answer.ipynb")) == PASSED


def test_colabs_and_nbgraders_ids_are_ids(graded):
    for key, meta in (("id", {}), ("grade_id", {"grade": False})):
        cells = json.loads(notebook(without_ids(without_marks(ANSWERS))))["cells"]
        for cell, (own, _) in zip(cells, ANSWERS, strict=True):
            cell["metadata"] = {"nbgrader": {key: own, **meta}} if meta else {key: own}

        text = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 0})

        assert statuses(graded(text, "answer.ipynb", folder=key)) == PASSED


def test_a_cell_without_id_and_mark_is_known_by_its_place(graded, course):
    starter = json.loads(
        (course(folder="other") / "exercises/01_f/answer.ipynb").read_text("utf-8")
    )
    answers = dict(ANSWERS)
    texts = [
        answers.get(cell["id"], "".join(cell["source"])).replace("# %% ", "# ")
        for cell in starter["cells"]
        if cell["cell_type"] == "code"
    ]

    assert statuses(graded(notebook([(None, text) for text in texts]), "answer.ipynb")) == PASSED


def test_a_deleted_cell_is_named(graded):
    found, _ = graded(notebook([ANSWERS[0], ANSWERS[2]]), "answer.ipynb")

    assert found["test_clean"].cause is Cause.NO_CELL
    assert sentence(found["test_clean"]) == "There is no cell clean in answer.ipynb."
    assert "`# %% clean`" in translate(found["test_clean"].details[0], "en")
    assert found["test_load"].status == "passed"


def test_a_script_without_its_marks_is_told_what_is_missing(graded):
    found, _ = graded(SOLUTION.replace("# %%", "#"))

    assert sentence(found["test_clean"]) == "There is no cell clean in answer.py."


def test_a_copy_is_remarked(graded):
    cells = [*ANSWERS, ("new1", ANSWERS[1][1])]

    _, grade = graded(notebook(cells), "answer.ipynb")

    told = [translate(problem.message, "en") for problem in grade.problems]
    assert "The cell clean is there 2 times. The given one counts, not a copy." in told


def test_a_name_without_a_value_so_far_is_named(graded):
    late = SOLUTION.replace("total = sum(prices)\n", "").replace(
        "total = 2", "total = 6; total = 2"
    )

    found, _ = graded(late)

    assert sentence(found["test_clean"]) == "total has no value yet at the end of the cell clean."


def test_a_statement_that_failed_is_named(graded):
    found, _ = graded(SOLUTION.replace("sum(prices)", "sum(price)"))

    assert found["test_clean"].cause is Cause.MISSING
    assert "NameError" in sentence(found["test_clean"])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("print", "total is a function; a value was asked."),
        ("iter([])", "total is an object of a kind that is not looked at here."),
        ("[0] * 10**6", "total returned something that cannot be judged."),
        ("...", "total is still `...`: give it a value."),
        ("None", "total is None: it has no value yet."),
    ],
)
def test_what_is_no_value_is_said_to_be_none(graded, value, words):
    found, _ = graded(SOLUTION.replace("sum(prices)", value + "; keep = total"))

    assert sentence(found["test_clean"]) == words


# -- expressions as of a cell


PROBES = """
@check(points=1, ko='하나')
def test_probe(at, probe):
    '''One.'''
    assert_equal(probe("prices[::-1] + [total]", at("clean")), [3, 2, 1, 6])

@check(points=1, ko='둘')
def test_now(probe):
    '''Two.'''
    assert_equal(probe("prices[::-1] + [total]"), [6, 3, 2, 1, 12])
"""


def test_an_expression_is_evaluated_as_of_a_cell(graded):
    assert statuses(graded(SOLUTION, public=PROBES)) == ["passed", "passed"]


def test_an_expression_changes_nothing_that_was_kept(graded):
    public = PROBES.replace(
        "assert_equal(probe", "probe('prices.clear()', at('clean'))\n    assert_equal(probe", 1
    )

    assert statuses(graded(SOLUTION, public=public)) == ["passed", "passed"]


def test_an_expression_of_a_missing_cell_names_the_cell(graded):
    found, _ = graded(notebook([ANSWERS[0], ANSWERS[2]]), "answer.ipynb", public=PROBES)

    assert sentence(found["test_probe"]) == "There is no cell clean in answer.ipynb."


# -- the reference, and misconceptions


def test_the_solution_has_values_as_of_its_cells(graded):
    hidden = """
@check(points=1, ko='하나')
def test_hidden(at, reference):
    '''One.'''
    assert_equal(at("clean").total, at("clean", reference).total)
    assert at("clean", reference).total != reference.total
"""
    found, _ = graded(SOLUTION, hidden=hidden)

    assert found["test_hidden"].status == "passed"


def test_the_idea_behind_a_wrong_value_as_of_a_cell_is_named(graded):
    idea = '"""One.\n\ncaught_by: test_clean\nko: 곱.\nen: A product.\n"""\n\ntotal = len(prices)\n'
    wrong = SOLUTION.replace("sum(prices)", "len(prices)").replace("2 * total", "len(prices)")

    found, _ = graded(wrong, misconceptions={"product": idea})

    assert found["test_clean"].misconception.en == "A product."


# -- the author's mistakes


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ('at("load")', 'at("loda")'),
            "test_public.py:13: there is no cell 'loda' in 01_f. Did you mean",
        ),
        (('at("load")', "at(str(1))"), "test_public.py:13: at(…) needs the id of a cell."),
        (('at("load").prices', 'at("load").price'), "at(…) is asked for price"),
    ],
)
def test_what_checks_ask_for_must_be_there(graded, change, words):
    with pytest.raises(CourseError) as caught:
        graded(SOLUTION, public=CHECKS.replace(*change))

    assert words in str(caught.value)


def test_a_script_without_marks_is_an_error_of_the_course_that_says_so(graded):
    with pytest.raises(CourseError) as caught:
        graded(SOLUTION, solution=SOLUTION.replace("# %%", "#"))

    assert "Begin the cell with the line `# %% clean`, in the solution." in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("# %% more", "# %% clean"), "the cell 'clean' is there twice."),
        (("total = sum(prices)", "# %% in\ntotal = 1"), "stands in a solution region."),
    ],
)
def test_marks_that_make_no_sense_are_errors_of_the_course(graded, change, words):
    with pytest.raises(CourseError) as caught:
        graded(SOLUTION, solution=SOLUTION.replace(*change))

    assert words in str(caught.value)
