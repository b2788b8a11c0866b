"""`student.name` is what the student made: a value is read, a function is called."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from grader.errors import CourseError
from grader.i18n import translate
from grader.model import Cause
from grader.model.hidden import shown_to_student
from grader.reports.advice import hints_of

INTRO = Path(__file__).parents[1] / "courses" / "intro"
SOLUTION = (INTRO / "reference" / "01_values" / "basket.py").read_text("utf-8")


@pytest.fixture
def outcomes(grade_course):
    """The outcomes of a basket: the solution with lines behind it, or another text."""

    def grade(more: str = "", text: str = SOLUTION):
        grades = grade_course(INTRO, {"basket.py": f"{text}\n{more}\n"})
        return {outcome.check: outcome for grade in grades[:1] for outcome in grade.outcomes}

    return grade


def sentence(outcome) -> str:
    return translate(outcome.message, "en")


def test_right_values_pass(outcomes):
    assert {outcome.status for outcome in outcomes().values()} == {"passed"}


def test_a_wrong_value_is_shown_with_the_line_that_prints_it(outcomes):
    found = outcomes("total = 4")["test_total"]

    assert (found.status, found.cause) == ("failed", Cause.WRONG_VALUES)
    assert (found.expected, found.actual) == ("4.85", "4.0")
    assert [call.text for call in found.calls] == ["print(total)"]


def test_the_idea_behind_a_wrong_value_is_named(outcomes):
    found = outcomes("cheapest = 'avocado'")["test_cheapest"]

    assert found.misconception.en == "This is the dearest fruit."


def test_a_hidden_value_shows_no_value(outcomes):
    found = outcomes("kinds = {'a'}")["test_kinds"]

    assert sentence(found) == "The members of the set are wrong."


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("def opened():\n    pass", "opened is a function; a value was asked."),
        ("opened = lambda: 1", "opened is a function; a value was asked."),
        ("opened = print", "opened is a function; a value was asked."),
        ("class opened:\n    pass", "opened is a class; a value was asked."),
        ("opened = datetime", "opened is a module; a value was asked."),
        (
            "class Liar:\n    __eq__ = lambda *_: True\nopened = Liar()",
            "opened is an object of a kind that is not looked at here.",
        ),
    ],
)
def test_what_is_no_value_fails_and_is_said_to_be_one(outcomes, given, words):
    found = outcomes(given)["test_opened"]

    assert (found.status, found.earned) == ("failed", 0)
    assert sentence(found) == words


def test_a_value_that_is_still_missing_is_not_written(outcomes):
    found = outcomes("total = ...")["test_total"]

    assert (found.status, found.cause) == ("error", Cause.NOT_WRITTEN)
    assert sentence(found) == "total is still `...`: give it a value."


def test_none_is_said_to_be_no_value_yet(outcomes):
    found = outcomes("total = None")["test_total"]

    assert found.cause is Cause.RETURNED_NONE
    assert sentence(found) == "total is None: it has no value yet."


def test_a_value_of_another_name_is_offered(outcomes):
    found = outcomes(text=SOLUTION.replace("total", "totel"))["test_total"]

    assert sentence(found) == "There is no variable total in basket.py."
    assert "rename it to total" in translate(found.details[0], "en")


def test_advice_on_a_missing_variable_speaks_of_a_variable(outcomes):
    found = outcomes(text=SOLUTION.replace("total", "_x"))["test_total"]

    hints = hints_of(found, "en")

    assert "variable" in hints[0]
    assert "def" not in " ".join(hints)


def test_a_value_that_an_error_took_away_names_the_error(outcomes):
    found = outcomes(text=SOLUTION.replace("sum(prices.values())", "sum(prices)"))["test_total"]

    assert found.cause is Cause.MISSING
    assert "TypeError" in sentence(found)


def test_a_value_in_a_comment_is_said_to_be_there(outcomes):
    found = outcomes(text=SOLUTION.replace("total =", "# total ="))["test_total"]

    assert "stands in a comment" in sentence(found)


def test_a_variable_of_a_function_is_not_said_to_stand_in_a_comment(outcomes):
    text = SOLUTION.replace("total =", "def f():\n    total =")

    found = outcomes(text=text)["test_total"]

    assert "total is written in" in sentence(found)


def test_a_variable_without_a_value_gets_no_advice_about_functions(outcomes):
    found = outcomes(text=SOLUTION.replace("total = sum(prices.values())", "total = None"))

    assert hints_of(found["test_total"], "en") == [
        "Write the values in place of None. The statement gives them, or says how to find them."
    ]


def test_a_hidden_check_of_a_variable_without_a_value_gets_the_same_advice(outcomes):
    found = outcomes(text=SOLUTION.replace("total = sum(prices.values())", "total = None"))
    hidden = msgspec.structs.replace(found["test_total"], visibility="hidden")

    shown = shown_to_student(hidden, frozenset())

    assert hints_of(shown, "en") == hints_of(hidden, "en")
    assert "`return`" not in " ".join(hints_of(shown, "en"))


def test_a_syntax_error_is_what_is_named(outcomes):
    found = outcomes(text=SOLUTION.replace("sum(prices.values())", "sum(prices.values()"))

    assert found["test_total"].cause is Cause.UNREADABLE


# -- a check that asks for a value where the exercise declares none


def write(folder: Path, body: str) -> None:
    (folder / "exercises" / "01_double" / "test_public.py").write_text(
        "from grader.checks import assert_equal, check\n\n\n"
        "@check(points=1, ko='하나')\n"
        f"def test_worked_double(student):\n    '''One.'''\n    {body}\n",
        "utf-8",
    )


MISUSED = [
    "assert student.double",
    "assert student.double == 4",
    "assert not student.double != 4",
    "assert 4 in student.double",
    "assert len(student.double) == 0 or True",
    "assert student.double > 0",
    "assert student.double + 1",
    "assert student.double[0]",
    "assert list(student.double) is not None",
    "student.double(2); assert student.double",
    "assert_equal(student.double, 4)",
    "assert_equal([student.double], [4])",
]


@pytest.mark.parametrize("body", MISUSED)
def test_a_function_is_never_true_and_equal_to_nothing(toy_course, grade_course, body):
    write(toy_course, body)

    grade = grade_course(toy_course, {"doubling.py": "def double(x):\n    return 2 * x\n"})[0]

    (found,) = (o for o in grade.outcomes if o.check == "test_worked_double")
    assert (found.status, found.earned) == ("failed", 0)


# -- what an exercise declares


def declare(folder: Path, line: str) -> None:
    path = folder / "exercises" / "01_double" / "exercise.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('functions = ["double"]', line), "utf-8")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "it names nothing that students write."),
        ('variables = ["two words"]', "is no Python name"),
        ('variables = ["_own"]', "begins with _ or is named twice"),
        ('functions = ["double"]\nvariables = ["double"]', "begins with _ or is named twice"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_an_error_of_the_course(
    toy_course, grade_course, line, words
):
    declare(toy_course, line)

    with pytest.raises(CourseError) as caught:
        grade_course(toy_course, {})

    assert words in str(caught.value)
