"""Networks and their training -> lines of text: layer tables, curves, confusion matrices."""

from __future__ import annotations

import math
import unicodedata
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model import Grade, Language, LayerRow, LayerTable, TrainingRecord

BARS = "▁▂▃▄▅▆▇█"
MAX_BARS = 40
ROW_CHARS = 35  # twice that, and the rest of the line, are 80 columns


class Panel(NamedTuple):
    """A heading, and lines that keep their columns."""

    title: str
    lines: list[str]


def training_panels(grade: Grade, language: Language) -> list[Panel]:
    """Make a panel for each trained model, one however many checks looked at it."""
    shown = [outcome.evidence for outcome in grade.outcomes if outcome.evidence is not None]
    records = dict.fromkeys(record for evidence in shown for record in evidence.training)
    return [_training(record, language) for record in records]


def table_lines(table: LayerTable, language: Language) -> list[str]:
    """Put a model's rows beside those asked for, with a mark at each layer that is wrong."""
    expected = gettext("expected", language)
    room = " " * (ROW_CHARS - columns(expected))
    lines = [f"    {expected}{room}  {gettext('yours', language)}"]
    for number, (row, wanted) in enumerate(zip_longest(table.rows, table.expected)):
        mark = "→" if number in wrong_rows(table) else " "
        lines.append(f"{mark}{number + 1:>2} {_row(wanted):<{ROW_CHARS}}  {_row(row)}".rstrip())
    rest = set(range(len(lines) - 1)) - wrong_rows(table)
    if any(table.rows[n : n + 1] != table.expected[n : n + 1] for n in rest):
        lines.append(gettext("Where there is no →, the layers above are the reason.", language))
    return lines


def wrong_rows(table: LayerTable) -> set[int]:
    """The first row that differs, and all others whose layer is another one."""
    others = enumerate(zip_longest(table.rows, table.expected))
    wrong = {n for n, (row, wanted) in others if _described(row) != _described(wanted)}
    return wrong if table.first_difference is None else wrong | {table.first_difference}


def _described(row: LayerRow | None) -> str:
    return row.description if row is not None else ""


def columns(text: str) -> int:
    """The columns of a text in a terminal; Korean letters take two each."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


def sparkline(values: Sequence[float]) -> str:
    """Draw a curve in one line of bars, from its lowest value to its highest."""
    chosen = [value for value in values if math.isfinite(value)]
    if len(chosen) > MAX_BARS:  # evenly spread, the first and the last among them
        steps = (len(chosen) - 1) / (MAX_BARS - 1)
        chosen = [chosen[round(number * steps)] for number in range(MAX_BARS)]
    if not chosen:
        return ""
    low, high = min(chosen), max(chosen)
    if high == low:
        return BARS[0] * len(chosen)
    return "".join(BARS[round((value - low) / (high - low) * (len(BARS) - 1))] for value in chosen)


def _training(record: TrainingRecord, language: Language) -> Panel:
    title = gettext(
        "{function}, trained on {count} images of {name}",
        language,
        function=record.function,
        count=record.images,
        name=record.dataset,
    )
    lines = list(_curves(record, language))
    lines.append(
        gettext(
            "measured anew: loss {before} before, {after} after",
            language,
            before=f"{record.loss_before:.3f}",
            after=f"{record.loss_after:.3f}",
        )
    )
    if record.confusion and any(map(any, record.confusion)):
        share = f"{100 * record.held_back_accuracy:.1f}"
        lines.append(gettext("right on held-back images: {share} %", language, share=share))
        lines += _confusion(record, language)
    return Panel(title, lines)


def _curves(record: TrainingRecord, language: Language) -> Iterable[str]:
    names = (
        (gettext("loss", language), record.loss),
        (gettext("accuracy", language), record.accuracy),
    )
    for name, values in names:
        if values:
            ends = f"{values[0]:.3f} → {values[-1]:.3f}"
            yield f"{name}  {ends}  {sparkline(values)}"


def _confusion(record: TrainingRecord, language: Language) -> Iterable[str]:
    """The most frequent mistakes and the whole matrix; nothing if there were no mistakes."""
    pairs = record.most_confused()
    if not pairs:
        return
    listed = ", ".join(f"{what} → {taken} ({count})" for what, taken, count in pairs)
    yield gettext("most often confused (is → taken for): {pairs}", language, pairs=listed)
    width = max(len(str(count)) for row in record.confusion for count in row) + 1
    classes = range(len(record.confusion))
    yield ""
    yield "   " + "".join(f"{number:>{width}}" for number in classes)
    for number, row in enumerate(record.confusion):
        cells = "".join(f"{count or '·':>{width}}" for count in row)
        yield f"{number:>2} {cells}"


def _row(row: LayerRow | None) -> str:
    if row is None:
        return "-"
    shape = "×".join(map(str, row.shape))
    text = f"{row.description}  {shape}"
    return text if len(text) <= ROW_CHARS else text[: ROW_CHARS - 1] + "…"
