"""Networks and their training -> values to draw: learning curves, confusion, layer tables."""

from __future__ import annotations

import math
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from grader.i18n import N_
from grader.pictures import Words, feature_maps
from grader.reports.evidence_text import wrong_rows

from .heatmap import TINTS
from .page import svg_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import FirstKernels, Grade, LayerRow, LayerTable, TrainingRecord

WIDTH, HEIGHT = 240, 84  # of a curve's drawing, without its margins
MAX_POINTS = 200


class Curve(NamedTuple):
    """A figure epoch by epoch, as a line in an SVG drawing.

    Attributes:
        name: a sentence of the catalog.
        line: the points of a polyline.
        low, high: the values at the bottom and at the top.
    """

    name: str
    line: str
    first: float
    last: float
    low: float
    high: float
    epochs: int


class ConfusionCell(NamedTuple):
    """A cell of a confusion matrix; `tint` as in a heat map, `n` for right and `p` for wrong."""

    images: int
    tint: str


class TrainingChart(NamedTuple):
    """One network's training, ready to draw.

    Attributes:
        learnt: the address of a picture of the first kernels; empty if there is none.
    """

    record: TrainingRecord
    curves: list[Curve]
    confusion: list[list[ConfusionCell]]
    learnt: str


class LayerPair(NamedTuple):
    """A line of a model's table: the student's row beside the one asked for."""

    number: int
    row: LayerRow | None
    wanted: LayerRow | None
    state: Literal["", "wrong"]


def training_charts(grade: Grade) -> list[TrainingChart]:
    """Make a chart for each trained network, one however many checks looked at it."""
    shown = [outcome.evidence for outcome in grade.outcomes if outcome.evidence is not None]
    records = dict.fromkeys(record for evidence in shown for record in evidence.training)
    return [_chart(record) for record in records]


def layer_pairs(table: LayerTable) -> list[LayerPair]:
    """Put the rows of both tables side by side, with a mark at each layer that is wrong."""
    wrong = wrong_rows(table)
    rows = zip_longest(table.rows, table.expected)
    return [
        LayerPair(number + 1, row, wanted, "wrong" if number in wrong else "")
        for number, (row, wanted) in enumerate(rows)
    ]


def _chart(record: TrainingRecord) -> TrainingChart:
    curves = [_curve(N_("loss"), record.loss), _curve(N_("accuracy"), record.accuracy)]
    drawn = [curve for curve in curves if curve is not None]
    return TrainingChart(record, drawn, _confusion(record), _learnt(record.first_kernels))


def _learnt(found: FirstKernels | None) -> str:
    """Draw the first kernels, and the map that each makes of an image."""
    if found is None or not found.pixels:
        return ""
    image = np.frombuffer(bytes.fromhex(found.pixels), np.uint8).reshape(-1, found.width)
    words = Words(
        "학습된 커널과 특징 맵", "Learnt kernels and feature maps", f"{len(found.kernels)}"
    )
    return svg_address(feature_maps(image, found.kernels, found.biases, words))


def _curve(name: str, values: Sequence[float]) -> Curve | None:
    """Draw the finite values; None if there are none."""
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


def _confusion(record: TrainingRecord) -> list[list[ConfusionCell]]:
    """Tint each cell by its share of the row; an empty matrix if nothing was predicted."""
    if not any(map(any, record.confusion)):
        return []
    return [
        [_cell(count, sum(row), is_right=what == taken) for taken, count in enumerate(row)]
        for what, row in enumerate(record.confusion)
    ]


def _cell(count: int, of: int, *, is_right: bool) -> ConfusionCell:
    # four times as strong for mistakes, so that one in fifty is seen
    share = count / of if of else 0.0
    step = min(TINTS, math.ceil(TINTS * share * (1 if is_right else 4)))
    return ConfusionCell(count, f"{'n' if is_right else 'p'}{step}" if step else "z")
