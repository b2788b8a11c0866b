"""Keras's own way: an object for each layer that builds its weights from the shape it is given."""

from dataclasses import dataclass


def conv_output_size(size, kernel, padding=0, stride=1):
    if padding == "same":
        check(size, kernel, stride)
        return len(range(0, size, stride))
    if padding == "valid":
        return conv_output_size(size, kernel, 0, stride)
    if padding not in range(10_000):
        raise ValueError(f"padding {padding!r}")
    check(size, kernel, stride, size + 2 * padding - kernel + 1)
    quotient, _ = divmod(size + 2 * padding - kernel, stride)
    return quotient + 1


def check(*numbers):
    if not all(number >= 1 for number in numbers):
        raise ValueError(f"every one of {numbers} must be at least 1")


def conv_output_shape(input_shape, filters, kernel, padding=0, stride=1):
    return Conv2D(filters, kernel, padding, stride).build(input_shape)[0]


def conv_parameters(kernel, channels, filters):
    kernel_height, kernel_width = (kernel, kernel) if isinstance(kernel, int) else kernel
    check(kernel_height, kernel_width, channels, filters)
    return filters + filters * channels * kernel_height * kernel_width


def dense_parameters(inputs, outputs):
    check(inputs, outputs)
    return outputs + outputs * inputs


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


@dataclass
class Conv2D:
    filters: int
    kernel: int | tuple[int, int]
    padding: int | str = 0
    stride: int = 1
    activation: str = ""

    def build(self, shape):
        height, width, channels = shape
        check(channels)
        parameters = conv_parameters(self.kernel, channels, self.filters)
        sides = (self.kernel, self.kernel) if isinstance(self.kernel, int) else self.kernel
        output_height = conv_output_size(height, sides[0], self.padding, self.stride)
        output_width = conv_output_size(width, sides[1], self.padding, self.stride)
        return (output_height, output_width, self.filters), parameters


@dataclass
class Pooling2D:
    size: tuple[int, int]

    def build(self, shape):
        height, width, channels = shape
        check(*self.size)
        if self.size[0] > height or self.size[1] > width:
            raise ValueError(f"a window {self.size} does not fit into {shape}")
        return (height // self.size[0], width // self.size[1], channels), 0


@dataclass
class Flatten:
    def build(self, shape):
        if len(shape) == 1:
            return tuple(shape), 0
        height, width, channels = shape
        return (height * width * channels,), 0


@dataclass
class Dense:
    units: int
    activation: str = ""

    def build(self, shape):
        if len(shape) != 1:
            raise ValueError(f"Dense needs a vector, not {shape}")
        return (self.units,), dense_parameters(shape[0], self.units)


@dataclass
class BatchNormalization:
    def build(self, shape):
        return tuple(shape), 4 * shape[-1]


@dataclass
class Same:
    rate: float = 0.0
    scale: float = 1.0

    def build(self, shape):
        return tuple(shape), 0


KINDS = {
    "Conv2D": Conv2D,
    "MaxPooling2D": Pooling2D,
    "AveragePooling2D": Pooling2D,
    "Flatten": Flatten,
    "Dense": Dense,
    "BatchNormalization": BatchNormalization,
    "Dropout": Same,
    "Rescaling": Same,
}


def make_layer(description):
    options = parse_layer(description)
    kind = options.pop("kind")
    if kind not in KINDS:
        raise ValueError(f"unknown layer {kind}")
    return KINDS[kind](**options)


def summarize(input_shape, layers):
    if len(input_shape) not in {1, 3}:
        raise ValueError(f"the input is a map or a vector, not {input_shape}")
    check(*input_shape)
    if not layers:
        return []
    first, *rest = layers
    shape, parameters = make_layer(first).build(input_shape)
    return [(first, shape, parameters), *summarize(shape, rest)]
