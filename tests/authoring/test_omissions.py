"""What an exercise of variables or of a class asks for, and no check looks at, is found."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from grader.authoring.omissions import omissions
from grader.authoring.verify import Effort, verify_exercise
from grader.course import load_course
from grader.i18n import translate
from grader.model import Exercise, Text
from grader.sandbox.inprocess import InProcessSandbox

INTRO = Path(__file__).parents[1] / "courses" / "intro"
VALUES = [True, 3, 0.5, 1j, "a", "", b"a", [1], [], (1,), (), {1}, set(), {"a": 1}, {}]
VALUES += [dt.date(2026, 1, 1), Decimal(3), np.arange(3), range(3), None]


def exercise(**names) -> Exercise:
    return Exercise(slug="e", title=Text(ko="", en=""), module="m", points=1, **names)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_replaced_by_another_one(value):
    """Of the same type, where one of the same type is known."""
    source = '"""A docstring."""\nfrom __future__ import annotations\nx = given\n'

    [one] = omissions(source, exercise(variables=("x",)))

    space = {"given": value}
    exec(one.text, space)
    assert repr(space["x"]) != repr(value) or value is None
    assert type(space["x"]) is type(value) or value is None or type(value) is range


def test_a_table_has_a_row_less():
    frame = pytest.importorskip("pandas").DataFrame({"a": [1, 2]})

    [one] = omissions("x = given\n", exercise(variables=("x",)))

    space = {"given": frame}
    exec(one.text, space)
    assert list(space["x"]["a"]) == [1]


def test_the_last_assignment_is_changed_and_a_value_without_one_left_out():
    source = "x = 1\nx = x + 1\nfor y in range(3): pass\n"

    [one] = omissions(source, exercise(variables=("x", "y")))

    assert "x = 1\nx = _another(x + 1)" in one.text


def test_functions_classes_and_methods_are_left_out():
    methods = "    def go(self):\n        pass\n    def _h(self): 1\n"
    source = f"def f():\n    return 1\n\nclass C(B):\n{methods}"

    found = {o.name: o.text for o in omissions(source, exercise(functions=("f",), classes=("C",)))}

    assert set(found) == {"f", "C", "C.go"}
    assert "raise NotImplementedError('f')" in found["f"]
    assert "class C:\n    pass" in found["C"]
    assert found["C.go"].count("NotImplementedError") == 1


# -- verify


@pytest.fixture
def found(tmp_path):
    """The findings on an exercise of the course, with a text in its files replaced."""

    def verify(slug: str, old: str, new: str = "") -> list[str]:
        root = Path(shutil.copytree(INTRO, tmp_path / "course"))
        changed = 0
        for path in [*root.glob(f"*/{slug}/test_*.py")]:
            text = path.read_text("utf-8")
            changed += old in text
            path.write_text(text.replace(old, new), "utf-8")
        assert changed
        course = load_course(root)
        (one,) = (e for e in course.exercises if e.slug == slug)
        effort = Effort(repeats=1, secrets=0, mutants=False)
        verified = verify_exercise(course, one, effort, sandbox=InProcessSandbox())
        return [translate(finding.what, "en") for finding in verified.findings]

    return verify


def test_a_variable_whose_value_no_check_looks_at_is_found(found):
    told = found("01_values", "student.kinds, ", "{'a', 'b', 'c'}, ")

    assert "no check fails when kinds has another value." in told
    assert not any("total" in text for text in told)


def test_a_method_that_no_check_calls_is_found(found):
    old = 'assert_equal(attribute_of(stack, "top"), 3)'

    assert "no check fails when Stack.top is missing." in found("03_stack", old, "stack.size()")


def test_a_rule_that_the_reference_breaks_is_found(found):
    told = found("08_recursion", "loops=True", "recursion=True")

    assert "the reference fails test_factorial_calls_itself in the order of the files." in told
