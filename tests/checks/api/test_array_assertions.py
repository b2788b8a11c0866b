"""Assertions judge type, then shape, then dtype, then finiteness, then values."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks import array_of, assert_close, assert_different, assert_dtype
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


def details(error: WrongAnswerError) -> str:
    """The details in one text."""
    return " ".join(detail.text.format(**detail.values) for detail in error.details)


WANTED = np.array([[1.0, 2.0], [3.0, 4.0]])


# -- assert_close


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "i1", "i8", "u1", "u8"])
def test_equal_values_pass_in_any_real_dtype(dtype):
    assert_close(WANTED.astype(dtype), WANTED)


@pytest.mark.parametrize("expected", [WANTED, WANTED.tolist(), WANTED.astype(int)])
def test_the_expected_values_may_be_a_list_or_of_another_dtype(expected):
    assert_close(WANTED.copy(), expected)


NAN = np.full((2, 2), np.nan)


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        (NAN.astype("f4").reshape(4).tolist(), "a NumPy array, not list"),
        (NAN.astype("f4").reshape(4), "wrong shape"),
        (NAN.astype("c8"), "real numbers"),
        (NAN.astype("f4"), "wrong dtype"),
        (NAN, "not finite"),
        (np.zeros((2, 2)), "values are wrong"),
    ],
    ids=["type", "shape", "kind", "dtype", "finite", "values"],
)
def test_of_several_faults_the_first_in_the_order_is_told(actual, sentence):
    assert sentence in sentence_of(refusal(assert_close, actual, WANTED, dtype="f8"))


@pytest.mark.parametrize(
    ("actual", "word"),
    [
        (WANTED.tolist(), "list"),
        ((1.0, 2.0), "tuple"),
        (3.0, "float"),
        (True, "bool"),
        ("text", "str"),
        (np.float64(3), "numpy float64"),
        (Handle("matrix (a subclass of numpy.ndarray)"), "ndarray subclass"),
        (Handle("anything a student chose"), "object"),
    ],
)
def test_what_is_no_array_is_refused_with_the_word_for_its_type(actual, word):
    assert sentence_of(refusal(assert_close, actual, WANTED)).endswith(f"not {word}.")


def test_none_is_answered_with_the_question_for_a_return():
    assert "`return`" in sentence_of(refusal(assert_close, None, WANTED))


@pytest.mark.parametrize("asked", ["f8", np.float64, np.dtype("f8")])
def test_the_dtype_is_the_one_asked_for_and_no_other(asked):
    assert_close(WANTED.copy(), WANTED, dtype=asked)
    for dtype in ("f4", "i8", ">f8"):
        error = refusal(assert_close, WANTED.astype(dtype), WANTED, dtype=asked)
        assert "wrong dtype" in sentence_of(error)


@pytest.mark.parametrize("dtype", ["?", "c8", "c16"])
def test_arrays_that_hold_no_real_numbers_are_refused(dtype):
    assert "real numbers" in sentence_of(refusal(assert_close, WANTED.astype(dtype), WANTED))


@pytest.mark.parametrize("shape", [(4,), (1, 2, 2), (2, 2, 1), (0,), ()])
def test_values_are_never_broadcast(shape):
    actual = np.ones(shape) if np.prod(shape) != 4 else WANTED.reshape(shape)

    error = refusal(assert_close, actual, WANTED)

    assert "wrong shape" in sentence_of(error)
    assert f"Expected shape (2, 2), got {shape}" in details(error)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_value_that_is_not_finite_fails(bad):
    actual = WANTED.copy()
    actual[1, 1] = bad

    error = refusal(assert_close, actual, WANTED)

    assert "not finite" in sentence_of(error)
    assert "1 of 4" in details(error)


def test_nan_fails_even_where_nan_is_expected():
    refusal(assert_close, NAN, NAN)


def test_a_difference_of_rounding_passes():
    assert_close(WANTED + 1e-12, WANTED)


def test_float32_accumulation_fails():
    values = np.linspace(0.1, 1.0, 1000)
    rounded = np.array([np.cumsum(values.astype("f4"))[-1]], dtype="f8")

    refusal(assert_close, rounded, [values.sum()])


@pytest.mark.parametrize(("off", "passes"), [(0.9e-9, True), (1.1e-9, False)])
def test_the_tolerance_is_a_billionth_of_the_largest_value(off, passes):
    wanted = np.array([1000.0, 0.5])
    actual = wanted + np.array([0.0, 1000 * off])

    if passes:
        assert_close(actual, wanted)
    else:
        refusal(assert_close, actual, wanted)


# what is wanted (its largest value with a sign), and how far off an answer may be at atol 0.5;
# all of them are exact in binary
BORDERS = [
    (0.0, 0.5),
    (0.25, 0.5),
    (-0.25, 0.5),
    (1.0, 0.5),
    (-1.0, 0.5),
    (1.5, 0.75),
    (4.0, 2.0),
    (-4.0, 2.0),
]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("largest", "off"), BORDERS)
def test_a_difference_of_just_the_tolerance_passes_and_the_next_one_fails(largest, off, sign):
    wanted = np.array([largest, 0.0])
    actual = np.array([largest, sign * off])
    beyond = np.array([largest, sign * np.nextafter(off, np.inf)])

    assert_close(actual, wanted, atol=0.5)
    assert "values are wrong" in sentence_of(refusal(assert_close, beyond, wanted, atol=0.5))


def test_a_large_wrong_answer_makes_no_tolerance_of_its_own():
    wanted = np.array([4.0, 0.0])

    refusal(assert_close, np.array([6.5, 0.0]), wanted, atol=0.5)
    refusal(assert_close, np.array([1e9, 0.0]), wanted, atol=0.5)


def test_without_a_word_the_tolerance_is_a_billionth():
    assert_close(np.array([1e-9]), [0.0])
    refusal(assert_close, np.array([np.nextafter(1e-9, 1)]), [0.0])


@pytest.mark.parametrize("atol", [0.5, np.inf])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_no_tolerance_makes_nan_or_infinity_right(bad, atol):
    for wanted in (1.0, bad):
        refusal(assert_close, np.array([1.0, bad]), [1.0, wanted], atol=atol)


@pytest.mark.parametrize("atol", [1e-9, np.inf])
def test_nothing_is_right_where_nan_is_expected(atol):
    refusal(assert_close, np.array([1.0, 2.0]), [1.0, np.nan], atol=atol)


def test_a_tolerance_of_nothing_asks_for_the_very_values():
    assert_close(WANTED.copy(), WANTED, atol=0.0)
    refusal(assert_close, np.nextafter(WANTED, 9), WANTED, atol=0.0)


@pytest.mark.parametrize("wrong", [True, False])
def test_a_wider_tolerance_may_be_asked_for(wrong):
    actual = WANTED + (0.5 if wrong else 0.05)

    if wrong:
        refusal(assert_close, actual, WANTED, atol=0.1)
    else:
        assert_close(actual, WANTED, atol=0.1)


def test_the_first_wrong_cell_is_named_with_both_values():
    actual = WANTED.copy()
    actual[1, 0] = 7.5
    actual[1, 1] = -1.0

    words = details(refusal(assert_close, actual, WANTED))

    assert "First wrong at [1, 0]: expected 3.0, got 7.5." in words
    assert "Values that differ: 2 of 4; the largest difference is 5." in words


def test_empty_arrays_of_the_same_shape_are_equal():
    assert_close(np.zeros((0, 3)), np.zeros((0, 3)))


def test_values_too_large_to_subtract_fail_without_a_warning():
    refusal(assert_close, np.array([1e308]), np.array([-1e308]))


# -- array_of


def test_array_of_gives_float64():
    assert array_of(np.array([1, 2])).dtype == np.float64


@pytest.mark.parametrize(
    ("value", "sentence"), [([1.0], "NumPy array"), (np.array([np.nan]), "not finite")]
)
def test_array_of_judges_before_it_gives(value, sentence):
    assert sentence in sentence_of(refusal(array_of, value))


def test_array_of_holds_the_shape_where_given():
    assert "wrong shape" in sentence_of(refusal(array_of, WANTED, (4,)))


# -- assert_dtype, assert_different


def test_a_dtype_is_judged_whatever_the_shape():
    assert_dtype(np.zeros((2, 3)), np.float64)
    assert_dtype(np.zeros(0), np.float64)


@pytest.mark.parametrize("wrong", [np.zeros(2, np.float32), np.zeros(2, int)])
def test_another_dtype_is_refused(wrong):
    assert sentence_of(refusal(assert_dtype, wrong, np.float64)) == (
        "The array has the wrong dtype."
    )


def test_an_array_of_the_dtype_that_is_not_finite_is_refused():
    refusal(assert_dtype, np.array([np.nan]), np.float64)


def test_different_arrays_may_have_the_same_cells_in_another_shape():
    assert_different([np.zeros(4), np.zeros((2, 2)), np.ones(4)])


def test_two_equal_arrays_among_others_are_refused():
    refusal(assert_different, [np.zeros(4), np.ones(4), np.zeros(4, np.float32)])


def test_a_sign_where_none_can_be_is_named():
    words = details(refusal(assert_close, -WANTED, np.abs(WANTED)))

    assert words.startswith("No value should be negative here, and some of yours are.")
    assert "negative" not in details(refusal(assert_close, WANTED + 1, WANTED))
    assert "negative" not in details(refusal(assert_close, -WANTED - 1, -WANTED))


def test_an_array_of_another_shape_is_shown_beside_the_right_one():
    found = refusal(assert_close, WANTED[:1], WANTED)

    assert found.expected.count("[") == 3
    assert found.actual.count("[") == 2
