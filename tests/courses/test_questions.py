"""Answers to questions in the narrative course: where they stand, what they earn, what is said."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path

import msgspec
import pytest

from grader.authoring.verify import Effort, verify_exercise
from grader.course import load_course
from grader.course.starters import write_starters
from grader.course.workspace import starter_hashes
from grader.i18n import translate
from grader.model import Cause, File, Submission
from grader.notebook.messages import Work
from grader.notebook.server import Session
from grader.pipeline import Grader
from grader.reports.view import view
from grader.submission.recognition import without_starters
from grader.submission.sources import condensed

COURSE = Path(__file__).parent / "narrative"
NOTEBOOK = COURSE / "exercises" / "01_sleep" / "sleep.ipynb"
CODE = {
    "sums": "total = sum(hours)\nlongest = 'Sat'",
    "share": (
        "def share_below(hours, limit):\n"
        "    return sum(h < limit for h in hours) / len(hours) if hours else 0.0"
    ),
}
ANSWERS = {"why": "Nobody gets up early on Sunday.", "middle": "b", "units": "a, c"}
WHY, MIDDLE, UNITS = "question:why", "question:middle", "question:units"


@pytest.fixture(scope="module")
def grader():
    course = load_course(COURSE)
    with Grader(course, course.exercises) as opened:
        yield opened


@pytest.fixture(scope="module")
def kit_grader(tmp_path_factory):
    """A grader of the students' part alone."""
    folder = tmp_path_factory.mktemp("kit")
    shutil.copytree(COURSE / "exercises", folder / "exercises")
    course = load_course(folder)
    with Grader(course, course.exercises) as opened:
        yield opened


def starter():
    return json.loads(NOTEBOOK.read_text("utf-8"))


def answered(answers=ANSWERS):
    """The starter with its code written and these answers."""
    notebook = starter()
    for cell in notebook["cells"]:
        name = cell["id"].removeprefix("grade-answer-")
        if cell["id"] in CODE:
            cell["source"] = CODE[cell["id"]]
        elif name in answers and name != cell["id"]:
            cell["source"] = f"<!-- answer: {name} -->\n{answers[name]}"
    return notebook


def cell_of(notebook, name):
    (found,) = (cell for cell in notebook["cells"] if cell["id"] == name)
    return found


def grade(grader, content, name="sleep.ipynb", more=()):
    """Grade a file as it travels: condensed by its reader."""
    data = (content if isinstance(content, str) else json.dumps(content)).encode()
    files = (condensed(File(name=name, data=data)), *more)
    (found,) = grader.grade(Submission(student="kim", files=files))
    return found


def outcome(found, check):
    (one,) = (each for each in found.outcomes if each.check == check)
    return one


def statuses(found):
    return {o.check: o.status for o in found.outcomes if o.check.startswith("question:")}


def causes(found):
    return {o.cause for o in found.outcomes if o.check in statuses(found)}


def remarks(found):
    problems = (each for each in found.problems if each.cause is Cause.ANSWER_ELSEWHERE)
    return " ".join(problem.message.text for problem in problems)


def test_an_answer_in_words_waits_and_choices_are_judged_at_once(grader):
    found = grade(grader, answered())

    assert statuses(found) == {WHY: "pending", MIDDLE: "passed", UNITS: "passed"}
    assert (found.score.earned, found.score.possible, found.pending) == (10, 13, 3)
    assert outcome(found, WHY).actual == ANSWERS["why"]
    assert causes(found) == {Cause.TO_REVIEW, None}


def test_an_untouched_place_is_not_answered(grader):
    found = grade(grader, answered({}))

    assert set(statuses(found).values()) == {"failed"}
    assert causes(found) == {Cause.NOT_ANSWERED}


def test_what_is_not_answered_is_named_where_only_first_lines_are_shown(grader):
    found = grade(grader, answered({"middle": "b"})).for_student()

    headlines = [finding.headline for finding in view(found, "en").findings]
    assert [headline[:33] for headline in headlines if "answer" in headline] == [
        "Not answered yet: Why is the nigh",
        "Not answered yet: Which are units",
    ]


def test_answers_alone_are_no_untouched_starter(grader):
    notebook = starter()
    cell_of(notebook, "grade-answer-why")["source"] = "Because of Sunday."

    found = grade(grader, notebook)

    assert found.file == "sleep.ipynb"
    assert statuses(found)[WHY] == "pending"


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("b", "passed"),
        ("B)", "passed"),
        ("**b**", "passed"),
        ("the median", "passed"),
        ("b) the median", "passed"),
        ("중앙값", "passed"),
        ("- [ ] a) the mean\n- [x] b) the median", "passed"),
        ("a", "failed"),
        ("a and b", "failed"),
        ("- [x] a\n- [x] b", "failed"),
        ("- [ ] a\n- [ ] b", "pending"),
        ("I think that a median is the best", "pending"),
        ("c", "pending"),
    ],
)
def test_a_choice_is_read_as_people_write_it(grader, written, status):
    found = grade(grader, answered(ANSWERS | {"middle": written}))

    assert statuses(found)[MIDDLE] == status


@pytest.mark.parametrize(
    ("written", "status"),
    [("c a", "passed"), ("a\nc", "passed"), ("a", "failed"), ("a, b, c", "failed")],
)
def test_of_several_choices_all_right_ones_and_no_other_are_asked_for(grader, written, status):
    found = grade(grader, answered(ANSWERS | {"units": written}))

    assert statuses(found)[UNITS] == status


def test_a_wrong_choice_does_not_tell_its_student_the_right_one(grader):
    found = grade(grader, answered(ANSWERS | {"middle": "a"})).for_student()

    shown = msgspec.json.encode(outcome(found, MIDDLE)).decode()
    assert outcome(found, MIDDLE).cause is Cause.WRONG_CHOICE
    assert '"b"' not in shown


def test_without_the_solution_a_choice_waits(kit_grader):
    found = grade(kit_grader, answered())

    assert statuses(found) == {WHY: "pending", MIDDLE: "pending", UNITS: "pending"}
    assert "judged after you hand in" in outcome(found, MIDDLE).message.text


@pytest.mark.parametrize(
    ("written", "read"), [("B", "b"), ("{b}", "b"), ("b) {b}", "b"), ("a b", "a, b")]
)
def test_a_choice_is_told_as_it_is_read(kit_grader, written, read):
    (choice,) = (
        one
        for question in load_course(COURSE).exercises[0].questions
        for one in question.choices
        if question.id == "units" and one.id == "b"
    )

    found = grade(kit_grader, answered(ANSWERS | {"units": written.format(b=choice.text.en)}))

    said = translate(outcome(found, UNITS).message, "en")
    assert said == f"Your answer is read as {read}, and judged after you hand in."


def test_a_kit_tells_what_is_not_answered(kit_grader):
    found = grade(kit_grader, answered({"middle": "b"}))

    assert statuses(found) == {WHY: "failed", MIDDLE: "pending", UNITS: "failed"}


def test_the_right_choices_are_in_no_file_for_students():
    files = (path for path in (COURSE / "exercises").rglob("*.*") if path.suffix != ".pyc")
    texts = [path.read_text("utf-8") for path in files]

    assert any("answer_units" in text for text in texts)  # the place for it is there
    assert not any("a, c" in text or "stay up later" in text for text in texts)


# -- a student's mess


def without_ids(notebook):
    """As an older Jupyter saves it."""
    for cell in notebook["cells"]:
        del cell["id"]
    return notebook | {"nbformat_minor": 4}


def without_tags(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    return notebook


def as_colab_saves(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {"id": cell.pop("id")}
        cell["source"] = "".join(cell["source"]).replace("<!-- answer: why -->\n", "")
    return notebook | {"nbformat_minor": 0}


def without_comments(notebook):
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).partition("-->")[2] or cell["source"]
    return notebook


def as_raw(notebook):
    cell_of(notebook, "grade-answer-why")["cell_type"] = "raw"
    return notebook


def with_placeholder_left(notebook):
    cell = cell_of(notebook, "grade-answer-why")
    cell["source"] = f"여기에 답을 쓰세요. Write your answer here.\n\n{ANSWERS['why']}"
    return notebook


def copied_without_change(notebook):
    cells = notebook["cells"]
    cells.append(copy.deepcopy(cell_of(notebook, "grade-answer-why")) | {"id": "copy"})
    return notebook


@pytest.mark.parametrize(
    "changed",
    [
        without_ids,
        without_tags,
        as_colab_saves,
        without_comments,
        as_raw,
        with_placeholder_left,
        copied_without_change,
    ],
)
def test_an_answer_is_found_in_its_place_whatever_a_program_made_of_it(grader, changed):
    found = grade(grader, changed(answered()))

    assert outcome(found, WHY).actual == ANSWERS["why"]
    assert remarks(found) == ""


def test_a_code_cell_of_an_answer_is_the_answer_and_does_not_run(grader):
    notebook = answered()
    cell = cell_of(notebook, "grade-answer-why")
    cell |= {"cell_type": "code", "outputs": [], "execution_count": 1}

    found = grade(grader, notebook)

    assert outcome(found, WHY).actual == ANSWERS["why"]
    assert "its cell is a code cell" in remarks(found)
    assert found.score.earned == 10


def test_two_different_answers_are_both_kept(grader):
    notebook = answered()
    second = copy.deepcopy(cell_of(notebook, "grade-answer-why"))
    notebook["cells"].append(second | {"id": "second", "source": "And it is dark."})

    found = grade(grader, notebook)

    assert outcome(found, WHY).actual == f"{ANSWERS['why']}\n\nAnd it is dark."
    assert "several cells hold an answer" in remarks(found)


def test_an_answer_in_the_cell_of_the_question_is_found(grader):
    notebook = answered({})
    cell = cell_of(notebook, "grade-question-why")
    cell["source"] = "".join(cell["source"]) + "\n\nSunday is free."

    found = grade(grader, notebook)

    assert outcome(found, WHY).actual == "Sunday is free."
    assert "in the cell of the question" in remarks(found)


def test_a_deleted_place_leaves_other_text_for_a_person(grader):
    notebook = answered()
    notebook["cells"].remove(cell_of(notebook, "grade-answer-why"))
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "It is Sunday."})

    found = grade(grader, notebook)

    assert outcome(found, WHY).actual == "It is Sunday."
    assert outcome(found, WHY).status == "pending"
    assert "what else you have written" in remarks(found)


def test_the_course_s_own_text_is_nobody_s_answer(grader):
    notebook = answered()
    notebook["cells"].remove(cell_of(notebook, "grade-answer-why"))

    found = grade(grader, notebook)

    assert outcome(found, WHY).status == "failed"


def test_code_in_one_file_and_answers_in_another_count_together(grader):
    notebook = starter()
    cell_of(notebook, "grade-answer-why")["source"] = "Because of Sunday."
    script = "days = list('abcde') + ['Sat']\nhours = [52.5]\n" + "\n".join(CODE.values())
    other = condensed(File(name="sleep.ipynb", data=json.dumps(notebook).encode()))

    found = grade(grader, script, "sleep.py", (other,))

    assert found.file == "sleep.py"
    assert outcome(found, WHY).actual == "Because of Sunday."
    assert "another file" in remarks(found)


# -- Python files


@pytest.mark.parametrize(
    ("line", "status", "text"),
    [
        ('answer_why = "Sunday"', "pending", "Sunday"),
        ("answer_why: str = 'Sunday'", "pending", "Sunday"),
        ('answer_why = r"""\nSun\nday\n"""', "pending", "Sun\nday"),
        ('answer_why = ""', "failed", ""),
        ('answer_why = r"""\n여기에 답을 쓰세요. Write your answer here.\n"""', "failed", ""),
        ('answer_why = "one"\nanswer_why = "two"', "pending", "two"),
        ('answer_why = "Sunday"  # at last', "pending", "Sunday"),
        ('answer_why = " ".join(words)', "pending", '" ".join(words)'),
        ('answer_why = "Sun" "day"', "pending", '"Sun" "day"'),
        ('answer_why = ("Sun"', "pending", '("Sun"'),
        ('answer_why = """Sunday', "pending", "Sunday"),
        ("# answer_why", "failed", ""),
    ],
)
def test_an_answer_in_a_python_file_is_its_text(grader, line, status, text):
    found = grade(grader, f"{CODE['share']}\n{line}\n", "sleep.py")

    assert (outcome(found, WHY).status, outcome(found, WHY).actual) == (status, text)


def test_the_solution_s_own_file_answers_all(grader):
    source = (COURSE / "reference" / "01_sleep" / "sleep.py").read_text("utf-8")

    found = grade(grader, source, "sleep.py")

    assert statuses(found) == {WHY: "pending", MIDDLE: "passed", UNITS: "passed"}


def test_the_starters_answer_nothing(grader):
    for name in ("sleep.py", "sleep.ipynb"):
        found = grade(grader, NOTEBOOK.with_name(name).read_text("utf-8"), name)

        assert set(statuses(found).values()) == {"failed"}


def test_code_that_ends_its_process_takes_no_answer_along(grader):
    notebook = answered()
    cell_of(notebook, "share")["source"] = "import os\nos._exit(0)"

    found = grade(grader, notebook)

    assert statuses(found) == {WHY: "pending", MIDDLE: "passed", UNITS: "passed"}


def test_code_cannot_make_a_choice_right(grader):
    notebook = answered(ANSWERS | {"middle": "a"})
    cell_of(notebook, "look")["source"] = "answer_middle = chr(98)\nfrozenset.__eq__ = 1"

    assert statuses(grade(grader, notebook))[MIDDLE] == "failed"


# -- what `verify` says of questions


@pytest.fixture
def copied(tmp_path):
    """A copy of the course, to be spoilt."""
    return shutil.copytree(COURSE, tmp_path / "course")


def verified(folder):
    course = load_course(folder)
    found = verify_exercise(course, course.exercises[0], Effort(1, 0, mutants=False))
    return " ".join(finding.what.text for finding in found.findings)


def test_a_solution_that_picks_no_choice_is_found(copied):
    path = copied / "reference" / "01_sleep" / "sleep.ipynb"
    path.write_text(path.read_text("utf-8").replace("middle -->\\nb", "middle -->\\nd"), "utf-8")
    course = load_course(copied)
    write_starters(course, course.exercises)

    assert "none of its choices" in verified(copied)


def test_a_notebook_that_was_changed_since_is_found(copied):
    path = copied / "reference" / "01_sleep" / "sleep.ipynb"
    path.write_text(path.read_text("utf-8").replace("slept in a week", "slept"), "utf-8")

    assert "differs from the starter" in verified(copied)


def test_what_a_notebook_makes_is_told_by_what_it_is(copied):
    path = copied / "reference" / "01_sleep" / "sleep.ipynb"
    path.write_text(path.read_text("utf-8").replace("slept in a week", "slept"), "utf-8")
    solution = path.with_suffix(".py")
    solution.write_text(f"{solution.read_text('utf-8')}\n# more\n", "utf-8")

    said = verified(copied)

    assert "the solution differs from the one that is made from {notebook}." in said
    assert "the statement differs from the one that is made from {notebook}." in said


def test_a_kernel_says_that_it_does_not_see_answers():
    cells = tuple(enumerate(["hours = [52.5]", *CODE.values()], 1))

    with Session(str(COURSE)) as session:
        card = session.answer(Work(cells, language="en"))

    assert "4 / 4" in card.text
    assert "Not answered yet" not in card.text
    assert "in the saved file: grade check" in card.text


def test_too_many_choices_are_told_in_the_kit_already(kit_grader):
    found = grade(kit_grader, answered(ANSWERS | {"middle": "a and b"}))

    assert statuses(found)[MIDDLE] == "failed"
    assert "several are picked" in outcome(found, MIDDLE).message.text


def test_a_starter_with_an_answer_in_it_is_kept_where_starters_are_left_out():
    course = load_course(COURSE)
    notebook, script = starter(), NOTEBOOK.with_suffix(".py").read_text("utf-8")
    cell_of(notebook, "grade-answer-why")["source"] = "Because of Sunday."
    texts = {
        "sleep.ipynb": json.dumps(notebook),
        "a/sleep.py": script + "\n",
        "b/sleep.py": script.replace("여기에 답을 쓰세요. Write your answer here.", "Sunday.", 1),
    }
    files = tuple(condensed(File(name=name, data=text.encode())) for name, text in texts.items())

    kept = without_starters(Submission("kim", files), course.exercises, starter_hashes(course))

    assert [file.name for file in kept.files] == ["sleep.ipynb", "b/sleep.py"]


JUPYTER = """# <!-- answer: why -->
# Nobody gets up early,
#
# not on Sunday.

# In[3]:
"""
COLAB = '''"""<!-- answer: why -->
Nobody gets up early,

not on Sunday.
"""
'''
JUPYTEXT = """# %% [markdown]
# <!-- answer: why -->
# Nobody gets up early,
#
# not on Sunday.
# %%
"""


@pytest.mark.parametrize(
    "exported", [JUPYTER, COLAB, JUPYTEXT], ids=["jupyter", "colab", "percent"]
)
def test_a_notebook_saved_as_a_python_file_keeps_its_answers(grader, exported):
    found = grade(grader, f"hours = [1.0]\n\n{exported}\n{CODE['share']}\n", "sleep.py")

    assert outcome(found, WHY).actual == "Nobody gets up early,\n\nnot on Sunday."
    assert outcome(found, "test_worked_share").status == "passed"


@pytest.mark.parametrize(
    "exported",
    [
        "# <!-- answer: why -->\n# 여기에 답을 쓰세요. Write your answer here.\n",
        '"<!-- answer: why -->"\n',
    ],
)
def test_a_place_without_an_answer_in_a_python_file_is_not_answered(grader, exported):
    assert outcome(grade(grader, f"{exported}x = 1\n", "sleep.py"), WHY).status == "failed"
