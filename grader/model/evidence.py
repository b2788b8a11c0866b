"""Evidence beside a check's verdict: lines of code, pictures of arrays, networks."""

from __future__ import annotations

from typing import Literal

from .cause import Cause
from .message import Message, Value


class Frame(Value, frozen=True):
    """A line of the student's code that an exception passed through.

    Attributes:
        source: the line, without its margin.
        column: of the first character at fault in `source`, from 1; 0 if it is the whole line.
        end: of the last one.
    """

    where: str
    line: int
    function: str = ""
    source: str = ""
    column: int = 0
    end: int = 0


class Problem(Value, frozen=True):
    """A remark on a student's file.

    Attributes:
        cause: None in a file of the first format.
        frame: the line that Python cannot read.
    """

    cause: Cause | None
    message: Message
    frame: Frame | None = None


class ShownCall(Value, frozen=True):
    """A call of the student's code, for them to repeat.

    Attributes:
        text: Python; `<28×28 float64>` stands for an argument that is too long.
        runs: whether the text can be pasted, after `import numpy as np`.
        number: of the call among the check's, from 1.
        count: of the check's calls; 0 if not known.
    """

    function: str
    text: str
    runs: bool
    number: int = 1
    count: int = 0


class LayerRow(Value, frozen=True):
    """A line of a model's table; the shape without the batch."""

    description: str
    shape: tuple[int, ...]
    parameters: int


class LayerTable(Value, frozen=True):
    """A model's table, from the evaluator, beside the exercise's.

    Attributes:
        first_difference: the first row that differs, from 0; None if none does.
    """

    function: str
    rows: tuple[LayerRow, ...]
    expected: tuple[LayerRow, ...]
    first_difference: int | None = None


class FirstKernels(Value, frozen=True):
    """What a network's first convolution learnt, and an image to lay it on.

    Attributes:
        kernels: some of them, three digits each.
        biases: of these.
        pixels: of a training image, two hexadecimal digits each, row by row.
        width: of that image.
    """

    kernels: tuple[tuple[tuple[float, ...], ...], ...]
    biases: tuple[float, ...]
    pixels: str
    width: int


class TrainingRecord(Value, frozen=True):
    """The result of training a model.

    Attributes:
        loss: by epoch, of the evaluator's own training; likewise `accuracy`.
        loss_before: on training images, of the evaluator's own training; likewise `loss_after`.
        held_back_accuracy: on images whose labels no worker saw.
        own_loss: of the weights that the student's `train` left; likewise `own_accuracy`.
        confusion: `confusion[true class][predicted class]`, counts of held-back images.
        stopped: the budget that ended it early (`seconds`, `images`); empty if none did.
        first_kernels: where a convolution of grey images comes first, for a picture.
    """

    function: str
    dataset: str
    images: int
    loss: tuple[float, ...]
    accuracy: tuple[float, ...]
    loss_before: float
    loss_after: float
    held_back_accuracy: float
    own_loss: float = 0.0
    own_accuracy: float = 1.0
    confusion: tuple[tuple[int, ...], ...] = ()
    stopped: str = ""
    seconds: float = 0.0
    first_kernels: FirstKernels | None = None

    def most_confused(self, count: int = 3) -> list[tuple[int, int, int]]:
        """`(true class, predicted class, count)` of the most frequent mistakes."""
        pairs = [
            (true, predicted, number)
            for true, row in enumerate(self.confusion)
            for predicted, number in enumerate(row)
            if true != predicted and number
        ]
        return sorted(pairs, key=lambda pair: (-pair[2], pair))[:count]


class Measured(Value, frozen=True):
    """A figure of training beside its band."""

    name: str
    value: float
    least: float
    margin: float = 0.0


class Evidence(Value, frozen=True):
    """Networks that a check looked at, passed or not."""

    layers: tuple[LayerTable, ...] = ()
    training: tuple[TrainingRecord, ...] = ()
    measured: tuple[Measured, ...] = ()


class ArrayView(Value, frozen=True):
    """One plane of an array, for a small picture.

    Attributes:
        name: an argument's parameter, if known.
        shape: of the whole array.
        plane: the index of the plane, `[:, :, 1]`; empty for an array of at most two axes.
        rows: the cells, six digits each; None for one that is not finite, or beyond 1e300.
        step: the distance of the rows and columns taken; 1 for all.
        first_wrong: row and column in `rows` of the first wrong cell.
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


class WindowPlane(Value, frozen=True):
    """One channel of a window, six digits each; no weights where none are learnt (pooling)."""

    values: tuple[tuple[float, ...], ...]
    weights: tuple[tuple[float, ...], ...] = ()


class WrongWindow(Value, frozen=True):
    """The window of the input behind the first wrong cell of an answer.

    Attributes:
        at: the cell's index.
        how: the window's cells become one by this.
        result: of the window, before anything that is done to it later (clipping, say).
        got: the student's cell; None if it is not finite.
    """

    function: str
    at: tuple[int, ...]
    how: Literal["sum", "max", "min", "mean"]
    planes: tuple[WindowPlane, ...]
    result: float
    wanted: float
    got: float | None
    bias: float = 0.0
