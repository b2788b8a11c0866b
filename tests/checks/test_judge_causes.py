"""Real submissions in the real sandbox -> the cause of each way in which a check can end.

Networks have their causes in `tests/training/test_in_workers.py`.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import defaultdict
from pathlib import Path

import msgspec
import pytest

from grader.course import load_course
from grader.model import Cause, message
from grader.pipeline import Grader
from grader.sandbox.explain import describe_problems
from grader.sandbox.messages import ReportedProblem
from tests.conftest import submission_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forked workers are for Linux")

FORGER = (Path(__file__).parents[1] / "sandbox" / "forger.txt").read_text("utf-8")
CHECKS = '''
@check(points=1, ko="")
def test_broken(student):
    """It raises before the student has answered."""
    raise RuntimeError

@check(points=1, ko="")
def test_number(student):
    """A number."""
    assert_number(student.f(1), 2)

@check(points=1, ko="")
def test_array(student):
    """An array."""
    assert_close(student.f(1), [2.0, 2.0], dtype=float)

@check(points=1, ko="")
def test_integer(student):
    """A whole number."""
    assert_integer(student.f(1), 2)

@check(points=1, ko="")
def test_integers(student):
    """Whole numbers."""
    assert_integers(student.f(1), [2, 3])

@check(points=1, ko="")
def test_rows(student):
    """Rows."""
    assert_rows(student.f(1), [("Dense", [2], 3)])

@check(points=1, ko="")
def test_error(student):
    """A ValueError."""
    assert_value_error(student.f, 1)

@check(points=1, ko="")
def test_untouched(student):
    """Arguments stay as they are."""
    assert_untouched(student.f, [1])

@check(points=1, ko="")
def test_new(student):
    """Each result is new."""
    assert_all_untouched(student.f, [([1],), ([2],)])

@check(points=1, ko="")
def test_property(student):
    """A property."""
    assert_true(student.f(1) == 2, en="It should be two.", ko="2여야 합니다.")

@check(points=1, ko="")
def test_plain(student):
    """A plain assert."""
    assert student.f(1) == 2

@check(points=1, ko="")
def test_more(student):
    """A plain comparison."""
    assert student.f(1) > 1

@check(points=1, ko="")
def test_rule(student):
    """A rule."""
    avoids(student.f, loops=True)

@check(points=1, ko="")
def test_uses(student):
    """It uses the answer as a whole number."""
    assert_number(range(student.f(1))[-1], 1)

@check(points=1, ko="", requires=["test_number"])
def test_later(student):
    """It comes after another."""
    assert_number(student.f(2), 4)

@check(points=1, ko="")
def test_compared(student, reference):
    """It compares with the reference."""
    assert_number(student.f(3), reference.f(3))
'''


def returning(text: str) -> str:
    return f"import numpy as np\n\n\ndef f(x):\n    return {text}\n"


def doing(text: str, before: str = "") -> str:
    return f"{before}\ndef f(x):\n    {text}\n    return 2 * x\n"


NUMBER, ARRAY = "test_number", "test_array"
# name -> the check that is looked at, the student's file, the cause
CAUSES = {
    "passed": (NUMBER, returning("2 * x"), None),
    "the starter": (NUMBER, doing("raise NotImplementedError('f')"), Cause.NOT_WRITTEN),
    "no function": (NUMBER, "def g(x):\n    return 2 * x\n", Cause.MISSING),
    "a return outside": (NUMBER, "def f(x):\n    y = 2 * x\nreturn y\n", Cause.UNREADABLE),
    "no function in a broken file": (NUMBER, "def f(:\n", Cause.UNREADABLE),
    "an import inside": (NUMBER, doing("import torch"), Cause.NOT_ALLOWED),
    "an import above": (NUMBER, doing("torch.cat", "import torch\n"), Cause.NOT_ALLOWED),
    "an exception": (NUMBER, doing("1 / 0"), Cause.RAISED),
    "another error than asked": ("test_error", doing("1 / 0"), Cause.RAISED),
    "a kind of NameError": (NUMBER, doing("y"), Cause.RAISED),
    "memory": (NUMBER, doing("[0] * 10**12"), Cause.MEMORY),
    "memory of an array": (ARRAY, returning("np.ones(10**12)"), Cause.MEMORY),
    "the end of the process": (NUMBER, doing("os._exit(0)", "import os\n"), Cause.CRASHED),
    "a signal": (NUMBER, doing("os.abort()", "import os\n"), Cause.CRASHED),
    "no frame": (NUMBER, doing("write(b'\\xff' * 4096)", FORGER), Cause.BROKE_RULES),
    "too much": (NUMBER, returning("list(range(300_000))"), Cause.CANNOT_CROSS),
    "no return": (NUMBER, "def f(x):\n    2 * x\n", Cause.RETURNED_NONE),
    "no return of an array": (ARRAY, "def f(x):\n    2 * x\n", Cause.RETURNED_NONE),
    "a word": (NUMBER, returning("'2'"), Cause.WRONG_TYPE),
    "a list for an array": (ARRAY, returning("[2.0, 2.0]"), Cause.WRONG_TYPE),
    "a function": (NUMBER, returning("lambda: 2"), Cause.WRONG_TYPE),
    "a float for an integer": ("test_integer", returning("2.0"), Cause.WRONG_TYPE),
    "an array for integers": ("test_integers", returning("np.array([2, 3])"), Cause.WRONG_TYPE),
    "floats for integers": ("test_integers", returning("(2.0, 3.0)"), Cause.WRONG_TYPE),
    "a number for rows": ("test_rows", returning("2"), Cause.WRONG_TYPE),
    "rows of numbers": ("test_rows", returning("[2]"), Cause.WRONG_TYPE),
    "too many integers": ("test_integers", returning("(2, 3, 4)"), Cause.WRONG_LENGTH),
    "no rows": ("test_rows", returning("[]"), Cause.WRONG_LENGTH),
    "another shape": (ARRAY, returning("np.full((1, 2), 2.0)"), Cause.WRONG_SHAPE),
    "another dtype": (ARRAY, returning("np.full(2, 2, np.float32)"), Cause.WRONG_DTYPE),
    "complex numbers": (ARRAY, returning("np.full(2, 2j)"), Cause.WRONG_DTYPE),
    "not a number": (NUMBER, returning("np.nan"), Cause.NOT_FINITE),
    "infinity": (ARRAY, returning("np.array([2.0, np.inf])"), Cause.NOT_FINITE),
    "no whole number": ("test_uses", returning("2.5"), Cause.UNUSABLE),
    "another number": (NUMBER, returning("3"), Cause.WRONG_VALUES),
    "another integer": ("test_integer", returning("3"), Cause.WRONG_VALUES),
    "other cells": (ARRAY, returning("np.array([2.0, 3.0])"), Cause.WRONG_VALUES),
    "another entry": ("test_integers", returning("(2, 4)"), Cause.WRONG_VALUES),
    "another row": ("test_rows", returning("[('Dense', (2,), 4)]"), Cause.WRONG_VALUES),
    "a property": ("test_property", returning("3"), Cause.WRONG_PROPERTY),
    "a plain assert": ("test_plain", returning("3"), Cause.WRONG_VALUES),
    "a plain comparison": ("test_more", returning("1"), Cause.WRONG_ANSWER),
    "a loop against a rule": ("test_rule", doing("while x: pass"), Cause.AGAINST_RULE),
    "no error": ("test_error", returning("2"), Cause.SHOULD_RAISE),
    "a changed argument": ("test_untouched", doing("x.append(1)"), Cause.CHANGES_ARGUMENT),
    "the argument itself": ("test_untouched", returning("x"), Cause.RETURNS_ARGUMENT),
    "an earlier result": (
        "test_new",
        f"{returning('kept')}\nkept = np.ones(2)",
        Cause.RETURNS_ARGUMENT,
    ),
    "a requirement": ("test_later", returning("3"), Cause.REQUIREMENT),
    "an empty file": (NUMBER, "", Cause.FILE_UNREADABLE),
    "a broken check": ("test_broken", returning("2 * x"), Cause.BROKEN),
}


@pytest.fixture(scope="module")
def forked_grader(tmp_path_factory):
    """A warm grader of the checks above in the real sandbox."""
    from grader.sandbox.forked import ForkedSandbox

    folder = write_course(tmp_path_factory.mktemp("causes"))
    course = load_course(folder)
    with Grader(course, course.exercises, ForkedSandbox()) as grader:
        yield grader


def write_course(folder: Path, limits: str = "", checks: str = CHECKS, *, hint: str = "") -> Path:
    """A course of one exercise with these checks, all of them public."""
    checks = checks.replace('ko=""', f'ko="", hint="{hint}"')
    texts = {
        "exercises/course.toml": 'exercises = ["01_f"]\ntitle = {ko = "과정", en = "Course"}\n',
        "exercises/01_f/exercise.toml": (
            'module = "answer"\nfunctions = ["f"]\ntitle = {ko = "연습", en = "Exercise"}\n'
            f"points = {checks.count('@check')}\n[limits]\n{limits}"
        ),
        "exercises/01_f/test_public.py": f"from grader.checks import *\n{checks}",
        "reference/staff.toml": 'secret = "s"\n',
        "reference/01_f/answer.py": "def f(x):\n    return 2 * x\n",
        "reference/01_f/test_hidden.py": "",
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def outcomes_of(grader: Grader, source: str) -> dict:
    """The outcomes of one file, by check; each has a status of its cause."""
    (grade,) = grader.grade_all(submission_of({"answer.py": source}))
    for outcome in grade.outcomes:
        assert outcome.status == (outcome.cause.status if outcome.cause else "passed")
    return {outcome.check: outcome for outcome in grade.outcomes}


@pytest.mark.attack
@pytest.mark.parametrize("name", CAUSES)
def test_a_submission_s_fault_has_its_cause(forked_grader, name):
    check, source, cause = CAUSES[name]

    assert outcomes_of(forked_grader, source)[check].cause is cause


def test_a_cause_tells_no_more_than_the_message_beside_it(forked_grader):
    """A student reads the messages of hidden checks: no two causes may share a message."""
    causes = defaultdict(set)
    for _, source, _ in CAUSES.values():
        for outcome in outcomes_of(forked_grader, source).values():
            if outcome.message is not None:
                shown = outcome.message.text, outcome.message.values.get("type")
                causes[shown].add(outcome.cause)

    assert len(causes) > 20
    assert {shown: found for shown, found in causes.items() if len(found) > 1} == {}


def test_an_exception_of_two_kinds_has_the_cause_of_the_kind_that_is_named(forked_grader):
    """Else its cause would tell a bit more of a hidden input than its name does."""
    source = "class E(ValueError, MemoryError):\n    pass\n" + doing("raise E")

    outcome = outcomes_of(forked_grader, source)[NUMBER]

    assert outcome.message.values["type"] == "ValueError"
    assert outcome.cause is Cause.RAISED


# -- time

# name -> the limits, how many checks, the student's file, the cause of the last check
LATE = {
    "a loop": ("check_seconds = 0.5\n", 1, doing("while True: pass"), Cause.TIMEOUT),
    "a loop that is not called again": (
        "check_seconds = 0.3\n",
        3,
        doing("while True: pass"),
        Cause.TIMEOUT,
    ),
    "loops at load": (
        "check_seconds = 0.5\n",
        1,
        "import time\n" + "time.sleep(60)\n" * 6 + returning("2"),
        Cause.LOADING_TIMEOUT,
    ),
    "all of the time": (
        "check_seconds = 2.0\nwall_seconds = 1.0\n",
        3,
        doing("time.sleep(0.8)", "import time\n"),
        Cause.TIME_USED_UP,
    ),
    "all of the processor": (
        "check_seconds = 60.0\ncpu_seconds = 1\n",
        1,
        doing("while True: pass"),
        Cause.CPU_USED_UP,
    ),
}
ONE = '''
@check(points=1, ko="")
def test_NUMBER(student):
    """A number."""
    assert_number(student.f(NUMBER), 2 * NUMBER)
'''


@pytest.mark.slow
@pytest.mark.attack
@pytest.mark.parametrize("name", LATE)
def test_a_submission_that_takes_too_long_has_its_cause(tmp_path, name):
    from grader.sandbox.forked import ForkedSandbox

    limits, count, source, cause = LATE[name]
    checks = "".join(ONE.replace("NUMBER", str(number)) for number in range(count))
    course = load_course(write_course(tmp_path, limits, checks))
    with Grader(course, course.exercises, ForkedSandbox()) as grader:
        found = outcomes_of(grader, source)

    assert list(found.values())[-1].cause is cause


# -- what is no fault of the code


def test_where_nothing_was_handed_in_every_check_and_the_remark_say_so(forked_grader):
    (grade,) = forked_grader.grade_all(submission_of({}))

    assert {outcome.cause for outcome in grade.outcomes} == {Cause.NOT_HANDED_IN}
    assert [problem.cause for problem in grade.problems] == [Cause.NOT_HANDED_IN]


def test_grading_that_was_broken_off_has_its_cause(forked_grader):
    grade = forked_grader.grade_broken_off(submission_of({}), "01_f", message("It ended."))

    assert {outcome.cause for outcome in grade.outcomes} == {Cause.BROKEN_OFF}
    assert {outcome.status for outcome in grade.outcomes} == {"broken"}


def test_a_submission_that_upsets_the_grader_has_its_cause(forked_grader, monkeypatch):
    def upset(*_):
        raise RuntimeError

    monkeypatch.setattr(forked_grader.judge, "judge", upset)

    assert {o.cause for o in outcomes_of(forked_grader, returning("2")).values()} == {
        Cause.UNFINISHED
    }


def test_without_the_reference_a_check_that_needs_it_is_the_instructors(tmp_path):
    folder = write_course(tmp_path)
    shutil.rmtree(folder / "reference")
    course = load_course(folder)
    with Grader(course, course.exercises) as grader:
        found = outcomes_of(grader, returning("2 * x"))

    assert found["test_compared"].cause is Cause.INSTRUCTOR_ONLY


# -- remarks on the file

REMARKS = {
    "an exception": ("1 / 0\n", Cause.RAISED),
    "no Python": ("def g(:\n", Cause.UNREADABLE),
    "a library": ("import torch\n", Cause.NOT_ALLOWED),
    "a line for notebooks": ("get_ipython().system('ls')\n", Cause.NOT_RUN),
    "a drawing": ("import matplotlib.pyplot as plt\n", Cause.NOT_RUN),
    "many drawings": ("import pylab\nimport seaborn\nimport plotly\n", Cause.NOT_RUN),
    "an end": ("import os\nos._exit(0)\n", Cause.ENDED_AT_LOAD),
}


@pytest.mark.attack
@pytest.mark.parametrize("name", REMARKS)
def test_a_remark_on_the_code_has_its_cause(forked_grader, name):
    line, cause = REMARKS[name]

    cell = {"cell_type": "code", "source": line + returning("2 * x")}
    notebook = json.dumps({"cells": [cell]})
    (grade,) = forked_grader.grade_all(submission_of({"answer.ipynb": notebook}))

    assert {problem.cause for problem in grade.problems} == {cause}


@pytest.mark.slow
@pytest.mark.attack
def test_a_statement_that_hangs_has_its_cause(tmp_path):
    course = load_course(
        write_course(tmp_path, "check_seconds = 1.0\n", ONE.replace("NUMBER", "1"))
    )
    source = "import time\ntime.sleep(60)\n" + returning("2 * x")
    with Grader(course, course.exercises) as grader:
        (grade,) = grader.grade_all(submission_of({"answer.py": source}))

    assert [problem.cause for problem in grade.problems] == [Cause.STUCK_AT_LOAD]


def test_what_was_left_out_of_a_submission_has_its_cause(forked_grader):
    skipped = message("Not read: {names}.", names="answer.rar")
    submission = msgspec.structs.replace(submission_of({}), problems=(skipped,))

    (grade,) = forked_grader.grade_all(submission)

    assert [problem.cause for problem in grade.problems] == [Cause.FILE_LEFT_OUT]


def test_a_remark_of_a_kind_that_no_worker_of_ours_makes_has_a_cause():
    (remark,) = describe_problems([ReportedProblem(kind="forged", where="answer.py", line=1)], {})

    assert remark.cause is Cause.NOT_USED


FILES = {
    "a copy": ({"answer (1).py": returning("2")}, Cause.FILE_CHOSEN),
    "two": (
        {"answer.py": returning("2"), "answer_final.py": returning("3")},
        Cause.FILE_NOT_GRADED,
    ),
    "an encoding": ({"answer.py": "# 두 배\n".encode("cp949")}, Cause.FILE_ENCODING),
    "no encoding": ({"answer.py": b"# \xff\xff\xff\n"}, Cause.FILE_UNREADABLE),
    "no notebook": ({"answer.ipynb": b"{"}, Cause.FILE_UNREADABLE),
}


@pytest.mark.parametrize("name", FILES)
def test_a_remark_on_the_file_has_its_cause(forked_grader, name):
    files, cause = FILES[name]

    (grade,) = forked_grader.grade_all(submission_of(files))

    assert grade.problems[0].cause is cause


BUILT = '''
@check(points=1, ko="바탕", hint="below")
def test_below(student):
    """What is below."""
    assert_number(student.f(1), 2)

@check(points=1, ko="위", hint="above", builds_on=["test_below"])
def test_above(student):
    """What is above."""
    assert_number(student.f(5), 10)
'''
LADDERS = """
[[hints]]
id = "below"
ko = ["밑"]
en = ["Below."]

[[hints]]
id = "above"
ko = ["위"]
en = ["Above."]
"""


@pytest.mark.parametrize(
    ("source", "hints", "is_said"),
    [
        ("def f(x):\n    return 7\n", ["Below."], True),
        ("def f(x):\n    return 2 if x == 1 else 7\n", ["Above."], False),
        ("def f(x):\n    raise NotImplementedError\n", ["Below.", "Above."], False),
    ],
)
def test_a_check_that_builds_on_a_failed_one_gives_no_hints_of_its_own(
    outcomes, source, hints, is_said
):
    ended = outcomes(source, public=BUILT, toml=LADDERS)

    details = [detail.text for outcome in ended.values() for detail in outcome.details]
    assert [hint.en for outcome in ended.values() for hint in outcome.hints] == hints
    assert ("Perhaps only because this does not pass yet: {title}" in details) == is_said


def test_a_check_that_builds_on_a_failed_one_keeps_its_points(outcomes):
    ended = outcomes("def f(x):\n    return 10\n", public=BUILT, toml=LADDERS)

    assert [outcome.earned for outcome in ended.values()] == [0, 1]


def test_what_a_check_builds_on_must_be_a_check(outcomes):
    from grader.errors import CourseError

    public = BUILT.replace('builds_on=["test_below"]', 'builds_on=["test_belo"]')
    with pytest.raises(CourseError, match="no check"):
        outcomes("", public=public, toml=LADDERS)
