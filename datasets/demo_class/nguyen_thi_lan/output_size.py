"""Output sizes and parameter counts: a list of layers becomes the table that Keras prints."""

from typing import Any

Shape = tuple[int, ...]
Layer = dict[str, Any]  # what parse_layer returns


def conv_output_size(size: int, kernel: int, padding: int | str = 0, stride: int = 1) -> int:
    """Count the positions of a kernel along one side of the image.

    한 변을 따라 커널을 놓을 수 있는 자리의 수를 셉니다.

    `padding` is an int (that many cells on each of the two ends), "valid" or "same".
    Returns an int. ValueError: size, kernel or stride below 1, a negative padding, an unknown
    padding word, a kernel that is larger than the padded side (not with "same": there the kernel
    may have any size and the result is ceil(size / stride)).
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("conv_output_size")


def conv_output_shape(
    input_shape: Shape,
    filters: int,
    kernel: int | tuple[int, int],
    padding: int | str = 0,
    stride: int = 1,
) -> tuple[int, int, int]:
    """Give the shape of the feature maps of one convolution layer.

    합성곱 층 하나가 내놓는 특징 맵의 모양을 구합니다.

    (H, W, C) -> (H', W', filters). `kernel` is an int or a pair (kh, kw), tuple or list.
    ValueError: not three numbers in `input_shape`, one of them or `filters` below 1, and whatever
    conv_output_size refuses.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("conv_output_shape")


def conv_parameters(kernel: int | tuple[int, int], channels: int, filters: int) -> int:
    """Count the weights and biases of a convolution layer.

    합성곱 층의 가중치와 편향의 수를 셉니다.

    `kernel` is an int or a pair (kh, kw), tuple or list. Returns an int.
    ValueError: a side of the kernel, channels or filters below 1.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("conv_parameters")


def dense_parameters(inputs: int, outputs: int) -> int:
    """Count the weights and biases of a fully connected layer.

    완전 연결층의 가중치와 편향의 수를 셉니다.

    Returns an int. ValueError: inputs or outputs below 1.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("dense_parameters")


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
    """Follow a shape through the layers, as model.summary() does.

    model.summary()처럼 층을 하나씩 지나며 모양과 매개변수의 수를 적습니다.

    `input_shape` is (H, W, C) or (features,), without the batch. Returns one row a layer:
    (its description, its output shape without the batch, its number of parameters); no layers, no
    rows. ValueError: an `input_shape` of another length or with a side below 1, an unknown layer,
    Dense on a map, Conv2D or pooling on a vector, and whatever the functions above refuse.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("summarize")
