"""A network and its training data -> the trained model, measured by the evaluator."""

from __future__ import annotations

import functools
import hashlib
import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from grader.model import TrainingRecord

from .architecture import model_fields, parse_architecture, parse_weights
from .evaluation import confusion_of, cross_entropy

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grader.sandbox.exchange import Answer
    from grader.sandbox.student_process import StudentProcess

    from .architecture import Architecture, Weights
    from .evaluation import Evaluator
    from .layers import Shape

    Listener = Callable[[str, Answer], None]

EXPORT_SECONDS = 60.0
MEASURED_IMAGES = 500  # of the training images, for the loss before and after
IMAGES_PER_CALL = 8_000  # 6 MB as uint8


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


class Regime(NamedTuple):
    """The driver's instructions for one training.

    Attributes:
        seconds: the training is stopped after these.
        seed: of the first weights, and of everything random.
        by: the student's own `train`, or the model's `fit`.
    """

    epochs: int
    seconds: float
    seed: int
    by: Literal["train", "fit"]


class Trained(NamedTuple):
    """A trained model.

    Attributes:
        record: the evaluator's figures.
        renamed: the training label of each class.
    """

    record: TrainingRecord
    architecture: Architecture
    weights: Weights
    renamed: NDArray[np.int64]


class Trainer:
    """Trains a submission's networks in its own worker, on renamed labels.

    Args:
        process: the submission, loaded.
        evaluator: measures the trained models.
        secret: of the course; the labels' new names depend on it and on the submission.
    """

    def __init__(self, process: StudentProcess, evaluator: Evaluator, secret: str) -> None:
        self._process = process
        self._evaluator = evaluator
        self._secret = secret

    def train(self, network: Network, data: Sample, regime: Regime, listen: Listener) -> Trained:
        """Train a network from its first weights.

        Args:
            network: the model.
            data: the images.
            regime: epochs, seconds, seed.
            listen: called with the worker's answer.

        Raises:
            StudentFault: training failed, or built no model that can be judged.
        """
        renamed = self._renaming(network)
        started = time.monotonic()
        response, initial = self._ask(network, data, renamed[data.labels], regime, listen)
        seconds = time.monotonic() - started
        fields = model_fields(response, network, self._process)
        builder = network.builder
        architecture = parse_architecture(fields.get("layers"), network.input_shape, builder)
        before = parse_weights(initial, architecture, builder)
        after = parse_weights(fields.get("weights"), architecture, builder)
        predict = functools.partial(self._evaluator.predict, architecture, builder=builder)
        outputs = predict(weights=after, images=data.held_back_images)
        confusion = confusion_of(outputs, renamed, data.held_back_labels)
        record = TrainingRecord(
            function=builder,
            dataset=data.name,
            images=len(data.images),
            loss=_parse_curve(fields.get("loss")),
            accuracy=_parse_curve(fields.get("accuracy")),
            loss_before=_loss(predict, before, data, renamed),
            loss_after=_loss(predict, after, data, renamed),
            held_back_accuracy=float(np.trace(confusion) / len(data.held_back_labels)),
            confusion=tuple(tuple(int(count) for count in row) for row in confusion),
            stopped=_parse_stopped(fields.get("stopped")),
            seconds=round(seconds, 2),
        )
        return Trained(record, architecture, after, renamed)

    def _ask(
        self,
        network: Network,
        data: Sample,
        labels: NDArray[np.int64],
        regime: Regime,
        listen: Listener,
    ) -> tuple[Any, Any]:
        """Train in the worker; returns the driver's response and the first weights."""
        call = functools.partial(self._process.call, kwargs={}, by_driver=True)
        # the driver stops the training by itself; this time is for one that cannot be stopped
        with self._process.on_behalf_of(network.builder, 1.2 * regime.seconds + EXPORT_SECONDS):
            call("take_images", (data.images[:0],))  # forget those of the last training
            for start in range(0, len(data.images), IMAGES_PER_CALL):
                call("take_images", (data.images[start : start + IMAGES_PER_CALL],))
            arguments = network.builder, list(network.input_shape), labels, regime._asdict()
            answer = call("train_model", arguments)
            listen("train_model", answer)
            return answer.value, call("initial_weights", ()).value

    def _renaming(self, network: Network) -> NDArray[np.int64]:
        """The training label of each class, the same for the same submission."""
        # weights brought along in a file were trained on another file's labels
        seed = hashlib.sha256(self._secret.encode() + self._process.fingerprint()).digest()
        classes = max(network.outputs, 2)  # one output tells two classes apart
        return np.random.default_rng(list(seed)).permutation(classes).astype(np.int64)


def _loss(
    predict: Callable[..., NDArray[np.float64]],
    weights: Weights,
    data: Sample,
    renamed: NDArray[np.int64],
) -> float:
    """The loss on the first training images."""
    images, labels = data.images[:MEASURED_IMAGES], data.labels[:MEASURED_IMAGES]
    outputs = predict(weights=weights, images=images, as_in_training=data.as_in_training)
    return cross_entropy(outputs, renamed[labels])


def are_finite_floats(values: list[Any]) -> bool:
    """Whether a worker's list holds finite floats only."""
    return all(type(value) is float and abs(value) < float("inf") for value in values)


def _parse_curve(raw: Any) -> tuple[float, ...]:
    """A worker's curve; empty where it is none."""
    # huge numbers would flatten the rest of a chart
    numbers = raw[:1000] if type(raw) is list and are_finite_floats(raw) else []
    return tuple(float(number) for number in numbers if abs(number) < 1e6)


def _parse_stopped(raw: Any) -> str:
    """The budget that ended the training; empty for anything else."""
    return raw if raw in ("seconds", "images") else ""
