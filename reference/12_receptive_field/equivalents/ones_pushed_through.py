"""No formula: ones are pushed through windows of ones, and one looks where they come out."""

import math

import numpy as np


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
    height, width = text.split("x")
    return int(height), int(width)


PLAIN = {"BatchNormalization", "Dropout", "Rescaling"}


def known(layers):
    parsed = []
    for text in layers:
        layer = parse_layer(text)
        if layer["kind"] == "Flatten":
            break
        if layer["kind"] in PLAIN:
            continue
        if layer["kind"] not in ("Conv2D", "MaxPooling2D", "AveragePooling2D"):
            raise ValueError(layer["kind"])
        window = layer["kernel"] if layer["kind"] == "Conv2D" else layer["size"]
        if len(set(window)) != 1 or window[0] == 0:
            raise ValueError(f"window {window}")
        same = layer.get("padding", "valid")
        if same not in ("valid", "same"):
            raise ValueError(same)
        stride = window[0] if "size" in layer else 1
        parsed.append((text, window[0], stride, same == "same"))
    return parsed


def through(seen, window, stride, same):
    """(cells of the map, cells of the input) of booleans."""
    if same:
        before = (window - 1) // 2
        seen = np.pad(seen, ((before, window - 1 - before), (0, 0)))
    if window > len(seen):
        raise ValueError("the window does not fit")
    view = np.lib.stride_tricks.sliding_window_view(seen, window, axis=0)[::stride]
    return view.any(axis=-1)


def receptive_field(layers):
    parsed = known(layers)
    rows = []
    # A map so large that the cells in its middle see no border.
    total = math.prod(stride for _text, _window, stride, _same in parsed)
    reach = 1 + sum(window for _text, window, _stride, _same in parsed) * total
    size = 2 * (2 * reach // total + 2) * total
    seen = np.eye(size, dtype=bool)
    for text, window, stride, same in parsed:
        seen = through(seen, window, stride, same)
        middle = len(seen) // 2
        one, next_one = (np.flatnonzero(seen[at]) for at in (middle, middle + 1))
        jump = next_one[0] - one[0]
        rows.append((text, len(one), jump, (one[0] + one[-1]) / 2 - middle * jump))
    return rows


def seen_cells(input_shape, layers, cell):
    if len(input_shape) != 3 or 0 in input_shape:
        raise ValueError("input_shape")
    parsed = known(layers)
    spans = []
    for size, index in zip(input_shape, cell):
        seen = np.eye(size, dtype=bool)
        for _text, *window in parsed:
            seen = through(seen, *window)
        if index < 0 or index >= len(seen):
            raise ValueError("cell")
        cells = np.flatnonzero(seen[index])
        spans.append((cells[0], cells[-1]))
    return tuple(spans)


def layers_needed(kernel, goal):
    if kernel < 1 or goal < 1 or kernel == 1 < goal:
        raise ValueError("never")
    return math.ceil((goal - 1) / max(kernel - 1, 1))
