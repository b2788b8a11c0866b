"""A kernel or a pooling window that slides over an array, with each result spelled out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .cells import GAP, Grid, cell, draw, grid, outline
from .svg import Picture, group, number, rect, spans, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from .svg import Words

BETWEEN = 40.0  # room for a sign between two grids
LINE = 21.0  # height of a line of a sum
MONO = 9.03  # width of a character of a sum

Sides = tuple[tuple[int, int], tuple[int, int]]
Pieces = list[tuple[str, str]]  # words and their kinds


class Place(NamedTuple):
    """One place of a window.

    Attributes:
        row: of its first cell in the array; likewise `column`.
        lines: how its result comes about, one line below the other.
        to: row and column of the result in the output.
    """

    row: int
    column: int
    lines: list[Pieces]
    to: tuple[int, int]


class Slide(NamedTuple):
    """A window that slides over an image.

    Attributes:
        image: (H, W), with its padding.
        output: the right answer.
        size: rows and columns of the window.
        places: in the order of the steps.
        kernel: its weights, drawn beside the image; None for pooling.
        before: the kernel before it was turned round, if it was.
        pad: rows and columns of the image at each side that are padding:
            `((top, bottom), (left, right))`.
    """

    image: NDArray[np.float64]
    output: NDArray[np.float64]
    size: tuple[int, int]
    places: list[Place]
    kernel: NDArray[np.float64] | None = None
    before: NDArray[np.float64] | None = None
    pad: Sides = ((0, 0), (0, 0))


class Convolution(NamedTuple):
    """The arrays of a picture of a convolution.

    Attributes:
        image: (H, W), or (W,), padded already.
        kernel: as it lies on the image.
        output: the right answer, one cell for each place.
        stride: down and across.
        pad: how much of the image is padding.
        before: the kernel before it was turned round.
        bias: is added to each sum.
        sums: where the output is more than the sums (clipped, say).
    """

    image: ArrayLike
    kernel: ArrayLike
    output: ArrayLike
    stride: tuple[int, int] = (1, 1)
    pad: Sides = ((0, 0), (0, 0))
    before: ArrayLike | None = None
    bias: float = 0.0
    sums: ArrayLike | None = None


def convolve(made: Convolution, words: Words) -> str:
    """Draw a convolution, place by place."""
    z, u, out = _plane(made.image), _plane(made.kernel), _plane(made.output)
    sums = out if made.sums is None else _plane(made.sums)
    places = []
    for j, i in np.ndindex(*out.shape):
        row, column = j * made.stride[0], i * made.stride[1]
        window = z[row : row + u.shape[0], column : column + u.shape[1]]
        lines = product_lines(window, u, made.bias, float(sums[j, i]))
        if made.sums is not None:
            lines[-1].append((f" → {number(float(out[j, i]))}", "b"))
        places.append(Place(row, column, lines, (j, i)))
    turned = None if made.before is None else _plane(made.before)
    return slide(Slide(z, out, (u.shape[0], u.shape[1]), places, u, turned, made.pad), words)


def pool(
    image: ArrayLike, output: ArrayLike, words: Words, *, size: int, stride: int, how: str
) -> str:
    """Draw pooling, window by window; `how` is `max`, `min` or `mean`."""
    z, out = _plane(image), _plane(output)
    places = []
    for j, i in np.ndindex(*out.shape):
        row, column = j * stride, i * stride
        window = z[row : row + size, column : column + size]
        lines = [pooled_line(window, how, float(out[j, i]))]
        places.append(Place(row, column, lines, (j, i)))
    return slide(Slide(z, out, (size, size), places), words)


def product_lines(
    window: NDArray[np.float64], kernel: NDArray[np.float64], bias: float, result: float | None
) -> list[Pieces]:
    """The sum of products, a line for each row of the kernel; no end if there is no result yet."""
    # so that factors stand below each other
    alone = len(window) == 1
    widest_value = 0 if alone else max(len(_factor(value)) for value in window.flat)
    widest_weight = 0 if alone else max(len(_factor(value)) for value in kernel.flat)
    lines: list[Pieces] = []
    for row, (values, weights) in enumerate(zip(window, kernel, strict=True)):
        line: Pieces = []
        for column, (value, weight) in enumerate(zip(values, weights, strict=True)):
            first = "" if alone else "   "
            line.append((" + " if row or column else first, "soft"))
            line.append((_factor(value).rjust(widest_value), ""))
            line.append(("·", "soft"))
            line.append((_factor(weight).ljust(widest_weight), "w"))
        lines.append(line)
    if bias:
        lines[-1].append((f" + {_factor(bias)}", "soft"))
    if result is not None:
        lines[-1].append((f" = {number(result)}", "b"))
    return lines


def pooled_line(window: NDArray[np.float64], how: str, result: float | None) -> Pieces:
    """How a pooling window's cells become one; no end if there is no result yet."""
    values = [number(value) for value in window.flat]
    if how == "mean":
        pieces = [(f"({' + '.join(values)})", ""), (f" / {window.size}", "w")]
    else:
        chosen = number(float(window.max() if how == "max" else window.min()))
        pieces = [(f"{how}(", "soft")]
        for index, value in enumerate(values):
            pieces.append((", " if index else "", "soft"))
            pieces.append((value, "w" if value == chosen else ""))
        pieces.append((")", "soft"))
    return pieces if result is None else [*pieces, (f" = {number(result)}", "b")]


def slide(sliding: Slide, words: Words) -> str:
    """Draw a window that slides; each step fills a cell of the output."""
    picture = Picture(len(sliding.places), 2.0)
    source, kernel, result = _lay_out(picture, sliding)
    # a kernel's weights come into the corners of the cells
    _draw_source(picture, source, sliding.pad, 0 if kernel is None else 3)
    outline(picture, result)
    for step, place in enumerate(sliding.places):
        picture.add(cell(result, *place.to, picture.since(step + 0.3)))
    _draw_window(picture, sliding, source)
    first, *_ = sliding.places
    shifts = [
        ((p.to[1] - first.to[1]) * result.step, (p.to[0] - first.to[0]) * result.down)
        for p in sliding.places
    ]
    mark = rect(result.box(*first.to), "mark")
    picture.add(group(mark, picture.travel(shifts, "o")))
    below = max(grid.height for grid in (source, kernel, result) if grid is not None)
    _write_sums(picture, sliding.places, below + 30)
    return picture.render(words)


def _lay_out(picture: Picture, sliding: Slide) -> tuple[Grid, Grid | None, Grid]:
    """Image, kernel and output side by side, each in the middle of the height."""
    source, result = grid(sliding.image), grid(sliding.output)
    kernel = None if sliding.kernel is None else grid(sliding.kernel)
    before = None if sliding.before is None else grid(sliding.before)
    grids = [source, kernel, before, result]
    height = max(laid.height for laid in grids if laid is not None)
    x = 0.0

    def placed(laid: Grid, sign: str) -> Grid:
        nonlocal x
        if sign:
            picture.text(x + BETWEEN / 2 - GAP / 2, height / 2, sign, "big soft")
            x += BETWEEN
        moved = laid.at(x, (height - laid.height) / 2)
        x += laid.width
        return moved

    source = placed(source, "")
    if before is not None and kernel is not None:
        draw(picture, placed(before, "∗"))
        kernel = placed(kernel, "↻")
    elif kernel is not None:
        kernel = placed(kernel, "∗")
    if kernel is not None:
        draw(picture, kernel)
    return source, kernel, placed(result, "=" if kernel is not None else "→")


def _draw_source(picture: Picture, source: Grid, pad: Sides, aside: float) -> None:
    """The image; cells of the padding are paler, with a dashed border."""
    (top, bottom), (left, right) = pad
    rows, columns = source.values.shape
    for row, column in np.ndindex(rows, columns):
        inside = top <= row < rows - bottom and left <= column < columns - right
        if inside:
            picture.add(cell(source, row, column, aside=aside))
        else:
            picture.add(rect(source.box(row, column), "g"))
            x, y = source.centre(row, column)
            shown = number(float(source.values[row, column]))
            picture.add(text(x - aside, y - aside, shown, "soft"))
    picture.reach(source.x + source.width, source.y + source.height)


def _draw_window(picture: Picture, sliding: Slide, source: Grid) -> None:
    """The frame that slides, with the kernel's weights in the corners of its cells."""
    first = sliding.places[0]
    rows, columns = sliding.size
    x, y, width, height = source.box(first.row, first.column, rows, columns)
    inside = rect((x - 2, y - 2, width + 4, height + 4), "frame", 7)
    if sliding.kernel is not None:
        for row, column in np.ndindex(rows, columns):
            left, top, wide, high = source.box(first.row + row, first.column + column)
            weight = _factor(float(sliding.kernel[row, column]), bare=True)
            inside += text(left + wide - 2, top + high - 6, weight, "w small r")
    shifts = [
        ((p.column - first.column) * source.step, (p.row - first.row) * source.down)
        for p in sliding.places
    ]
    picture.add(group(inside, picture.travel(shifts)))


def _write_sums(picture: Picture, places: Sequence[Place], y: float) -> None:
    """Below the grids, the sum of each step."""
    for step, place in enumerate(places):
        lines = write_lines(picture, place.lines, y)
        picture.add(group(lines, picture.only(step)))


def write_lines(picture: Picture, lines: list[Pieces], y: float, x: float = 0) -> str:
    """The markup of lines of a sum, one below the other."""
    inside = ""
    for index, line in enumerate(lines):
        at = y + index * LINE
        inside += text(x, at, spans(*(piece for piece in line if piece[0])), "l")
        picture.reach(x + sum(len(words) for words, _kind in line) * MONO, at + 9)
    return inside


def _plane(values: ArrayLike) -> NDArray[np.float64]:
    return np.atleast_2d(np.asarray(values, dtype=np.float64))


def _factor(value: float, *, bare: bool = False) -> str:
    """A number in a sum; negative ones stand in brackets unless `bare`."""
    shown = number(float(value))
    return f"({shown})" if value < 0 and not bare else shown
