"""The comparison with an older commit itself works; no time is asserted."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_both_checkouts_grade_right_and_wrong_solutions(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    against = importlib.import_module("against")

    found = against.compare(ROOT, "06_output_size", rounds=2, count=2)

    assert {kind: len(rounds) for kind, rounds in found.items()} == {
        "right": 2,
        "wrong": 2,
        "both": 2,
    }
    for rounds in found.values():
        assert all(spent.judge > 0 for halves in rounds for spent in halves)
