"""A network and its training data -> the trained model, trained and measured by the evaluator.

The student's own `train` runs in the student's worker, which reports how it trained: optimizer,
batch sizes, learning rates. The evaluator trains the same model anew by this recipe, from first
weights of its own, for no more images than were asked for. What is measured of that cannot be
brought along, and no epoch passes uncounted. The weights that `train` left must hold as well.
"""

from __future__ import annotations

import functools
import hashlib
import json
import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from grader.model import TrainingRecord

from .architecture import model_fields, parse_architecture, parse_weights
from .evaluation import (
    classes_of,
    confusion_of,
    cross_entropy,
    first_kernels,
    probe_values,
    require_fitting_loss,
)
from .recipe import even_steps, parse_recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from grader.sandbox.exchange import Answer
    from grader.sandbox.student_process import StudentProcess

    from .architecture import Architecture, Weights
    from .evaluation import Evaluator
    from .networks import Network, Sample
    from .recipe import Recipe

    Listener = Callable[[str, Answer], None]

EXPORT_SECONDS = 60.0
MEASURED_IMAGES = 500  # of the training images, for the loss before and after
IMAGES_PER_CALL = 8_000  # 6 MB as uint8


class Progress(NamedTuple):
    """How far a training is, as the grading process and the evaluator know it.

    Attributes:
        function: the student's, as the exercise names it.
        epoch: the one under way, from 1; 0 while the student's own `train` runs, as `epochs`.
        loss: mean of the epoch before; None in the first.
        seconds_left: by the epochs so far; of the student's own `train`, at most.
    """

    function: str
    epoch: int = 0
    epochs: int = 0
    loss: float | None = None
    seconds_left: float | None = None


class Regime(NamedTuple):
    """The driver's instructions for one training.

    Attributes:
        seconds: the training is stopped after these.
        seed: of the first weights, and of everything random.
        by: the student's own `train`, or the evaluator alone, as the model's `fit` would.
    """

    epochs: int
    seconds: float
    seed: int
    by: Literal["train", "fit"]


class Draw(NamedTuple):
    """The draw of one student in an exercise: the labels' names, and the training images.

    Attributes:
        secret: of the course.
        exercise: its slug.
        identity: of the student, by the channel; empty where it names nobody.
    """

    secret: str
    exercise: str
    identity: str

    def generator(self, purpose: str) -> np.random.Generator:
        """A generator for one purpose, the same at every regrade."""
        # nothing of the submission is in it: handing in again is no new draw
        parts = [self.secret, self.exercise, self.identity, purpose]
        seed = hashlib.sha256(json.dumps(parts).encode()).digest()
        return np.random.default_rng(list(seed))

    def labels(self, classes: int) -> NDArray[np.int64]:
        """The training label of each class."""
        return self.generator("labels").permutation(classes).astype(np.int64)

    def images(self, available: int, count: int) -> NDArray[np.int64]:
        """The numbers of the training images, of those available, in ascending order."""
        chosen = self.generator("images").choice(available, min(count, available), replace=False)
        return np.sort(chosen)


class Trained(NamedTuple):
    """A trained model.

    Attributes:
        record: the evaluator's figures.
        weights: of the evaluator's training.
        own_weights: as the student's `train` left them; the same where it was not asked to train.
        renamed: the training label of each class.
    """

    record: TrainingRecord
    architecture: Architecture
    weights: Weights
    own_weights: Weights
    renamed: NDArray[np.int64]


class _Reported(NamedTuple):
    """A training as the student's worker reports it.

    Attributes:
        weights: as the student's own `train` left them; None where it was not asked to train.
    """

    architecture: Architecture
    recipe: Recipe
    weights: Weights | None
    stopped: str


class Trainer:
    """Has a submission train its networks, and the evaluator train them again by its recipe.

    Args:
        process: the submission, loaded.
        evaluator: trains and measures.
        draw: of this student.
        tell: called with the progress of each training, an epoch at a time, and None at its end.
    """

    def __init__(
        self,
        process: StudentProcess,
        evaluator: Evaluator,
        draw: Draw,
        tell: Callable[[Progress | None], None] | None = None,
    ) -> None:
        self._tell = tell or (lambda _progress: None)
        self._process = process
        self._evaluator = evaluator
        self._draw = draw

    def train(self, network: Network, data: Sample, regime: Regime, listen: Listener) -> Trained:
        """Train a network from first weights of the evaluator's own.

        Args:
            network: the model.
            data: the images.
            regime: epochs, seconds, seed.
            listen: called with the worker's answer.

        Raises:
            StudentFault: training failed, or built no model that can be judged.
        """
        renamed = self._draw.labels(max(network.outputs, 2))  # one output tells two classes apart
        named = data._replace(
            labels=renamed[data.labels], held_back_labels=renamed[data.held_back_labels]
        )
        started = time.monotonic()
        reported = self._ask(network, named, regime, listen)
        repeated = self._repeat(network, named, regime, reported)
        measure = functools.partial(
            self._measure, network.builder, reported.architecture, data=named
        )
        before, after = measure(repeated.first), measure(repeated.last)
        own_weights = repeated.last if reported.weights is None else reported.weights
        own = after if reported.weights is None else measure(own_weights)
        confusion = confusion_of(after.outputs, renamed, data.held_back_labels)
        record = TrainingRecord(
            function=network.builder,
            dataset=data.name,
            images=len(data.images),
            loss=repeated.loss,
            accuracy=repeated.accuracy,
            loss_before=before.loss,
            loss_after=after.loss,
            held_back_accuracy=after.accuracy,
            own_loss=own.loss,
            own_accuracy=own.accuracy,
            confusion=tuple(tuple(int(count) for count in row) for row in confusion),
            stopped=repeated.stopped or reported.stopped,
            seconds=round(time.monotonic() - started, 2),
            first_kernels=first_kernels(reported.architecture, repeated.last, data.images),
        )
        return Trained(record, reported.architecture, repeated.last, own_weights, renamed)

    # -- in the student's worker

    def _ask(self, network: Network, data: Sample, regime: Regime, listen: Listener) -> _Reported:
        """Learn how the student trains the model."""
        builder, shape = network.builder, list(network.input_shape)
        probes = probe_values(network.outputs)
        sizes = even_steps(len(data.images), regime.epochs)
        call = functools.partial(self._process.call, kwargs={}, by_driver=True)
        # the driver stops the training by itself; this time is for one that cannot be stopped
        with self._process.on_behalf_of(builder, 1.2 * regime.seconds + EXPORT_SECONDS):
            if regime.by == "fit":
                answer = call("read_recipe", (builder, shape, probes, len(sizes)))
                listen("read_recipe", answer)
            else:
                for images, _labels in _portions(data):
                    call("take_images", (images,))
                plan = {
                    "epochs": regime.epochs,
                    "seconds": regime.seconds,
                    "seed": regime.seed,
                    "probes": probes,
                }
                self._tell(Progress(builder, seconds_left=regime.seconds))
                answer = call("train_model", (builder, shape, data.labels, plan))
                listen("train_model", answer)
        fields = model_fields(answer.value, network, self._process)
        architecture = parse_architecture(fields.get("layers"), network.input_shape, builder)
        require_fitting_loss(fields, architecture, network)
        if regime.by == "fit":
            fields = {**fields, "sizes": sizes}
        recipe = parse_recipe(fields, len(data.images), regime.epochs, builder)
        if regime.by == "fit":
            return _Reported(architecture, recipe, None, "")
        weights = parse_weights(fields.get("weights"), architecture, builder)
        stopped = "images" if recipe.is_cut else _parse_stopped(fields.get("stopped"))
        return _Reported(architecture, recipe, weights, stopped)

    # -- in the evaluator

    def _repeat(
        self, network: Network, data: Sample, regime: Regime, reported: _Reported
    ) -> _Repeated:
        """Train by the reported recipe, epoch by epoch."""
        architecture, recipe = reported.architecture, reported.recipe
        ask = functools.partial(self._evaluator.ask, network.builder)
        for images, labels in _portions(data):
            ask("take_images", images, labels)
        begin = list(architecture.input_shape), architecture.plain(), recipe.optimizer
        first = ask("begin_training", *begin, recipe.portion, regime.seed)
        deadline = time.monotonic() + regime.seconds
        pace = _Pace(network.builder, len(recipe.epochs))
        loss: list[float] = []
        accuracy: list[float] = []
        stopped = ""
        for steps in recipe.epochs:
            self._tell(pace.begin_epoch(loss[-1] if loss else None))
            left = max(deadline - time.monotonic(), 0.0)
            mean, right, made = ask("train", steps.sizes, steps.rates, left)
            loss.append(float(mean))
            accuracy.append(float(right))
            if made < len(steps.sizes):
                stopped = "seconds"
                break
        self._tell(None)
        last = ask("trained_weights")
        parse = functools.partial(parse_weights, architecture=architecture, builder=network.builder)
        return _Repeated(parse(first), parse(last), _drawable(loss), tuple(accuracy), stopped)

    def _measure(
        self, builder: str, architecture: Architecture, weights: Weights, data: Sample
    ) -> _Figures:
        predict = functools.partial(self._evaluator.predict, architecture, weights, builder=builder)
        outputs = predict(images=data.images[:MEASURED_IMAGES], as_in_training=data.as_in_training)
        loss = cross_entropy(outputs, data.labels[:MEASURED_IMAGES])
        held_back = predict(images=data.held_back_images)
        accuracy = float(np.mean(classes_of(held_back) == data.held_back_labels))
        return _Figures(loss, accuracy, held_back)


class _Pace:
    """The epochs of one training, and how long the rest of them may take."""

    def __init__(self, function: str, epochs: int) -> None:
        self._function = function
        self._epochs = epochs
        self._began: list[float] = []

    def begin_epoch(self, loss: float | None) -> Progress:
        """The progress at the beginning of another epoch."""
        self._began.append(time.monotonic())
        done = len(self._began) - 1
        left = None
        if done:
            # TensorFlow compiles the step in the first epoch, which is no measure for the others
            first = 1 if done > 1 else 0
            each = (self._began[-1] - self._began[first]) / (done - first)
            left = each * (self._epochs - done)
        return Progress(self._function, done + 1, self._epochs, loss, left)


class _Repeated(NamedTuple):
    """The evaluator's training."""

    first: Weights
    last: Weights
    loss: tuple[float, ...]
    accuracy: tuple[float, ...]
    stopped: str


class _Figures(NamedTuple):
    """A model, measured.

    Attributes:
        loss: on the first training images.
        accuracy: on the held-back images.
        outputs: for the held-back images.
    """

    loss: float
    accuracy: float
    outputs: NDArray[np.float64]


def _portions(data: Sample) -> Iterator[tuple[NDArray[Any], NDArray[np.int64]]]:
    """The training images and labels in several messages; the first one, empty, drops old ones."""
    yield data.images[:0], data.labels[:0]
    for start in range(0, len(data.images), IMAGES_PER_CALL):
        part = slice(start, start + IMAGES_PER_CALL)
        yield data.images[part], data.labels[part]


def _drawable(curve: list[float]) -> tuple[float, ...]:
    """A curve without huge numbers, which would flatten the rest of a chart."""
    return tuple(number for number in curve if abs(number) < 1e6)


def _parse_stopped(raw: Any) -> str:
    """The budget that ended the training; empty for anything else."""
    return raw if raw in ("seconds", "images") else ""
