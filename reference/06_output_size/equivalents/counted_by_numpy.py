"""NumPy does the counting: windows are cut, weights are made, and their cells are counted."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_output_size(size, kernel, padding=0, stride=1):
    if size < 1 or kernel < 1 or stride < 1:
        raise ValueError("size, kernel and stride must be at least 1")
    if padding == "same":
        return np.arange(0, size, stride).size
    if padding == "valid":
        padding = 0
    if isinstance(padding, str):
        raise ValueError(f"unknown padding {padding}")
    padded = np.pad(np.zeros(size), padding)  # a negative padding is a ValueError of NumPy
    windows = sliding_window_view(padded, kernel)  # and so is a kernel that is too large
    return windows[::stride].shape[0]


def conv_output_shape(input_shape, filters, kernel, padding=0, stride=1):
    height, width, channels = np.array(input_shape)
    if channels < 1 or filters < 1:
        raise ValueError("channels and filters must be at least 1")
    kernel_height, kernel_width = np.broadcast_to(kernel, 2)
    return (
        np.int64(conv_output_size(height, kernel_height, padding, stride)),
        np.int64(conv_output_size(width, kernel_width, padding, stride)),
        np.int64(filters),
    )


def conv_parameters(kernel, channels, filters):
    weights_shape = (*np.broadcast_to(kernel, 2), channels, filters)
    if np.any(np.array(weights_shape) < 1):
        raise ValueError(f"impossible weights {weights_shape}")
    weights = np.zeros(weights_shape, dtype=bool)
    bias = np.zeros(filters)
    return weights.size + bias.size


def dense_parameters(inputs, outputs):
    if inputs < 1 or outputs < 1:
        raise ValueError(f"impossible weights ({inputs}, {outputs})")
    return np.sum([inputs * outputs, outputs])


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


def summarize(input_shape, layers):
    if np.size(input_shape) not in (1, 3) or np.any(np.array(input_shape) < 1):
        raise ValueError(f"impossible input {input_shape}")
    shape, rows = input_shape, []
    for description in layers:
        layer = parse_layer(description)
        before, parameters = shape, 0
        match layer:
            case {"kind": "Conv2D", "kernel": kernel, "filters": filters, "padding": padding}:
                shape = conv_output_shape(before, filters, kernel, padding)
                parameters = conv_parameters(kernel, before[-1], filters)
            case {"kind": "MaxPooling2D" | "AveragePooling2D", "size": (high, wide)}:
                if np.size(before) != 3:
                    raise ValueError("pooling needs a map")
                down = conv_output_size(before[0], high, "valid", high)
                right = conv_output_size(before[1], wide, "valid", wide)
                shape = (down, right, before[2])
            case {"kind": "Flatten"}:
                shape = (np.prod(before),)
            case {"kind": "Dense", "units": units}:
                if np.size(before) != 1:
                    raise ValueError("Dense needs a vector")
                shape, parameters = (units,), dense_parameters(before[0], units)
            case {"kind": "BatchNormalization"}:
                parameters = np.zeros((4, before[-1])).size  # gamma, beta, mean, variance
            case {"kind": "Dropout" | "Rescaling"}:
                pass
            case _:
                raise ValueError(f"unknown layer {description}")
        rows.append((description, shape, parameters))
    return rows
