"""Assertions about networks that students build and train; the evaluator measures the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import Cause, message
from grader.training.architecture import ArchitectureRow
from grader.training.evaluation import fitting_forms

from .api.wrong_answer import WrongAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model import Message
    from grader.training import Network, Sample
    from grader.training.trainer import Trained
    from grader.training.training_run import Described, TrainingRun

TWO_RESULTS = 0.05  # two accuracies that differ by so much are both said


def assert_table(
    training_run: TrainingRun,
    network: Network,
    expected: Sequence[tuple[str, Sequence[int], int]],
    *,
    logits: bool = False,
) -> None:
    """Require the rows of a model's table: layers, shapes, numbers of parameters.

    Args:
        training_run: the submission's networks.
        network: one of them.
        expected: `(description, shape without the batch, parameters)`, as in exercise 06.
        logits: the last layer may do without its softmax where the loss takes logits.
    """
    described = training_run.described(network)
    rows = [ArchitectureRow(name, tuple(shape), parameters) for name, shape, parameters in expected]
    if logits and _gives_logits(described, rows[-1]):
        rows[-1] = described.rows[-1]
    differs = training_run.show_table(described, rows)
    if differs is None:
        return
    wanted, got = _row_text(rows, differs), _row_text(described.rows, differs)
    raise WrongAnswerError(
        Cause.WRONG_MODEL,
        message(
            "The model of {function} differs from the exercise's table.", function=network.builder
        ),
        (message("The first difference is in row {row}.", row=differs + 1),),
        wanted,
        got,
    )


def rows_of(training_run: TrainingRun, network: Network) -> list[ArchitectureRow]:
    """The model's table, for checks of a part of it."""
    described = training_run.described(network)
    training_run.show_table(described, described.rows)
    return described.rows


def assert_fitting_loss(
    training_run: TrainingRun,
    network: Network,
    labels: Sequence[str] = ("integers", "one_hot", "binary"),
) -> None:
    """Require a compiled loss that is the cross entropy of the last layer's output.

    The loss is tried out on predictions and labels, so it may be written in any way.

    Args:
        training_run: the submission's networks.
        network: one of them.
        labels: accepted forms of labels: `integers` `(N,)`, `one_hot` `(N, classes)`, or
            `binary` `(N, 1)` for one output.
    """
    described = training_run.described(network)
    if not described.is_compiled:
        text = N_("The model of {function} is not compiled.")
        raise WrongAnswerError(Cause.NOT_COMPILED, message(text, function=network.builder))
    if described.has_words_as_weights:
        text = N_(
            "The third argument of compile is loss_weights in Keras 3, and {function} gives words "
            'there. Write metrics=["accuracy"].'
        )
        raise WrongAnswerError(Cause.WRONG_LOSS, message(text, function=network.builder))
    forms = fitting_forms(described.losses, described.rows[-1], network.outputs)
    if not set(labels).intersection(forms):
        text = N_("The loss of {function} does not fit its last layer and the labels.")
        raise WrongAnswerError(Cause.WRONG_LOSS, message(text, function=network.builder))


def assert_loss_fell(trained: Trained, share: float) -> None:
    """Require a loss of at most this share of the loss before training."""
    record = trained.record
    loss = max(record.loss_after, record.own_loss)
    if loss <= share * record.loss_before:
        return
    raise WrongAnswerError(
        Cause.LOSS_STAYED,
        message("The loss of {function} did not fall enough.", function=record.function),
        (
            message(
                "It was {before} before training and {after} after it.",
                before=round(record.loss_before, 4),
                after=round(loss, 4),
            ),
            *_remarks(trained),
        ),
    )


def accuracy(trained: Trained) -> float:
    """The share of held-back images that the model classifies correctly.

    As the student's `train` left it, or as the evaluator trained it by the same recipe: the lower.
    """
    return min(trained.record.held_back_accuracy, trained.record.own_accuracy)


def share_learnt(trained: Trained) -> float:
    """The share of the loss that training removed, from 0 to 1."""
    return 1 - trained.record.loss_after / trained.record.loss_before


def assert_reaches(
    training_run: TrainingRun,
    band: str,
    network: Network,
    figure: Callable[[Trained], float],
    sample: Sample | None = None,
) -> None:
    """Require a figure of the trained model to reach its band; just below, other seeds count, too.

    Args:
        training_run: the submission's networks.
        band: its name in `exercise.toml`.
        network: one of them.
        figure: measures the trained model.
        sample: training images; by default the exercise's data set, by the student's `train`.
    """

    def measure(retry: int) -> float:
        return figure(training_run.trained(network, sample, retry=retry))

    value, asked = training_run.reach(band, measure)
    if value >= asked.least:
        return
    raise WrongAnswerError(
        Cause.BELOW_BAND,
        message("{function} does not reach the required figure.", function=network.builder),
        (
            message(
                "Measured {value}, required {least}.",
                value=round(value, 4),
                least=asked.least,
            ),
            *_remarks(training_run.trained(network, sample)),
        ),
    )


def _gives_logits(described: Described, wanted: ArchitectureRow) -> bool:
    """Whether the last row is the wanted one without its softmax, and the loss takes logits."""
    last = described.rows[-1]
    bare = wanted.description.removesuffix(" softmax")
    return (
        last.description in (bare, f"{bare} log_softmax")
        and last[1:] == wanted[1:]
        and bool(fitting_forms(described.losses, last, described.network.outputs))
    )


def _row_text(rows: Sequence[ArchitectureRow], number: int) -> str:
    if number >= len(rows):
        return "-"
    row = rows[number]
    return f"{row.description}  {row.shape}  {row.parameters}"


def _remarks(trained: Trained) -> tuple[Message, ...]:
    """How a training that was repeated differed, and whether it was ended."""
    record = trained.record
    if abs(record.own_accuracy - record.held_back_accuracy) < TWO_RESULTS:
        return _stopped(trained)
    text = N_(
        "On held-back images {own} % are right as your train left the model, and {again} % where "
        "the grader trained it again by the same recipe."
    )
    own, again = (
        round(100 * share, 1) for share in (record.own_accuracy, record.held_back_accuracy)
    )
    return (message(text, own=own, again=again), *_stopped(trained))


def _stopped(trained: Trained) -> tuple[Message, ...]:
    if trained.record.stopped == "seconds":
        text = N_("Training was ended after {seconds} s.")
        return (message(text, seconds=trained.record.seconds),)
    if trained.record.stopped == "images":
        text = N_("Training was ended when each image had been seen once in each epoch asked for.")
        return (message(text),)
    return ()
