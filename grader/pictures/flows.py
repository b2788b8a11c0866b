"""Cells that travel: padding, flatten, channels that add up, and slopes on their way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .cells import CELL, GAP, Grid, cell, draw, grid, outline
from .svg import Picture, group, n, number, rect, spans, text
from .windows import BETWEEN, LINE, Sides, write_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from .svg import Words


def pad(image: ArrayLike, padded: ArrayLike, pads: Sides, words: Words) -> str:
    """Draw padding: each added cell comes out of its nearest cell, or from nowhere if it is zero.

    Args:
        image: (H, W).
        padded: the right answer.
        pads: `((top, bottom), (left, right))`.
        words: for readers who do not see the picture.
    """
    z = np.atleast_2d(np.asarray(image, dtype=np.float64))
    (top, _bottom), (left, _right) = pads
    laid = grid(padded)
    rows, columns = laid.values.shape
    rings = max(map(max, pads))
    picture = Picture(rings + 1, 1.6)
    copies = not np.array_equal(laid.values, _zeros_around(z, laid.values.shape, top, left))
    for ring in range(rings, 0, -1):  # the outermost lies below what it came from
        for row, column in np.ndindex(rows, columns):
            near = (
                min(max(row, top), top + z.shape[0] - 1),
                min(max(column, left), left + z.shape[1] - 1),
            )
            if max(abs(row - near[0]), abs(column - near[1])) != ring:
                continue
            _added(picture, laid, (row, column), near if copies else (row, column), ring)
    for row, column in np.ndindex(*z.shape):
        picture.add(cell(laid, row + top, column + left))
    picture.reach(laid.width, laid.height)
    frame = laid.box(top, left, *z.shape)
    picture.add(rect((frame[0] - 2, frame[1] - 2, frame[2] + 4, frame[3] + 4), "mark", 7))
    shapes = f"{z.shape[0]}×{z.shape[1]} → {rows}×{columns}"
    picture.text(0, laid.height + 26, shapes, "l b")
    return picture.render(words)


def _zeros_around(
    image: NDArray[np.float64], shape: tuple[int, ...], top: int, left: int
) -> NDArray[np.float64]:
    around = np.zeros(shape)
    around[top : top + image.shape[0], left : left + image.shape[1]] = image
    return around


def _added(
    picture: Picture, laid: Grid, at: tuple[int, int], near: tuple[int, int], ring: int
) -> None:
    """A cell of the padding, which flies out of its nearest cell in the step of its ring."""
    x, y = laid.centre(*at)
    value = number(float(laid.values[at]))
    inside = rect(laid.box(*at), "g") + text(x, y, value, "soft")
    start = ((near[1] - at[1]) * laid.step, (near[0] - at[0]) * laid.down)
    # cells that come the same way share a rule
    name = f"c{ring}_{near[0] - at[0]}_{near[1] - at[1]}".replace("-", "m")
    picture.add(group(inside, picture.fly(start, ring - 0.7, name)))


def flatten(image: ArrayLike, words: Words, pair: tuple[tuple[int, int], tuple[int, int]]) -> str:
    """Draw how an image becomes a row, and how far apart two neighbours come to lie.

    Args:
        image: (H, W).
        words: for readers who do not see the picture.
        pair: two cells, one below the other.
    """
    z = np.asarray(image, dtype=np.float64)
    height, width = z.shape
    laid = grid(z, cell=26)
    row = grid(z.reshape(1, -1), 0, laid.height + 62, cell=20)
    picture = Picture(height, 1.4, still=height - 1)
    left = (row.width - laid.width) / 2
    laid = laid.at(left, 0)
    draw(picture, laid)
    outline(picture, row)
    for j in range(height):
        start = (laid.box(j, 0)[0] - row.box(0, j * width)[0], laid.y + j * laid.down - row.y)
        inside = "".join(cell(row, 0, j * width + i) for i in range(width))
        picture.add(group(inside, picture.fly(start, j, f"r{j}")))
    picture.reach(row.width, row.y + row.height)
    ends = []
    for j, i in pair:
        picture.add(rect(laid.box(j, i), "mark"))
        box = row.box(0, j * width + i)
        arrived = picture.since(pair[1][0] + 1)
        picture.add(rect(box, f"mark {arrived}"))
        ends.append(box[0] + box[2] / 2)
    low = row.y + row.height + 6
    picture.path(f"M{n(ends[0])} {n(low)}v12H{n(ends[1])}v-12", f"way {arrived}")
    first, second = (j * width + i for j, i in pair)
    picture.text(sum(ends) / 2, low + 27, f"{second} − {first} = {second - first}", f"w {arrived}")
    picture.text(
        left + laid.width + 16, laid.height / 2, f"({height}, {width}) → ({z.size},)", "l b"
    )
    return picture.render(words)


def channels(
    image: ArrayLike, kernel: ArrayLike, output: ArrayLike, words: Words, names: str = "RGB"
) -> str:
    """Draw one place of a convolution over channels: a sum for each, and the sum of these.

    Args:
        image: (H, W, C), as large as the kernel.
        kernel: (H, W, C).
        output: (1, 1).
        words: for readers who do not see the picture.
        names: a letter for each channel.
    """
    z, u = np.asarray(image, dtype=np.float64), np.asarray(kernel, dtype=np.float64)
    count = z.shape[2]
    sums = [float(np.sum(z[:, :, c] * u[:, :, c])) for c in range(count)]
    picture = Picture(count + 1, 2.2, still=count)
    y = 0.0
    for c in range(count):
        left = grid(z[:, :, c], 26, y, cell=30)
        right = grid(u[:, :, c], 26 + left.width + BETWEEN, y, cell=30)
        middle = y + left.height / 2
        picture.text(8, middle, names[c], "b")
        draw(picture, left)
        picture.text(26 + left.width + BETWEEN / 2, middle, "⊙", "big soft")
        draw(picture, right)
        result = grid([[sums[c]]], right.x + right.width + BETWEEN, middle - CELL / 2)
        picture.text(result.x - BETWEEN / 2, middle, "=", "big soft")
        frames = rect((left.x - 3, y - 3, left.width + 6, left.height + 6), "mark", 7)
        frames += rect((right.x - 3, y - 3, right.width + 6, right.height + 6), "mark", 7)
        picture.add(group(frames, picture.only(c)))
        picture.add(cell(result, 0, 0, picture.since(c + 0.3)))
        picture.reach(result.x + result.width, result.y + result.height)
        _terms(picture, z[:, :, c], u[:, :, c], (result.x + result.width + 18, middle, c))
        y += left.height + 18
    total = " + ".join(number(one) for one in sums)
    out = float(np.asarray(output, dtype=np.float64).item())
    pieces = spans((total, ""), (f" = {number(out)}", "b"))
    picture.add(group(text(26, y + 6, pieces, "l big"), picture.since(count)))
    picture.reach(26, y + 16)
    return picture.render(words)


def _terms(
    picture: Picture,
    values: NDArray[np.float64],
    weights: NDArray[np.float64],
    at: tuple[float, float, int],
) -> None:
    """The products of a channel that are not zero."""
    x, y, step = at
    pieces: list[tuple[str, str]] = []
    for value, weight in zip(values.flat, weights.flat, strict=True):
        if value * weight:
            pieces += [(" + " if pieces else "", "soft"), (number(value), ""), ("·", "soft")]
            pieces.append((number(weight), "w"))
    words = spans(*(pair for pair in pieces if pair[0])) if pieces else spans(("0", ""))
    picture.add(group(text(x, y, words, "l"), picture.since(step + 0.3)))
    picture.reach(x + 9.1 * sum(len(piece) for piece, _kind in pieces), y)


class Stamps(NamedTuple):
    """The backward pass of a convolution: each output cell prints the kernel where it looked.

    Attributes:
        slopes: of the output, (H', W').
        kernel: (kh, kw).
        d_x: the right answer, (H, W), with the padding's share not yet cut off.
        stride: down and across.
        pad: cells at each side that are cut off in the end.
    """

    slopes: NDArray[np.float64]
    kernel: NDArray[np.float64]
    d_x: NDArray[np.float64]
    stride: int = 1
    pad: int = 0


def scatter(stamps: Stamps, words: Words) -> str:
    """Draw the backward pass of a convolution layer as stamps that add up."""
    kh, kw = stamps.kernel.shape
    steps = list(np.ndindex(*stamps.slopes.shape))
    picture = Picture(len(steps), 2.2, still=len(steps) - 1)
    source = grid(stamps.slopes)
    result = grid(stamps.d_x)
    middle = result.height / 2
    source = source.at(0, middle - source.height / 2)
    draw(picture, source)
    kernel = grid(stamps.kernel, source.width + BETWEEN, 0)
    kernel = kernel.at(kernel.x, middle - kernel.height / 2)
    picture.text(source.width + BETWEEN / 2, middle, "·", "big soft")
    draw(picture, kernel)
    result = result.at(kernel.x + kernel.width + BETWEEN, 0)
    picture.text(result.x - BETWEEN / 2, middle, "→", "big soft")
    outline(picture, result)
    so_far = np.zeros(result.values.shape)
    for step, (j, i) in enumerate(steps):
        row, column = j * stamps.stride, i * stamps.stride
        added = stamps.slopes[j, i] * stamps.kernel
        before = so_far.copy()
        so_far[row : row + kh, column : column + kw] += added
        shown = picture.only(step)
        picture.add(group(_all_cells(result._replace(values=so_far.copy())), shown))
        frame = rect(_around(result.box(row, column, kh, kw)), "frame", 7)
        picture.add(group(rect(source.box(j, i), "mark") + frame, shown))
        window = before[row : row + kh, column : column + kw]
        lines = _added_lines(window, float(stamps.slopes[j, i]), stamps.kernel)
        inside = write_lines(picture, lines, result.height + 30)
        picture.add(group(inside, shown))
    if stamps.pad:
        rows, columns = (side - 2 * stamps.pad for side in stamps.d_x.shape)
        kept = _around(result.box(stamps.pad, stamps.pad, rows, columns))
        picture.add(rect(kept, "wrong", 7))
    return picture.render(words)


def _all_cells(laid: Grid) -> str:
    return "".join(cell(laid, *at) for at in np.ndindex(*laid.values.shape) if laid.values[at])


def _around(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x, y, width, height = box
    return x - 2, y - 2, width + 4, height + 4


def _added_lines(
    before: NDArray[np.float64], slope: float, kernel: NDArray[np.float64]
) -> list[list[tuple[str, str]]]:
    """The sums of old cells and a stamp's, a line for each row."""
    lines = []
    for values, weights in zip(before, kernel, strict=True):
        line: list[tuple[str, str]] = []
        for index, (value, weight) in enumerate(zip(values, weights, strict=True)):
            line.append(("    " if index else "", ""))
            line += [(f"{number(value)} + ", "soft"), (number(slope), ""), ("·", "soft")]
            line += [(number(weight), "w"), (f" = {number(value + slope * weight)}", "b")]
        lines.append(line)
    return lines


def route(x: ArrayLike, slopes: ArrayLike, d_x: ArrayLike, words: Words, size: int = 2) -> str:
    """Draw max pooling's backward pass: each slope goes to the cell that was the maximum."""
    source, out, back = grid(x), grid(slopes), grid(d_x)
    middle = source.height / 2
    out = out.at(source.width + BETWEEN, middle - out.height / 2)
    back = back.at(out.x + out.width + BETWEEN, 0)
    steps = list(np.ndindex(*out.values.shape))
    picture = Picture(len(steps), 2.0, still=len(steps) - 1)
    draw(picture, source)
    draw(picture, out)
    picture.text(source.width + BETWEEN / 2, middle, "←", "big soft")
    picture.text(back.x - BETWEEN / 2, middle, "→", "big soft")
    outline(picture, back)
    zeros = [at for at in np.ndindex(*back.values.shape) if not back.values[at]]
    picture.add("".join(cell(back, *at) for at in zeros))
    for step, (j, i) in enumerate(steps):
        box = (slice(j * size, (j + 1) * size), slice(i * size, (i + 1) * size))
        row, column = np.argwhere(back.values[box])[0] + (j * size, i * size)
        shown = picture.only(step)
        frames = rect(_around(source.box(j * size, i * size, size, size)), "frame", 7)
        frames += rect(source.box(row, column), "mark") + rect(out.box(j, i), "mark")
        picture.add(group(frames, shown))
        begin, end = out.box(j, i), back.box(row, column)
        start = (begin[0] - end[0], begin[1] - end[1])
        picture.add(group(cell(back, row, column), picture.fly(start, step + 0.2, f"v{step}")))
    return picture.render(words)


def shift(frames: Sequence[tuple[ArrayLike, ArrayLike]], words: Words, size: int = 2) -> str:
    """Draw images and their pooled maps one after the other, in one place.

    Args:
        frames: image and pooled map, a pair a step.
        words: for readers who do not see the picture.
        size: of the windows, which touch.
    """
    picture = Picture(len(frames), 1.8)
    first, pooled = grid(frames[0][0]), grid(frames[0][1])
    pooled = pooled.at(first.width + BETWEEN, (first.height - pooled.height) / 2)
    picture.text(first.width + BETWEEN / 2, first.height / 2, "→", "big soft")
    for step, (image, small) in enumerate(frames):
        inside = _each(grid(image)) + _each(grid(small, pooled.x, pooled.y))
        picture.add(group(inside, picture.only(step)))
    for j, i in np.ndindex(*pooled.values.shape):
        picture.add(rect(_around(first.box(j * size, i * size, size, size)), "mark", 7))
    picture.reach(pooled.x + pooled.width, first.height)
    return picture.render(words)


def _each(laid: Grid) -> str:
    return "".join(cell(laid, *at) for at in np.ndindex(*laid.values.shape))


def dropout(x: ArrayLike, draws: Sequence[tuple[float, Sequence[ArrayLike]]], words: Words) -> str:
    """Draw an array after dropout at several rates, with a draw a step.

    Args:
        x: (H, W).
        draws: a rate and its results.
        words: for readers who do not see the picture.
    """
    values = np.asarray(x, dtype=np.float64)
    picture = Picture(len(draws[0][1]), 1.8)
    left = 0.0
    largest = max(float(np.abs(one).max()) for _rate, results in draws for one in results)
    for rate, results in draws:
        longest = max(len(number(v)) for one in results for v in np.asarray(one).flat)
        width = max(30.0, longest * 9.0 + 8)
        laid = Grid(left, 26, values, width + GAP, 30 + GAP, largest)
        picture.text(left + laid.width / 2, 8, f"rate {number(rate)}", "b")
        if rate == 0:
            draw(picture, laid)
        for step, one in enumerate(results if rate else ()):
            drawn = laid._replace(values=np.asarray(one, dtype=np.float64))
            inside = "".join(_dropped(drawn, at) for at in np.ndindex(*values.shape))
            picture.add(group(inside, picture.only(step)))
        picture.reach(left + laid.width, 26 + laid.height)
        under = "1" if rate == 0 else f"1 / (1 − {number(rate)}) = {number(1 / (1 - rate))}"
        picture.text(left + laid.width / 2, 26 + laid.height + LINE, under, "soft mid")
        left += laid.width + 34
    return picture.render(words)


def _dropped(laid: Grid, at: tuple[int, ...]) -> str:
    if laid.values[at]:
        return cell(laid, at[0], at[1])
    x, y = laid.centre(at[0], at[1])
    return rect(laid.box(at[0], at[1]), "g") + text(x, y, "0", "soft")
