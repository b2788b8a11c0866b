"""What a worker says of a model -> layers that are known, within caps; or a refusal in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from grader.i18n import N_
from grader.model import Cause, message
from grader.sandbox.faults import StudentFault
from grader.text import clean

from .layers import (
    KNOWN,
    ActivationLayer,
    AnyLayer,
    Conv2D,
    Dense,
    InputLayer,
    Layer,
    ReLU,
    Shape,
    ShapeError,
    Softmax,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

Weights = list[list["NDArray[np.float32]"]]

MAX_LAYERS = 64
MAX_PARAMETERS = 3_000_000  # 12 MB: what crosses in one piece
MAX_CELLS = 2_000_000  # of one layer's output for one image


class ModelRefused(StudentFault):
    """What the student built is no model that can be judged."""


class ArchitectureRow(NamedTuple):
    """One line of a model's table; the shape without the batch."""

    description: str
    shape: Shape
    parameters: int


class Architecture(NamedTuple):
    """A chain of known layers on an input of a known shape."""

    input_shape: Shape
    layers: tuple[Layer, ...]

    def rows(self) -> list[ArchitectureRow]:
        """The model's table; an activation that is a layer of its own joins the layer before it."""
        rows: list[ArchitectureRow] = []
        last: Layer | None = None
        for layer, (shape, parameters) in zip(self.layers, self.sizes(), strict=True):
            word = _activation_of(layer)
            if word and isinstance(last, (Conv2D, Dense)) and last.activation == "linear":
                rows[-1] = ArchitectureRow(
                    f"{rows[-1].description} {word}", shape, rows[-1].parameters
                )
            else:
                rows.append(ArchitectureRow(layer.describe(), shape, parameters))
            last = layer
        return rows

    def weight_shapes(self) -> list[list[Shape]]:
        """The shapes of each layer's weights."""
        return [layer.weight_shapes(shape) for layer, shape in self._with_inputs()]

    def sizes(self) -> list[tuple[Shape, int]]:
        """Each layer's output shape and its number of parameters."""
        return [
            (layer.output_shape(shape), sum(map(math.prod, layer.weight_shapes(shape))))
            for layer, shape in self._with_inputs()
        ]

    def _with_inputs(self) -> Iterator[tuple[Layer, Shape]]:
        """Each layer and the shape that comes to it."""
        shape = self.input_shape
        for layer in self.layers:
            yield layer, shape
            shape = layer.output_shape(shape)

    def plain(self) -> list[dict[str, Any]]:
        """The layers as values that cross to the evaluator: nothing but what was checked."""
        return [msgspec.to_builtins(layer) for layer in self.layers]


def parse_architecture(raw: Any, input_shape: Shape, builder: str) -> Architecture:
    """The model that a worker describes.

    Args:
        raw: a list of `[class name, configuration]`, as the driver makes it, or anything.
        input_shape: of one image, as the exercise gives it.
        builder: the student's function, for the sentences.

    Raises:
        ModelRefused: a layer that is not allowed, layers that do not fit, or too much of them.
    """
    if type(raw) is not list or not 0 < len(raw) <= MAX_LAYERS:
        text = N_("The model of {function} should have between 1 and {most} layers.")
        sentence = message(text, function=builder, most=MAX_LAYERS)
        raise ModelRefused(Cause.MODEL_TOO_LARGE, sentence)
    layers = tuple(_parse_layer(item, builder) for item in raw)
    chain = tuple(layer for layer in layers if not isinstance(layer, InputLayer))
    architecture = Architecture(input_shape, chain)
    _require_fit(architecture, builder)
    return architecture


def parse_weights(raw: Any, architecture: Architecture, builder: str) -> Weights:
    """The weights that a worker sends, once they are known to be the model's.

    Raises:
        ModelRefused: too few, of other shapes, or not finite.
    """
    wanted = architecture.weight_shapes()
    layers = raw if type(raw) is list else []
    weights = [layer for layer in layers if type(layer) is list]
    if [[_shape_of(array) for array in layer] for layer in weights] != wanted:
        text = N_("The weights of {function} do not belong to its layers.")
        raise ModelRefused(Cause.MODEL_NOT_REBUILT, message(text, function=builder))
    if not all(np.isfinite(array).all() for layer in weights for array in layer):
        text = N_("The model of {function} holds weights that are not finite (NaN or infinity).")
        tip = message("Training has gone wild: look at the loss and at the scale of the images.")
        raise ModelRefused(Cause.NOT_FINITE, message(text, function=builder), (tip,))
    return [[np.asarray(array, np.float32) for array in layer] for layer in weights]


def _parse_layer(item: Any, builder: str) -> Layer:
    if type(item) is not list or len(item) != 2 or type(item[1]) is not dict:
        text = N_("The model of {function} could not be read.")
        raise ModelRefused(Cause.MODEL_NOT_REBUILT, message(text, function=builder))
    name, config = item
    if type(name) is not str or name not in KNOWN:
        text = N_(
            "{function} uses a layer that cannot be graded; only Keras's own usual layers can."
        )
        known = message("Known: {names}.", names=", ".join(sorted(KNOWN - {"InputLayer"})))
        said = clean(name)[:80] if type(name) is str else "?"
        named = message("The layer is {name}.", name=said)
        sentence = message(text, function=builder)
        raise ModelRefused(Cause.LAYER_NOT_ALLOWED, sentence, (named, known))
    try:
        layer: Layer = msgspec.convert({**config, "class_name": name}, type=AnyLayer)
    except (msgspec.ValidationError, TypeError, RecursionError) as error:
        text = N_("{function} uses the layer {name} in a way that cannot be graded.")
        # only where it is wrong, never the worker's own words
        place = message("Look at {place}.", place=_place(str(error)))
        sentence = message(text, function=builder, name=name)
        raise ModelRefused(Cause.LAYER_NOT_ALLOWED, sentence, (place,)) from error
    return layer


def _place(error: str) -> str:
    """The field that msgspec stumbled over: ours by name, since others are not looked at."""
    return error.rpartition("`$.")[2].rstrip("`") if "`$." in error else "-"


def _require_fit(architecture: Architecture, builder: str) -> None:
    """Refuses layers that do not fit each other, and what is too large to be built."""
    shape, parameters = architecture.input_shape, 0
    for number, layer in enumerate(architecture.layers, 1):
        try:
            outcome = layer.output_shape(shape)
        except ShapeError:
            text = N_("In {function}, layer {number} ({name}) cannot take what comes before it.")
            name = type(layer).__name__
            sentence = message(text, function=builder, number=number, name=name)
            raise ModelRefused(Cause.LAYERS_DO_NOT_FIT, sentence) from None
        parameters += sum(map(math.prod, layer.weight_shapes(shape)))
        shape = outcome
        if parameters > MAX_PARAMETERS or math.prod(shape) > MAX_CELLS:
            text = N_("The model of {function} is too large: at most {most} parameters are graded.")
            sentence = message(text, function=builder, most=MAX_PARAMETERS)
            raise ModelRefused(Cause.MODEL_TOO_LARGE, sentence)


def _activation_of(layer: Layer) -> str:
    """The activation that a layer does nothing but apply; empty for every other layer."""
    if isinstance(layer, ActivationLayer):
        return layer.activation
    return {ReLU: "relu", Softmax: "softmax"}.get(type(layer), "")


def _shape_of(array: Any) -> Any:
    is_weight = type(array) is np.ndarray and array.dtype.kind == "f"
    return array.shape if is_weight else None
