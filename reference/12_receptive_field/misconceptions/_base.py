"""A right solution. Each wrong idea beside it changes what it needs to and shares the rest."""


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


def side_of(sides):
    height, width = sides
    if height != width or height < 1:
        raise ValueError(f"a window of {sides} is not square")
    return height


def padding_before(layer, kernel):
    if layer["padding"] not in ("valid", "same"):
        raise ValueError(f"padding {layer['padding']!r}")
    return (kernel - 1) // 2 if layer["padding"] == "same" else 0


def windows_of(layers):
    """(description, kernel, stride, cells in front, whether the map keeps its size)."""
    windows = []
    for description in layers:
        layer = parse_layer(description)
        kind = layer["kind"]
        if kind == "Flatten":
            return windows
        if kind == "Conv2D":
            kernel = side_of(layer["kernel"])
            pad = padding_before(layer, kernel)
            windows.append((description, kernel, 1, pad, layer["padding"] == "same"))
        elif kind in ("MaxPooling2D", "AveragePooling2D"):
            size = side_of(layer["size"])
            windows.append((description, size, size, 0, False))
        elif kind not in ("BatchNormalization", "Dropout", "Rescaling"):
            raise ValueError(f"unknown layer {kind}")
    return windows


def receptive_field(layers):
    size, jump, centre = 1, 1, 0.0
    rows = []
    for description, kernel, stride, pad, _keeps in windows_of(layers):
        size = size + (kernel - 1) * jump
        centre = centre + ((kernel - 1) / 2 - pad) * jump
        jump = jump * stride
        rows.append((description, size, jump, centre))
    return rows


def map_sizes(size, windows):
    """The size of every map, from the input to the last."""
    sizes = [size]
    for _description, kernel, stride, _pad, keeps in windows:
        if not keeps:
            if kernel > size:
                raise ValueError(f"a window of {kernel} does not fit {size} cells")
            size = (size - kernel) // stride + 1
        sizes.append(size)
    return sizes


def seen_along(size, windows, index):
    sizes = map_sizes(size, windows)
    if index < 0 or index >= sizes[-1]:
        raise ValueError(f"no cell {index}")
    first = last = index
    for level in range(len(windows) - 1, -1, -1):
        _description, kernel, stride, pad, _keeps = windows[level]
        first = max(0, first * stride - pad)
        last = min(sizes[level] - 1, last * stride - pad + kernel - 1)
    return first, last


def check_shape(input_shape):
    if len(input_shape) != 3 or min(input_shape) < 1:
        raise ValueError(f"input shape {input_shape}")


def seen_cells(input_shape, layers, cell):
    check_shape(input_shape)
    windows = windows_of(layers)
    return (
        seen_along(input_shape[0], windows, cell[0]),
        seen_along(input_shape[1], windows, cell[1]),
    )


def layers_needed(kernel, goal):
    if kernel < 1 or goal < 1 or (kernel == 1 and goal > 1):
        raise ValueError(f"kernel {kernel}, goal {goal}")
    layers, size = 0, 1
    while size < goal:
        layers, size = layers + 1, size + kernel - 1
    return layers
