"""Output sizes and parameter counts: a list of layers becomes the table that Keras prints."""

from typing import Any

Shape = tuple[int, ...]
Layer = dict[str, Any]  # what parse_layer returns


# BEGIN SOLUTION helper
def _require_at_least_one(**counts: int) -> None:
    """Refuse a side, count or stride below 1."""
    for name, value in counts.items():
        if value < 1:
            raise ValueError(f"{name} must be at least 1, got {value}")


def _pair(kernel: int | tuple[int, int]) -> tuple[int, int]:
    """One number stands for a square kernel: 3 -> (3, 3)."""
    if isinstance(kernel, (tuple, list)):
        height, width = kernel
        return height, width
    return kernel, kernel


# END SOLUTION
def conv_output_size(size: int, kernel: int, padding: int | str = 0, stride: int = 1) -> int:
    """Count the positions of a kernel along one side of the image.

    한 변을 따라 커널을 놓을 수 있는 자리의 수를 셉니다.

    `padding` is an int (that many cells on each of the two ends), "valid" or "same".
    Returns an int. ValueError: size, kernel or stride below 1, a negative padding, an unknown
    padding word, a kernel that is larger than the padded side (not with "same": there the kernel
    may have any size and the result is ceil(size / stride)).
    """
    # BEGIN SOLUTION
    _require_at_least_one(size=size, kernel=kernel, stride=stride)
    if padding == "same":
        return -(-size // stride)  # rounded up; TensorFlow pads as much as this needs
    if isinstance(padding, str):
        if padding != "valid":
            raise ValueError(f'padding must be a number, "valid" or "same", got {padding!r}')
        padding = 0
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")

    room = size - kernel + 2 * padding  # how far the kernel can move from its first position
    if room < 0:
        raise ValueError(f"kernel {kernel} is larger than the padded side {size + 2 * padding}")
    return room // stride + 1  # slide 4.3.3: W2 = (W1 - F + 2P) / S + 1
    # END SOLUTION


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
    # BEGIN SOLUTION
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    height, width, channels = input_shape
    _require_at_least_one(channels=channels, filters=filters)

    kernel_height, kernel_width = _pair(kernel)
    return (
        conv_output_size(height, kernel_height, padding, stride),
        conv_output_size(width, kernel_width, padding, stride),
        filters,  # slide 4.3.3: D2 = K, one map a filter
    )
    # END SOLUTION


def conv_parameters(kernel: int | tuple[int, int], channels: int, filters: int) -> int:
    """Count the weights and biases of a convolution layer.

    합성곱 층의 가중치와 편향의 수를 셉니다.

    `kernel` is an int or a pair (kh, kw), tuple or list. Returns an int.
    ValueError: a side of the kernel, channels or filters below 1.
    """
    # BEGIN SOLUTION
    kernel_height, kernel_width = _pair(kernel)
    _require_at_least_one(
        kernel_height=kernel_height, kernel_width=kernel_width, channels=channels, filters=filters
    )

    weights_of_one_filter = kernel_height * kernel_width * channels  # it looks at every channel
    return (weights_of_one_filter + 1) * filters  # slide 4.3.3: (F * F * D1) K + K
    # END SOLUTION


def dense_parameters(inputs: int, outputs: int) -> int:
    """Count the weights and biases of a fully connected layer.

    완전 연결층의 가중치와 편향의 수를 셉니다.

    Returns an int. ValueError: inputs or outputs below 1.
    """
    # BEGIN SOLUTION
    _require_at_least_one(inputs=inputs, outputs=outputs)

    return inputs * outputs + outputs  # slide "Fully connected layer"; then the biases
    # END SOLUTION


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
def _convolve(shape: Shape, layer: Layer) -> tuple[Shape, int]:
    """(H, W, C) -> (H', W', K)."""
    output = conv_output_shape(shape, layer["filters"], layer["kernel"], layer["padding"])
    return output, conv_parameters(layer["kernel"], shape[-1], layer["filters"])


def _pool(shape: Shape, layer: Layer) -> tuple[Shape, int]:
    """(H, W, C) -> (H', W', C); the window moves by its own size and learns nothing."""
    if len(shape) != 3:
        raise ValueError(f"{layer['kind']} needs a map (H, W, C), got {shape}")
    height, width, channels = shape
    window_height, window_width = layer["size"]

    output_height = conv_output_size(height, window_height, stride=window_height)
    output_width = conv_output_size(width, window_width, stride=window_width)
    return (output_height, output_width, channels), 0


def _flatten(shape: Shape) -> tuple[Shape, int]:
    """(H, W, C) -> (H * W * C,)."""
    cells = 1
    for side in shape:
        cells *= side
    return (cells,), 0


def _connect(shape: Shape, layer: Layer) -> tuple[Shape, int]:
    """(inputs,) -> (units,)."""
    if len(shape) != 1:
        raise ValueError(f"Dense needs a vector, got {shape}: is a Flatten missing?")
    return (layer["units"],), dense_parameters(shape[0], layer["units"])


def _apply_layer(shape: Shape, layer: Layer) -> tuple[Shape, int]:
    """One layer: the shape that goes in -> the shape that comes out, and the parameters."""
    match layer["kind"]:
        case "Conv2D":
            return _convolve(shape, layer)
        case "MaxPooling2D" | "AveragePooling2D":
            return _pool(shape, layer)
        case "Flatten":
            return _flatten(shape)
        case "Dense":
            return _connect(shape, layer)
        case "BatchNormalization":
            return shape, 4 * shape[-1]  # scale, offset, running mean and running variance
        case "Dropout" | "Rescaling":
            return shape, 0
        case unknown:
            raise ValueError(f"unknown layer {unknown!r}")


# END SOLUTION
def summarize(input_shape: Shape, layers: list[str]) -> list[tuple[str, Shape, int]]:
    """Follow a shape through the layers, as model.summary() does.

    model.summary()처럼 층을 하나씩 지나며 모양과 매개변수의 수를 적습니다.

    `input_shape` is (H, W, C) or (features,), without the batch. Returns one row a layer:
    (its description, its output shape without the batch, its number of parameters); no layers, no
    rows. ValueError: an `input_shape` of another length or with a side below 1, an unknown layer,
    Dense on a map, Conv2D or pooling on a vector, and whatever the functions above refuse.
    """
    # BEGIN SOLUTION
    shape = tuple(input_shape)
    if len(shape) not in (1, 3):
        raise ValueError(f"input_shape must be (H, W, C) or (features,), got {shape}")
    _require_at_least_one(smallest_side=min(shape))

    rows = []
    for description in layers:
        shape, parameters = _apply_layer(shape, parse_layer(description))
        rows.append((description, shape, parameters))
    return rows
    # END SOLUTION
