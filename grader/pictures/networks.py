"""Networks: the 2-2-2 network forward and back, a staircase of shapes, curves and accuracies."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .svg import Picture, group, n, number, rect, spans, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from .svg import Words

RADIUS = 30.0
_NODES = {  # of the 2-2-2 network: column and row
    "x1": (0, 0), "x2": (0, 1), "h1": (1, 0), "h2": (1, 1), "o1": (2, 0), "o2": (2, 1),
}  # fmt: skip
_EDGES = ("x1 h1", "x2 h1", "x1 h2", "x2 h2", "h1 o1", "h2 o1", "h1 o2", "h2 o2")


class Round(NamedTuple):
    """One round of learning of the 2-2-2 network; every figure is given, none is worked out here.

    Attributes:
        x: the input; `targets` likewise, length 2.
        weights: w1 to w8, before; `new_weights` after.
        forward: `(z_hidden, h, z_out, o)`.
        error: the total error.
        gradients: of w1 to w8.
        rate: the learning rate.
    """

    x: ArrayLike
    targets: ArrayLike
    weights: ArrayLike
    forward: Sequence[ArrayLike]
    error: float
    gradients: ArrayLike
    new_weights: ArrayLike
    rate: float


def cut(value: float) -> str:
    """Five decimals, cut as the lecture cuts them; dots where more follow."""
    short = math.trunc(round(value * 1e5, 6)) / 1e5
    more = abs(value - short) > 1e-12
    text_ = (f"{short:.5f}" if more else number(value, 6)).replace("-", "\N{MINUS SIGN}")
    return text_ + ("…" if more else "")


def learn(figures: Round, words: Words) -> str:
    """Draw one round: forward, the error, backward, the new weights."""
    picture = Picture(7, 3.0, still=6)
    picture.reach(560, 290)
    weights = [float(w) for w in np.asarray(figures.weights).flat]
    for index, edge in enumerate(_EDGES):
        start, end = (_place(name) for name in edge.split())
        picture.path(f"M{n(start[0])} {n(start[1])}L{n(end[0])} {n(end[1])}", "line")
        x, y = _on(edge)
        old = group(text(x, y, f"w{index + 1} {number(weights[index])}", "mid"),
                    picture.between(0, 4 if index > 3 else 5))  # fmt: skip
        label = rect((x - 45, y - 10, 90, 20), "z", 6)
        picture.add(label + old)
    _values(picture, figures)
    _slopes(picture, figures)
    _steps_in_words(picture, figures, weights)
    return picture.render(words)


def _place(name: str) -> tuple[float, float]:
    column, row = _NODES[name]
    return 36 + column * 244, 40 + row * 170


def _on(edge: str) -> tuple[float, float]:
    """Where an edge's label lies: ways that cross have theirs on either side of the crossing."""
    start, end = edge.split()
    (x1, y1), (x2, y2) = _place(start), _place(end)
    share = 0.5 if y1 == y2 else 0.29
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _values(picture: Picture, figures: Round) -> None:
    """The nodes, with their numbers."""
    _z, h, _z_out, o = (np.asarray(part, dtype=float) for part in figures.forward)
    inside = {"x": (np.asarray(figures.x, dtype=float), 0), "h": (h, 1), "o": (o, 2)}
    for name in _NODES:
        x, y = _place(name)
        values, step = inside[name[0]]
        value = float(values[int(name[1]) - 1])
        ring = f'<circle cx="{n(x)}" cy="{n(y)}" r="{RADIUS}" class="node"/>'
        picture.add(ring + text(x, y - 9, name, "soft mid"))
        words = text(x, y + 9, cut(value), "b small")
        picture.add(group(words, picture.since(step) if step else ""))
        if name[0] == "o":
            target = float(np.asarray(figures.targets, dtype=float)[int(name[1]) - 1])
            said = text(
                x, y + (-43 if name == "o1" else 43), f"y{name[1]} {number(target)}", "good mid"
            )
            picture.add(group(said, picture.since(3)))


def _slopes(picture: Picture, figures: Round) -> None:
    """On each edge, its slope when the error has come back, and its new weight at the end."""
    gradients = np.asarray(figures.gradients, dtype=float)
    changed = np.asarray(figures.new_weights, dtype=float)
    for index, edge in enumerate(_EDGES):
        x, y = _on(edge)
        first = 4 if index > 3 else 5
        label = rect((x - 45, y - 10, 90, 20), "z", 6)
        slope = text(x, y, cut(gradients[index]), "bad small")
        picture.add(group(_way_back(edge) + label + slope, picture.between(first, 6)))
        new = rect((x - 45, y - 10, 90, 20), "side", 6)
        new += text(x, y, cut(changed[index]), "w small")
        picture.add(group(new, picture.between(6, 9)))


def _way_back(edge: str) -> str:
    """A coloured way between the borders of two nodes."""
    start, end = (_place(name) for name in edge.split())
    length = math.dist(start, end)
    dx, dy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    x1, y1 = start[0] + dx * RADIUS, start[1] + dy * RADIUS
    x2, y2 = end[0] - dx * RADIUS, end[1] - dy * RADIUS
    return f'<path d="M{n(x2)} {n(y2)}L{n(x1)} {n(y1)}" class="way2"/>'


def _steps_in_words(picture: Picture, figures: Round, w: list[float]) -> None:
    """Below the network, the sum of each step."""
    x = np.asarray(figures.x, dtype=float)
    y = np.asarray(figures.targets, dtype=float)
    z, h, z_out, o = (np.asarray(part, dtype=float) for part in figures.forward)
    g = np.asarray(figures.gradients, dtype=float)
    new = np.asarray(figures.new_weights, dtype=float)
    w5 = f"{cut(o[0] - y[0])} · {cut(o[0] * (1 - o[0]))} · {cut(h[0])} = {cut(g[4])}"
    delta = (o - y) * o * (1 - o)
    back = delta[0] * w[4] + delta[1] * w[6]
    hidden = f"{number(w[0])}·{number(x[0])} + {number(w[1])}·{number(x[1])}"
    outer = f"{number(w[4])}·{cut(h[0])} + {number(w[5])}·{cut(h[1])}"
    halves = f"½({number(y[0])} − {cut(o[0])})² + ½({number(y[1])} − {cut(o[1])})²"
    returned = f"{cut(delta[0])}·{number(w[4])} + {cut(delta[1])}·{number(w[6])}"
    said = [
        ("x", f"x = ({number(x[0])}, {number(x[1])})"),
        ("h1", f"s({hidden}) = s({number(z[0])}) = {cut(h[0])}"),
        ("o1", f"s({outer}) = s({cut(z_out[0])}) = {cut(o[0])}"),
        ("E", f"{halves} = {cut(figures.error)}"),
        ("∂E/∂w5", f"(o1 − y1) · o1(1 − o1) · h1 = {w5}"),
        ("∂E/∂h1", f"{returned} = {cut(back)}"),
        ("w5", f"{number(w[4])} − {number(figures.rate)}·{cut(g[4])} = {cut(new[4])}"),
    ]
    for step, (name, line) in enumerate(said):
        pieces = [(line, "mid")] if step == 0 else [(f"{name} = ", "w mid"), (line, "mid")]
        if step == 4:  # too long for one line
            left, _, right = line.partition(" = ")
            pieces = [(f"{name} = {left}", "w mid")]
            picture.add(group(text(0, 288, spans((f"= {right}", "mid")), "l"), picture.only(step)))
        picture.add(group(text(0, 266, spans(*pieces), "l"), picture.only(step)))


# -- a staircase of shapes


Row = tuple[str, tuple[int, ...], int]


class Stair(NamedTuple):
    """One layer of a staircase.

    Attributes:
        name: the layer's description.
        shape: of its output, without the batch.
        sums: how shape and parameters come about, a line each.
    """

    name: str
    shape: tuple[int, ...]
    sums: tuple[str, ...]


def stairs(input_shape: tuple[int, ...], rows: Sequence[Row]) -> list[Stair]:
    """The steps of a staircase, with the sums of each layer.

    Args:
        input_shape: without the batch.
        rows: `(description, output shape, parameters)`, as `summarize` of exercise 06 gives them.
    """
    found, before = [Stair("input", input_shape, ())], input_shape
    for name, shape, parameters in rows:
        found.append(Stair(name, shape, tuple(_sums(name, before, (shape, parameters)))))
        before = shape
    return found


def _sums(name: str, before: tuple[int, ...], after: tuple[tuple[int, ...], int]) -> Iterator[str]:
    """How a layer's shape and its parameters come about."""
    kind, *options = name.split()
    shape, parameters = after
    if kind == "Conv2D":
        kh, kw = map(int, options[1].split("x"))
        if options[2] == "valid":
            sides = ((before[0], kh, shape[0]), (before[1], kw, shape[1]))
            yield "   ".join(f"{size} − {k} + 1 = {out}" for size, k, out in sides)
        else:
            yield f"same: {shape[0]}×{shape[1]}"
        yield f"({kh}·{kw}·{before[2]})·{shape[2]} + {shape[2]} = {parameters:,}"
    elif "Pooling" in kind:
        windows = map(int, options[0].split("x"))
        pairs = zip(before[:2], windows, shape[:2], strict=True)
        yield "   ".join(f"⌊{size} / {window}⌋ = {out}" for size, window, out in pairs)
    elif kind == "Flatten":
        yield f"{'·'.join(map(str, before))} = {shape[0]}"
    elif kind == "Dense":
        yield f"{before[0]}·{shape[0]} + {shape[0]} = {parameters:,}"
    elif parameters:
        yield f"4·{shape[-1]} = {parameters:,}"


TALL = 110.0  # height of the largest map
ROOM = 14.0  # between two shapes


def staircase(stairs: Sequence[Stair], words: Words) -> str:
    """Draw the shapes of a network's layers from left to right, to scale in height and depth.

    Channels are drawn by their logarithm: 1 and 64 would not fit on one page.
    """
    picture = Picture(len(stairs), 2.0, still=len(stairs) - 1)
    largest = max(max(stair.shape[:2]) for stair in stairs if len(stair.shape) == 3)
    boxes = [_solid(stair.shape, largest) for stair in stairs]
    ground = TALL + max(depth for _w, _h, depth in boxes) * 0.5 + 8
    x = 4.0
    for step, (stair, (wide, tall, depth)) in enumerate(zip(stairs, boxes, strict=True)):
        labels = _labels(stair.shape)
        room = max(wide + depth * 0.6, *(len(label) * 6.8 for label in labels))
        seen = picture.since(step) if step else ""
        inside = _block(x, ground, (wide, tall, depth))
        for below, label in enumerate(labels):
            inside += text(x + wide / 2, ground + 14 + 14 * below, label, "small")
        # the rest can be guessed
        picture.add(group(_block(x, ground, (wide, tall, depth)), "dim") if step else "")
        picture.add(group(inside, seen))
        lit = rect((x - 3, ground - tall - 3, wide + 6, tall + 6), "mark", 4)
        picture.add(group(lit, picture.only(step)))
        x += room + ROOM
        picture.reach(x - ROOM, ground + 46)
        lines = [text(0, ground + 66, stair.name, "l b")]
        for number_of_line, line in enumerate(stair.sums):
            lines.append(text(0, ground + 90 + 21 * number_of_line, line, "l mid"))
            picture.reach(len(line) * 7.9, ground + 99 + 21 * number_of_line)
        picture.add(group("".join(lines), picture.only(step)))
    return picture.render(words)


def _solid(shape: tuple[int, ...], largest: int) -> tuple[float, float, float]:
    """Width, height and depth of a shape's block."""
    if len(shape) == 1:
        return 7, 16 + 9 * math.log2(shape[0] + 1), 0
    scale = TALL / largest
    return 5 + 4.4 * math.log2(shape[2] + 1), max(4, shape[0] * scale), max(3, shape[1] * scale)


def _block(x: float, ground: float, solid: tuple[float, float, float]) -> str:
    wide, tall, depth = solid
    dx, dy = depth * 0.32, depth * 0.32
    top = ground - tall
    front = f"M{n(x)} {n(top)}h{n(wide)}v{n(tall)}h{n(-wide)}z"
    roof = f"M{n(x)} {n(top)}l{n(dx)} {n(-dy)}h{n(wide)}l{n(-dx)} {n(dy)}z"
    side = f"M{n(x + wide)} {n(top)}l{n(dx)} {n(-dy)}v{n(tall)}l{n(-dx)} {n(dy)}z"
    parts = f'<path d="{front}" class="n2"/>'
    if depth:
        parts += f'<path d="{roof}" class="n1"/><path d="{side}" class="n3"/>'
    return parts


def _labels(shape: tuple[int, ...]) -> list[str]:
    if len(shape) == 1:
        return [str(shape[0])]
    return [f"{shape[0]}×{shape[1]}", f"×{shape[2]}"]


# -- curves


class Curve(NamedTuple):
    """A function of one number.

    Attributes:
        of: arrays in, arrays out.
        points: numbers whose values are worked out by hand.
    """

    name: str
    of: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    points: tuple[float, ...] = ()


PANEL = (150.0, 104.0)  # width and height
SPAN = 4.0  # a panel shows x from -SPAN to SPAN


def curves(functions: Sequence[Curve], words: Words, columns: int = 3) -> str:
    """Draw functions, a panel each; one point runs along all of them."""
    picture = Picture(16, 0.4, still=16)
    for index, curve in enumerate(functions):
        left = (index % columns) * (PANEL[0] + 22)
        top = (index // columns) * (PANEL[1] + 44)
        _panel(picture, curve, (left, top), index)
    return picture.render(words)


def _panel(picture: Picture, curve: Curve, corner: tuple[float, float], index: int) -> None:
    left, top = corner
    xs = np.linspace(-SPAN, SPAN, 65)
    values = np.asarray(curve.of(xs), dtype=np.float64)
    high = max(1.0, math.ceil(values.max()))
    low = min(0.0, math.floor(values.min()))
    top += 24

    def at(x: float, y: float) -> tuple[float, float]:
        across = left + (x + SPAN) / (2 * SPAN) * PANEL[0]
        return across, top + (high - y) / (high - low) * PANEL[1]

    picture.text(left, top - 16, curve.name, "l b")
    zero_x, zero_y = at(0, 0)
    picture.path(f"M{n(left)} {n(zero_y)}h{PANEL[0]}M{n(zero_x)} {n(top)}v{PANEL[1]}", "axis")
    # a bound that is not reached, such as 1, is drawn as a dashed line
    for bound in {high, low} - {0.0}:
        _, y = at(0, bound)
        picture.path(f"M{n(left)} {n(y)}h{PANEL[0]}", "g")
        # on the side where a rising curve is far away
        if bound > 0:
            picture.text(left, y + 9, number(bound), "small soft l")
        else:
            picture.text(left + PANEL[0], y - 9, number(bound), "small soft r")
    places = [at(float(x), float(y)) for x, y in zip(xs, values, strict=True)]
    picture.path("M" + "L".join(f"{n(x)} {n(y)}" for x, y in places), "way")
    for x in curve.points:
        y = float(np.asarray(curve.of(np.array([x]))).flat[0])
        px, py = at(x, y)
        picture.add(f'<circle cx="{n(px)}" cy="{n(py)}" r="3.5" class="dot2"/>')
    runner = f'<circle cx="{n(places[0][0])}" cy="{n(places[0][1])}" r="5" class="dot"/>'
    start = places[0]
    shifts = [(x - start[0], y - start[1]) for x, y in places[::4]]
    picture.add(group(runner, picture.glide(shifts, f"q{index}")))
    picture.reach(left + PANEL[0], top + PANEL[1])


def accuracies(series: Sequence[tuple[str, Sequence[float]]], words: Words) -> str:
    """Draw accuracies by epoch, one line a network; the last figure of each is written."""
    count = max(len(values) for _name, values in series)
    picture = Picture(count, 1.2, still=count - 1)
    low = math.floor(20 * min(min(values) for _name, values in series)) / 20
    wide, tall, left = 330.0, 190.0, 44.0

    def at(epoch: int, value: float) -> tuple[float, float]:
        return left + epoch * wide / (count - 1), 12 + (1 - value) / (1 - low) * tall

    for mark in np.arange(low, 1.001, 0.05):
        y = at(0, float(mark))[1]
        picture.path(f"M{left} {n(y)}h{wide}", "axis")
        picture.text(left - 8, y, f"{mark:.2f}", "small soft r")
    for epoch in range(count):
        picture.text(at(epoch, low)[0], tall + 30, str(epoch + 1), "small soft")
    for index, (name, values) in enumerate(series):
        for epoch, value in enumerate(values):
            x, y = at(epoch, value)
            dot = (
                f'<circle cx="{n(x)}" cy="{n(y)}" r="4.5" class="dot{"2" if index == 0 else ""}"/>'
            )
            if epoch:
                before = at(epoch - 1, values[epoch - 1])
                kind = "way2" if index == 0 else "way"
                line = f'<path d="M{n(before[0])} {n(before[1])}L{n(x)} {n(y)}" class="{kind}"/>'
                dot = line + dot
            picture.add(group(dot, picture.since(epoch) if epoch else ""))
        x, y = at(len(values) - 1, values[-1])
        kind = "bad" if index == 0 else "w"
        label = spans((f"{name} ", kind), (f"{values[-1]:.4f}", "b"))
        picture.add(group(text(x + 12, y, label, "l"), picture.since(len(values) - 1)))
        picture.reach(x + 120, y)
    picture.reach(0, tall + 34)
    return picture.render(words)
