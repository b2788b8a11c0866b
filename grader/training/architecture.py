"""A worker's description of a model -> known layers within caps, or a refusal in words.

Everything here comes from a student's process. Nothing is believed for having the right type.
"""

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
    ACTIVATIONS,
    KNOWN,
    ActivationLayer,
    Conv2D,
    Dense,
    InputLayer,
    Layer,
    ReLU,
    Shape,
    ShapeError,
    Softmax,
    parse_layer,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from grader.model import Message
    from grader.sandbox.student_process import StudentProcess

    from .networks import Network

Weights = list[list["NDArray[np.float32]"]]

MAX_LAYERS = 64
MAX_PARAMETERS = 3_000_000  # 12 MB: the weights cross in one message
MAX_CELLS = 2_000_000  # of one layer's output for one image


class ModelRefused(StudentFault):
    """A model that cannot be judged."""


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
        """The model's table."""
        rows: list[ArchitectureRow] = []
        last: Layer | None = None
        for layer, (shape, parameters) in zip(self.layers, self.sizes(), strict=True):
            activation = _activation_of(layer)
            # Dense + ReLU layer and Dense(activation="relu") are one model: one row for both
            if activation and isinstance(last, (Conv2D, Dense)) and last.activation == "linear":
                rows[-1] = ArchitectureRow(
                    f"{rows[-1].description} {activation}", shape, rows[-1].parameters
                )
            else:
                rows.append(ArchitectureRow(layer.describe(), shape, parameters))
            last = layer
        return rows

    def weight_shapes(self) -> list[list[Shape]]:
        """The shapes of each layer's weights."""
        return [layer.weight_shapes(shape) for layer, shape in self._with_inputs()]

    def sizes(self) -> list[tuple[Shape, int]]:
        """Each layer's output shape and number of parameters."""
        return [
            (layer.output_shape(shape), sum(map(math.prod, layer.weight_shapes(shape))))
            for layer, shape in self._with_inputs()
        ]

    def _with_inputs(self) -> Iterator[tuple[Layer, Shape]]:
        """Each layer and its input shape."""
        shape = self.input_shape
        for layer in self.layers:
            yield layer, shape
            shape = layer.output_shape(shape)

    def plain(self) -> list[dict[str, Any]]:
        """The layers as plain values for the evaluator, checked fields only."""
        return [msgspec.to_builtins(layer) for layer in self.layers]


def model_fields(response: Any, network: Network, process: StudentProcess) -> dict[str, Any]:
    """The driver's response as the fields of a model.

    Raises:
        StudentFault: the function is missing, or built no model.
    """
    fields = response if type(response) is dict else {}
    if fields.get("kind") == "missing":
        raise process.missing(network.builder)
    if fields.get("kind") == "graph mode":
        text = N_("TensorFlow's eager execution is switched off: nothing can be trained or graded.")
        tip = message("Remove tf.compat.v1.disable_v2_behavior and disable_eager_execution.")
        raise ModelRefused(Cause.NO_MODEL, message(text), (tip,))
    if fields.get("kind") != "model":
        name = fields.get("type")
        if name == "NoneType":
            raise ModelRefused(
                Cause.RETURNED_NONE,
                message(
                    "{function} returned nothing (None). Is a `return` missing?",
                    function=network.builder,
                ),
            )
        text = N_("{function} did not return a Keras model.")
        details: tuple[Message, ...] = ()
        if type(name) is str:
            details = (message("Its type is {type}.", type=name),)
        if type(name) is str and ".keras." in name:  # tf_keras, tensorflow.python.keras
            details += (message("Import keras or tensorflow.keras: another Keras made this one."),)
        raise ModelRefused(Cause.NO_MODEL, message(text, function=network.builder), details)
    if fields.get("layers") == []:
        text = N_(
            "The layers of {function} do not form one chain: use keras.Sequential, or "
            "a model of inputs and outputs without branches."
        )
        raise ModelRefused(Cause.BRANCHED, message(text, function=network.builder))
    return fields


def require_input(network: Network, reported: Any) -> None:
    """Refuse a model that reports another input shape than the exercise's images have."""
    # the shape is the student's claim; training on the images tests it
    if reported == list(network.input_shape):
        return
    details: tuple[Message, ...] = ()
    if _is_shape(reported):
        expected, actual = str(network.input_shape), str(tuple(reported))
        text = N_("Expected shape {expected}, got {actual}.")
        details = (message(text, expected=expected, actual=actual),)
    text = N_("The model of {function} takes input of the wrong shape.")
    raise ModelRefused(Cause.WRONG_INPUT, message(text, function=network.builder), details)


def parse_architecture(raw: Any, input_shape: Shape, builder: str) -> Architecture:
    """Read a model from a worker's list of `[class name, configuration]`.

    Args:
        raw: that list, or anything.
        input_shape: of one image, from the exercise.
        builder: the student's function, named in refusals.

    Raises:
        ModelRefused: a layer that is not allowed, does not fit, or is too large.
    """
    if type(raw) is not list or not 0 < len(raw) <= MAX_LAYERS:
        text = N_("The model of {function} should have between 1 and {most} layers.")
        sentence = message(text, function=builder, most=MAX_LAYERS)
        raise ModelRefused(Cause.MODEL_TOO_LARGE, sentence)
    layers = tuple(_parse_layer(item, builder) for item in raw)
    # the input's shape is the exercise's, whatever the model's input layer claims
    chain = tuple(layer for layer in layers if not isinstance(layer, InputLayer))
    architecture = Architecture(input_shape, chain)
    _require_fit(architecture, builder)
    return architecture


def parse_weights(raw: Any, architecture: Architecture, builder: str) -> Weights:
    """Read the weights that a worker sends for a model.

    Raises:
        ModelRefused: too few, of other shapes, or not finite.
    """
    wanted = architecture.weight_shapes()
    layers = raw if type(raw) is list else []
    weights = [layer for layer in layers if type(layer) is list]
    if [[_weight_shape(array) for array in layer] for layer in weights] != wanted:
        text = N_("The weights of {function} do not belong to its layers.")
        raise ModelRefused(Cause.MODEL_NOT_REBUILT, message(text, function=builder))
    if not all(np.isfinite(array).all() for layer in weights for array in layer):
        text = N_("The model of {function} holds weights that are not finite (NaN or infinity).")
        tip = message("The training diverged: look at the loss and at the scale of the images.")
        raise ModelRefused(Cause.NOT_FINITE, message(text, function=builder), (tip,))
    return [[np.asarray(array, np.float32) for array in layer] for layer in weights]


def _parse_layer(item: Any, builder: str) -> Layer:
    if type(item) is not list or len(item) != 2 or type(item[1]) is not dict:
        text = N_("The model of {function} could not be read.")
        raise ModelRefused(Cause.MODEL_NOT_REBUILT, message(text, function=builder))
    name, config = item
    if type(name) is not str or name not in KNOWN:
        raise _not_allowed(name, builder)
    try:
        return parse_layer(name, config)
    except (msgspec.ValidationError, TypeError, RecursionError) as error:
        text = N_("{function} uses the layer {name} in a way that cannot be graded.")
        sentence = message(text, function=builder, name=name)
        tips = _tips(_field(str(error)))
        raise ModelRefused(Cause.LAYER_NOT_ALLOWED, sentence, tips) from error


def _tips(field: str) -> tuple[Message, ...]:
    """Tips by the name of the field alone: its value is the worker's own words."""
    if field == "activation":
        return (
            message("An activation of your own cannot be graded: name one of Keras's."),
            message("Known: {names}.", names=", ".join(ACTIVATIONS)),
        )
    return (message("Look at {place}.", place=field),) if field else ()


def _not_allowed(name: Any, builder: str) -> ModelRefused:
    text = N_("{function} uses a layer that cannot be graded; only Keras's own usual layers can.")
    shown = clean(name)[:80] if type(name) is str else "?"
    details = (
        message("The layer is {name}.", name=shown),
        message("Known: {names}.", names=", ".join(sorted(KNOWN - {"InputLayer"}))),
    )
    return ModelRefused(Cause.LAYER_NOT_ALLOWED, message(text, function=builder), details)


def _field(error: str) -> str:
    """The field that a msgspec error names; empty if it names none."""
    return error.rpartition("`$.")[2].rstrip("`") if "`$." in error else ""


def _require_fit(architecture: Architecture, builder: str) -> None:
    """Refuse layers that do not fit each other, and a model too large to build."""
    # sizes are computed first: building a huge model would kill the evaluator's worker
    shape, parameters = architecture.input_shape, 0
    for number, layer in enumerate(architecture.layers, 1):
        try:
            output = layer.output_shape(shape)
        except ShapeError:
            text = N_("In {function}, layer {number} ({name}) cannot take what comes before it.")
            name = type(layer).__name__
            sentence = message(text, function=builder, number=number, name=name)
            raise ModelRefused(Cause.LAYERS_DO_NOT_FIT, sentence) from None
        parameters += sum(map(math.prod, layer.weight_shapes(shape)))
        shape = output
        if parameters > MAX_PARAMETERS or math.prod(shape) > MAX_CELLS:
            text = N_("The model of {function} is too large: at most {most} parameters are graded.")
            sentence = message(text, function=builder, most=MAX_PARAMETERS)
            raise ModelRefused(Cause.MODEL_TOO_LARGE, sentence)


def _activation_of(layer: Layer) -> str:
    """The activation of a layer that only applies one; empty for every other layer."""
    if isinstance(layer, ActivationLayer):
        return layer.activation
    if isinstance(layer, ReLU):
        return "relu" if layer.is_plain() else ""
    return "softmax" if isinstance(layer, Softmax) else ""


def _is_shape(value: Any) -> bool:
    return type(value) is list and 0 < len(value) < 6 and all(type(side) is int for side in value)


def _weight_shape(array: Any) -> Any:
    is_weight = type(array) is np.ndarray and array.dtype.kind == "f"  # no handle, no integers
    return array.shape if is_weight else None
