"""A preview is short, and quickly made, whatever it shows."""

import numpy as np
import pytest

from grader.checks.api.preview import MAX_CHARS, preview


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
