"""One submission's networks: described, trained once, and measured by the evaluator.

Everything is asked for when a check first needs it and kept for those that come after; a fault is
kept as well, and each check that needs the same thing hears of it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from grader.datasets import load_images
from grader.model import Evidence, LayerRow, LayerTable, Measured
from grader.sandbox.faults import StudentFault

from .architecture import parse_architecture
from .evaluation import Evaluator
from .metrics import classes_of, probe_values
from .reported import model_fields, parse_losses, require_input
from .requests import DEFAULT_CONDITIONS, Described, Network, Regime, Sample, Trained
from .trainer import Trainer

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grader.model import Band, Exercise, TrainingPlan
    from grader.sandbox.exchange import Answer
    from grader.sandbox.student_process import StudentProcess

    from .architecture import ArchitectureRow
    from .requests import Conditions
    from .trainer import Listener


DESCRIBE_SECONDS = 60.0


class TrainingRun:
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
        conditions: Conditions = DEFAULT_CONDITIONS,
    ) -> None:
        self.process = process
        self._exercise = exercise
        self._conditions = conditions
        self._evaluator = Evaluator(process, exercise.packages)
        self._trainer = Trainer(process, self._evaluator, secret)
        self._kept: dict[object, Any] = {}
        self._heard: Listener = lambda _function, _answer: None
        self._trained_for_check: dict[str, Network] = {}
        self._exhibits = Evidence()

    def close(self) -> None:
        """Ends the evaluator."""
        self._evaluator.close()

    def begin_check(self, heard: Listener) -> None:
        """Another check begins.

        Args:
            heard: called with whatever comes from the student's process on this check's behalf.
        """
        self._heard = heard
        self._trained_for_check = {}
        self._exhibits = Evidence()

    def take_exhibits(self) -> Evidence | None:
        """What this check has looked at; None where it is nothing."""
        taken, self._exhibits = self._exhibits, Evidence()
        self._trained_for_check = {}
        return taken if taken != Evidence() else None

    @property
    def plan(self) -> TrainingPlan:
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

    def show_table(self, described: Described, expected: list[ArchitectureRow]) -> int | None:
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
        fields = model_fields(told, network, self.process)
        require_input(network, fields.get("input"))
        architecture = parse_architecture(
            fields.get("layers"), network.input_shape, network.builder
        )
        rows = self._evaluator.rows(architecture, network.builder)
        losses = parse_losses(fields.get("losses"))
        return Described(network, architecture, rows, losses, fields.get("compiled") is True)

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
        data = sample or self.data()
        regime = Regime(
            epochs=data.epochs or self.plan.epochs,
            seconds=self.plan.seconds,
            seed=seed,
            by="train" if sample is None else "fit",
        )
        trained: Trained = self._once(
            ("trained", network.builder, seed),
            lambda: self._trainer.train(network, data, regime, self._heard),
        )
        self._trained_for_check[network.builder] = network
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

    def explain_training(self) -> None:
        """Has the check hear how the models that it trained are compiled, for a diagnosis."""
        for network in self._trained_for_check.values():
            with contextlib.suppress(StudentFault):  # what the model came to is judged, not this
                self._heard("describe_training", self._ask_compilation(network))

    def _ask_compilation(self, network: Network) -> Answer:
        arguments = (network.builder, list(network.input_shape))
        with self.process.on_behalf_of(network.builder, DESCRIBE_SECONDS):
            return self.process.call("describe_training", arguments, {}, by_driver=True)

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


def _layer_row(row: ArchitectureRow) -> LayerRow:
    return LayerRow(description=row.description, shape=row.shape, parameters=row.parameters)
