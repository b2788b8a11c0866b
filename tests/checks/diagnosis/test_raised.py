"""An idea is named by the calls in which it raises, too, and never because all calls do."""

from __future__ import annotations

import pytest

from grader.checks.diagnosis.raised import raised_here

CHECKS = '''
@check(points=1, ko="")
def test_two(student):
    """Halves, with and without a rest."""
    assert_number(student.f(1), 0.5)
    assert_number(student.f(0), 0)
    assert_number(student.f(6), 3)


@check(points=1, ko="")
def test_more(student):
    """More of them, two of which are refused."""
    for x in (3, 4, 8):
        assert_number(student.f(x), x / 2)
    assert_value_errors(student.f, [(-1,), (-2,)])
'''
HEADER = '"""{0}.\n\ncaught_by: test_two\nko: {0} 한국어\nen: {0} in English\n"""\n\n'
# fails at zero, as a crop by `-0` does
AT_ZERO = """
def f(x):
    if x < 0:
        raise ValueError("negative")
    return [x / 2][int(x == 0)]
"""
RIGHT = "def f(x):\n    if x < 0:\n        raise ValueError(x)\n    return x / 2\n"


def idea(name: str, body: str) -> str:
    """A misconception's source."""
    return HEADER.format(name) + body


@pytest.fixture
def diagnosis(outcomes):
    """What a source is diagnosed as, in a course with one misconception."""

    def found(source: str, check: str = "test_two", **ideas: str):
        ideas = ideas or {"at_zero": idea("at zero", AT_ZERO)}
        return outcomes(source, public=CHECKS, misconceptions=ideas, reference=RIGHT)[
            check
        ].misconception

    return found


def test_an_idea_that_raises_in_the_same_calls_is_named(diagnosis):
    source = "def f(x):\n    if x == 0:\n        return [][0]\n    return x * 0.5\n"

    assert diagnosis(source).en == "at zero in English"


def test_a_subclass_is_the_exception_that_python_knows(diagnosis):
    source = (
        "class Own(IndexError): pass\ndef f(x):\n    if x == 0: raise Own\n    return x * 0.5\n"
    )

    assert diagnosis(source).en == "at zero in English"


def test_what_is_raised_in_a_helper_is_raised_in_the_function(diagnosis):
    source = "def g(x):\n    return [x / 2][int(x == 0)]\ndef f(x):\n    return g(x)\n"

    assert diagnosis(source).en == "at zero in English"


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    if x == 0: raise KeyError\n    return x / 2\n",
        "def f(x):\n    if x in (0, 8): return [][0]\n    return x / 2\n",
        "def f(x):\n    if x == 0: return [][0]\n    return x / 3\n",
        "def f(x):\n    if x: return x / 2\n    return [x / 0]\n",
    ],
    ids=["of another kind", "in one call more", "beside other answers", "by another error"],
)
def test_an_idea_is_not_named_for_what_raises_otherwise(diagnosis, source):
    assert diagnosis(source) is None


def test_that_every_call_raises_names_nothing(diagnosis):
    always = "def f(x):\n    return [][0]\n"

    assert diagnosis(always, always=idea("always", always)) is None


def test_two_ideas_that_raise_alike_name_nothing(diagnosis):
    twins = {"one": idea("one", AT_ZERO), "other": idea("other", AT_ZERO)}

    assert diagnosis("def f(x):\n    return [x / 2][x == 0]\n", **twins) is None


TWO_FUNCTIONS = '''
@check(points=1, ko="")
def test_f(student):
    """One function."""
    assert_number(student.f(3), 6)


@check(points=1, ko="")
def test_g(student):
    """The other one."""
    assert_number(student.g(5), 6)
'''
RAISES_ALWAYS = "def f(x):\n    return [][0]\n\n\ndef g(x):\n    return x - 1\n"
ADDS_ONE = "def f(x):\n    return 2 * x\n\n\ndef g(x):\n    return x + 1\n"


@pytest.mark.parametrize(
    ("second", "named"), [("x - 1", "both in English"), ("x + 1", None), ("x - 2", None)]
)
def test_a_function_that_always_raises_has_the_idea_that_names_another_one(outcomes, second, named):
    body = RAISES_ALWAYS.replace("x - 1", second)
    both = idea("both", RAISES_ALWAYS).replace("test_two", "test_f\nreplaces: g")

    found = outcomes(body, public=TWO_FUNCTIONS, reference=ADDS_ONE, misconceptions={"both": both})[
        "test_f"
    ]

    assert (found.misconception.en if found.misconception else None) == named


def test_the_innermost_function_of_the_exercise_counts():
    code = compile("def f():\n    g()\ndef g():\n    h()\ndef h():\n    [][0]\n", "idea.py", "exec")
    module = {}
    exec(code, module)
    try:
        module["f"]()
    except IndexError as error:
        raised = raised_here(error, "idea.py", {"f", "g"})

    assert (raised.kind, raised.function) == ("IndexError", "g")
