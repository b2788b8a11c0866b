"""Assertions about networks that students build and train; the figures are the evaluator's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grader.i18n import N_
from grader.model import Cause, message
from grader.training.architecture import ArchitectureRow
from grader.training.metrics import probe_values

from .api.assertions import WrongAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model import Message
    from grader.training import Described, Network, Sample, Trained, TrainingRun

_LOSS_TOLERANCE = 2e-3


def assert_table(
    training_run: TrainingRun, network: Network, expected: Sequence[tuple[str, Sequence[int], int]]
) -> None:
    """The model is the table's, row by row: layers, shapes and numbers of parameters.

    Args:
        training_run: the submission's networks.
        network: which one.
        expected: `(description, shape without the batch, parameters)` as in exercise 06.
    """
    described = training_run.described(network)
    rows = [ArchitectureRow(name, tuple(shape), parameters) for name, shape, parameters in expected]
    differs = training_run.show_table(described, rows)
    if differs is None:
        return
    wanted, got = _row_text(rows, differs), _row_text(described.rows, differs)
    raise WrongAnswerError(
        Cause.WRONG_MODEL,
        message("The model of {function} is another than asked.", function=network.builder),
        (message("The first difference is in row {row}.", row=differs + 1),),
        wanted,
        got,
    )


def rows_of(training_run: TrainingRun, network: Network) -> list[ArchitectureRow]:
    """The model's table, for checks that ask for less than all of it."""
    described = training_run.described(network)
    training_run.show_table(described, described.rows)
    return described.rows


def assert_fitting_loss(
    training_run: TrainingRun,
    network: Network,
    labels: Sequence[str] = ("integers", "one_hot", "binary"),
) -> None:
    """The compiled loss is the cross entropy of what the last layer gives.

    It is tried out on predictions and labels, so any way to write the right loss will do.

    Args:
        training_run: the submission's networks.
        network: which one.
        labels: the forms of labels that it may be made for: `integers` `(N,)`, `one_hot`
            `(N, classes)`, or `binary` `(N, 1)` where there is one output.
    """
    described = training_run.described(network)
    if not described.is_compiled:
        text = N_("The model of {function} is not compiled.")
        raise WrongAnswerError(Cause.NOT_COMPILED, message(text, function=network.builder))
    if not set(labels).intersection(fitting_forms(described)):
        text = N_("The loss of {function} does not fit its last layer and the labels.")
        raise WrongAnswerError(Cause.WRONG_LOSS, message(text, function=network.builder))


def fitting_forms(described: Described) -> list[str]:
    """The forms of labels for which the loss is the cross entropy, up to a constant."""
    wanted = _expected_losses(described)
    return [
        form
        for form, losses in described.losses.items()
        if _differences(losses, wanted) <= _LOSS_TOLERANCE
    ]


def assert_loss_fell(trained: Trained, share: float) -> None:
    """Training brought the loss down to at most this share of what it was before."""
    record = trained.record
    if record.loss_after <= share * record.loss_before:
        return
    raise WrongAnswerError(
        Cause.LOSS_STAYED,
        message("The loss of {function} did not fall enough.", function=record.function),
        (
            message(
                "It was {before} before training and {after} after it.",
                before=round(record.loss_before, 4),
                after=round(record.loss_after, 4),
            ),
            *_stopped(trained),
        ),
    )


def accuracy(trained: Trained) -> float:
    """The share of held-back images that the model takes for what they are."""
    return trained.record.held_back_accuracy


def share_learnt(trained: Trained) -> float:
    """How much of the loss training took away: 0 for nothing, 1 for all of it."""
    return 1 - trained.record.loss_after / trained.record.loss_before


def assert_reaches(
    training_run: TrainingRun,
    band: str,
    network: Network,
    figure: Callable[[Trained], float],
    sample: Sample | None = None,
) -> None:
    """A figure of the trained model reaches its band; just below, other seeds are tried.

    Args:
        training_run: the submission's networks.
        band: its name in `exercise.toml`.
        network: which one.
        figure: what is measured.
        sample: what it is trained on; by default the exercise's data set, by `train`.
    """

    def measure(retry: int) -> float:
        return figure(training_run.trained(network, sample, retry=retry))

    value, asked = training_run.reach(band, measure)
    if value >= asked.least:
        return
    raise WrongAnswerError(
        Cause.BELOW_BAND,
        message("{function} does not reach what it should.", function=network.builder),
        (
            message(
                "Measured {value}, asked {least}.",
                value=round(value, 4),
                least=asked.least,
            ),
            *_stopped(training_run.trained(network, sample)),
        ),
    )


def _expected_losses(described: Described) -> list[float]:
    """What the right loss says of the probes, by what the last layer gives."""
    predictions, labels = probe_values(described.network.outputs)
    values = predictions.astype(np.float64)
    is_linear = not described.rows[-1].description.endswith((" softmax", " sigmoid"))
    if values.shape[1] == 1:
        chance = 1 / (1 + np.exp(-values[:, 0])) if is_linear else values[:, 0]
        return [float(x) for x in -np.log(np.where(labels == 1, chance, 1 - chance))]
    if is_linear:
        values = np.exp(values) / np.exp(values).sum(axis=1, keepdims=True)
    return [float(x) for x in -np.log(values[np.arange(len(labels)), labels])]


def _differences(losses: list[float], wanted: list[float]) -> float:
    """The largest difference when a constant, such as a regularizer's share, is left out."""
    if len(losses) != len(wanted):
        return float("inf")
    apart = np.asarray(losses) - np.asarray(wanted)
    return float(np.abs(apart - apart.mean()).max())


def _row_text(rows: Sequence[ArchitectureRow], number: int) -> str:
    if number >= len(rows):
        return "-"
    row = rows[number]
    return f"{row.description}  {row.shape}  {row.parameters}"


def _stopped(trained: Trained) -> tuple[Message, ...]:
    if trained.record.stopped != "seconds":
        return ()
    text = N_("Training was ended after {seconds} s.")
    return (message(text, seconds=trained.record.seconds),)
