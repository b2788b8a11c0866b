"""The benchmark itself works; what it measures is read by people, never asserted."""

import importlib.util
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_benchmark_prints_every_promise_with_its_figure(monkeypatch, capsys):
    path = Path(__file__).with_name("run.py")
    spec = importlib.util.spec_from_file_location("benchmark_run", path)
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    monkeypatch.setattr(run, "ROUNDS", 1)
    monkeypatch.setattr(run.medians, "__kwdefaults__", {"rounds": 1})
    monkeypatch.setattr(run, "WORKERS", 2)
    monkeypatch.setattr(run, "WATCH_ROUNDS", 2)
    monkeypatch.setattr(run, "CLASS", 1)
    monkeypatch.setattr(run, "WHOLE_ROUNDS", 1)

    run.main()

    printed = capsys.readouterr().out
    assert printed.count("promised:") == 5
    assert printed.count("ratio") == 2
    assert "grade watch, saving to verdict" in printed
    assert "%grade conv2d, a cell mended" in printed
