"""The layers that can be graded: output shapes, weight shapes, words for the table.

A layer that is not here is refused, and only the fields declared here are used. Nothing imports
Keras: sizes are computed, by the formulas of exercise 06, before anything is built.
"""

# ruff: noqa: D102 - `Layer` documents the methods

from __future__ import annotations

import math
from typing import Annotated, Literal, get_args

import msgspec

Shape = tuple[int, ...]
Size = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Pair = tuple[Size, Size]
Padding = Literal["valid", "same"]
Activation = Literal[
    "linear", "relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid",
    "hard_sigmoid", "softplus", "softsign", "tanh", "softmax", "exponential", "mish",
]  # fmt: skip


class ShapeError(ValueError):
    """A layer that cannot take its input."""


class Layer(msgspec.Struct, frozen=True, tag_field="class_name", kw_only=True):
    """The base of all layers: keeps the shape, has no weights.

    Unknown fields (names, initializers) are dropped.
    """

    def output_shape(self, shape: Shape) -> Shape:
        """The output shape, without the batch.

        Raises:
            ShapeError: the layer cannot take this input.
        """
        return shape

    def weight_shapes(self, shape: Shape) -> list[Shape]:  # noqa: ARG002
        """The shapes of its weights, in Keras's order."""
        return []

    def describe(self) -> str:
        """The layer in a few words, as in the course's tables."""
        return type(self).__name__


class InputLayer(Layer, frozen=True, tag="InputLayer"):
    """Keras's InputLayer; the exercise gives the input shape, so no field is used."""


class Conv2D(Layer, frozen=True, tag="Conv2D"):
    """Keras's Conv2D on channels-last images, without dilation or groups."""

    filters: Size
    kernel_size: Pair
    strides: Pair = (1, 1)
    padding: Padding = "valid"
    activation: Activation = "linear"
    use_bias: bool = True
    data_format: Literal["channels_last"] = "channels_last"
    dilation_rate: tuple[Literal[1], Literal[1]] = (1, 1)
    groups: Literal[1] = 1

    def output_shape(self, shape: Shape) -> Shape:
        return (*_slide(shape, self.kernel_size, self.strides, self.padding), self.filters)

    def weight_shapes(self, shape: Shape) -> list[Shape]:
        kernel = (*self.kernel_size, shape[-1], self.filters)
        return [kernel, (self.filters,)] if self.use_bias else [kernel]

    def describe(self) -> str:
        words = ["Conv2D", str(self.filters), _times(self.kernel_size), self.padding]
        words += [] if self.strides == (1, 1) else [f"stride {_times(self.strides)}"]
        words += [] if self.use_bias else ["no bias"]
        return " ".join([*words, *_activation_word(self.activation)])


class _Pooling(Layer, frozen=True):
    pool_size: Pair
    strides: Pair
    padding: Padding = "valid"
    data_format: Literal["channels_last"] = "channels_last"

    def output_shape(self, shape: Shape) -> Shape:
        return (*_slide(shape, self.pool_size, self.strides, self.padding), shape[-1])

    def describe(self) -> str:
        words = [type(self).__name__, _times(self.pool_size)]
        words += [] if self.strides == self.pool_size else [f"stride {_times(self.strides)}"]
        return " ".join(words + ([] if self.padding == "valid" else [self.padding]))


class MaxPooling2D(_Pooling, frozen=True, tag="MaxPooling2D"):
    """Keras's MaxPooling2D."""


class AveragePooling2D(_Pooling, frozen=True, tag="AveragePooling2D"):
    """Keras's AveragePooling2D."""


class _GlobalPooling(Layer, frozen=True):
    keepdims: Literal[False] = False
    data_format: Literal["channels_last"] = "channels_last"

    def output_shape(self, shape: Shape) -> Shape:
        _require_map(shape)
        return (shape[-1],)


class GlobalMaxPooling2D(_GlobalPooling, frozen=True, tag="GlobalMaxPooling2D"):
    """Keras's GlobalMaxPooling2D."""


class GlobalAveragePooling2D(_GlobalPooling, frozen=True, tag="GlobalAveragePooling2D"):
    """Keras's GlobalAveragePooling2D."""


class Flatten(Layer, frozen=True, tag="Flatten"):
    """Keras's Flatten."""

    def output_shape(self, shape: Shape) -> Shape:
        return (math.prod(shape),)


class Reshape(Layer, frozen=True, tag="Reshape"):
    """Keras's Reshape, to a shape without -1."""

    target_shape: tuple[Size, ...]

    def output_shape(self, shape: Shape) -> Shape:
        if math.prod(shape) != math.prod(self.target_shape):
            raise ShapeError
        return self.target_shape

    def describe(self) -> str:
        return f"Reshape {_times(self.target_shape)}"


class Dense(Layer, frozen=True, tag="Dense"):
    """Keras's Dense, along the last axis."""

    units: Size
    activation: Activation = "linear"
    use_bias: bool = True

    def output_shape(self, shape: Shape) -> Shape:
        return (*shape[:-1], self.units)

    def weight_shapes(self, shape: Shape) -> list[Shape]:
        kernel = (shape[-1], self.units)
        return [kernel, (self.units,)] if self.use_bias else [kernel]

    def describe(self) -> str:
        words = ["Dense", str(self.units)] + ([] if self.use_bias else ["no bias"])
        return " ".join([*words, *_activation_word(self.activation)])


class BatchNormalization(Layer, frozen=True, tag="BatchNormalization"):
    """Keras's BatchNormalization over the last axis."""

    axis: int = -1
    momentum: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.99
    epsilon: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.001
    center: bool = True
    scale: bool = True

    def output_shape(self, shape: Shape) -> Shape:
        if self.axis not in (-1, len(shape)):  # Keras counts the batch as an axis, our shapes not
            raise ShapeError
        return shape

    def weight_shapes(self, shape: Shape) -> list[Shape]:
        # gamma and beta where they are learnt, then the moving mean and variance
        return [(shape[-1],)] * (2 + self.center + self.scale)


class Dropout(Layer, frozen=True, tag="Dropout"):
    """Keras's Dropout."""

    rate: Annotated[float, msgspec.Meta(ge=0, lt=1)]

    def describe(self) -> str:
        return f"{type(self).__name__} {self.rate:g}"


class SpatialDropout2D(Dropout, frozen=True, tag="SpatialDropout2D"):
    """Keras's SpatialDropout2D."""


class Rescaling(Layer, frozen=True, tag="Rescaling"):
    """Keras's Rescaling, by numbers only."""

    scale: Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]
    offset: Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)] = 0.0

    def describe(self) -> str:
        inverse = 1 / self.scale if self.scale else 0.0  # 1/255 reads better than 0.00392157
        is_fraction = inverse > 1.5 and abs(inverse - round(inverse)) < 1e-6 * inverse
        factor = f"1/{round(inverse)}" if is_fraction else f"{self.scale:g}"
        return f"Rescaling {factor}" + (f" {self.offset:+g}" if self.offset else "")


class ActivationLayer(Layer, frozen=True, tag="Activation"):
    """Keras's Activation."""

    activation: Activation

    def describe(self) -> str:
        return f"Activation {self.activation}"


class ReLU(Layer, frozen=True, tag="ReLU"):
    """Keras's ReLU without a ceiling, slope or threshold."""

    max_value: None = None
    negative_slope: Annotated[float, msgspec.Meta(ge=0, le=0)] = 0.0
    threshold: Annotated[float, msgspec.Meta(ge=0, le=0)] = 0.0


class Softmax(Layer, frozen=True, tag="Softmax"):
    """Keras's Softmax over the last axis."""

    axis: Literal[-1] = -1


AnyLayer = (
    InputLayer | Conv2D | MaxPooling2D | AveragePooling2D | GlobalMaxPooling2D
    | GlobalAveragePooling2D | Flatten | Reshape | Dense | BatchNormalization | Dropout
    | SpatialDropout2D | Rescaling | ActivationLayer | ReLU | Softmax
)  # fmt: skip
KNOWN = frozenset(layer.__struct_config__.tag for layer in get_args(AnyLayer))


def _require_map(shape: Shape) -> None:
    if len(shape) != 3:
        raise ShapeError


def _slide(shape: Shape, window: Pair, strides: Pair, padding: Padding) -> Shape:
    """Output height and width of a window sliding over a feature map."""
    _require_map(shape)
    sides = []
    for side, size, stride in zip(shape[:2], window, strides, strict=True):
        if padding == "valid" and size > side:
            raise ShapeError
        # "same" pads as much as is needed for ceil(side / stride) positions
        sides.append(-(-side // stride) if padding == "same" else (side - size) // stride + 1)
    return tuple(sides)


def _times(sides: tuple[int, ...]) -> str:
    return "x".join(map(str, sides))


def _activation_word(activation: str) -> list[str]:
    return [] if activation == "linear" else [activation]
