"""A network and what it is to be trained on -> the trained model, as the evaluator measures it."""

from __future__ import annotations

import functools
import hashlib
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.model import TrainingRecord

from .architecture import parse_architecture, parse_weights
from .metrics import confusion_of, cross_entropy
from .reported import model_fields, parse_curve, parse_stopped
from .requests import Trained

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grader.sandbox.exchange import Answer
    from grader.sandbox.student_process import StudentProcess

    from .architecture import Weights
    from .evaluation import Evaluator
    from .requests import Network, Regime, Sample

    Listener = Callable[[str, Answer], None]

EXPORT_SECONDS = 60.0
MEASURED_IMAGES = 500  # of the training images, for the loss before and after
PIECE = 8_000  # images that cross in one call: 6 MB as uint8


class Trainer:
    """Trains the networks of one submission in its own process, on labels of other names.

    Args:
        process: the submission, loaded.
        evaluator: measures what came of it.
        secret: of the course; renames labels, together with the submission's own words.
    """

    def __init__(self, process: StudentProcess, evaluator: Evaluator, secret: str) -> None:
        self._process = process
        self._evaluator = evaluator
        self._secret = secret

    def train(self, network: Network, data: Sample, regime: Regime, heard: Listener) -> Trained:
        """A network from its first weights to its record.

        Args:
            network: what to train.
            data: what on, and what it is asked afterwards.
            regime: how.
            heard: called with what the student's process answers.

        Raises:
            StudentFault: it could not be trained, or what came is no model.
        """
        renamed = self._renaming(network)
        started = time.monotonic()
        told, initial = self._ask(network, data, renamed[data.labels], regime, heard)
        seconds = time.monotonic() - started
        fields = model_fields(told, network, self._process)
        builder = network.builder
        architecture = parse_architecture(fields.get("layers"), network.input_shape, builder)
        before = parse_weights(initial, architecture, builder)
        after = parse_weights(fields.get("weights"), architecture, builder)
        predict = functools.partial(self._evaluator.predict, architecture, builder=builder)
        held_back = predict(weights=after, images=data.held_back_images)
        confusion = confusion_of(held_back, renamed, data.held_back_labels)
        record = TrainingRecord(
            function=builder,
            dataset=data.name,
            images=len(data.images),
            loss=parse_curve(fields.get("loss")),
            accuracy=parse_curve(fields.get("accuracy")),
            loss_before=_loss(predict, before, data, renamed),
            loss_after=_loss(predict, after, data, renamed),
            held_back_accuracy=float(np.trace(confusion) / len(data.held_back_labels)),
            confusion=tuple(tuple(int(count) for count in row) for row in confusion),
            stopped=parse_stopped(fields.get("stopped")),
            seconds=round(seconds, 2),
        )
        return Trained(record, architecture, after, renamed)

    def _ask(
        self,
        network: Network,
        data: Sample,
        labels: NDArray[np.int64],
        regime: Regime,
        heard: Listener,
    ) -> tuple[Any, Any]:
        """What the student's process tells of the training, and the weights that it began with."""
        call = functools.partial(self._process.call, kwargs={}, by_driver=True)
        with self._process.on_behalf_of(network.builder, 1.2 * regime.seconds + EXPORT_SECONDS):
            for start in range(-PIECE, len(data.images), PIECE):
                call("take_images", (data.images[max(start, 0) : max(start + PIECE, 0)],))
            arguments = network.builder, list(network.input_shape), labels, regime._asdict()
            answer = call("train_model", arguments)
            heard("train_model", answer)
            return answer.value, call("initial_weights", ()).value

    def _renaming(self, network: Network) -> NDArray[np.int64]:
        """Another name for every class, drawn from the secret and the submission's own words.

        The same submission is always trained on the same names; weights that were brought along
        in a file are for another file's.
        """
        seed = hashlib.sha256(self._secret.encode() + self._process.fingerprint()).digest()
        classes = max(network.outputs, 2)
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
