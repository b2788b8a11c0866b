"""A layer takes cell i to the cells from a·i + b to a·i + c: such maps are put one into another."""

from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, takewhile


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


@dataclass(frozen=True)
class Reach:
    name: str
    times: int
    low: int
    high: int
    keeps: bool = False

    def after(self, below):
        return Reach(
            self.name,
            below.times * self.times,
            below.times * self.low + below.low,
            below.times * self.high + below.high,
        )

    def sizes(self, size):
        if self.keeps:
            return size
        if self.high >= size:
            raise ValueError(f"{self.name} on {size} cells")
        return (size - 1 - self.high) // self.times + 1


def reach_of(text):
    layer = parse_layer(text)
    match layer:
        case {"kind": "Conv2D", "kernel": (k, same_k), "padding": "valid"} if k == same_k > 0:
            return Reach(text, 1, 0, k - 1)
        case {"kind": "Conv2D", "kernel": (k, same_k), "padding": "same"} if k == same_k > 0:
            return Reach(text, 1, -((k - 1) // 2), k // 2, keeps=True)
        case {"kind": "MaxPooling2D" | "AveragePooling2D", "size": (k, same_k)} if k == same_k > 0:
            return Reach(text, k, 0, k - 1)
        case {"kind": "BatchNormalization" | "Dropout" | "Rescaling"}:
            return None
    raise ValueError(f"{text!r} has no square window")


def reaches(layers):
    maps = takewhile(lambda text: text.split()[0] != "Flatten", layers)
    return [reach for reach in map(reach_of, maps) if reach is not None]


def receptive_field(layers):
    return [
        (whole.name, whole.high - whole.low + 1, whole.times, (whole.low + whole.high) / 2)
        for whole in accumulate(reaches(layers), lambda below, next_one: next_one.after(below))
    ]


def seen_cells(input_shape, layers, cell):
    height, width, channels = input_shape
    if min(height, width, channels) < 1:
        raise ValueError(input_shape)
    stack = reaches(layers)
    return tuple(span(size, stack, at) for size, at in zip((height, width), cell))


def span(size, stack, at):
    sizes = list(accumulate(stack, lambda below, reach: reach.sizes(below), initial=size))
    if not 0 <= at < sizes[-1]:
        raise ValueError(at)

    def down(ends, level):
        reach, below = level
        low = reach.times * ends[0] + reach.low
        high = reach.times * ends[1] + reach.high
        return max(low, 0), min(high, below - 1)

    return reduce(down, zip(stack[::-1], sizes[-2::-1]), (at, at))


def layers_needed(kernel, goal):
    if kernel < 1 or goal < 1:
        raise ValueError((kernel, goal))
    if kernel == 1:
        if goal > 1:
            raise ValueError("kernels of 1")
        return 0
    return (goal + kernel - 3) // (kernel - 1)
