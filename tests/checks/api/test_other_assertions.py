"""Assertions about numbers, tuples, rows and properties, and what their messages show."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks import (
    assert_close,
    assert_integer,
    assert_integers,
    assert_number,
    assert_rows,
    assert_true,
)
from grader.checks.api.wrong_answer import WrongAnswerError
from grader.worker.wire import Handle


def refusal(assertion, *args, **kwargs) -> WrongAnswerError:
    """What the assertion raises."""
    with pytest.raises(WrongAnswerError) as caught:
        assertion(*args, **kwargs)
    return caught.value


def sentence_of(error: WrongAnswerError) -> str:
    """The message with its values, without the details."""
    return error.message.text.format(**error.message.values)


# -- assert_number


@pytest.mark.parametrize(
    "actual", [3, 3.0, np.float32(3), np.float64(3), np.int8(3), np.array(3.0), np.array(3)]
)
def test_ints_floats_scalars_and_arrays_without_axes_are_numbers(actual):
    assert_number(actual, 3.0)


@pytest.mark.parametrize(
    "actual",
    [
        True,
        np.True_,
        np.array(True),
        "3",
        b"3",
        None,
        [3],
        3 + 0j,
        np.complex128(3),
        np.array([3.0]),
        Handle("MyFloat"),
    ],
    ids=repr,
)
def test_what_is_no_number_is_refused(actual):
    refusal(assert_number, actual, 3.0)


@pytest.mark.parametrize("actual", [float("nan"), float("inf"), np.float64("nan"), 10**400])
def test_a_number_that_is_not_finite_is_refused(actual):
    assert "not finite" in sentence_of(refusal(assert_number, actual, 3.0))


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("kind", [float, np.float64, np.array])
@pytest.mark.parametrize(
    ("wanted", "off"),
    [(0.0, 0.5), (0.25, 0.5), (-0.25, 0.5), (1.0, 0.5), (-1.0, 0.5), (4.0, 2.0), (-4.0, 2.0)],
)
def test_a_number_off_by_just_the_tolerance_passes_and_the_next_one_fails(wanted, off, kind, sign):
    actual = wanted + sign * off
    beyond = actual + sign * 2.0**-50  # exact in binary, and so is its difference

    assert_number(kind(actual), wanted, atol=0.5)
    assert "number is wrong" in sentence_of(refusal(assert_number, kind(beyond), wanted, atol=0.5))


def test_without_a_word_a_number_may_be_off_by_a_billionth():
    assert_number(1e-9, 0.0)
    refusal(assert_number, float(np.nextafter(1e-9, 1)), 0.0)


def test_a_large_wrong_number_makes_no_tolerance_of_its_own():
    refusal(assert_number, 6.5, 4.0, atol=0.5)


@pytest.mark.parametrize("atol", [0.5, np.inf])
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_no_tolerance_makes_a_number_that_is_not_finite_right(bad, atol):
    for wanted in (1.0, bad):
        assert "not finite" in sentence_of(refusal(assert_number, bad, wanted, atol=atol))


def test_no_number_is_right_where_nan_is_expected():
    refusal(assert_number, 1.0, float("nan"), atol=np.inf)


def test_any_finite_number_is_right_where_the_tolerance_has_no_end():
    assert_number(-1e300, 1.0, atol=np.inf)


def test_a_wrong_number_is_shown_beside_the_expected_one():
    error = refusal(assert_number, 4, 3.0)

    assert (error.expected, error.actual) == ("3.0", "4.0")


# -- assert_integer, assert_integers


@pytest.mark.parametrize("actual", [3, np.int64(3), np.uint8(3)])
def test_whole_numbers_of_python_and_numpy_are_integers(actual):
    assert_integer(actual, 3)


@pytest.mark.parametrize("actual", [True, np.True_, 3.0, np.float64(3), "3", None, Handle("int")])
def test_a_bool_or_a_float_is_no_integer(actual):
    refusal(assert_integer, actual, 1 if actual is True else 3)


@pytest.mark.parametrize("actual", [(1, 2), [1, 2], (np.int32(1), 2)])
def test_tuples_and_lists_of_integers_are_equal_by_entries(actual):
    assert_integers(actual, (1, 2))


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        (np.array([1, 2]), "a tuple or a list, not array"),
        (3, "a tuple or a list, not int"),
        ((1, 2, 3), "wrong number of entries"),
        ((1.0, 2), "whole number (int), not float"),
        ((True, 2), "whole number (int), not bool"),
        ((1, None), "whole number (int), not None"),
        ((1, 3), "The values are wrong"),
    ],
)
def test_integers_are_judged_type_first_then_length_then_entries(actual, sentence):
    assert sentence in sentence_of(refusal(assert_integers, actual, (1, 2)))


# -- assert_rows


ROWS = [("Conv2D", (8, 8, 4), 40), ("Flatten", (256,), 0)]


@pytest.mark.parametrize("kind", [tuple, list])
def test_rows_may_be_tuples_or_lists(kind):
    assert_rows(kind(kind((name, kind(shape), count)) for name, shape, count in ROWS), ROWS)


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        ("rows", "list of rows, not str"),
        (ROWS[:1], "wrong number of rows"),
        ([ROWS[0], "Flatten"], "A row is not"),
        ([ROWS[0], ("Flatten", (256,))], "A row is not"),
        ([ROWS[0], ("Flatten", (256.0,), 0)], "A row is not"),
        ([ROWS[0], ("Flatten", (256,), False)], "A row is not"),
        ([ROWS[0], ("Flatten", (255,), 0)], "A row of the table is wrong"),
        ([ROWS[0], Handle("Row")], "A row is not"),
    ],
)
def test_rows_are_judged_one_by_one(actual, sentence):
    assert sentence in sentence_of(refusal(assert_rows, actual, ROWS))


# -- assert_true


def test_a_property_that_does_not_hold_fails_with_its_own_sentence_in_both_languages():
    error = refusal(assert_true, False, en="All {in} order.", ko="모두 {순서}대로.")

    assert sentence_of(error) == "All {in} order."
    assert error.message.ko.format() == "모두 {순서}대로."


@pytest.mark.parametrize("condition", [True, np.True_])
def test_a_property_that_holds_passes(condition):
    assert_true(condition, en="", ko="")


@pytest.mark.parametrize("condition", [1, "yes", Handle("Yes"), np.array([True]), None])
def test_a_property_is_a_bool_and_nothing_else(condition):
    with pytest.raises(TypeError):
        assert_true(condition, en="", ko="")


# -- messages show no value


SECRET = 31337.5


@pytest.mark.parametrize(
    ("assertion", "actual", "expected"),
    [
        (assert_close, np.array([SECRET]), [SECRET + 1]),
        (assert_close, np.array([[SECRET]]), [SECRET]),
        (assert_close, np.array([SECRET, np.nan]), [SECRET, 1.0]),
        (assert_close, [SECRET], [SECRET]),
        (assert_number, SECRET, SECRET + 1),
        (assert_number, str(SECRET), SECRET),
        (assert_integer, 31337, 31338),
        (assert_integers, (31337, 1), (1, 31337)),
        (assert_integers, (31337,), (1, 31337)),
        (assert_rows, [("31337", (31337,), 31337)], [("31337", (31337,), 1)]),
        (assert_rows, ["31337"], [("31337", (31337,), 1)]),
    ],
)
def test_the_message_of_a_failure_shows_no_value(assertion, actual, expected):
    assert "31337" not in sentence_of(refusal(assertion, actual, expected))
