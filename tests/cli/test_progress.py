"""The line on a terminal while exercises are checked."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

from grader.cli.progress import MARGIN, clock, training_words
from grader.course import load_course
from grader.training.trainer import Progress

ROOT = Path(__file__).resolve().parents[2]

LATER = Progress("build_cnn", 3, 6, 0.38765, 3.2)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress("build_cnn", seconds_left=90.0), "build_cnn: your training runs, at most 90 s"),
        (Progress("build_cnn", 1, 6), "build_cnn: epoch 1 of 6"),
        (LATER, "build_cnn: epoch 3 of 6, loss 0.388, 3 s left"),
    ],
)
def test_a_training_is_told_by_its_epochs_loss_and_time(progress, words):
    assert training_words(progress, "en") == words


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_training_fits_into_one_line_of_a_terminal(width):
    for language in ("ko", "en"):
        assert cell_len(training_words(LATER, language)) <= width - MARGIN


def wait_for(terminal: Terminal, words: str) -> bool:
    end = time.monotonic() + 20
    while words not in terminal.getvalue() and time.monotonic() < end:
        time.sleep(0.01)
    return words in terminal.getvalue()


def open_terminal(monkeypatch) -> Terminal:
    """A terminal of 60 columns on which the line is shown at once."""
    monkeypatch.setattr("grader.cli.progress.CLOCK_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    opened = Terminal()
    monkeypatch.setattr(sys, "stderr", opened)
    return opened


def test_the_line_shows_a_training_and_then_the_exercise_again(monkeypatch):
    terminal = open_terminal(monkeypatch)
    exercises = load_course(ROOT / "exercises").exercises[9:10]

    with clock(exercises) as line:
        line.tell(LATER)  # perhaps before anything is shown
        assert wait_for(terminal, "build_cnn: ")
        seen = len(terminal.getvalue())
        line.tell(None)
        wait_for(terminal, "10_keras_mnist")

    assert "10_keras_mnist" in terminal.getvalue()[seen:]


def test_many_exercises_are_cut_to_one_line(monkeypatch):
    terminal = open_terminal(monkeypatch)
    exercises = load_course(ROOT / "exercises").exercises

    with clock(exercises):
        assert wait_for(terminal, "…")

    assert "11_keras_repair" not in terminal.getvalue()


def test_where_there_is_no_terminal_nothing_is_shown(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)

    with clock(load_course(ROOT / "exercises").exercises[:1]) as line:
        line.tell(LATER)

    assert stream.getvalue() == ""
