"""`probe`: an expression evaluated beside the student's names; its value is compared outside."""

from __future__ import annotations

import pytest

from grader.errors import CourseError
from grader.i18n import translate
from grader.model import Cause

SOLUTION = """
# BEGIN SOLUTION values
rows = [("a", 2), ("b", 3), ("a", 4)]
total = 9
# END SOLUTION


class Shelf:
    # BEGIN SOLUTION
    def __init__(self):
        self.books = ["x"]
    # END SOLUTION


def f(x):
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION
"""
TOML = 'variables = ["rows", "total"]\nclasses = ["Shelf"]\n'


@pytest.fixture
def probed(outcomes):
    """The outcome of one check, of this body, for a source."""

    def run(body: str, source: str = SOLUTION, *, visibility: str = "public", sandbox=None):
        check = (
            "@check(points=1, ko='하나')\n"
            f"def test_one(student, at, probe):\n    '''One.'''\n    {body}\n"
        )
        other = "@check(points=1, ko='둘')\ndef test_two(student):\n    '''Two.'''\n"
        public = check if visibility == "public" else other
        hidden = other if visibility == "public" else check
        course = {"public": public, "hidden": hidden, "reference": SOLUTION, "toml": TOML}
        return outcomes(source, sandbox, **course)["test_one"]

    return run


def sentence(outcome) -> str:
    return translate(outcome.message, "en")


def wrong(text: str) -> str:
    return SOLUTION.replace('("b", 3)', text)


@pytest.mark.parametrize(
    "body",
    [
        "assert_equal(probe('sorted(rows)'), [('a', 2), ('a', 4), ('b', 3)])",
        "assert_equal(probe('{k: [n for _, n in rows] for k, _ in rows}')['b'], [2, 3, 4])",
        "assert_equal(probe('f(total) + n', n=1), 19)",
        "assert_equal(probe('Shelf().books'), ['x'])",
        "shelf = student.Shelf(); assert_equal(probe('shelf.books[0]', shelf=shelf), 'x')",
        "shelf = probe('Shelf()'); assert_equal(probe('s.books', s=shelf), ['x'])",
        "assert_equal(probe('''(\\n    total\\n    + 1\\n)'''), 10)",
    ],
)
def test_the_value_of_an_expression_crosses(probed, body):
    assert probed(body).status == "passed"


def test_a_wrong_value_is_shown_with_the_expression(probed):
    found = probed("assert_equal(probe('sum(n for _, n in rows)'), 9)", wrong('("b", 30)'))

    assert (found.status, found.cause) == ("failed", Cause.WRONG_VALUES)
    assert [call.text for call in found.calls] == ["sum(n for _, n in rows)"]
    assert found.actual == "36"


def test_the_names_of_an_expression_stand_above_it(probed):
    body = "shelf = student.Shelf(); assert_equal(probe('len(s.books) + n', s=shelf, n=2), 3)"

    found = probed(body, SOLUTION.replace('["x"]', "[]"))

    assert [c.text for c in found.calls] == ["shelf = Shelf()\ns = shelf\nn = 2\nlen(s.books) + n"]


def test_an_exception_is_told_with_the_expression(probed):
    found = probed("probe('dict(rows)[\"b\"]')", wrong('("c", 3)'))

    assert (found.status, found.cause) == ("error", Cause.RAISED)
    assert sentence(found) == '`dict(rows)["b"]` raised KeyError.'
    assert translate(found.details[0], "en") == "It said: 'b'"


def test_a_variable_that_is_missing_is_named(probed):
    found = probed("probe('len(rows)')", SOLUTION.replace("rows =", "row ="))

    assert found.cause is Cause.MISSING
    assert sentence(found) == "There is no variable rows in answer.py."


def test_a_variable_without_a_value_is_named(probed):
    found = probed("probe('rows.copy()')", SOLUTION.replace("rows =", "rows = None #"))

    assert sentence(found) == "`rows.copy()` raised AttributeError."
    assert "NoneType" in translate(found.details[0], "en")


def test_an_expression_that_is_none_is_said_to_be(probed):
    found = probed("assert_equal(probe('dict(rows).get(\"b\")'), 3)", wrong('("c", 3)'))

    assert found.cause is Cause.RETURNED_NONE
    assert sentence(found) == '`dict(rows).get("b")` is None.'


def test_what_cannot_cross_is_never_true(probed):
    found = probed("assert probe('rows and f')")

    assert (found.status, found.earned) == ("failed", 0)
    assert sentence(found) == "`rows and f` is a function; a value was asked."


def test_what_cannot_cross_is_equal_to_nothing(probed):
    assert probed("assert probe('Shelf()') == 1").status == "failed"


def test_a_subclass_does_not_cross_as_what_it_pretends_to_be(probed):
    lying = SOLUTION.replace(
        "total = 9", "class T(str):\n    __eq__ = lambda *_: True\ntotal = T('no')"
    )

    assert probed("assert_equal(probe('total'), '9')", lying).status == "failed"


def test_a_hidden_check_shows_neither_the_expression_nor_its_value(probed):
    body = "assert_equal(probe('dict(rows)[\"b\"]'), 3)"

    found = probed(body, wrong('("c", 3)'), visibility="hidden")
    assert "rows" in sentence(found)  # for staff

    shown = shown_to_student(found)
    assert sentence(shown) == "An expression of this check raised KeyError."
    assert not shown.calls
    assert not shown.details


@pytest.mark.parametrize(
    "text", ["total = None", "total = lambda: 1", "total = 10 ** 5000", "total = 8"]
)
def test_whatever_is_wrong_a_hidden_expression_stays_hidden(probed, text):
    source = SOLUTION.replace("total = 9", text)

    body = "assert_equal(probe('total * 1 if 0 else total'), 9)"

    found = probed(body, source, visibility="hidden")

    assert found.status != "passed"
    assert "total" not in str(shown_to_student(found))


def shown_to_student(outcome):
    from grader.model.hidden import shown_to_student as shown

    return shown(outcome, frozenset())


@pytest.mark.parametrize("name", ["len", "sum", "sorted"])
def test_pythons_own_names_mean_pythons_own(probed, name):
    source = SOLUTION + f"\n{name} = 3\n"

    found = probed("assert_equal(probe('len(sorted(rows)) + sum([1])'), 4)", source)

    assert found.status == "passed"


def test_an_endless_expression_is_stopped_by_the_clock(outcomes):
    public = (
        "@check(points=1, ko='하나')\ndef test_one(probe):\n    '''One.'''\n    probe('f(1)')\n"
    )
    found = outcomes(
        "def f(x):\n    while True:\n        pass\n",
        confined(),
        public=public,
        toml="[limits]\ncheck_seconds = 1.0\n",
    )["test_one"]

    assert (found.status, found.earned) == ("timeout", 0)
    assert sentence(found).startswith("`f(1)` did not return within")


def confined():
    from grader.sandbox.unconfined import UnconfinedSandbox

    return UnconfinedSandbox()


@pytest.mark.parametrize("text", ["total =", "x = 3", "return total", "total total", ""])
def test_an_expression_that_is_no_python_is_an_error_of_the_course(probed, text):
    with pytest.raises(CourseError) as caught:
        probed(f"probe({text!r})")

    assert "test_public.py:6: " in str(caught.value)
    assert "is no Python" in str(caught.value)


def test_an_expression_that_is_made_and_no_python_costs_the_student_nothing(probed):
    found = probed("probe('total' + ' =')")

    assert found.status == "broken"


def test_an_expression_is_asked_although_the_check_has_failed_before(outcomes):
    public = (
        "@check(points=1, ko='하나')\ndef test_one(probe):\n    '''One.'''\n"
        "    assert_equal(probe('f(1)'), 2)\n    probe('asked.append(1)')\n\n"
        "@check(points=1, ko='둘')\ndef test_two(probe):\n    '''Two.'''\n"
        "    assert_equal(probe('asked'), [1])\n"
    )
    source = "asked = []\ndef f(x):\n    return {}\n"

    found = outcomes(source.format(3), public=public, reference=source.format(2))

    assert [found[name].status for name in ("test_one", "test_two")] == ["failed", "passed"]
