"""Small functions in a table, one for each kind of layer, with TensorFlow's amount of padding."""

import math
from collections.abc import Iterable
from itertools import accumulate


def conv_output_size(size, kernel, padding=0, stride=1):
    if min(size, kernel, stride) < 1:
        raise ValueError(f"all of {size=}, {kernel=}, {stride=} must be at least 1")
    try:
        total = {"valid": 0, "same": _same_total(size, kernel, stride)}[padding]
    except KeyError:
        if isinstance(padding, str):
            raise ValueError(f"unknown {padding=}") from None
        total = 2 * padding
    if total < 0 or kernel > size + total:
        raise ValueError(f"{kernel=} does not fit into {size=} with {padding=}")
    return 1 + math.floor((size + total - kernel) / stride)


def _same_total(size, kernel, stride):
    """TensorFlow's rule: both ends together."""
    return max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)


def conv_output_shape(input_shape, filters, kernel, padding=0, stride=1):
    *sides, channels = input_shape
    kernel = kernel if isinstance(kernel, Iterable) else (kernel,) * 2
    if len(sides) != 2 or min(channels, filters) < 1:
        raise ValueError(f"{input_shape=} or {filters=} is wrong")
    pairs = zip(sides, kernel, strict=True)
    return (*(conv_output_size(side, k, padding, stride) for side, k in pairs), filters)


def conv_parameters(kernel, channels, filters):
    kernel = tuple(kernel) if isinstance(kernel, Iterable) else (kernel,) * 2
    if min(*kernel, channels, filters) < 1:
        raise ValueError(f"{kernel=}, {channels=}, {filters=}")
    # one filter is a Dense layer with a single output that looks at one patch
    return filters * dense_parameters(math.prod(kernel) * channels, 1)


def dense_parameters(inputs, outputs):
    if min(inputs, outputs) < 1:
        raise ValueError(f"{inputs=}, {outputs=}")
    return (inputs + 1) * outputs


def parse_layer(description: str) -> dict:
    """Take a layer's description apart: given with the exercise."""
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


def _conv(shape, layer):
    output = conv_output_shape(shape, layer["filters"], layer["kernel"], layer["padding"])
    return output, conv_parameters(layer["kernel"], shape[2], layer["filters"])


def _pool(shape, layer):
    height, width, channels = shape  # a vector cannot be unpacked: ValueError
    moved = zip((height, width), layer["size"], strict=True)
    return (*(conv_output_size(side, k, stride=k) for side, k in moved), channels), 0


def _dense(shape, layer):
    (inputs,) = shape  # a map cannot be unpacked: ValueError
    return (layer["units"],), dense_parameters(inputs, layer["units"])


def _unchanged(shape, layer):
    return shape, 0


LAYERS = {
    "Conv2D": _conv,
    "MaxPooling2D": _pool,
    "AveragePooling2D": _pool,
    "Flatten": lambda shape, layer: ((math.prod(shape),), 0),
    "Dense": _dense,
    "BatchNormalization": lambda shape, layer: (shape, 4 * shape[-1]),
    "Dropout": _unchanged,
    "Rescaling": _unchanged,
}


def summarize(input_shape, layers):
    def row(previous, description):
        layer = parse_layer(description)
        if layer["kind"] not in LAYERS:
            raise ValueError(f"unknown layer {description!r}")
        return (description, *LAYERS[layer["kind"]](previous[1], layer))

    if len(input_shape) not in (1, 3) or min(input_shape) < 1:
        raise ValueError(f"{input_shape=}")
    return list(accumulate(layers, row, initial=("input", tuple(input_shape), 0)))[1:]
