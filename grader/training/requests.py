"""What a training run is asked, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from grader.model import TrainingRecord

    from .architecture import Architecture, ArchitectureRow, Weights
    from .layers import Shape

MAX_RETRIES = 2


class Network(NamedTuple):
    """A model that an exercise asks for.

    Attributes:
        builder: the student's function.
        input_shape: of one image.
        outputs: how many numbers it gives for one image.
    """

    builder: str
    input_shape: Shape
    outputs: int


class Sample(NamedTuple):
    """What a network is trained on, and what it is asked afterwards.

    Attributes:
        name: of the data set.
        images: uint8 `(N, H, W)`, which become float32 `(N, H, W, 1)` in 0..1 beside the student's
            code, or float32 as the network takes them. Likewise `held_back_images`.
        labels: `(N,)` int64.
        held_back_labels: `(M,)` int64; they do not leave the grading process.
        epochs: how many; those of the plan where it is 0.
        as_in_training: measure the loss with the statistics of the batch, because after few steps
            those that BatchNormalization has gathered lag behind.
    """

    name: str
    images: NDArray[Any]
    labels: NDArray[np.int64]
    held_back_images: NDArray[Any]
    held_back_labels: NDArray[np.int64]
    epochs: int = 0
    as_in_training: bool = False


class Regime(NamedTuple):
    """How a network is trained, as the driver is told.

    Attributes:
        epochs: how many.
        seconds: after which the training is ended.
        seed: of its first weights, and of all that is drawn.
        by: the student's own `train`, or the model's `fit`.
    """

    epochs: int
    seconds: float
    seed: int
    by: Literal["train", "fit"]


class Described(NamedTuple):
    """A model as it was built, before any training.

    Attributes:
        rows: its table, shapes and counts by the evaluator.
        losses: form of the labels -> its loss for each probe; empty where it is not compiled.
    """

    network: Network
    architecture: Architecture
    rows: list[ArchitectureRow]
    losses: dict[str, list[float]]
    is_compiled: bool


class Trained(NamedTuple):
    """A model after training: what the evaluator measured, and weights to measure more with."""

    record: TrainingRecord
    architecture: Architecture
    weights: Weights
    renamed: NDArray[np.int64]


class Conditions(NamedTuple):
    """How networks are trained this time.

    Attributes:
        seed: of the first try.
        retries: how many other seeds a run just below a band may have.
    """

    seed: int = 0
    retries: int = MAX_RETRIES


DEFAULT_CONDITIONS = Conditions()
