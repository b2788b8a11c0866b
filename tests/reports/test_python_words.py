"""What Python says about a mistake of a beginner is explained, and what to try fits it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader.model import Cause, Frame, message
from grader.reports.advice import hints_of
from grader.reports.outcome_text import in_other_words
from grader.reports.syntax_words import explain_syntax

A = np.arange(6.0).reshape(2, 3)


def said_of(make_outcome, error: Exception, source: str = "x = y[3]", column: int = 0):
    """The explanation and the first hint for an exception in a student's line."""
    outcome = make_outcome(
        cause=Cause.RAISED,
        message=message("{function} raised {type}.", function="f", type=type(error).__name__),
        details=(message("It said: {text}", text=str(error)),),
        frames=(Frame(where="a.py", line=1, source=source, column=column, end=len(source)),),
    )
    return in_other_words(outcome, "en"), hints_of(outcome, "en")[0]


def error_of(line: str) -> Exception:
    """What a line of Python raises here: its words differ from version to version."""
    try:
        exec(line, {"A": A, "np": np, "math": math, "L": [[1, 2], [3, 4]]})
    except Exception as error:  # noqa: BLE001 - any kind
        return error
    pytest.fail(f"this line raises nothing: {line}")


@pytest.mark.parametrize(
    ("line", "meaning", "hint"),
    [
        ("np.zeros(2, 3)", "a shape is one tuple", "np.zeros((rows, columns))"),
        ("range(A.shape)", "a tuple or a list", "x.shape[0]"),
        ("range(4 / 2)", "whole number", "//"),
        ("np.zeros(4 / 2)", "whole number", "//"),
        ("A[1.0]", "whole number", "//"),
        ("L[1 / 1]", "whole number", "//"),
        ("L[0, 1]", "for NumPy arrays", "x[i][j]"),
        ("A(1)", "Round brackets", "square brackets"),
        ("max = 0; max([1, 2])", "Round brackets", "the name of a function"),
        ("A.copy[0]", "without its brackets", "x.copy()"),
        ("A.sum + 1", "without its brackets", "x.copy()"),
        ("(3)[0]", "no entries", "single number"),
        ("A[0, 0, 0]", "than the array has axes", "shape of this array"),
        ("A.sum(axis=2)", "no such axis", "how many axes"),
        ("x = []; x[0] = 1", "grows by append", "[0] * n"),
        ("A[2:].max()", "piece is empty", "beyond the border"),
        ("max([])", "piece is empty", "beyond the border"),
        ("np.zeros(-1)", "below 0", "larger than you thought"),
        ("np.zeros(3)[0] = np.ones(2)", "one number", "added up"),
        ("math.exp(A)", "One number", "np.exp"),
        ("float('a')", "A text is no number", "quotation marks"),
        ("x = np.zeros(3, int); x += 0.5", "keep the dtype", "x = x + y"),
        ("(1, 2)[0] = 3", "cannot be changed", "list or an array"),
        ("len(3)", "has no length", "list or an array"),
        ("for i in 3: pass", "several are needed", "range(n)"),
        ("'same' > 0", "compared", "test for that first"),
        ("[1] - [2]", "types that do not go together", "a list or a text"),
        ("[1] + 2", "of its kind", "np.asarray"),
        ("[1] * [2]", "cell by cell", "np.asarray"),
        ("L.shape", "A list is no array", "np.asarray"),
        ("A.append(1)", "does not grow", "np.array(values)"),
        ("np.zeros(3)[0] = ...", "still to be written", "in place of `...`"),
        ("a, b = 3", "it has no parts", "a pair"),
        ("A + np.ones(2)", "do not go together", "shape of each array"),
        ("A[:1, :1] = np.ones((2, 2))", "do not go together", "shape of each array"),
        ("if A: pass", "One True or False", "np.where"),
        ("A[np.ones(4, bool)]", "of the same shape", "shape of each array"),
        ("None + 1", "A value is None", "Which name"),
        ("np.zeroes(3)", "nothing of this name", "letter by letter"),
        ("next(iter([]))", "nothing more", "Make this call"),
        ("math.log(-1)", "no value for this number", "Make this call"),
        ("assert A.ndim == 3", "`assert`", "`assert` compares"),
    ],
)
def test_an_exception_is_explained_by_its_words(make_outcome, line, meaning, hint):
    explained, advice = said_of(make_outcome, error_of(line), line)

    assert meaning in explained
    assert hint in advice


def test_an_empty_slice_counted_from_the_end_is_told_by_its_line(make_outcome):
    error = error_of("A[0:-0] = np.ones((2, 3))")

    _, advice = said_of(make_outcome, error, "out[top:-bottom] = image")

    assert "x[a:-b] is empty where b is 0" in advice


def test_a_raise_behind_its_if_is_the_student_s_own(make_outcome):
    line = "if len(k) > len(x): raise ValueError('too long')"
    at_raise = said_of(make_outcome, ValueError("too long"), line, line.index("raise") + 1)
    at_condition = said_of(make_outcome, ValueError("too long"), line, 4)

    assert at_raise[0] == "Your own code raises it, in this line."
    assert at_condition[0] != at_raise[0]


def test_a_call_that_does_not_fit_the_def_leads_to_the_starter(make_outcome):
    outcome = make_outcome(
        cause=Cause.RAISED,
        message=message("{function} raised {type}.", function="f", type="TypeError"),
        details=(message("It said: {text}", text="f() got an unexpected keyword argument 'b'"),),
    )

    assert in_other_words(outcome, "en") == "The `def` of your function does not take this call."
    assert "`def` line from the starter" in hints_of(outcome, "en")[0]


# -- lines that Python cannot read


@pytest.mark.parametrize(
    ("source", "meaning", "hint"),
    [
        ("if 1:\n    pass\nelse if 2:\n    pass", "`elif`", "`elif`"),
        ("i = 0\ni++", "no ++", "i += 1"),
        ("if a && b:\n    pass", "`and`", ""),
        ("if a =< b:\n    pass", ">=", ""),
        ("define f(x):\n    pass", "`def`", "as in the starter"),
        ("int n = 3", "name = value", ""),
        ("For i in x:\n    pass", "small letters", ""),
        ("else:\n    pass", "must stand above", "margin"),
        ("pip install numpy", "terminal", "Take the line out"),
        (">>> x = 1", "copied", "Take the sign"),
        ("while x < 3 {", "curly brackets", "colon"),
        ("out(i) = 3", "round brackets", "x[i] = …"),
        ("a + b = 3", "left of `=`", "turned round"),
        ("if x = 3:\n    pass", "to compare, write `==`", ""),
        ("f(a.b=3)", "In a call", ""),
        ("f'{x'", "curly bracket", "Count the curly brackets"),
        ("x = 1\u00a0+ 2", "cannot be seen", "type them anew"),
        ("x = 1 \\ 2", "backslash", "Write / to divide"),
        ("p = 'C:\\Users\\me'", "special sign", "an r before"),
        ("x = 010", "must not begin with 0", ""),
        ("def f:\n    pass", "Round brackets", ""),
        ("try:\n    x = 1\ny = 2", "`except`", ""),
        ("def f(a, a):\n    pass", "same name", ""),
        ("def f(a=1, b):\n    pass", "come after", ""),
        ("def f(x)\n    pass", "A colon", "Write the colon"),
        ("x = (1, 2", "never closed", "Count the brackets"),
    ],
)
def test_a_line_that_python_cannot_read_is_explained(make_outcome, source, meaning, hint):
    with pytest.raises(SyntaxError) as caught:
        compile(source, "a.py", "exec")
    line = source.split("\n")[(caught.value.lineno or 1) - 1]
    outcome = make_outcome(
        cause=Cause.UNREADABLE,
        message=message("Python cannot read line {line} of {where}.", line=1, where="a.py"),
        details=(message("Python says: {text}", text=caught.value.msg),),
        frames=(Frame(where="a.py", line=1, source=line.strip()),),
    )

    assert meaning in in_other_words(outcome, "en")
    assert hint in hints_of(outcome, "en")[0]
    assert "Look at this line" not in hints_of(outcome, "en")[0] or not hint


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("x = 1\u00a0+ 2", "cannot be seen"),
        ("x = 1⟦U+200B⟧", "cannot be seen"),
        ("x = 3\u3000+ 1", "cannot be seen"),
        ("2x = 1", "must not begin with a digit"),
        ("x = 3개", "must not begin with a digit"),
    ],
)
def test_what_older_python_calls_a_number_is_looked_at(line, meaning):
    """Python 3.11.2 says so; 3.11.7 names the sign itself."""
    assert meaning in explain_syntax("invalid decimal literal", line, "en")


# -- exceptions that are asked for


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ('raise TypeError("too long")', "the kind of exception is not"),
        ("x = y[3]", "Test the arguments at the top"),
    ],
)
def test_another_exception_than_the_one_that_is_asked_for(make_outcome, source, hint):
    outcome = make_outcome(
        cause=Cause.RAISED,
        message=message("{function} {type}", function="f", type="TypeError", wanted="ValueError"),
        frames=(Frame(where="a.py", line=1, source=source),),
    )

    assert hint in hints_of(outcome, "en")[0]


@pytest.mark.parametrize(
    ("actual", "hint"),
    [("<ValueError>", "write `raise`"), ("None", "nor is None"), ("[1. 2.]", "at the top")],
)
def test_what_came_back_in_place_of_an_exception_has_advice(make_outcome, actual, hint):
    outcome = make_outcome(cause=Cause.SHOULD_RAISE, actual=actual)

    assert hint in hints_of(outcome, "en")[0]


@pytest.mark.parametrize(("got", "is_asked"), [(1, True), (7, False)])
def test_one_entry_of_many_leads_to_the_return(make_outcome, got, is_asked):
    text = "Expected {expected} rows, got {actual}."
    details = (message(text, expected=8, actual=got),)

    outcome = make_outcome(cause=Cause.WRONG_LENGTH, details=details)

    assert ("`return` indented into the loop" in hints_of(outcome, "en")[0]) is is_asked
