"""`assert_equal` says where two values differ, in the terms of their type."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import assert_equal
from grader.checks.api.wrong_answer import WrongAnswerError
from grader.i18n import translate
from grader.model import Cause
from grader.worker.wire import decode, encode


def crossed(value):
    return decode(encode(value))


def failure(actual, expected) -> WrongAnswerError:
    with pytest.raises(WrongAnswerError) as caught:
        assert_equal(actual, expected)
    return caught.value


def said(error: WrongAnswerError) -> str:
    return "\n".join([translate(m, "en") for m in (error.message, *error.details)])


EQUAL = [
    (3, 3),
    (3.0, 3),
    (3, 3.0),
    (np.int64(3), 3),
    (0.1 + 0.2, 0.3),
    (math.nan, math.nan),
    (math.inf, math.inf),
    (1 + 2j, 1 + 2j),
    (10**400, 10**400),
    (True, np.True_),
    (None, None),
    ("가\nb", "가\nb"),
    (b"x", b"x"),
    ([1, (2.0, "a")], [1, (2, "a")]),
    ({"a": [1], 2: None}, {2: None, "a": [1.0]}),
    ({1, "a"}, {"a", 1}),
    (frozenset({1}), frozenset({1})),
    (range(3), range(3)),
    (dt.date(2026, 1, 1), dt.date(2026, 1, 1)),
    (Decimal("1.5"), Decimal("1.50")),
    (np.array([1, 2]), np.array([1.0, 2.0])),
    (np.array([np.nan]), np.array([np.nan])),
    (np.array(["a"]), np.array(["a"])),
    (np.array(["NaT"], "M8[D]"), np.array(["NaT"], "M8[D]")),
    (crossed(np.ma.array([1, 2], mask=[0, 1])), np.ma.array([1, 9], mask=[0, 1])),
]


@pytest.mark.parametrize(("actual", "expected"), EQUAL, ids=range(len(EQUAL)))
def test_equal_values_pass(actual, expected):
    assert_equal(actual, expected)


DIFFERENT = {
    "None": (None, 3, Cause.RETURNED_NONE, "There is no value (None)."),
    "a bool is no number": (True, 1, Cause.WRONG_TYPE, "int is asked, not bool"),
    "a number is no bool": (1, True, Cause.WRONG_TYPE, "bool is asked, not int"),
    "text is no number": ("3", 3, Cause.WRONG_TYPE, "int is asked, not str"),
    "a tuple is no list": ((1,), [1], Cause.WRONG_TYPE, "list is asked, not tuple"),
    "a number": (4, 3, Cause.WRONG_VALUES, "The value is wrong."),
    "a large number": (10**400, 10**400 + 1, Cause.WRONG_VALUES, "The value is wrong."),
    "complex for real": (1 + 0j, 1, Cause.WRONG_TYPE, "int is asked, not complex"),
    "near, not equal": (0.3 + 1e-6, 0.3, Cause.WRONG_VALUES, "The value is wrong."),
    "NaN for a number": (math.nan, 1.0, Cause.WRONG_VALUES, "The value is wrong."),
    "infinity for a number": (math.inf, 1.0, Cause.WRONG_VALUES, "The value is wrong."),
    "minus infinity": (-math.inf, math.inf, Cause.WRONG_VALUES, "The value is wrong."),
    "inside": ([1, {"a": (2, 3)}], [1, {"a": (2, 4)}], Cause.WRONG_VALUES, "[1]['a'][1]"),
    "too short": ([1, 2], [1, 2, 3], Cause.WRONG_LENGTH, "Expected 3 entries, got 2."),
    "the first wrong one first": ([9], [1, 2], Cause.WRONG_VALUES, "First wrong at [0]"),
    "keys": (
        {"a": 1, "c": 2},
        {"a": 1, "b": 2},
        Cause.WRONG_VALUES,
        "Missing: 'b'\nNot asked for: 'c'",
    ),
    "a set": ({1, 2}, {1, 3}, Cause.WRONG_VALUES, "Missing: 3\nNot asked for: 2"),
    "a date": (dt.date(2026, 1, 2), dt.date(2026, 1, 1), Cause.WRONG_VALUES, "The value is wrong."),
    "a moment is no date": (
        dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        dt.date(2026, 1, 1),
        Cause.WRONG_TYPE,
        "date is asked, not datetime",
    ),
    "a shape": (
        np.zeros(2),
        np.zeros((2, 1)),
        Cause.WRONG_SHAPE,
        "Expected shape (2, 1), got (2,).",
    ),
    "a dtype": (
        np.array(["1"]),
        np.array([1]),
        Cause.WRONG_DTYPE,
        "Expected dtype int64, got <U1.",
    ),
    "cells": (
        np.array([1, 2, 4]),
        np.array([1, 2, 3]),
        Cause.WRONG_VALUES,
        "First wrong at [2]: expected 3",
    ),
    "cells of text": (
        np.array(["a", "c"]),
        np.array(["a", "b"]),
        Cause.WRONG_VALUES,
        "1 of 2 values differ",
    ),
    "a list is no array": ([1.0], np.array([1.0]), Cause.WRONG_TYPE, "array is asked, not list"),
    "other masked cells": (
        crossed(np.ma.array([1, 2], mask=[1, 0])),
        np.ma.array([1, 2], mask=[0, 1]),
        Cause.WRONG_VALUES,
        "Other cells are masked",
    ),
    "cells not masked": (
        crossed(np.ma.array([1, 2], mask=[0, 1])),
        np.ma.array([3, 2], mask=[0, 1]),
        Cause.WRONG_VALUES,
        "The values are wrong.",
    ),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_difference_is_said_with_its_cause_and_place(name):
    actual, expected, cause, words = DIFFERENT[name]

    error = failure(actual, expected)

    assert error.cause is cause
    assert words in said(error)


def test_a_wrong_text_is_shown_with_a_caret_below_the_first_wrong_letter():
    error = failure("Hello Wurld", "Hello World")

    assert said(error).splitlines() == [
        "The text is wrong.",
        "expected: Hello World",
        "yours:    Hello Wurld",
        "                 ^",
    ]


def test_the_caret_counts_wide_letters_twice():
    lines = said(failure("가나다", "가나라")).splitlines()

    assert lines[-1] == "          " + 4 * " " + "^"


@pytest.mark.parametrize(
    ("actual", "words"),
    [("a b ", "Only blanks differ."), ("A B", "Only capital and small letters differ.")],
)
def test_what_is_hard_to_see_is_said(actual, words):
    assert words in said(failure(actual, "a b"))


def test_a_blank_at_the_end_is_drawn():
    assert "a b·" in said(failure("a b ", "a b"))


def test_a_letter_that_moves_the_cursor_is_spelled():
    assert "a\\rb" in said(failure("a\rb", "ab"))


def test_the_line_that_differs_is_named():
    assert "Line 2 differs." in said(failure("a\nx\nc", "a\nb\nc"))
    assert "Expected 3 lines, got 2." in said(failure("a\nb", "a\nb\n"))


@pytest.mark.parametrize(
    ("actual", "expected", "words"),
    [
        (b"GIF87a", b"GIF89a", "First wrong at [4]: expected b'9a', got b'7a'."),
        (b"GIF", b"GIF89a", "Expected 6 bytes, got 3."),
        ([b"ab"], [b"ac"], "First wrong at [0][1]: expected b'c', got b'b'."),
        ("ab", b"ab", "bytes is asked, not str"),
        (
            crossed(np.ma.array([[1, 2]], mask=[[1, 1]])),
            np.ma.array([[1, 2]], mask=[[1, 0]]),
            "The cell [0, 1] should not be masked.",
        ),
        (
            [crossed(np.ma.array([1, 2], mask=[0, 0]))],
            [crossed(np.ma.array([1, 2], mask=[0, 1]))],
            "The cell [0][1] should be masked.",
        ),
        (range(1, 3), range(3), "The value is wrong."),
        (Decimal("1.1"), Decimal("1.2"), "The value is wrong."),
        ([1 + 2j], [1 + 3j], "First wrong at [0]: expected (1+3j), got (1+2j)."),
        (
            {"at": dt.time(7, 30)},
            {"at": dt.time(7, 31)},
            "First wrong at ['at']: expected datetime.time(7, 31), got datetime.time(7, 30).",
        ),
    ],
)
def test_the_part_that_differs_is_named(actual, expected, words):
    assert words in said(failure(actual, expected))


def test_no_message_shows_a_value():
    for actual, expected, *_ in DIFFERENT.values():
        text = translate(failure(actual, expected).message, "en")
        assert not set("0123456789") & set(text)
        assert "'" not in text


def test_an_author_who_compares_with_something_else_is_told():
    with pytest.raises(TypeError, match="cannot compare with a object"):
        assert_equal(3, object())


def test_what_stayed_in_the_worker_is_never_equal():
    class Own:
        def __eq__(self, _):
            return True

        __hash__ = None

    for expected in (3, "a", [1], {"a": 1}, {1}, np.zeros(1), 1.5, True):
        assert failure(crossed(Own()), expected).cause is Cause.WRONG_TYPE


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_every_value_is_equal_to_itself_across_the_wire(value):
    assert_equal(crossed(value), value)


@given(VALUES, VALUES)
def test_what_passes_is_equal(actual, expected):
    try:
        assert_equal(actual, expected)
    except WrongAnswerError:
        assert actual != expected or type(actual) is not type(expected) or _has_nan(expected)
    else:
        assert _near(actual, expected)


def _has_nan(value) -> bool:
    return (
        "nan" in repr(value)
        or "inf" in repr(value)
        or "True" in repr(value)
        or "False" in repr(value)
    )


def _near(a, b) -> bool:
    if isinstance(b, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(_near, a, b))
    if isinstance(b, dict):
        return a.keys() == b.keys() and all(_near(a[k], b[k]) for k in b)
    if isinstance(b, (int, float)) and not isinstance(b, bool):
        return (
            a == b
            or math.isclose(a, b, rel_tol=1e-8, abs_tol=1e-8)
            or (math.isnan(a) and math.isnan(b))
        )
    return a == b and type(a) is type(b)


# -- tables


@pytest.fixture
def pandas():
    return pytest.importorskip("pandas")


@pytest.fixture
def table(pandas):
    return pandas.DataFrame(
        {
            "city": ["Seoul", "Busan", None],
            "rain": [1.5, np.nan, 3.0],
            "day": pandas.date_range("2026-01-01", periods=3),
        }
    )


def test_an_equal_table_passes(table):
    assert_equal(crossed(table), table)
    assert_equal(crossed(table["rain"]), table["rain"])
    assert_equal(crossed(table.set_index("city").index), table.set_index("city").index)


def test_whole_numbers_in_a_table_are_as_good_as_real_ones(pandas):
    assert_equal(crossed(pandas.Series([1, 2])), pandas.Series([1.0, 2.0]))


TABLES = {
    "a cell": (
        lambda t: t.assign(rain=[1.5, np.nan, 4.0]),
        "['rain'].iloc[2]: expected 3.0, got 4.0",
    ),
    "text": (lambda t: t.assign(city=["Seoul", "Pusan", None]), "['city'].iloc[1]"),
    "a missing value": (
        lambda t: t.fillna({"rain": 0}),
        "A value of the table is missing, or should be.",
    ),
    "a column too few": (lambda t: t[["city", "day"]], "Missing: 'rain'"),
    "a column too many": (lambda t: t.assign(more=1), "Not asked for: 'more'"),
    "another order": (lambda t: t[["rain", "city", "day"]], "in another order"),
    "other rows": (lambda t: t.iloc[::-1], "The labels of the rows are wrong."),
    "fewer rows": (lambda t: t.head(2), "The labels of the rows are wrong."),
    "numbers as text": (
        lambda t: t.astype({"rain": str}),
        "A column of the table has the wrong dtype.",
    ),
    "a column for the table": (lambda t: t["rain"], "DataFrame is asked, not Series"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_difference_of_tables_is_said_by_its_cell(name, table):
    change, words = TABLES[name]

    assert words in said(failure(crossed(change(table)), table))
