"""Output sizes and parameter counts: a list of layers becomes the table that Keras prints."""

from typing import Any

Shape = tuple[int, ...]
Layer = dict[str, Any]  # what parse_layer returns


def conv_output_size(size, kernel, padding=0, stride=1):
    if size < 1 or kernel < 1 or stride < 1:
        raise ValueError("size, kernel, stride는 1 이상")
    if padding == "same":
        n = size // stride
        if size % stride != 0:  # 올림
            n = n + 1
        return n
    if padding == "valid":
        padding = 0
    if isinstance(padding, str):
        raise ValueError("모르는 padding: " + padding)
    if padding < 0:
        raise ValueError("padding은 0 이상")
    if kernel > size + 2 * padding:
        raise ValueError("커널이 너무 큼")
    return (size - kernel + 2 * padding) // stride + 1


def conv_output_shape(input_shape, filters, kernel, padding=0, stride=1):
    if len(input_shape) != 3:
        raise ValueError("(H, W, C)가 아님")
    H, W, C = input_shape
    if C < 1 or filters < 1:
        raise ValueError("채널과 필터는 1 이상")
    if isinstance(kernel, (tuple, list)):
        kh, kw = kernel
    else:
        kh = kernel
        kw = kernel
    return (conv_output_size(H, kh, padding, stride), conv_output_size(W, kw, padding, stride), filters)


def conv_parameters(kernel, channels, filters):
    if isinstance(kernel, (tuple, list)):
        kh, kw = kernel
    else:
        kh = kernel
        kw = kernel
    if kh < 1 or kw < 1 or channels < 1 or filters < 1:
        raise ValueError("1 이상이어야 합니다")
    return kh * kw * channels * filters + filters


def dense_parameters(inputs, outputs):
    if inputs < 1 or outputs < 1:
        raise ValueError("1 이상이어야 합니다")
    return inputs * outputs + outputs


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


def summarize(input_shape, layers):
    table = []
    shape = tuple(input_shape)
    # 층을 보기 전에 입력 모양부터 확인
    if len(shape) != 1 and len(shape) != 3:
        raise ValueError("(H, W, C)나 (특징 수,)가 아님")
    for s in shape:
        if s < 1:
            raise ValueError("입력 모양은 1 이상")
    for text in layers:
        layer = parse_layer(text)
        kind = layer["kind"]
        params = 0
        if kind == "Conv2D":
            if len(shape) != 3:
                raise ValueError("Conv2D는 특징 맵에만")
            params = conv_parameters(layer["kernel"], shape[2], layer["filters"])
            shape = conv_output_shape(shape, layer["filters"], layer["kernel"], layer["padding"])
        elif kind == "MaxPooling2D" or kind == "AveragePooling2D":
            if len(shape) != 3:
                raise ValueError("풀링은 특징 맵에만")
            a, b = layer["size"]
            h = conv_output_size(shape[0], a, 0, a)
            w = conv_output_size(shape[1], b, 0, b)
            shape = (h, w, shape[2])
        elif kind == "Flatten":
            n = 1
            for s in shape:
                n = n * s
            shape = (n,)
        elif kind == "Dense":
            if len(shape) != 1:
                raise ValueError("Flatten이 먼저")
            params = dense_parameters(shape[0], layer["units"])
            shape = (layer["units"],)
        elif kind == "BatchNormalization":
            params = 4 * shape[-1]
        elif kind == "Dropout" or kind == "Rescaling":
            params = 0
        else:
            raise ValueError("모르는 층: " + kind)
        table.append((text, shape, params))
    return table


net = [
    "Conv2D 32 3x3 valid relu", "MaxPooling2D 2x2", "Conv2D 64 3x3 valid relu", "MaxPooling2D 2x2",
    "Conv2D 64 3x3 valid relu", "Flatten", "Dense 64 relu", "Dense 10 softmax",
]
total = 0
for row in summarize((28, 28, 1), net):
    print(row)
    total += row[2]
print("total", total)  # 93322 나와야 함
