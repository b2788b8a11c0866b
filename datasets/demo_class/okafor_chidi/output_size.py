"""Output sizes and parameter counts: a list of layers becomes the table that Keras prints."""

from typing import Any

Shape = tuple[int, ...]
Layer = dict[str, Any]  # what parse_layer returns


def conv_output_size(size, kernel, padding=0, stride=1):
	if size < 1 or kernel < 1 or stride < 1: raise ValueError("must be at least 1")
	if padding == "same": return int(-(-size // stride))
	if padding == "valid": padding = 0
	if type(padding) == str or padding < 0: raise ValueError("padding?")
	room = size - kernel + 2*padding
	if room < 0: raise ValueError("kernel too large")
	return room // stride + 1


def conv_output_shape(input_shape, filters, kernel, padding=0, stride=1):
	if len(input_shape) != 3: raise ValueError("H, W, C please")
	if input_shape[2] < 1 or filters < 1: raise ValueError("at least 1")
	if type(kernel) == int: kernel = (kernel, kernel)
	return (conv_output_size(input_shape[0], kernel[0], padding, stride),
	        conv_output_size(input_shape[1], kernel[1], padding, stride), filters)


def conv_parameters(kernel, channels, filters):
	# number of weights = volume of one kernel times the number of kernels
	if type(kernel) == int: kernel = (kernel, kernel)
	if kernel[0] < 1 or kernel[1] < 1 or channels < 1 or filters < 1: raise ValueError("at least 1")
	return kernel[0]*kernel[1]*channels*filters


def dense_parameters(inputs, outputs):
	# the weight matrix
	if inputs < 1 or outputs < 1: raise ValueError("at least 1")
	return inputs*outputs


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
	rows = []
	if len(input_shape) not in (1, 3) or min(input_shape) < 1: raise ValueError("not a shape")
	for l in layers:
		d = parse_layer(l); k = d["kind"]; n = 0
		if k in ("Conv2D", "MaxPooling2D", "AveragePooling2D") and len(input_shape) != 3: raise ValueError("not an image")
		if k == "Conv2D":
			n = conv_parameters(d["kernel"], input_shape[2], d["filters"])
			input_shape = conv_output_shape(input_shape, d["filters"], d["kernel"], d["padding"])
		elif k in ("MaxPooling2D", "AveragePooling2D"):
			s = d["size"]
			input_shape = (conv_output_size(input_shape[0], s[0], 0, s[0]), conv_output_size(input_shape[1], s[1], 0, s[1]), input_shape[2])
		elif k == "Flatten":
			p = 1
			for v in input_shape: p *= v
			input_shape = (p,)
		elif k == "Dense":
			if len(input_shape) != 1: raise ValueError("flatten first")
			n = dense_parameters(input_shape[0], d["units"])
			input_shape = (d["units"],)
		elif k == "BatchNormalization": n = 4*input_shape[-1]
		elif k not in ("Dropout", "Rescaling"): raise ValueError("unknown layer "+k)
		rows.append((l, input_shape, n))
	return rows
