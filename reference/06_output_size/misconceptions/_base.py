"""A right solution. Each wrong idea beside it changes what it needs to and shares the rest."""

import math


def require_positive(*numbers):
    if any(number < 1 for number in numbers):
        raise ValueError(f"sizes and counts must be at least 1, got {numbers}")


def as_pair(kernel):
    return tuple(kernel) if isinstance(kernel, (tuple, list)) else (kernel, kernel)


def conv_output_size(size, kernel, padding=0, stride=1):
    require_positive(size, kernel, stride)
    if padding == "same":
        return (size + stride - 1) // stride
    if padding == "valid":
        padding = 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError(f"padding {padding!r} does not fit")
    if kernel > size + 2 * padding:
        raise ValueError(f"kernel {kernel} is larger than the padded side")
    return (size - kernel + 2 * padding) // stride + 1


def conv_output_shape(input_shape, filters, kernel, padding=0, stride=1):
    height, width, channels = input_shape
    require_positive(channels, filters)
    kernel_height, kernel_width = as_pair(kernel)
    return (
        conv_output_size(height, kernel_height, padding, stride),
        conv_output_size(width, kernel_width, padding, stride),
        filters,
    )


def conv_parameters(kernel, channels, filters):
    kernel_height, kernel_width = as_pair(kernel)
    require_positive(kernel_height, kernel_width, channels, filters)
    return kernel_height * kernel_width * channels * filters + filters


def dense_parameters(inputs, outputs):
    require_positive(inputs, outputs)
    return inputs * outputs + outputs


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


def pooled_shape(shape, window):
    height, width, channels = shape
    return (
        conv_output_size(height, window[0], stride=window[0]),
        conv_output_size(width, window[1], stride=window[1]),
        channels,
    )


def summarize(input_shape, layers):
    shape = tuple(input_shape)
    if len(shape) not in (1, 3) or min(shape) < 1:
        raise ValueError(f"input shape {shape}")
    rows = []
    for description in layers:
        layer = parse_layer(description)
        kind = layer["kind"]
        parameters = 0
        if kind == "Conv2D":
            kernel, filters = layer["kernel"], layer["filters"]
            output = conv_output_shape(shape, filters, kernel, layer["padding"])
            parameters = conv_parameters(kernel, shape[-1], filters)
            shape = output
        elif kind in ("MaxPooling2D", "AveragePooling2D"):
            shape = pooled_shape(shape, layer["size"])
        elif kind == "Flatten":
            shape = (math.prod(shape),)
        elif kind == "Dense":
            if len(shape) != 1:
                raise ValueError(f"Dense needs a vector, got {shape}")
            parameters = dense_parameters(shape[0], layer["units"])
            shape = (layer["units"],)
        elif kind == "BatchNormalization":
            parameters = 4 * shape[-1]
        elif kind not in ("Dropout", "Rescaling"):
            raise ValueError(f"unknown layer {kind}")
        rows.append((description, shape, parameters))
    return rows
