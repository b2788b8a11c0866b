"""Models and images -> predictions by a confined evaluator, and figures by the grading process.

The evaluator is a worker of its own without any student's code. Labels never reach it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from grader.i18n import N_
from grader.model import Cause, Exercise, FirstKernels, Limits, Text, message
from grader.sandbox.faults import StudentFault, TimedOut

from .architecture import ModelRefused
from .in_worker import load_source
from .layers import Conv2D

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grader.sandbox.student_process import StudentProcess

    from .architecture import Architecture, ArchitectureRow, Weights
    from .networks import Network

IMAGES_PER_CALL = 2_000  # 6 MB as float32
PROBES = 4
MAX_KERNELS = 16  # that are kept for a picture, of at most this many cells a side
MAX_KERNEL = 7
_LIMITS = Limits(check_seconds=120, wall_seconds=600, cpu_seconds=600, memory_mb=3072)
_LOSS_TOLERANCE = 2e-3  # Keras computes in float32, and clips probabilities


class Evaluator:
    """Rebuilds models, trains them, predicts; its worker starts at the first question.

    Args:
        process: a student's process, whose sandbox the evaluator shares.
        packages: the libraries of that sandbox.
        seconds: one training may take.
    """

    def __init__(
        self, process: StudentProcess, packages: tuple[str, ...], seconds: float = 0.0
    ) -> None:
        # it trains every network, each up to three times
        more = {
            "check_seconds": _LIMITS.check_seconds + 1.2 * seconds,
            "wall_seconds": _LIMITS.wall_seconds + 12 * seconds,
            "cpu_seconds": _LIMITS.cpu_seconds + int(12 * seconds),
        }
        module = Exercise(
            slug="evaluator",
            title=Text(ko="평가기", en="Evaluator"),
            module="evaluator",
            functions=("summarize", "predict", "train"),
            points=0,
            packages=packages,
            limits=msgspec.structs.replace(_LIMITS, **more),
        )
        self._process = process.beside(
            module, {"evaluator": [("evaluator.py", load_source("evaluator"))]}
        )
        self._is_loaded = False

    def close(self) -> None:
        """End the worker."""
        self._process.__exit__()

    def rows(self, architecture: Architecture, builder: str) -> list[ArchitectureRow]:
        """The model's table, confirmed by the rebuilt model.

        Raises:
            ModelRefused: it cannot be rebuilt.
        """
        response = self._ask_model("summarize", architecture, builder)
        measured = [(tuple(shape), parameters) for shape, parameters in response]
        if measured != architecture.sizes():
            text = N_("The model of {function} could not be rebuilt as it was described.")
            raise ModelRefused(Cause.MODEL_NOT_REBUILT, message(text, function=builder))
        return architecture.rows()

    def predict(
        self,
        architecture: Architecture,
        weights: Weights,
        images: NDArray[Any],
        builder: str,
        *,
        as_in_training: bool = False,
    ) -> NDArray[np.float64]:
        """The rebuilt model's outputs for the images, `(N, outputs)`.

        Args:
            architecture: its layers.
            weights: of each layer.
            images: uint8 `(N, H, W)`, or float32 in the model's own input shape.
            builder: the student's function, named in refusals.
            as_in_training: use the batch's statistics, and dropout.

        Raises:
            ModelRefused: it cannot be rebuilt, is too slow, or gives values that are not finite.
        """
        parts = [
            self._ask_model("predict", architecture, builder, weights, part, as_in_training)
            for part in np.split(images, range(IMAGES_PER_CALL, len(images), IMAGES_PER_CALL))
        ]
        outputs = np.concatenate(parts).astype(np.float64)
        if not np.isfinite(outputs).all():
            text = N_("The model of {function} gives values that are not finite (NaN or infinity).")
            raise ModelRefused(Cause.NOT_FINITE, message(text, function=builder))
        return outputs

    def _ask_model(
        self, function: str, architecture: Architecture, builder: str, *more: Any
    ) -> Any:
        return self.ask(
            builder, function, list(architecture.input_shape), architecture.plain(), *more
        )

    def ask(self, builder: str, function: str, *arguments: Any) -> Any:
        """Call a function of `in_worker/evaluator.py` on checked values.

        Raises:
            ModelRefused: it failed, or took too long; `builder` is named.
        """
        if not self._is_loaded:
            self._process.load()
            self._is_loaded = True
        self._process.begin_check()  # each question has the full time
        try:
            return self._process.call(function, arguments, {}).value
        except TimedOut as fault:
            text = N_("The model of {function} takes too long to answer.")
            sentence = message(text, function=builder)
            raise ModelRefused(Cause.MODEL_TOO_SLOW, sentence, fault.details) from fault
        except StudentFault as fault:  # evaluator.py is ours, so the model is at fault
            text = N_("The model of {function} could not be rebuilt as it was described.")
            sentence = message(text, function=builder)
            raise ModelRefused(Cause.MODEL_NOT_REBUILT, sentence, fault.details) from fault


# -- the loss that a model is compiled with


def fitting_forms(losses: dict[str, list[float]], last: ArchitectureRow, outputs: int) -> list[str]:
    """The forms of labels whose loss is the cross entropy, up to a constant.

    Args:
        losses: form -> the loss of each probe.
        last: the last row of the model's table.
        outputs: of the model, for one image.
    """
    wanted = _expected_losses(last, outputs)
    return [
        form for form, found in losses.items() if _differences(found, wanted) <= _LOSS_TOLERANCE
    ]


def parse_losses(raw: Any) -> dict[str, list[float]]:
    """The loss of each probe, by form of the labels; malformed entries are dropped."""
    return {
        form: values
        for form, values in (raw.items() if type(raw) is dict else ())
        if type(form) is str and type(values) is list
        if len(values) == PROBES and are_finite_floats(values)
    }


def are_finite_floats(values: list[Any]) -> bool:
    """Whether a worker's list holds finite floats only."""
    return all(type(value) is float and abs(value) < float("inf") for value in values)


def require_fitting_loss(
    fields: dict[str, Any], architecture: Architecture, network: Network
) -> None:
    """Refuse to train a model whose reported loss is no cross entropy of its last layer."""
    if fields.get("compiled") is not True:
        text = N_("The model of {function} is not compiled.")
        raise ModelRefused(Cause.NOT_COMPILED, message(text, function=network.builder))
    losses = parse_losses(fields.get("losses"))
    if not fitting_forms(losses, architecture.rows()[-1], network.outputs):
        text = N_("The loss of {function} does not fit its last layer and the labels.")
        raise ModelRefused(Cause.WRONG_LOSS, message(text, function=network.builder))


def _expected_losses(last: ArchitectureRow, outputs: int) -> list[float]:
    """The right loss of each probe, by the last layer's activation."""
    predictions, labels = probe_values(outputs)
    values = predictions.astype(np.float64)
    # logits: the loss must have been made with `from_logits=True`
    is_linear = last.description.split()[-1].lower() not in ("softmax", "sigmoid")
    if values.shape[1] == 1:
        chance = 1 / (1 + np.exp(-values[:, 0])) if is_linear else values[:, 0]
        return [float(x) for x in -np.log(np.where(labels == 1, chance, 1 - chance))]
    if is_linear:
        values = np.exp(values) / np.exp(values).sum(axis=1, keepdims=True)
    return [float(x) for x in -np.log(values[np.arange(len(labels)), labels])]


def _differences(losses: list[float], wanted: list[float]) -> float:
    """The largest difference, up to a constant such as a regularizer's share."""
    if len(losses) != len(wanted):
        return float("inf")
    apart = np.asarray(losses) - np.asarray(wanted)
    return float(np.abs(apart - apart.mean()).max())


# -- figures


def probe_values(outputs: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Predictions `(4, outputs)` that tell any two losses apart, and their labels."""
    rng = np.random.default_rng(outputs)  # the same probes for everybody
    if outputs == 1:
        return rng.uniform(0.1, 0.9, (PROBES, 1)).astype(np.float32), np.array([0, 1, 1, 0])
    raw = rng.uniform(0.05, 1, (PROBES, outputs))
    predictions = (raw / raw.sum(axis=1, keepdims=True)).astype(np.float32)
    return predictions, rng.integers(0, outputs, PROBES)


def cross_entropy(outputs: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """The mean cross entropy of outputs, probabilities or logits, for labels."""
    if outputs.shape[1] == 1:
        probability = outputs[:, 0]
        if probability.min() < 0 or probability.max() > 1:  # logits; exp would overflow unclipped
            probability = 1 / (1 + np.exp(-np.clip(probability, -500, 500)))
        picked = np.where(labels == 1, probability, 1 - probability)
    else:
        picked = _probabilities(outputs)[np.arange(len(labels)), labels]
    return float(np.mean(-np.log(np.maximum(picked, 1e-7))))  # Keras clips at 1e-7, too


def _probabilities(outputs: NDArray[np.float64]) -> NDArray[np.float64]:
    if outputs.min() >= 0 and np.allclose(outputs.sum(axis=1), 1, atol=1e-3):
        return outputs
    powers = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def classes_of(outputs: NDArray[np.float64]) -> NDArray[np.int64]:
    """The predicted class of each row of outputs."""
    if outputs.shape[1] == 1:
        return np.asarray(outputs[:, 0] > 0.5, np.int64)
    return np.asarray(outputs.argmax(axis=1), np.int64)


def confusion_of(
    outputs: NDArray[np.float64], renamed: NDArray[np.int64], labels: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Confusion counts `[true class, predicted class]`.

    Args:
        outputs: of a model trained on renamed labels.
        renamed: the training label of each class.
        labels: the true classes.
    """
    class_of = np.argsort(renamed)  # the inverse permutation
    predicted = classes_of(outputs)
    counts = np.zeros((len(renamed), len(renamed)), np.int64)
    known = predicted < len(renamed)  # a model may have more outputs than there are classes
    np.add.at(counts, (labels[known], class_of[predicted[known]]), 1)
    return counts


# -- learnt kernels, for a picture


def first_kernels(
    architecture: Architecture, weights: Weights, images: NDArray[Any]
) -> FirstKernels | None:
    """The kernels of a convolution that comes first, on grey pixels; None for other models.

    Args:
        architecture: its layers.
        weights: of each layer, after training.
        images: the training images, of which the first one is kept.
    """
    first = architecture.layers[0] if architecture.layers else None
    if not isinstance(first, Conv2D) or architecture.input_shape[-1] != 1 or not len(images):
        return None
    if images.dtype != np.uint8 or max(first.kernel_size) > MAX_KERNEL or first.strides != (1, 1):
        return None
    kernels = np.moveaxis(weights[0][0][:, :, 0, :], -1, 0)[:MAX_KERNELS]
    biases = weights[0][1] if first.use_bias else np.zeros(len(kernels))
    if not np.isfinite(kernels).all() or not np.isfinite(biases).all():
        return None
    return FirstKernels(
        kernels=tuple(tuple(tuple(map(_short, row)) for row in kernel) for kernel in kernels),
        biases=tuple(map(_short, biases[:MAX_KERNELS])),
        pixels=images[0].tobytes().hex(),
        width=images[0].shape[1],
    )


def _short(value: float) -> float:
    return float(f"{value:.3g}")
