"""A worker's account of how a model was trained -> a recipe that the evaluator can follow.

The recipe is a claim like everything from there, and need not be true: only the evaluator's own
training by it is measured. A good recipe is a right answer.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.i18n import N_
from grader.model import Cause, message

from .architecture import ModelRefused

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 32  # Keras's default
MAX_NUMBER = 1e6
# a class of keras.optimizers -> its settings beside the common ones; each may be left out
OPTIMIZERS: dict[str, tuple[str, ...]] = {
    "SGD": ("momentum", "nesterov"),
    "Adam": ("beta_1", "beta_2", "epsilon", "amsgrad"),
    "AdamW": ("beta_1", "beta_2", "epsilon", "amsgrad"),
    "Adamax": ("beta_1", "beta_2", "epsilon"),
    "Nadam": ("beta_1", "beta_2", "epsilon"),
    "RMSprop": ("rho", "momentum", "epsilon", "centered"),
    "Adagrad": ("initial_accumulator_value", "epsilon"),
    "Adadelta": ("rho", "epsilon"),
    "Ftrl": (
        "learning_rate_power",
        "initial_accumulator_value",
        "l1_regularization_strength",
        "l2_regularization_strength",
        "l2_shrinkage_regularization_strength",
        "beta",
    ),
    "Lion": ("beta_1", "beta_2"),
    "Lamb": ("beta_1", "beta_2", "epsilon"),
}
_COMMON = ("weight_decay", "clipnorm", "global_clipnorm", "clipvalue")


class Steps(NamedTuple):
    """Training steps in order.

    Attributes:
        sizes: of each step, the number of images; int32.
        rates: of each step, the learning rate; float32.
    """

    sizes: NDArray[np.int32]
    rates: NDArray[np.float32]

    def between(self, start: int, end: int) -> Steps:
        """A part of the steps."""
        return Steps(self.sizes[start:end], self.rates[start:end])


class Recipe(NamedTuple):
    """Everything that a training needs beside the model and the images.

    Attributes:
        optimizer: its fields, with its `class_name`.
        epochs: the steps of each; no more images in all than were asked for.
        portion: number of images trained on, the first ones: some may be kept for validation.
        is_cut: more images were seen than were asked for.
    """

    optimizer: dict[str, Any]
    epochs: list[Steps]
    portion: int
    is_cut: bool


def parse_optimizer(raw: Any, builder: str) -> dict[str, Any]:
    """Read an optimizer from a worker's `[class name, configuration]`.

    Raises:
        ModelRefused: it is not one of Keras's usual ones.
    """
    name, config = raw if type(raw) is list and len(raw) == 2 else ("", {})
    if type(name) is not str or name not in OPTIMIZERS or type(config) is not dict:
        text = N_("The optimizer of {function} cannot be graded: use one of Keras's own.")
        known = message("Known: {names}.", names=", ".join(sorted(OPTIMIZERS)))
        raise ModelRefused(Cause.LAYER_NOT_ALLOWED, message(text, function=builder), (known,))
    settings = ((key, config.get(key)) for key in (*OPTIMIZERS[name], *_COMMON))
    return {key: value for key, value in settings if _is_setting(value)} | {"class_name": name}


def even_steps(images: int, epochs: int) -> NDArray[np.int32]:
    """The sizes of the steps that Keras's `fit` makes by default."""
    sizes = [min(BATCH, images - start) for start in range(0, images, BATCH)]
    return np.array(sizes * epochs, np.int32)


def parse_recipe(fields: dict[str, Any], images: int, epochs: int, builder: str) -> Recipe:
    """Read how a worker trained a model.

    Args:
        fields: of the driver's response: `optimizer`, `sizes`, `rates`, maybe `epoch_ends`.
        images: number of images that it was given.
        epochs: as many as it was asked for.
        builder: the student's function, named in refusals.

    Raises:
        ModelRefused: it holds no training that could have been.
    """
    optimizer = parse_optimizer(fields.get("optimizer"), builder)
    steps = _parse_steps(fields, images, builder)
    ends = _parse_ends(fields.get("epoch_ends"), len(steps.sizes))
    seen = _totals(steps.sizes)
    # who keeps images for validation sees fewer in each epoch
    counts = np.diff(seen[[0, *ends]])
    portion = min(int(counts.max()), images) if len(counts) else images
    budget = epochs * images
    kept = int(np.searchsorted(seen, budget, side="right")) - 1
    # generators end an epoch with a whole batch: that is no more than was asked for
    slack = epochs * int(steps.sizes.max(initial=0))
    bounds = [0, *(end for end in ends if end < kept), kept]
    parts = [steps.between(start, end) for start, end in itertools.pairwise(bounds) if end > start]
    return Recipe(optimizer, parts, max(portion, 1), int(seen[-1]) > budget + slack)


def _is_setting(value: Any) -> bool:
    return type(value) is bool or (type(value) in (int, float) and abs(value) <= MAX_NUMBER)


def _parse_steps(fields: dict[str, Any], images: int, builder: str) -> Steps:
    sizes: Any = fields.get("sizes")
    rates: Any = fields.get("rates")
    if (
        _is_column(sizes, np.int32)
        and _is_column(rates, np.float32)
        and sizes.shape == rates.shape
        # a step of more images than there are, or of none, was never made
        and ((sizes > 0) & (sizes <= images)).all()
        and (np.abs(rates) <= MAX_NUMBER).all()  # false for NaN
    ):
        return Steps(sizes, rates)
    text = N_("The training of {function} could not be read.")
    raise ModelRefused(Cause.MODEL_NOT_REBUILT, message(text, function=builder))


def _is_column(value: Any, kind: type[np.generic]) -> bool:
    return type(value) is np.ndarray and value.dtype == kind and value.ndim == 1


def _parse_ends(raw: Any, steps: int) -> list[int]:
    """The numbers of steps after which an epoch ended, in ascending order; none if malformed."""
    if type(raw) is not list or not all(type(end) is int and 0 < end <= steps for end in raw):
        return []
    return sorted(set(raw))


def _totals(sizes: NDArray[np.int32]) -> NDArray[np.int64]:
    """The images seen before the first step, after it, after the second …"""
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
