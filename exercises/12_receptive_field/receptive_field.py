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


def receptive_field(layers: list[str]) -> list[Row]:
    """Follow the receptive field through the layers.

    층을 하나씩 지나며 수용장의 크기와 이웃한 칸 사이의 간격, 첫 칸의 중심을 적습니다.

    Returns one row for each convolution and pooling before Flatten: (its description, size, jump,
    centre), in cells of the input, counted from 0; layers without windows have no row.
    ValueError: an unknown layer or Dense before Flatten, a kernel or window that is not square or
    has a side below 1, a padding word other than "valid" and "same".
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("receptive_field")


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
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("seen_cells")


def layers_needed(kernel: int, goal: int) -> int:
    """Count the convolutions of stride 1 until the receptive field is at least `goal`.

    수용장이 goal 이상이 될 때까지 필요한, 보폭 1인 합성곱 층의 수를 셉니다.

    Returns an int. ValueError: kernel or goal below 1, kernel 1 with a goal above 1.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("layers_needed")
