"""Values that lie to an expression, or as of a cell, are worth what they are; nothing hangs.

The control of each: in one process, as a test cell of a notebook compares, the lie is believed.
"""

from __future__ import annotations

import json
import sys
import textwrap

import pytest

from grader.course import load_course
from grader.model import Cause, File, Submission
from grader.pipeline import Grader
from grader.sandbox.pool import open_sandbox

if sys.platform != "linux":
    pytest.skip("the sandbox with walls is for Linux", allow_module_level=True)

pytestmark = pytest.mark.attack

CHECKS = '''
from grader.checks import assert_equal, check


@check(points=1, ko="식")
def test_probe(probe):
    """An expression."""
    assert_equal(probe("max(len(name) for name in names)"), 3)
    assert_equal(probe("table['mm'].sum()"), 6.0)
    assert_equal(probe("names[0]"), "a")


@check(points=1, ko="셀")
def test_cell(at, probe):
    """A value as of a cell."""
    assert_equal(at("clean").names, ["a", "bbb"])
    assert_equal(probe("names[0]", at("clean")), "a")


@check(points=1, ko="다른 것")
def test_other(student):
    """Another value."""
    assert_equal(student.other, 1)
'''
RIGHT = """
import pandas as pd

# %% load
other = 1
table = pd.DataFrame({"mm": [1.0, 5.0]})

# %% clean
names = ["a", "bbb"]

# %% more
late = 2
"""
LIES = {
    "a text that is equal to all": "class T(str):\n    __eq__ = lambda *_: True\n"
    "    __hash__ = str.__hash__\nnames = [T('x'), 'bbb']",
    "a list that is equal to all": "class L(list):\n    __eq__ = lambda *_: True\n"
    "    __getitem__ = lambda *_: Yes()\n    __iter__ = lambda _: iter(['bbb'])\nnames = L()",
    "an object that is everything": "names = Yes()",
    "keys of one hash that are equal to all": "names = {Yes(): 'a'}",
    "a type whose name is no name": "class M(type):\n    __qualname__ = property(lambda _: 1 / 0)\n"
    "class X(metaclass=M):\n    __eq__ = lambda *_: True\nnames = X()",
    "a type whose name ends the process": "class M(type):\n"
    "    __qualname__ = property(lambda _: exit())\nclass X(metaclass=M):\n"
    "    __eq__ = lambda *_: True\nnames = X()",
    "more than crosses": "names = ['a' * 10**7, 'a' * 10**7]",
    "deeper than crosses": "names = []\nfor _ in range(500):\n    names = [names]",
}
YES = """
class Yes:
    __eq__ = __lt__ = __gt__ = __contains__ = lambda *_: True
    __hash__ = lambda _: 1
    __len__ = lambda _: 3
    __getitem__ = __getattr__ = __call__ = __add__ = __radd__ = lambda self, *_, **__: self
    __iter__ = lambda self: iter([self])
"""


@pytest.fixture(scope="module")
def hand_in(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    texts = {
        "exercises/course.toml": 'exercises = ["01_f"]\ntitle = {ko = "과정", en = "Course"}\n',
        "exercises/01_f/exercise.toml": (
            'module = "answer"\nvariables = ["names", "table", "other"]\npoints = 3\n'
            'packages = ["numpy", "pandas"]\ntitle = {ko = "연습", en = "Exercise"}\n'
            "[limits]\ncheck_seconds = 2.0\nmemory_mb = 1024\n"
        ),
        "exercises/01_f/test_public.py": CHECKS,
        "reference/staff.toml": 'secret = "s"\n',
        "reference/01_f/answer.py": RIGHT,
        "reference/01_f/test_hidden.py": "",
    }
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    course = load_course(root)
    with (
        open_sandbox(course.exercises[0].packages) as sandbox,
        Grader(course, course.exercises, sandbox) as grader,
    ):

        def grade(source: str | bytes, name: str = "answer.py"):
            data = source if isinstance(source, bytes) else source.encode("utf-8")
            (found,) = grader.grade_all(
                Submission(student="x", files=(File(name=name, data=data),))
            )
            return {outcome.check: outcome for outcome in found.outcomes}

        yield grade


def lying(text: str) -> str:
    return RIGHT.replace('names = ["a", "bbb"]', YES + text)


def statuses(found) -> list[str]:
    return [outcome.status for outcome in found.values()]


def test_a_right_answer_passes(hand_in):
    assert statuses(hand_in(RIGHT)) == ["passed"] * 3


@pytest.mark.parametrize("text", LIES.values(), ids=LIES)
def test_a_lie_passes_no_check_and_costs_no_other(hand_in, text):
    found = hand_in(lying(text))

    assert found["test_probe"].earned == found["test_cell"].earned == 0
    assert found["test_other"].status == "passed"


@pytest.mark.parametrize("name", list(LIES)[:4])
def test_a_lie_is_believed_where_it_is_compared(name):
    namespace: dict = {}
    exec(YES + LIES[name], namespace)

    assert eval("names == ['a', 'bbb'] or list(names)[0] == 'something else'", namespace)


FRAMES = {
    "a subclass of a frame": "class F(pd.DataFrame):\n    sum = lambda *_: Yes()\n"
    "    __getitem__ = lambda self, _: self\ntable = F({'mm': [0.0]})",
    "an accessor that is patched": "pd.Series.sum = lambda *_, **__: Yes()\n"
    "table = pd.DataFrame({'mm': [0.0]})",
}


@pytest.mark.parametrize("text", FRAMES.values(), ids=FRAMES)
def test_a_frame_that_lies_is_no_better_than_its_value(hand_in, text):
    found = hand_in(RIGHT + YES + text)

    assert found["test_probe"].earned == 0
    assert [found[name].status for name in ("test_cell", "test_other")] == ["passed", "passed"]


@pytest.mark.parametrize(
    "text",
    [
        "len = max = lambda *_: 3",
        "import builtins\nbuiltins.len = builtins.max = lambda *_: 3",
        "__builtins__['len'] = __builtins__['max'] = lambda *_: 3",
        "globals()['__builtins__'] = {'len': lambda _: 3, 'max': lambda _: 3}",
    ],
)
def test_pythons_own_names_in_an_expression_are_pythons_own(hand_in, text):
    source = (
        RIGHT.replace('["a", "bbb"]', '["a", "bb"]')
        + f"\ntry:\n    {text}\n".replace("\nbuiltins", "\n    builtins")
        + "except Exception:\n    pass\n"
    )

    found = hand_in(source)

    assert (found["test_probe"].status, found["test_probe"].cause) == ("failed", Cause.WRONG_VALUES)


def test_pythons_own_names_are_taken_by_whoever_evaluates_there():
    namespace: dict = {"names": ["a", "bb"], "max": lambda *_: 3}

    assert eval("max(len(name) for name in names)", namespace) == 3


ENDLESS = {
    "an item": "    def __iter__(self):\n        while True:\n            pass",
    "an attribute": "    def __iter__(self):\n        import time\n        time.sleep(10**6)",
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_an_expression_that_never_ends_meets_the_clock(hand_in, text):
    found = hand_in(RIGHT + f"\nclass N:\n{text}\nnames = N()\n")

    assert (found["test_probe"].status, found["test_probe"].earned) == ("timeout", 0)
    assert [found[name].status for name in ("test_cell", "test_other")] == ["passed", "passed"]


def test_a_value_that_hangs_while_it_is_kept_is_left_out_like_any_statement(hand_in):
    text = (
        "class M(type):\n    @property\n    def __qualname__(self):\n        while True:\n"
        "            pass\nclass X(metaclass=M):\n    pass\nnames = X()"
    )

    found = hand_in(lying(text))

    assert found["test_probe"].earned == found["test_cell"].earned == 0


# -- ids and marks that are no cells


ODD = [
    *(0, -1, 1e400, True, None, [], {}, "", "x" * 10**5, "clean\n", "../clean", "한글", ["clean"]),
    {"nbgrader": {"grade_id": {}}},
    {"nbgrader": []},
    {"id": 3, "nbgrader": {"grade_id": [[[]]]}},
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_odd_ids_cost_nothing(hand_in, odd):
    cells = [
        {"cell_type": "code", "source": f"# %%{part}", "id": odd, "metadata": odd}
        for part in RIGHT.split("# %%")[1:]
    ]
    cells.insert(0, {"cell_type": "code", "source": "import pandas as pd"})

    found = hand_in(json.dumps({"cells": cells}), "answer.ipynb")

    assert statuses(found) == ["passed"] * 3


def test_a_thousand_copies_of_a_cell_are_one(hand_in):
    parts = RIGHT.split("# %%")
    copies = [f"# %%{parts[2]}"] * 900
    cells = [parts[0], f"# %%{parts[1]}", *copies, f"# %%{parts[3]}"]
    text = json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})

    assert statuses(hand_in(text, "answer.ipynb")) == ["passed"] * 3


def test_a_mark_of_another_cell_in_the_wrong_place_is_the_students_own_loss(hand_in):
    moved = textwrap.dedent(RIGHT).replace("# %% load\n", "# %% clean\n# %% load\n", 1)

    found = hand_in(moved.replace("\n# %% clean\nnames", "\nnames"))

    assert found["test_cell"].cause is Cause.MISSING
    assert found["test_other"].status == "passed"
