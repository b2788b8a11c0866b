"""Output sizes and parameter counts: a list of layers becomes the table that Keras prints."""

from typing import Any

Shape = tuple[int, ...]
Layer = dict[str, Any]  # what parse_layer returns


def conv_output_size(size: int, kernel: int, padding: int | str = 0, stride: int = 1) -> int:
    """Count the positions of a kernel along one side of the image.

    한 변을 따라 커널을 놓을 수 있는 자리의 수를 셉니다.
    """
    if size <= 0 or kernel <= 0 or stride <= 0:
        raise ValueError("0 이하")
    if padding == "same":
        return (size + stride - 1) // stride
    p = 0 if padding == "valid" else padding
    if isinstance(p, str) or p < 0:
        raise ValueError("padding")
    if size + 2 * p < kernel:
        raise ValueError("kernel > padded size")
    return (size - kernel + 2 * p) // stride + 1


def conv_output_shape(input_shape, filters, kernel, padding=0, stride=1):
    """(H, W, C) -> (H', W', filters)"""
    if len(input_shape) != 3:
        raise ValueError("input_shape")
    h, w, c = input_shape
    if c <= 0 or filters <= 0:
        raise ValueError("channels / filters")
    kh, kw = kernel if isinstance(kernel, (tuple, list)) else (kernel, kernel)
    return conv_output_size(h, kh, padding, stride), conv_output_size(w, kw, padding, stride), filters


def conv_parameters(kernel, channels, filters):
    """(kh*kw*C)*K + K"""
    kh, kw = kernel if isinstance(kernel, (tuple, list)) else (kernel, kernel)
    for n in (kh, kw, channels, filters):
        if n <= 0:
            raise ValueError(n)
    return (kh * kw * channels) * filters + filters


def dense_parameters(inputs, outputs):
    """inputs*outputs + outputs"""
    for n in (inputs, outputs):
        if n <= 0:
            raise ValueError(n)
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
    """model.summary()"""
    result, cur = [], input_shape
    if len(cur) not in [1, 3] or any(n <= 0 for n in cur):
        raise ValueError("input_shape")
    for line in layers:
        info, count = parse_layer(line), 0
        kind = info["kind"]
        if kind in ["Conv2D", "MaxPooling2D", "AveragePooling2D"] and len(cur) != 3:
            raise ValueError(line)
        if kind == "Dense" and len(cur) != 1:
            raise ValueError(line)
        if kind == "Conv2D":
            count = conv_parameters(info["kernel"], cur[2], info["filters"])
            cur = conv_output_shape(cur, info["filters"], info["kernel"], info["padding"])
        elif "Pooling2D" in kind and "size" in info:
            ph, pw = info["size"]
            cur = (conv_output_size(cur[0], ph, stride=ph), conv_output_size(cur[1], pw, stride=pw), cur[2])
        elif kind == "Flatten":
            if len(cur) == 3:
                cur = (cur[0] * cur[1] * cur[2],)
        elif kind == "Dense":
            count = dense_parameters(cur[0], info["units"])
            cur = (info["units"],)
        elif kind == "BatchNormalization":
            count = cur[-1] * 4
        elif kind not in ["Dropout", "Rescaling"]:
            raise ValueError(line)
        result.append((line, tuple(cur), count))
    return result
