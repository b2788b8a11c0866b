"""The layers that can be graded: output shapes, weight shapes, words for the table.

A layer that is not here is refused, and only the fields declared here are used. Nothing imports
Keras: sizes are computed, by the formulas of exercise 06, before anything is built.
"""

# ruff: noqa: D102 - `Layer` documents the methods

from __future__ import annotations

import math
from typing import Annotated, Any, Literal, get_args

import msgspec

Shape = tuple[int, ...]
Size = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Pair = tuple[Size, Size]
Number = Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]
Border = Annotated[int, msgspec.Meta(ge=0, le=1000)]
Share = Annotated[float, msgspec.Meta(ge=0, lt=1)]
Epsilon = Annotated[float, msgspec.Meta(gt=0, le=1)]
Padding = Literal["valid", "same"]
Activation = Literal[
    "linear", "relu", "relu6", "leaky_relu", "elu", "celu", "selu", "gelu", "silu", "sigmoid",
    "hard_sigmoid", "hard_silu", "hard_tanh", "log_sigmoid", "softplus", "softsign", "tanh",
    "softmax", "log_softmax", "exponential", "mish",
]  # fmt: skip
# TensorFlow's and Keras's second names for the same functions
_SAME_ACTIVATION = {
    "softmax_v2": "softmax",
    "log_softmax_v2": "log_softmax",
    "swish": "silu",
    "hard_swish": "hard_silu",
    "identity": "linear",
}


class ShapeError(ValueError):
    """A layer that cannot take its input."""


class Initializer(msgspec.Struct, frozen=True, omit_defaults=True):
    """How first weights are drawn; without a seed, which is the grader's."""

    class_name: Literal[
        "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform", "LecunNormal",
        "RandomNormal", "RandomUniform", "TruncatedNormal", "VarianceScaling", "Orthogonal",
        "Zeros", "Ones", "Constant",
    ]  # fmt: skip
    mean: Number | None = None
    stddev: Number | None = None
    minval: Number | None = None
    maxval: Number | None = None
    scale: Number | None = None
    gain: Number | None = None
    value: Number | None = None
    mode: Literal["fan_in", "fan_out", "fan_avg"] | None = None
    distribution: Literal["normal", "truncated_normal", "untruncated_normal", "uniform"] | None = (
        None
    )


class Layer(msgspec.Struct, frozen=True, tag_field="class_name", kw_only=True):
    """The base of all layers: keeps the shape, has no weights.

    Unknown fields (names, regularizers) are dropped.
    """

    trainable: bool = True

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


class _Weighted(Layer, frozen=True, kw_only=True):
    activation: Activation = "linear"
    use_bias: bool = True
    kernel_initializer: Initializer | None = None
    bias_initializer: Initializer | None = None

    def _with_bias(self, kernel: Shape) -> list[Shape]:
        return [kernel, kernel[-1:]] if self.use_bias else [kernel]

    def _last_words(self) -> list[str]:
        words = [] if self.use_bias else ["no bias"]
        return words if self.activation == "linear" else [*words, self.activation]


class Conv2D(_Weighted, frozen=True, tag="Conv2D"):
    """Keras's Conv2D on channels-last images, without dilation or groups."""

    filters: Size
    kernel_size: Pair
    strides: Pair = (1, 1)
    padding: Padding = "valid"
    data_format: Literal["channels_last"] = "channels_last"
    dilation_rate: tuple[Literal[1], Literal[1]] = (1, 1)
    groups: Literal[1] = 1

    def output_shape(self, shape: Shape) -> Shape:
        return (*_slide(shape, self.kernel_size, self.strides, self.padding), self.filters)

    def weight_shapes(self, shape: Shape) -> list[Shape]:
        return self._with_bias((*self.kernel_size, shape[-1], self.filters))

    def describe(self) -> str:
        words = ["Conv2D", str(self.filters), _times(self.kernel_size), self.padding]
        words += [] if self.strides == (1, 1) else [f"stride {_times(self.strides)}"]
        return " ".join([*words, *self._last_words()])


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


class Dense(_Weighted, frozen=True, tag="Dense"):
    """Keras's Dense, along the last axis."""

    units: Size

    def output_shape(self, shape: Shape) -> Shape:
        return (*shape[:-1], self.units)

    def weight_shapes(self, shape: Shape) -> list[Shape]:
        return self._with_bias((shape[-1], self.units))

    def describe(self) -> str:
        return " ".join(["Dense", str(self.units), *self._last_words()])


class BatchNormalization(Layer, frozen=True, tag="BatchNormalization"):
    """Keras's BatchNormalization over the last axis."""

    axis: int = -1
    momentum: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.99
    epsilon: Epsilon = 0.001
    center: bool = True
    scale: bool = True

    def output_shape(self, shape: Shape) -> Shape:
        if self.axis not in (-1, len(shape)):  # Keras counts the batch as an axis, our shapes not
            raise ShapeError
        return shape

    def weight_shapes(self, shape: Shape) -> list[Shape]:
        # gamma and beta where they are learnt, then the moving mean and variance
        return [(shape[-1],)] * (2 + self.center + self.scale)


class LayerNormalization(Layer, frozen=True, tag="LayerNormalization"):
    """Keras's LayerNormalization over the last axis."""

    axis: int | tuple[int] = -1
    epsilon: Epsilon = 0.001
    center: bool = True
    scale: bool = True
    rms_scaling: Literal[False] = False

    def output_shape(self, shape: Shape) -> Shape:
        axis = self.axis if isinstance(self.axis, int) else self.axis[0]
        if axis not in (-1, len(shape)):
            raise ShapeError
        return shape

    def weight_shapes(self, shape: Shape) -> list[Shape]:
        return [(shape[-1],)] * (self.center + self.scale)


class Dropout(Layer, frozen=True, tag="Dropout"):
    """Keras's Dropout."""

    rate: Share

    def describe(self) -> str:
        return f"{type(self).__name__} {self.rate:g}"


class SpatialDropout2D(Dropout, frozen=True, tag="SpatialDropout2D"):
    """Keras's SpatialDropout2D."""


class GaussianDropout(Dropout, frozen=True, tag="GaussianDropout"):
    """Keras's GaussianDropout."""


class AlphaDropout(Dropout, frozen=True, tag="AlphaDropout"):
    """Keras's AlphaDropout."""


class GaussianNoise(Layer, frozen=True, tag="GaussianNoise"):
    """Keras's GaussianNoise."""

    stddev: Number

    def describe(self) -> str:
        return f"GaussianNoise {self.stddev:g}"


class ZeroPadding2D(Layer, frozen=True, tag="ZeroPadding2D"):
    """Keras's ZeroPadding2D."""

    padding: tuple[tuple[Border, Border], tuple[Border, Border]]
    data_format: Literal["channels_last"] = "channels_last"

    def output_shape(self, shape: Shape) -> Shape:
        _require_map(shape)
        (top, bottom), (left, right) = self.padding
        return (shape[0] + top + bottom, shape[1] + left + right, shape[2])


class Rescaling(Layer, frozen=True, tag="Rescaling"):
    """Keras's Rescaling, by numbers only."""

    scale: Number
    offset: Number = 0.0

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
    """Keras's ReLU."""

    max_value: Number | None = None
    negative_slope: Number = 0.0
    threshold: Number = 0.0

    def is_plain(self) -> bool:
        """Whether it has no ceiling, slope or threshold."""
        return (self.max_value, self.negative_slope, self.threshold) == (None, 0.0, 0.0)

    def describe(self) -> str:
        words = {"max": self.max_value, "slope": self.negative_slope, "threshold": self.threshold}
        return " ".join(["ReLU", *(f"{word} {value:g}" for word, value in words.items() if value)])


class LeakyReLU(Layer, frozen=True, tag="LeakyReLU"):
    """Keras's LeakyReLU."""

    negative_slope: Number = 0.3

    def describe(self) -> str:
        return f"LeakyReLU {self.negative_slope:g}"


class ELU(Layer, frozen=True, tag="ELU"):
    """Keras's ELU."""

    alpha: Number = 1.0

    def describe(self) -> str:
        return "ELU" if self.alpha == 1 else f"ELU {self.alpha:g}"


class PReLU(Layer, frozen=True, tag="PReLU"):
    """Keras's PReLU; its slopes may be shared along axes, of which 1 is the first."""

    alpha_initializer: Initializer | None = None
    shared_axes: tuple[Border, ...] | None = None

    def output_shape(self, shape: Shape) -> Shape:
        if any(not 1 <= axis <= len(shape) for axis in self.shared_axes or ()):
            raise ShapeError
        return shape

    def weight_shapes(self, shape: Shape) -> list[Shape]:
        shared = self.shared_axes or ()
        return [tuple(1 if axis in shared else side for axis, side in enumerate(shape, 1))]


class Softmax(Layer, frozen=True, tag="Softmax"):
    """Keras's Softmax over the last axis."""

    axis: Literal[-1] = -1


AnyLayer = (
    InputLayer | Conv2D | MaxPooling2D | AveragePooling2D | GlobalMaxPooling2D
    | GlobalAveragePooling2D | Flatten | Reshape | Dense | BatchNormalization | Dropout
    | SpatialDropout2D | GaussianDropout | AlphaDropout | GaussianNoise | LayerNormalization
    | ZeroPadding2D | Rescaling | ActivationLayer | ReLU | LeakyReLU | ELU | PReLU | Softmax
)  # fmt: skip
KNOWN = frozenset(layer.__struct_config__.tag for layer in get_args(AnyLayer))
ACTIVATIONS = get_args(Activation)


def parse_layer(name: str, config: dict[str, Any]) -> Layer:
    """Read a known layer from a worker's configuration.

    Raises:
        msgspec.ValidationError, TypeError, RecursionError: a field has another value than known.
    """
    fields = {
        key: _initializer(value) if key.endswith("_initializer") else value
        for key, value in config.items()
        if type(key) is str
    }
    activation = fields.get("activation")
    if type(activation) is str:
        fields["activation"] = _SAME_ACTIVATION.get(activation, activation)
    # the name comes last, so that no field can choose another class
    layer: Layer = msgspec.convert({**fields, "class_name": name}, type=AnyLayer)
    return layer


def _initializer(raw: Any) -> Initializer | None:
    """Keras's `{class_name, config}` as an initializer; None, Keras's default, for unknown ones."""
    if type(raw) is not dict or type(raw.get("config")) is not dict:
        return None
    try:
        return msgspec.convert({**raw["config"], "class_name": raw.get("class_name")}, Initializer)
    except (msgspec.ValidationError, TypeError, RecursionError):
        return None


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
