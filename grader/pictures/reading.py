"""The window behind a wrong cell -> a picture of its sum, with the student's number beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .cells import draw, grid
from .svg import Picture, Words, group, number, rect
from .windows import BETWEEN, LINE, Pieces, pooled_line, product_lines, write_lines

if TYPE_CHECKING:
    from grader.model import WindowPlane, WrongWindow

    from .cells import Grid


def wrong_window(window: WrongWindow) -> str:
    """Draw the window's numbers, the weights that meet them, and their sum."""
    first = window.planes[0]
    # one place after the other; of several channels that would take too long
    moving = len(window.planes) == 1 and window.how == "sum"
    picture = Picture(len(first.values) * len(first.values[0]) if moving else 1, 0.8)
    sums, end = _sums(window)
    y = 0.0
    for plane, lines in zip(window.planes, sums, strict=True):
        left, right = _grids(picture, plane, y)
        if moving and right is not None:
            _walk(picture, left, right)
        if len(window.planes) > 1 and right is not None:  # beside each channel its own sum
            beside = right.x + right.width + 8
            middle = y + (left.height - (len(lines) - 1) * LINE) / 2
            picture.add(write_lines(picture, lines, middle, beside))
        y += left.height + 18
    below = [end] if len(window.planes) > 1 else [*sums[0][:-1], [*sums[0][-1], *end]]
    picture.add(write_lines(picture, below, y + 10))
    at = ", ".join(map(str, window.at))
    words = Words(f"{window.function}의 [{at}]", f"{window.function} at [{at}]", words_of(window))
    return picture.render(words)


def words_of(window: WrongWindow) -> str:
    """The picture's sum as a line of plain text."""
    sums, end = _sums(window)
    pieces = [piece for lines in sums for line in lines for piece in line]
    return " ".join("".join(words for words, _kind in [*pieces, *end]).split())


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


def _sums(window: WrongWindow) -> tuple[list[list[Pieces]], Pieces]:
    """The sum of each plane, then the bias, the result, its final value, the student's number."""
    sums: list[list[Pieces]] = []
    for index, plane in enumerate(window.planes):
        values, weights = np.array(plane.values), np.array(plane.weights)
        if window.how != "sum":
            return [[pooled_line(values, window.how, None)]], _end(window)
        lines = product_lines(values, weights, 0.0, None)
        if index:
            lines[0][0] = (" + ", "soft")
        sums.append(lines)
    return sums, _end(window)


def _end(window: WrongWindow) -> Pieces:
    end: Pieces = []
    if window.bias:
        bias = number(window.bias)
        end.append((f" + ({bias})" if window.bias < 0 else f" + {bias}", "soft"))
    end.append((f" = {number(window.result)}", "b"))
    if abs(window.wanted - window.result) > 1e-6 * max(1.0, abs(window.wanted)):
        end.append((f" → {number(window.wanted)}", "b"))
    got = "NaN, ∞" if window.got is None else number(window.got)
    return [*end, (f" ≠ {got}", "bad")]
