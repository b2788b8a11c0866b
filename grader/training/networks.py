"""The words in which checks and the grader speak of trainings; loads nothing that trains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .layers import Shape

DESCRIBE_SECONDS = 60.0
MAX_RETRIES = 2


class Network(NamedTuple):
    """A model that an exercise asks for.

    Attributes:
        builder: the student's function.
        input_shape: of one image.
        outputs: numbers that the model gives for one image.
    """

    builder: str
    input_shape: Shape
    outputs: int


class Sample(NamedTuple):
    """Training images and held-back images, with their labels.

    Attributes:
        name: of the data set.
        images: uint8 `(N, H, W)`, scaled to float32 `(N, H, W, 1)` in 0..1 by the driver, or
            float32 in the network's own input shape. Likewise `held_back_images`.
        labels: `(N,)` int64.
        held_back_labels: `(M,)` int64; they stay in the grading process.
        epochs: 0 for the plan's.
        as_in_training: measure the loss with the batch's statistics. After few steps the moving
            averages of BatchNormalization lag behind.
    """

    name: str
    images: NDArray[Any]
    labels: NDArray[np.int64]
    held_back_images: NDArray[Any]
    held_back_labels: NDArray[np.int64]
    epochs: int = 0
    as_in_training: bool = False


class Conditions(NamedTuple):
    """Seeds of a training run.

    Attributes:
        seed: of the first try.
        retries: further seeds for a run just below its band.
    """

    seed: int = 0
    retries: int = MAX_RETRIES


DEFAULT_CONDITIONS = Conditions()
