"""A preview is short, and quickly made, whatever it shows."""

import numpy as np
import pytest

from grader.checks.api.preview import MAX_CHARS, preview, preview_both


@pytest.mark.attack
@pytest.mark.parametrize(
    "value",
    [
        [[np.zeros((4,) * 8, dtype=np.float16)] * 12] * 10,
        np.zeros((2,) * 16, dtype=np.uint8),
        [[[[list(range(50))] * 50] * 50] * 50] * 50,
    ],
    ids=["arrays of eight axes", "sixteen axes", "lists in lists"],
)
def test_a_preview_is_short_whatever_it_shows(value, monkeypatch):
    shown = []
    original = np.array2string
    monkeypatch.setattr(np, "array2string", lambda *a, **k: shown.append(1) or original(*a, **k))

    assert len(preview(value)) <= MAX_CHARS
    assert len(shown) <= 20


@pytest.mark.parametrize(
    ("expected", "actual", "shown"),
    [
        (3, 3.0000001, ("3.0", "3.0000001")),
        (0.1, 0.1 + 2**-55, ("0.10000000000000001", "0.10000000000000003")),
        (np.array([1, 2]), np.array([1.0, 2.00000001]), ("[1. 2.]", "[1.         2.00000001]")),
        (37, 64.0, ("37.0", "64.0")),
        ((1, 2), (1, 3), ("(1, 2)", "(1, 3)")),
        ((1, 2), (np.int64(-3), 2), ("(1, 2)", "(-3, 2)")),
        (2**60, 2**60 + 1, (str(2**60), str(2**60 + 1))),
    ],
)
def test_two_values_have_as_many_digits_as_it_takes_to_differ(expected, actual, shown):
    assert preview_both(expected, actual) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.1 + 0.01, "0.11"), ([np.int64(-3), 0.1 + 0.2], "[-3, 0.3]"), (1e300, "1e+300")],
)
def test_a_number_is_shown_without_its_rounding_error_and_its_type(value, shown):
    assert preview(value) == shown
