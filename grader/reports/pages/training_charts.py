"""Networks and their training -> what a page draws: learning curves, confusion, layer tables."""

from __future__ import annotations

import math
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from grader.i18n import N_

from .heatmap import TINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import Grade, LayerRow, LayerTable, TrainingRecord

WIDTH, HEIGHT = 240, 84  # of a curve's drawing, without its margins
MAX_POINTS = 200


class Curve(NamedTuple):
    """A figure epoch by epoch, as a line in a drawing whose lowest value is at the bottom.

    Attributes:
        name: a sentence of the catalog.
        line: the points of an SVG polyline.
        low, high: what the bottom and the top of the drawing stand for.
    """

    name: str
    line: str
    first: float
    last: float
    low: float
    high: float
    epochs: int


class Cell(NamedTuple):
    """A cell of a confusion matrix; `tint` as in a heat map, right answers and mistakes apart."""

    images: int
    tint: str


class Trained(NamedTuple):
    """One network's training, ready to be drawn."""

    record: TrainingRecord
    curves: list[Curve]
    confusion: list[list[Cell]]


class LayerPair(NamedTuple):
    """A line of a model's table: the student's row beside the one that was asked."""

    number: int
    row: LayerRow | None
    wanted: LayerRow | None
    state: Literal["", "first"]


def trained_networks(grade: Grade) -> list[Trained]:
    """Each network that was trained, once, however many checks looked at it."""
    shown = [outcome.evidence for outcome in grade.outcomes if outcome.evidence is not None]
    records = dict.fromkeys(record for evidence in shown for record in evidence.training)
    return [_trained(record) for record in records]


def layer_pairs(table: LayerTable) -> list[LayerPair]:
    """The rows of both tables side by side, the first that differs marked."""
    rows = zip_longest(table.rows, table.expected)
    return [
        LayerPair(number + 1, row, wanted, "first" if number == table.first_difference else "")
        for number, (row, wanted) in enumerate(rows)
    ]


def _trained(record: TrainingRecord) -> Trained:
    curves = [_curve(N_("loss"), record.loss), _curve(N_("accuracy"), record.accuracy)]
    return Trained(record, [curve for curve in curves if curve is not None], _confusion(record))


def _curve(name: str, values: Sequence[float]) -> Curve | None:
    """The curve; None where there is nothing to draw. Figures that are not finite are left out."""
    finite = [(at, value) for at, value in enumerate(values) if math.isfinite(value)]
    if not finite:
        return None
    step = -(-len(finite) // MAX_POINTS)
    chosen = [*finite[:-1:step], finite[-1]]
    low, high = min(value for _, value in finite), max(value for _, value in finite)
    span = (high - low) or 1.0
    across = max(len(values) - 1, 1)
    points = (
        f"{WIDTH * at / across:.1f},{HEIGHT - HEIGHT * (value - low) / span:.1f}"
        for at, value in chosen
    )
    return Curve(name, " ".join(points), finite[0][1], finite[-1][1], low, high, len(values))


def _confusion(record: TrainingRecord) -> list[list[Cell]]:
    """The matrix, each row tinted by shares of its class; nothing where nothing was predicted."""
    if not any(map(any, record.confusion)):
        return []
    return [
        [_cell(count, sum(row), is_right=what == taken) for taken, count in enumerate(row)]
        for what, row in enumerate(record.confusion)
    ]


def _cell(count: int, of: int, *, is_right: bool) -> Cell:
    # a mistake of one in fifty is to be seen: mistakes are tinted four times as strongly
    share = count / of if of else 0.0
    step = min(TINTS, math.ceil(TINTS * share * (1 if is_right else 4)))
    return Cell(count, f"{'n' if is_right else 'p'}{step}" if step else "z")
