"""What a check shows beside its verdict: lines of code, pictures of arrays, networks."""

from __future__ import annotations

from typing import Literal

from .message import Value


class Frame(Value, frozen=True):
    """A line of the student's code that an exception passed through."""

    where: str
    line: int
    function: str = ""
    source: str = ""


class LayerRow(Value, frozen=True):
    """A line of a model's table; the shape without the batch."""

    description: str
    shape: tuple[int, ...]
    parameters: int


class LayerTable(Value, frozen=True):
    """A model as the evaluator rebuilt it, beside the one that was asked.

    Attributes:
        first_difference: the number of the first row that differs, from 0; None where none does.
    """

    function: str
    rows: tuple[LayerRow, ...]
    expected: tuple[LayerRow, ...]
    first_difference: int | None = None


class TrainingRecord(Value, frozen=True):
    """What training a model came to.

    Attributes:
        loss: by epoch, as the student's process told it; likewise `accuracy`, which may be empty.
        loss_before: on training images, as the evaluator measured it; likewise `loss_after`.
        held_back_accuracy: on images whose labels no worker saw.
        confusion: `confusion[is][taken_for]`, counts of held-back images.
        stopped: the budget that ended it early (`seconds`, `images`); empty where none did.
    """

    function: str
    dataset: str
    images: int
    loss: tuple[float, ...]
    accuracy: tuple[float, ...]
    loss_before: float
    loss_after: float
    held_back_accuracy: float
    confusion: tuple[tuple[int, ...], ...] = ()
    stopped: str = ""
    seconds: float = 0.0

    def most_confused(self, count: int = 3) -> list[tuple[int, int, int]]:
        """`(is, taken for, how often)`, the most frequent mistakes first."""
        pairs = [
            (what, taken, number)
            for what, row in enumerate(self.confusion)
            for taken, number in enumerate(row)
            if what != taken and number
        ]
        return sorted(pairs, key=lambda pair: (-pair[2], pair))[:count]


class Measured(Value, frozen=True):
    """A figure of training beside its band."""

    name: str
    value: float
    least: float
    margin: float = 0.0


class Evidence(Value, frozen=True):
    """What a check shows beside its verdict, passed or not."""

    layers: tuple[LayerTable, ...] = ()
    training: tuple[TrainingRecord, ...] = ()
    measured: tuple[Measured, ...] = ()


class ArrayView(Value, frozen=True):
    """A plane of an array that a check was about, for a small picture of it.

    Attributes:
        role: what the array was: given to the function, wanted from it, or what came.
        name: the parameter that it was given as, where that is known.
        shape: of the whole array.
        plane: which plane of more than two axes this is, `[:, :, 1]`; empty where it is all.
        rows: the cells, six digits each; None for one that is not finite, or beyond 1e300.
        step: 1, or every how many-th row and column was taken of an array that is larger.
        first_wrong: row and column in `rows` of the first cell that is wrong.
        is_picture: whether the cells are pixels, 0 (black) to 255 (white).
    """

    role: Literal["argument", "expected", "actual"]
    shape: tuple[int, ...]
    rows: tuple[tuple[float | None, ...], ...]
    name: str = ""
    plane: str = ""
    step: int = 1
    first_wrong: tuple[int, int] | None = None
    is_picture: bool = False
