"""One submission's networks: described, trained once, and measured by the evaluator.

Each answer is computed when a check first needs it and kept for later checks. A fault is kept as
well, and raised again for every check that needs the same thing.
"""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from grader.datasets import load_images
from grader.model import Evidence, LayerRow, LayerTable, Measured
from grader.sandbox.faults import StudentFault

from .architecture import model_fields, parse_architecture, require_input
from .evaluation import Evaluator, classes_of, parse_losses, probe_values
from .networks import DEFAULT_CONDITIONS, DESCRIBE_SECONDS, Conditions, Network, Sample
from .trainer import Draw, Regime, Trained, Trainer

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grader.model import Band, Exercise, TrainingPlan
    from grader.sandbox.exchange import Answer
    from grader.sandbox.student_process import StudentProcess

    from .architecture import Architecture, ArchitectureRow
    from .trainer import Listener, Progress


class Described(NamedTuple):
    """A model as it was built, before training.

    Attributes:
        rows: its table; shapes and counts come from the evaluator.
        losses: form of the labels -> its loss for each probe; empty where it is not compiled.
        has_words_as_weights: whether `compile` got the metrics in the place of the loss's weights.
    """

    network: Network
    architecture: Architecture
    rows: list[ArchitectureRow]
    losses: dict[str, list[float]]
    is_compiled: bool
    has_words_as_weights: bool = False


class TrainingRun:
    """The networks of one submission; close it when the submission has been judged.

    Args:
        process: the submission, loaded.
        exercise: with its training plan.
        secret: of the course; the data depend on it, the exercise and the student.
        conditions: seeds and retries.
        tell: called with the progress of each training.
    """

    def __init__(
        self,
        process: StudentProcess,
        exercise: Exercise,
        secret: str,
        conditions: Conditions = DEFAULT_CONDITIONS,
        tell: Callable[[Progress | None], None] | None = None,
    ) -> None:
        self.process = process
        self._exercise = exercise
        self._conditions = conditions
        self._draw = Draw(secret, exercise.slug, process.identity)
        seconds = self.plan.seconds if exercise.training else 0.0
        self._evaluator = Evaluator(process, exercise.packages, seconds)
        self._trainer = Trainer(process, self._evaluator, self._draw, tell)
        self._kept: dict[object, Any] = {}
        self._listen: Listener = lambda _function, _answer: None
        self._trained_for_check: dict[str, Network] = {}
        self._evidence = Evidence()

    def close(self) -> None:
        """End the evaluator."""
        self._evaluator.close()

    def begin_check(self, listen: Listener) -> None:
        """Begin another check.

        Args:
            listen: called with each answer of the student's process to this check.
        """
        self._listen = listen
        self._trained_for_check = {}
        self._evidence = Evidence()

    def take_evidence(self) -> Evidence | None:
        """Hand over the evidence of this check; None where there is none."""
        taken, self._evidence = self._evidence, Evidence()
        self._trained_for_check = {}
        return taken if taken != Evidence() else None

    @property
    def plan(self) -> TrainingPlan:
        """The exercise's plan for its data set."""
        assert self._exercise.training is not None
        return self._exercise.training.plan()

    # -- before training

    def described(self, network: Network) -> Described:
        """The model that the student's function builds.

        Raises:
            StudentFault: it builds none, or none that can be judged.
        """
        # a function is asked once, and its answer read for each network that checks expect of it
        answer = self._once(("asked", network.builder), lambda: self._ask_description(network))
        self._listen("describe_model", answer)
        described: Described = self._once(
            ("described", network), lambda: self._read_description(network, answer.value)
        )
        return described

    def show_table(self, described: Described, expected: list[ArchitectureRow]) -> int | None:
        """Add a model's table to the evidence; returns the first row that differs, if any."""
        rows, wanted = described.rows, list(expected)
        longest = range(max(len(rows), len(wanted)))
        differs = [i for i in longest if rows[i : i + 1] != wanted[i : i + 1]]
        table = LayerTable(
            function=described.network.builder,
            rows=tuple(map(_layer_row, rows)),
            expected=tuple(map(_layer_row, wanted)),
            first_difference=differs[0] if differs else None,
        )
        self._add_evidence(layers=(*self._evidence.layers, table))
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

    def _read_description(self, network: Network, response: Any) -> Described:
        fields = model_fields(response, network, self.process)
        require_input(network, fields.get("input"))
        architecture = parse_architecture(
            fields.get("layers"), network.input_shape, network.builder
        )
        rows = self._evaluator.rows(architecture, network.builder)
        losses = parse_losses(fields.get("losses"))
        return Described(
            network,
            architecture,
            rows,
            losses,
            is_compiled=fields.get("compiled") is True,
            has_words_as_weights=fields.get("words as weights") is True,
        )

    # -- training

    def trained(self, network: Network, sample: Sample | None = None, *, retry: int = 0) -> Trained:
        """The trained model; trained once for all checks.

        Args:
            network: the model.
            sample: its images; by default the exercise's data set, by the student's own `train`.
            retry: 0 for the first seed, 1 or 2 for a further one.

        Raises:
            StudentFault: training failed, or built no model that can be judged.
        """
        seed = self._conditions.seed + 1000 * retry  # none of a calibration's seeds
        data = sample or self.data()
        regime = Regime(
            epochs=data.epochs or self.plan.epochs,
            seconds=self.plan.seconds,
            seed=seed,
            by="train" if sample is None else "fit",
        )
        trained: Trained = self._once(
            ("trained", network.builder, seed),
            lambda: self._trainer.train(network, data, regime, self._listen),
        )
        self._trained_for_check[network.builder] = network
        if trained.record not in self._evidence.training:  # a check may ask several times
            self._add_evidence(training=(*self._evidence.training, trained.record))
        return trained

    def data(self) -> Sample:
        """Images of the exercise's data set, as many as the plan says, drawn for this student."""
        assert self._exercise.training is not None
        name = self._exercise.training.dataset
        found = load_images(name)
        available = len(found.images)
        chosen = self._draw.images(available, self.plan.images or available)
        return Sample(
            name,
            found.images[chosen],
            found.labels[chosen],
            found.held_back_images,
            found.held_back_labels,
        )

    def reach(self, name: str, figure: Callable[[int], float]) -> tuple[float, Band]:
        """Measure a figure beside its band; just below it, the best of further seeds counts.

        Args:
            name: of the band.
            figure: retry (0, 1, 2) -> the figure.
        """
        band = self.plan.bands[name]
        value = figure(0)
        for retry in range(1, self._conditions.retries + 1):
            if not band.least - band.margin <= value < band.least:
                break
            value = max(value, figure(retry))
        measured = Measured(name=name, value=value, least=band.least, margin=band.margin)
        self._add_evidence(measured=(*self._evidence.measured, measured))
        return value, band

    def accuracies(
        self, trained: Trained, images: NDArray[Any], labels: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """The shares of images that a trained model classifies correctly.

        As the evaluator trained it, and as the student's `train` left it.
        """
        builder = trained.record.function
        predict = functools.partial(
            self._evaluator.predict, trained.architecture, images=images, builder=builder
        )
        found = [predict(weights=weights) for weights in (trained.weights, trained.own_weights)]
        wanted = trained.renamed[labels]
        return np.array([np.mean(classes_of(outputs) == wanted) for outputs in found])

    def explain_training(self) -> None:
        """Let the check hear how its models are compiled: a diagnosis compares that, too."""
        for network in self._trained_for_check.values():
            with contextlib.suppress(StudentFault):  # the check has failed already
                self._listen("describe_training", self._ask_compilation(network))

    def _ask_compilation(self, network: Network) -> Answer:
        arguments = (network.builder, list(network.input_shape))
        with self.process.on_behalf_of(network.builder, DESCRIBE_SECONDS):
            return self.process.call("describe_training", arguments, {}, by_driver=True)

    def _add_evidence(self, **changes: Any) -> None:
        self._evidence = msgspec.structs.replace(self._evidence, **changes)

    def _once(self, key: object, make: Callable[[], Any]) -> Any:
        """The kept value of a key, made now if there is none; a kept fault is raised."""
        if key not in self._kept:
            try:
                self._kept[key] = make()
            except StudentFault as fault:
                self._kept[key] = fault
        if isinstance(self._kept[key], StudentFault):
            raise self._kept[key]
        return self._kept[key]


def _layer_row(row: ArchitectureRow) -> LayerRow:
    return LayerRow(description=row.description, shape=row.shape, parameters=row.parameters)
