"""The field of a deep map's cell in each map below, drawn from above and from the side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .cells import GAP
from .svg import Picture, group, n, rect, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .svg import Words

SIDE = 148.0  # of the largest map
BETWEEN = 26.0
STEP = 34.0  # from an input cell to the next
STOREY = 62.0  # from a map to the one below it
NAME = 250.0  # room for a layer's name

Span = tuple[int, int]


class Seen(NamedTuple):
    """A map and the part of it that the cell sees.

    Attributes:
        name: of the layer that makes the map.
        shape: (H, W).
        rows: the first and the last one seen; `columns` likewise.
    """

    name: str
    shape: tuple[int, int]
    rows: Span
    columns: Span


class Storey(NamedTuple):
    """A row of a map, seen from the side.

    Attributes:
        name: of the layer that makes the map.
        size: its cells.
        seen: the first and the last one that the cell sees.
        jump: from a cell to the next, in cells of the input.
        centre: of its first cell, in cells of the input.
        pad: cells that the layer above it adds before and after.
    """

    name: str
    size: int
    seen: Span
    jump: float = 1
    centre: float = 0
    pad: tuple[int, int] = (0, 0)


def fields(maps: Sequence[Seen], words: Words) -> str:
    """Draw maps from the input to the last one, and light up the field of the last one's cell.

    The light goes back from the last map, a map a step.
    """
    picture = Picture(len(maps), 1.8, still=len(maps) - 1)
    scale = SIDE / max(max(one.shape) for one in maps)
    ground, x = 20 + SIDE / 2, 0.0
    for index, one in enumerate(maps):
        height, width = (side * scale for side in one.shape)
        top = ground - height / 2
        wide = max(width, 62.0)
        left = x + (wide - width) / 2
        picture.rect((left, top, width, height), "z", 2)
        picture.path(_lines(one.shape, (left, top), scale), "axis")
        seen = picture.since(len(maps) - 1 - index)
        (first, last), (begin, end) = one.rows, one.columns
        tall, broad = last - first + 1, end - begin + 1
        box = (left + begin * scale, top + first * scale, broad * scale, tall * scale)
        middle, under = x + wide / 2, ground + SIDE / 2
        said = text(middle, under + 16, f"{tall}×{broad}", "w mid")
        picture.add(group(rect(box, "frame", 2) + said, seen))
        picture.text(middle, 4, f"{one.shape[0]}×{one.shape[1]}", "small")
        picture.text(middle, under + 34, one.name.split()[0], "small soft")
        if index < len(maps) - 1:
            picture.text(x + wide + BETWEEN / 2, ground, "←", "soft")
        x += wide + BETWEEN
        picture.reach(x - BETWEEN, under + 43)
        spans = f"{first} … {last},  {begin} … {end}"
        line = text(0, under + 66, f"{one.name}:  {spans}", "l mid")
        picture.add(group(line, picture.only(len(maps) - 1 - index)))
    picture.reach(x, ground + SIDE / 2 + 76)
    return picture.render(words)


def _lines(shape: tuple[int, int], corner: tuple[float, float], scale: float) -> str:
    """The borders between a map's cells, as a path."""
    (height, width), (x, y) = shape, corner
    drawn = [f"M{n(x)} {n(y + row * scale)}h{n(width * scale)}" for row in range(1, height)]
    drawn += [f"M{n(x + col * scale)} {n(y)}v{n(height * scale)}" for col in range(1, width)]
    return "".join(drawn)


def storeys(maps: Sequence[Storey], words: Words) -> str:
    """Draw a row of each map, the input at the bottom: every cell above the middle of its field.

    The light goes down from the last map, a map a step.
    """
    picture = Picture(len(maps), 1.8, still=len(maps) - 1)
    margin = max(one.pad[0] * one.jump - one.centre for one in maps)
    left = max(margin, 0) * STEP
    across = max(one.centre + (one.size - 1 + one.pad[1]) * one.jump for one in maps)
    words_at = left + (across + 1) * STEP + 12
    for index, one in enumerate(maps):
        y = (len(maps) - 1 - index) * STOREY
        step = len(maps) - 1 - index
        inside = ""
        for at in range(-one.pad[0], one.size + one.pad[1]):
            x = left + (one.centre + at * one.jump) * STEP
            box = (x, y, STEP - GAP, STEP - GAP)
            real = 0 <= at < one.size
            picture.rect(box, "z" if real else "g")
            picture.text(x + box[2] / 2, y + box[3] / 2, str(at) if real else "0", "soft mid")
            if one.seen[0] <= at <= one.seen[1]:
                number = text(x + box[2] / 2, y + box[3] / 2, str(at), "b mid")
                inside += rect(box, "n3") + rect(box, "mark") + number
        if index < len(maps) - 1:
            inside = _beam(one, maps[index + 1], left, y) + inside
        count = one.seen[1] - one.seen[0] + 1
        inside += text(words_at + 12, y + 24, f"{one.seen[0]} … {one.seen[1]}:  {count}", "l w mid")
        picture.add(group(inside, picture.since(step)))
        picture.text(words_at + 12, y + 6, one.name, "l mid")
    picture.reach(words_at + NAME, (len(maps) - 1) * STOREY + STEP)
    return picture.render(words)


def _beam(below: Storey, above: Storey, left: float, y: float) -> str:
    """The area between the cells that are seen of a map and those of the one below it."""
    ends = []
    for one in (above, below):
        ends += [one.centre + at * one.jump for at in one.seen]
    a, b, c, d = (left + end * STEP for end in ends)
    top, wide = y - STOREY + STEP - GAP, STEP - GAP
    corners = f"M{n(a)} {n(top)}L{n(b + wide)} {n(top)}L{n(d + wide)} {n(y)}L{n(c)} {n(y)}z"
    return f'<path d="{corners}" class="side"/>'
