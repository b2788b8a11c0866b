"""Output sizes and parameter counts: a list of layers becomes the table that Keras prints."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

Shape = tuple[int, ...]
Layer = dict[str, Any]  # what parse_layer returns


def conv_output_size(size: int, kernel: int, padding: int | str = 0, stride: int = 1) -> int:
    """Count the positions of a kernel along one side of the image."""
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size, kernel and stride must be positive: {size}, {kernel}, {stride}")
    match padding:
        case "same":
            return -(-size // stride)
        case "valid":
            room = size - kernel
        case int() | np.integer() if padding >= 0:
            room = size + 2 * padding - kernel
        case _:
            raise ValueError(f"bad padding {padding!r}")
    if room < 0:
        raise ValueError("kernel does not fit")
    return room // stride + 1


def conv_output_shape(
    input_shape: Shape,
    filters: int,
    kernel: int | tuple[int, int],
    padding: int | str = 0,
    stride: int = 1,
) -> tuple[int, int, int]:
    """(H, W, C) -> (H', W', filters)."""
    if len(input_shape) != 3 or input_shape[-1] < 1 or filters < 1:
        raise ValueError("need (H, W, C) with channels, and at least one filter")
    h, w = (conv_output_size(n, k, padding, stride) for n, k in zip(input_shape[:2], _pair(kernel), strict=True))
    return h, w, filters


def conv_parameters(kernel: int | tuple[int, int], channels: int, filters: int) -> int:
    """Count the weights and biases of a convolution layer."""
    numbers = (*_pair(kernel), channels, filters)
    if min(numbers) < 1:
        raise ValueError(f"counts must be positive: {numbers}")
    return math.prod(numbers) + filters


def dense_parameters(inputs: int, outputs: int) -> int:
    """A dense layer is a 1x1 convolution of a 1x1 image."""
    return conv_parameters(1, inputs, outputs)


def parse_layer(description: str) -> Layer:
    """Take a layer's description apart: given to you, nothing to write here.

    층을 적은 문자열을 나누어 줍니다. 이미 완성된 함수이며 고칠 것이 없습니다.

    "Conv2D 32 3x3 valid relu" -> {"kind": "Conv2D", "filters": 32, "kernel": (3, 3),
                                   "padding": "valid", "activation": "relu"}
    "MaxPooling2D 2x2"         -> {"kind": "MaxPooling2D", "size": (2, 2)}
    "AveragePooling2D 2x2"     -> {"kind": "AveragePooling2D", "size": (2, 2)}
    "Flatten"                  -> {"kind": "Flatten"}
    "Dense 64 relu"            -> {"kind": "Dense", "units": 64, "activation": "relu"}
    "Dropout 0.4"              -> {"kind": "Dropout", "rate": 0.4}
    "BatchNormalization"       -> {"kind": "BatchNormalization"}
    "Rescaling 1/255"          -> {"kind": "Rescaling", "scale": 0.00392...}

    Any other kind comes back as {"kind": its name}: whether you know it is for you to judge.
    """
    kind, *details = description.split()
    if kind == "Conv2D":
        filters, kernel, padding, activation = details
        return {
            "kind": kind,
            "filters": int(filters),
            "kernel": _parse_sides(kernel),
            "padding": padding,
            "activation": activation,
        }
    if kind in ("MaxPooling2D", "AveragePooling2D"):
        (size,) = details
        return {"kind": kind, "size": _parse_sides(size)}
    if kind == "Dense":
        units, activation = details
        return {"kind": kind, "units": int(units), "activation": activation}
    if kind == "Dropout":
        (rate,) = details
        return {"kind": kind, "rate": float(rate)}
    if kind == "Rescaling":
        (scale,) = details
        numerator, denominator = scale.split("/")
        return {"kind": kind, "scale": float(numerator) / float(denominator)}
    return {"kind": kind}


def _parse_sides(text: str) -> tuple[int, int]:
    """Read "3x5" as (3, 5), height first, for parse_layer."""
    height, width = text.split("x")
    return int(height), int(width)


def summarize(input_shape: Shape, layers: list[str]) -> list[tuple[str, Shape, int]]:
    """Follow a shape through the layers, as model.summary() does."""
    rows: list[tuple[str, Shape, int]] = []
    shape = tuple(input_shape)
    if len(shape) not in (1, 3) or min(shape) < 1:
        raise ValueError(f"need (H, W, C) or (features,), all positive: {shape}")
    for description in layers:
        layer = parse_layer(description)
        step = _STEPS.get(layer["kind"])
        if step is None:
            raise ValueError(f"unknown layer {description!r}")
        shape, count = step(shape, layer)
        rows.append((description, shape, count))
    return rows


def _pair(kernel: int | tuple[int, int]) -> tuple[int, int]:
    return tuple(kernel) if isinstance(kernel, Iterable) else (kernel, kernel)


def _conv(shape: Shape, layer: Layer) -> tuple[Shape, int]:
    new = conv_output_shape(shape, layer["filters"], layer["kernel"], layer["padding"])
    return new, conv_parameters(layer["kernel"], shape[-1], layer["filters"])


def _pool(shape: Shape, layer: Layer) -> tuple[Shape, int]:
    if len(shape) != 3:
        raise ValueError("pooling needs a feature map")
    sides = [conv_output_size(n, k, stride=k) for n, k in zip(shape[:2], layer["size"], strict=True)]
    return (*sides, shape[2]), 0


def _dense(shape: Shape, layer: Layer) -> tuple[Shape, int]:
    if len(shape) != 1:
        raise ValueError("flatten first")
    return (layer["units"],), dense_parameters(shape[0], layer["units"])


_STEPS = {
    "Conv2D": _conv,
    "MaxPooling2D": _pool,
    "AveragePooling2D": _pool,
    "Flatten": lambda shape, _: ((math.prod(shape),), 0),
    "Dense": _dense,
    "BatchNormalization": lambda shape, _: (shape, 4 * shape[-1]),
    "Dropout": lambda shape, _: (shape, 0),
    "Rescaling": lambda shape, _: (shape, 0),
}
