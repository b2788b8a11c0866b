"""A line on a terminal while exercises are checked: the clock, and how far a training is."""

# ruff: noqa: PLC0415 - rich's parts for it take longer to load than most checks to run

from __future__ import annotations

import contextlib
import sys
import threading
from typing import TYPE_CHECKING

import click

from grader.i18n import N_, default_language, gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model import Exercise, Language
    from grader.training.trainer import Progress

CLOCK_SECONDS = 1.0  # what takes less needs no clock
MARGIN = 12  # columns for the spinner and the clock


class Line:
    """The line's words, whether they are shown yet or not."""

    def __init__(self, words: str, language: Language) -> None:
        self._at_first = self._words = words
        self._language = language
        self._show: Callable[[], object] = lambda: None  # nothing is shown yet

    def tell(self, progress: Progress | None) -> None:
        """Say how far a training is; None once it has ended."""
        self._words = self._at_first
        if progress is not None:
            self._words = training_words(progress, self._language)
        self._show()

    def begin(self, shown: contextlib.ExitStack) -> None:
        """Show the line until the stack is closed."""
        from rich.console import Console
        from rich.progress import Progress as Bar
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)  # stdout is for the findings
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False))
        bar = Bar(*columns, TimeElapsedColumn(), console=console, transient=True)
        task = bar.add_task("")
        self._show = lambda: bar.update(task, description=_cut(self._words, console.width))
        self._show()
        shown.enter_context(bar)


def training_words(progress: Progress, language: Language) -> str:
    """Say how far a training is, from the evaluator's own figures.

    Args:
        progress: of the training; the student's process has no word in it.
        language: of the text.
    """
    if not progress.epochs:
        text = N_("{function}: your training runs, at most {seconds} s")
        return gettext(
            text, language, function=progress.function, seconds=round(progress.seconds_left or 0)
        )
    values: dict[str, str | float] = {
        "function": progress.function,
        "epoch": progress.epoch,
        "epochs": progress.epochs,
    }
    if progress.loss is None or progress.seconds_left is None:
        text = N_("{function}: epoch {epoch} of {epochs}")
        return gettext(text, language, **values)
    text = N_("{function}: epoch {epoch} of {epochs}, loss {loss}, {seconds} s left")
    values |= {"loss": f"{progress.loss:.3f}", "seconds": round(progress.seconds_left)}
    return gettext(text, language, **values)


@contextlib.contextmanager
def clock(exercises: tuple[Exercise, ...]) -> Iterator[Line]:
    """Show on a terminal that exercises are being checked, and for how long, after a second.

    Gives the line, which may be told how far a training is.
    """
    context = click.get_current_context(silent=True)
    language = context.obj if context is not None and context.obj else default_language()
    names = ", ".join(exercise.slug for exercise in exercises)
    line = Line(gettext("Checking {exercise} …", language, exercise=names), language)
    if not sys.stderr.isatty():
        yield line
        return
    with contextlib.ExitStack() as shown:
        timer = threading.Timer(CLOCK_SECONDS, line.begin, (shown,))
        timer.daemon = True
        timer.start()
        try:
            yield line
        finally:
            timer.cancel()
            timer.join()  # else it might begin to show after the end


def _cut(words: str, width: int) -> str:
    """The words in one line: several exercises' names may be longer than the terminal is wide."""
    from rich.cells import cell_len, set_cell_size

    room = max(width - MARGIN, 10)
    return words if cell_len(words) <= room else set_cell_size(words, room - 1).rstrip() + "…"
