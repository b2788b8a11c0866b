"""The window behind a wrong cell -> a picture of its sum, with the student's number beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .cells import draw, grid
from .svg import Picture, Words, group, number, rect
from .windows import BETWEEN, Pieces, pooled_line, product_lines, write_lines

if TYPE_CHECKING:
    from grader.model import WindowPlane, WrongWindow

    from .cells import Grid


def wrong_window(window: WrongWindow) -> str:
    """Draw the window's numbers, the weights that meet them, and what they add up to."""
    first = window.planes[0]
    count = len(first.values) * len(first.values[0])
    # one place after the other; of several channels that would take too long
    moving = len(window.planes) == 1 and window.how == "sum"
    picture = Picture(count if moving else 1, 0.8)
    y = 0.0
    for plane in window.planes:
        left, right = _grids(picture, plane, y)
        if moving and right is not None:
            _walk(picture, left, right)
        y += left.height + 18
    at = ", ".join(map(str, window.at))
    words = Words(f"{window.function}의 [{at}]", f"{window.function} at [{at}]", words_of(window))
    picture.add(write_lines(picture, _lines(window), y + 10))
    return picture.render(words)


def words_of(window: WrongWindow) -> str:
    """The picture's sum as a line of plain text."""
    lines = ("".join(words for words, _kind in line) for line in _lines(window))
    return " ".join(" ".join(lines).split())


def _grids(picture: Picture, plane: WindowPlane, y: float) -> tuple[Grid, Grid | None]:
    """The window's cells, and beside them the weights."""
    left = grid(plane.values, 0, y)
    draw(picture, left)
    if not plane.weights:
        return left, None
    right = grid(plane.weights, left.width + BETWEEN, y)
    picture.text(left.width + BETWEEN / 2, y + left.height / 2, "⊙", "big soft")
    draw(picture, right)
    return left, right


def _walk(picture: Picture, left: Grid, right: Grid) -> None:
    """Two frames that go from cell to cell together."""
    places = list(np.ndindex(*left.values.shape))
    for laid, name in ((left, "a"), (right, "b")):
        shifts = [(column * laid.step, row * laid.down) for row, column in places]
        picture.add(group(rect(laid.box(0, 0), "mark"), picture.travel(shifts, name)))


def _lines(window: WrongWindow) -> list[Pieces]:
    """The sum, and what became of it."""
    planes = [(np.array(plane.values), np.array(plane.weights)) for plane in window.planes]
    lines: list[Pieces] = []
    if window.how != "sum":
        lines.append(pooled_line(planes[0][0], window.how, window.result))
    for index, (values, weights) in enumerate(planes if window.how == "sum" else ()):
        last = index == len(planes) - 1
        own = product_lines(
            values, weights, window.bias if last else 0.0, window.result if last else None
        )
        if index:
            own[0][0] = (" + ", "soft")
        lines += own
    if abs(window.wanted - window.result) > 1e-6 * max(1.0, abs(window.wanted)):
        lines[-1].append((f" → {number(window.wanted)}", "b"))
    got = "NaN, ∞" if window.got is None else number(window.got)
    lines[-1].append((f" ≠ {got}", "bad"))
    return lines
