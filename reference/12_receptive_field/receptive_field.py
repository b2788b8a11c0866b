"""Receptive fields: a list of layers becomes what a cell of a deep map sees of the input."""

from typing import Any, NamedTuple

Layer = dict[str, Any]  # what parse_layer returns
Row = tuple[str, int, int, float]
Span = tuple[int, int]


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


# BEGIN SOLUTION helper
class Window(NamedTuple):
    """How a layer looks at the map below it; square, padded with zeros."""

    kernel: int
    stride: int
    before: int = 0
    after: int = 0


def _window(layer: Layer) -> Window | None:
    """The window of a layer; None if the layer looks at single cells."""
    match layer["kind"]:
        case "BatchNormalization" | "Dropout" | "Rescaling":
            return None
        case "MaxPooling2D" | "AveragePooling2D":
            size = _side(layer["size"])
            return Window(size, stride=size)  # it moves by its own size
        case "Conv2D":
            kernel, padding = _side(layer["kernel"]), layer["padding"]
            if padding not in ("valid", "same"):
                raise ValueError(f'padding must be "valid" or "same", got {padding!r}')
            around = kernel - 1 if padding == "same" else 0
            before = around // 2  # exercise 03: where they are odd, the extra cell comes after
            return Window(kernel, 1, before, around - before)
        case kind:
            raise ValueError(f"{kind!r} is no layer that works on a map")


def _side(sides: tuple[int, int]) -> int:
    """(3, 3) -> 3."""
    height, width = sides
    if height != width or height < 1:
        raise ValueError(f"kernels and windows must be square and at least 1x1, got {sides}")
    return height


def _windows(layers: list[str]) -> list[tuple[str, Window]]:
    """Description and window of each layer that has one, down to Flatten."""
    found = []
    for description in layers:
        layer = parse_layer(description)
        if layer["kind"] == "Flatten":
            break  # no map any more: a number behind it depends on all cells
        window = _window(layer)
        if window is not None:
            found.append((description, window))
    return found


# END SOLUTION
def receptive_field(layers: list[str]) -> list[Row]:
    """Follow the receptive field through the layers.

    층을 하나씩 지나며 수용장의 크기와 이웃한 칸 사이의 간격, 첫 칸의 중심을 적습니다.

    Returns one row for each convolution and pooling before Flatten: (its description, size, jump,
    centre), in cells of the input, counted from 0; layers without windows have no row.
    ValueError: an unknown layer or Dense before Flatten, a kernel or window that is not square or
    has a side below 1, a padding word other than "valid" and "same".
    """
    # BEGIN SOLUTION
    size, jump, centre = 1, 1, 0.0  # a cell of the input sees itself
    rows = []
    for description, window in _windows(layers):
        size += (window.kernel - 1) * jump  # each of its cells but the first adds a jump
        centre += ((window.kernel - 1) / 2 - window.before) * jump
        jump *= window.stride  # after the size: a layer's own stride tells on the next one
        rows.append((description, size, jump, centre))
    return rows
    # END SOLUTION


def seen_cells(
    input_shape: tuple[int, int, int], layers: list[str], cell: tuple[int, int]
) -> tuple[Span, Span]:
    """Find the rows and columns of the input on which a cell of the last map depends.

    마지막 특징 맵의 한 칸이 입력의 어느 행과 열을 보는지 구합니다.

    `input_shape` is (H, W, C), `cell` (row, column); the last map is the one before Flatten.
    Returns ((top, bottom), (left, right)), counted from 0, the last ones included, cut at the
    border of every map on the way. ValueError: an `input_shape` of another length or with a
    number below 1, a window that does not fit, a cell outside the last map, and whatever
    receptive_field refuses.
    """
    # BEGIN SOLUTION
    if len(input_shape) != 3 or min(input_shape) < 1:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    height, width, _channels = input_shape
    windows = [window for _description, window in _windows(layers)]
    row, column = cell
    return _seen_along(height, windows, row), _seen_along(width, windows, column)
    # END SOLUTION


# BEGIN SOLUTION helper
def _seen_along(size: int, windows: list[Window], index: int) -> Span:
    """First and last cell of a side of the input that cell `index` of the last map sees."""
    sizes = [size]
    for window in windows:
        sizes.append(_places(sizes[-1], window))
    if not 0 <= index < sizes[-1]:
        raise ValueError(f"the last map has {sizes[-1]} cells, there is no cell {index}")

    first = last = index
    for window, below in zip(reversed(windows), reversed(sizes[:-1]), strict=True):
        first = first * window.stride - window.before
        last = last * window.stride - window.before + window.kernel - 1
        first, last = max(first, 0), min(last, below - 1)  # padding is no part of a map
    return first, last


def _places(size: int, window: Window) -> int:
    """The size of the map that a window makes (exercise 06)."""
    room = size + window.before + window.after - window.kernel
    if room < 0:
        raise ValueError(f"a window of {window.kernel} does not fit into {size} cells")
    return room // window.stride + 1


# END SOLUTION
def layers_needed(kernel: int, goal: int) -> int:
    """Count the convolutions of stride 1 until the receptive field is at least `goal`.

    수용장이 goal 이상이 될 때까지 필요한, 보폭 1인 합성곱 층의 수를 셉니다.

    Returns an int. ValueError: kernel or goal below 1, kernel 1 with a goal above 1.
    """
    # BEGIN SOLUTION
    if kernel < 1 or goal < 1:
        raise ValueError(f"kernel and goal must be at least 1, got {kernel} and {goal}")
    if goal == 1:
        return 0  # an input cell sees itself
    if kernel == 1:
        raise ValueError(f"kernels of 1 never see {goal} cells")
    return -(-(goal - 1) // (kernel - 1))  # rounded up; each layer adds kernel - 1
    # END SOLUTION
