"""One submission's networks: described, trained once, and measured by the evaluator.

Everything is asked for when a check first needs it and kept for those that come after; a fault is
kept as well, and each check that needs the same thing hears of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from grader.datasets import load_images
from grader.model import Exhibits, LayerRow, LayerTable, Measured, TrainingRecord, message
from grader.sandbox.faults import StudentFault

from .architecture import ModelRefused, Row, parse_architecture, parse_weights
from .evaluation import Evaluator
from .measures import PROBES, classes_of, confusion_of, cross_entropy, probe_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grader.model import Band, Exercise, Plan
    from grader.sandbox.student import Answer, StudentProcess

    from .architecture import Architecture, Weights
    from .layers import Shape

    Heard = Callable[[str, Answer], None]

DESCRIBE_SECONDS = 60.0
EXPORT_SECONDS = 60.0
MAX_RETRIES = 2
MEASURED_IMAGES = 1_000  # of the training images, for the loss before and after
PIECE = 8_000  # images that cross in one call: 6 MB as uint8


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


class Described(NamedTuple):
    """A model as it was built, before any training.

    Attributes:
        rows: its table, shapes and counts by the evaluator.
        losses: form of the labels -> its loss for each probe; empty where it is not compiled.
    """

    network: Network
    architecture: Architecture
    rows: list[Row]
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


USUAL = Conditions()


class Study:
    """The networks of one submission; closed when the submission has been judged.

    Args:
        process: the submission, loaded.
        exercise: with its training plan.
        secret: of the course; renames labels, together with the submission's own words.
        conditions: seeds and repetitions.
    """

    def __init__(
        self,
        process: StudentProcess,
        exercise: Exercise,
        secret: str,
        conditions: Conditions = USUAL,
    ) -> None:
        self.process = process
        self._exercise = exercise
        self._secret = secret
        self._conditions = conditions
        self._evaluator = Evaluator(process, exercise.packages)
        self._kept: dict[object, Any] = {}
        self._heard: Heard = lambda _function, _answer: None
        self._exhibits = Exhibits()

    def close(self) -> None:
        """Ends the evaluator."""
        self._evaluator.close()

    def begin_check(self, heard: Heard) -> None:
        """Another check begins.

        Args:
            heard: called with whatever comes from the student's process on this check's behalf.
        """
        self._heard = heard
        self._exhibits = Exhibits()

    def take_exhibits(self) -> Exhibits | None:
        """What this check has looked at; None where it is nothing."""
        taken, self._exhibits = self._exhibits, Exhibits()
        return taken if taken != Exhibits() else None

    @property
    def plan(self) -> Plan:
        """The exercise's plan for the data set that is used."""
        assert self._exercise.training is not None
        return self._exercise.training.plan()

    # -- before training

    def described(self, network: Network) -> Described:
        """The model that a function builds.

        Raises:
            StudentFault: there is none, or none that can be judged.
        """
        answer = self._once(("asked", network.builder), lambda: self._ask_description(network))
        self._heard("describe_model", answer)
        described: Described = self._once(
            ("described", network), lambda: self._read_description(network, answer.value)
        )
        return described

    def show_table(self, described: Described, expected: list[Row]) -> int | None:
        """Puts a model's table beside the one that was asked; the first row that differs."""
        rows, wanted = described.rows, list(expected)
        longest = range(max(len(rows), len(wanted)))
        differs = [i for i in longest if rows[i : i + 1] != wanted[i : i + 1]]
        table = LayerTable(
            function=described.network.builder,
            rows=tuple(map(_layer_row, rows)),
            expected=tuple(map(_layer_row, wanted)),
            first_difference=differs[0] if differs else None,
        )
        self._show(layers=(*self._exhibits.layers, table))
        return table.first_difference

    def _ask_description(self, network: Network) -> Answer:
        probes = probe_values(network.outputs)
        with self.process.on_behalf_of(network.builder, DESCRIBE_SECONDS):
            return self.process.call(
                "describe_model",
                (network.builder, list(network.input_shape), probes),
                {},
                by_driver=True,
            )

    def _read_description(self, network: Network, told: Any) -> Described:
        fields = self._model_fields(network, told)
        _require_input(network, fields.get("input"))
        architecture = parse_architecture(
            fields.get("layers"), network.input_shape, network.builder
        )
        rows = self._evaluator.rows(architecture, network.builder)
        losses = fields.get("losses")
        found = {
            form: values
            for form, values in (losses.items() if type(losses) is dict else ())
            if type(values) is list and len(values) == PROBES and _are_numbers(values)
        }
        return Described(network, architecture, rows, found, fields.get("compiled") is True)

    def _model_fields(self, network: Network, told: Any) -> dict[str, Any]:
        """What the driver says of a model; a refusal where it is none."""
        fields = told if type(told) is dict else {}
        if fields.get("kind") == "missing":
            raise self.process.missing(network.builder)
        if fields.get("kind") != "model":
            name = fields.get("type")
            if name == "NoneType":
                raise ModelRefused(
                    message("The function returned nothing (None). Is a `return` missing?")
                )
            text = "{function} did not return a Keras model."
            details = (message("Its type is {type}.", type=name),) if type(name) is str else ()
            raise ModelRefused(message(text, function=network.builder), details)
        if fields.get("layers") == []:
            text = (
                "The layers of {function} are no chain that can be read: use keras.Sequential, or "
                "a model of inputs and outputs without branches."
            )
            raise ModelRefused(message(text, function=network.builder))
        return fields

    # -- training

    def trained(self, network: Network, sample: Sample | None = None, *, retry: int = 0) -> Trained:
        """The model after training, trained once however many checks ask.

        Args:
            network: what to train.
            sample: what on; the exercise's data set by the student's own `train` if not given.
            retry: another seed, where the first run was just too low.

        Raises:
            StudentFault: it could not be trained, or what came is no model.
        """
        seed = self._conditions.seed + 1000 * retry
        trained: Trained = self._once(
            ("trained", network.builder, seed), lambda: self._train(network, sample, seed)
        )
        self._hear_of_training(network)
        if trained.record not in self._exhibits.training:
            self._show(training=(*self._exhibits.training, trained.record))
        return trained

    def data(self) -> Sample:
        """The data set of the exercise's plan."""
        assert self._exercise.training is not None
        name = self._exercise.training.dataset
        found = load_images(name)
        count = self.plan.images or len(found.images)
        return Sample(
            name,
            found.images[:count],
            found.labels[:count],
            found.held_back_images,
            found.held_back_labels,
        )

    def reach(self, name: str, figure: Callable[[int], float]) -> tuple[float, Band]:
        """A figure beside its band; where it is just below, the best of up to two further seeds.

        Args:
            name: the band's.
            figure: gives the figure for retry 0, 1, 2.
        """
        band = self.plan.bands[name]
        value = figure(0)
        for retry in range(1, self._conditions.retries + 1):
            if not band.least - band.margin <= value < band.least:
                break
            value = max(value, figure(retry))
        one = Measured(name=name, value=value, least=band.least, margin=band.margin)
        self._show(measured=(*self._exhibits.measured, one))
        return value, band

    def accuracy(self, trained: Trained, images: NDArray[Any], labels: NDArray[np.int64]) -> float:
        """The share of images that a trained model takes for what they are."""
        builder = trained.record.function
        outputs = self._evaluator.predict(trained.architecture, trained.weights, images, builder)
        return float(np.mean(classes_of(outputs) == trained.renamed[labels]))

    def _train(self, network: Network, sample: Sample | None, seed: int) -> Trained:
        data = sample or self.data()
        renamed = self._renaming(network)
        started = time.monotonic()
        told, initial = self._ask_training(network, data, renamed, seed, by_fit=sample is not None)
        seconds = time.monotonic() - started
        fields = self._model_fields(network, told)
        builder = network.builder
        architecture = parse_architecture(fields.get("layers"), network.input_shape, builder)
        before = parse_weights(initial, architecture, builder)
        after = parse_weights(fields.get("weights"), architecture, builder)
        images, labels = data.images[:MEASURED_IMAGES], data.labels[:MEASURED_IMAGES]
        loss_before, loss_after = (
            cross_entropy(
                self._evaluator.predict(
                    architecture, weights, images, builder, as_in_training=data.as_in_training
                ),
                renamed[labels],
            )
            for weights in (before, after)
        )
        held_back = self._evaluator.predict(architecture, after, data.held_back_images, builder)
        confusion = confusion_of(held_back, renamed, data.held_back_labels)
        record = TrainingRecord(
            function=builder,
            dataset=data.name,
            images=len(data.images),
            loss=_curve(fields.get("loss")),
            accuracy=_curve(fields.get("accuracy")),
            loss_before=loss_before,
            loss_after=loss_after,
            held_back_accuracy=float(np.trace(confusion) / len(data.held_back_labels)),
            confusion=tuple(tuple(int(count) for count in row) for row in confusion),
            stopped=_stopped(fields.get("stopped")),
            seconds=round(seconds, 2),
        )
        return Trained(record, architecture, after, renamed)

    def _hear_of_training(self, network: Network) -> None:
        """Has the check know how the model is compiled: what a diagnosis can compare."""

        def ask() -> Answer:
            arguments = (network.builder, list(network.input_shape))
            with self.process.on_behalf_of(network.builder, DESCRIBE_SECONDS):
                return self.process.call("describe_training", arguments, {}, by_driver=True)

        with contextlib.suppress(StudentFault):  # what the model came to is judged, not this
            self._heard("describe_training", self._once(("training", network.builder), ask))

    def _ask_training(
        self, network: Network, data: Sample, renamed: NDArray[np.int64], seed: int, *, by_fit: bool
    ) -> tuple[Any, Any]:
        """Trains in the student's process; what it tells, and the weights that it began with."""
        plan = {
            "epochs": data.epochs or self.plan.epochs,
            "seconds": self.plan.seconds,
            "seed": seed,
            "by": "fit" if by_fit else "train",
        }
        shape = list(network.input_shape)
        with self.process.on_behalf_of(network.builder, 1.2 * self.plan.seconds + EXPORT_SECONDS):
            for start in range(-PIECE, len(data.images), PIECE):
                piece = data.images[max(start, 0) : max(start + PIECE, 0)]
                self.process.call("take_images", (piece,), {}, by_driver=True)
            answer = self.process.call(
                "train_model",
                (network.builder, shape, renamed[data.labels], plan),
                {},
                by_driver=True,
            )
            self._heard("train_model", answer)
            return answer.value, self.process.call("initial_weights", (), {}, by_driver=True).value

    def _renaming(self, network: Network) -> NDArray[np.int64]:
        """Another name for every class, drawn from the secret and the submission's own words.

        The same submission is always trained on the same names; weights that were brought along
        in a file are for another file's.
        """
        seed = hashlib.sha256(self._secret.encode() + self.process.fingerprint()).digest()
        classes = max(network.outputs, 2)
        return np.random.default_rng(list(seed)).permutation(classes).astype(np.int64)

    def _show(self, **more: Any) -> None:
        self._exhibits = msgspec.structs.replace(self._exhibits, **more)

    def _once(self, key: object, make: Callable[[], Any]) -> Any:
        """What was made for the key before, be it a fault; else made now."""
        if key not in self._kept:
            try:
                self._kept[key] = make()
            except StudentFault as fault:
                self._kept[key] = fault
        if isinstance(self._kept[key], StudentFault):
            raise self._kept[key]
        return self._kept[key]


def _require_input(network: Network, told: Any) -> None:
    """The model takes the images that the exercise has; by its own word, which training tests."""
    if told == list(network.input_shape):
        return
    text = "The model of {function} takes input of another shape than asked."
    details = (
        [
            message(
                "Expected shape {expected}, got {actual}.",
                expected=str(network.input_shape),
                actual=str(tuple(told)),
            )
        ]
        if _are_sides(told)
        else []
    )
    raise ModelRefused(message(text, function=network.builder), tuple(details))


def _are_sides(told: Any) -> bool:
    return type(told) is list and 0 < len(told) < 6 and all(type(side) is int for side in told)


def _curve(told: Any) -> tuple[float, ...]:
    """A curve that a worker tells, if it is one."""
    numbers = told[:1000] if type(told) is list and _are_numbers(told) else []
    return tuple(float(number) for number in numbers if abs(number) < 1e6)


def _are_numbers(values: list[Any]) -> bool:
    return all(type(value) is float and abs(value) < float("inf") for value in values)


def _stopped(told: Any) -> str:
    return told if told in ("seconds", "images") else ""


def _layer_row(row: Row) -> LayerRow:
    return LayerRow(description=row.description, shape=row.shape, parameters=row.parameters)
