"""An array -> a grid of tinted cells with its numbers, and an image of pixels as a PNG."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .svg import Picture, n, number, rect, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from .svg import Words

CELL = 34.0
GAP = 3.0
CHARACTER = 9.0  # width of one of a cell's digits
TINTS = 4  # fewer than there are colours: the strongest would drown the small weights


class Grid(NamedTuple):
    """Where an array is drawn.

    Attributes:
        values: (H, W).
        step: the distance from one cell's left side to the next one's; `down` likewise.
        largest: the number with the strongest tint.
    """

    x: float
    y: float
    values: NDArray[np.float64]
    step: float
    down: float
    largest: float

    @property
    def width(self) -> float:
        """From the first cell's left to the last one's right."""
        return int(self.values.shape[1]) * self.step - GAP

    @property
    def height(self) -> float:
        """From the first cell's top to the last one's bottom."""
        return int(self.values.shape[0]) * self.down - GAP

    def box(self, row: float, column: float, rows: int = 1, columns: int = 1) -> Box:
        """Left, top, width and height of some cells."""
        return (
            self.x + column * self.step,
            self.y + row * self.down,
            columns * self.step - GAP,
            rows * self.down - GAP,
        )

    def centre(self, row: float, column: float) -> tuple[float, float]:
        """The middle of a cell."""
        x, y, width, height = self.box(row, column)
        return x + width / 2, y + height / 2

    def at(self, x: float, y: float) -> Grid:
        """The same grid at another place."""
        return self._replace(x=x, y=y)


Box = tuple[float, float, float, float]


def grid(values: ArrayLike, x: float = 0, y: float = 0, *, cell: float = CELL) -> Grid:
    """Lay out an array of one or two axes; wide numbers get wide cells."""
    array = np.atleast_2d(np.asarray(values, dtype=np.float64))
    longest = max(len(number(value)) for value in array.flat)
    width = max(cell, longest * CHARACTER + 8)
    largest = float(np.abs(array).max(initial=0.0)) or 1.0
    return Grid(x, y, array, width + GAP, cell + GAP, largest)


def tint(value: float, largest: float) -> str:
    """The class of a number's colour: `p1` to `p5` above zero, `n1` to `n5` below, `z` near it."""
    step = min(round(abs(value) / largest * TINTS), TINTS)
    return "z" if step == 0 else f"{'p' if value > 0 else 'n'}{step}"


def cell(laid: Grid, row: int, column: int, kind: str = "", *, aside: float = 0) -> str:
    """The markup of one cell with its number, which stands so far up and left of the middle."""
    value = float(laid.values[row, column])
    x, y = laid.centre(row, column)
    shown = number(value)
    size = "mid" if len(shown) > 4 else ""
    words = text(x - aside, y - aside, shown, size)
    return _grouped(rect(laid.box(row, column), tint(value, laid.largest)) + words, kind)


def draw(picture: Picture, laid: Grid, kind: str = "") -> None:
    """Draw all cells of a grid."""
    rows, columns = laid.values.shape
    inside = "".join(cell(laid, row, column) for row in range(rows) for column in range(columns))
    picture.reach(laid.x + laid.width, laid.y + laid.height)
    picture.add(_grouped(inside, kind))


def outline(picture: Picture, laid: Grid) -> None:
    """Draw the empty places of a grid that is filled later."""
    rows, columns = laid.values.shape
    picture.reach(laid.x + laid.width, laid.y + laid.height)
    for row in range(rows):
        for column in range(columns):
            picture.add(rect(laid.box(row, column), "g"))


def gallery(pictures: Sequence[tuple[str, NDArray[np.uint8]]], words: Words, columns: int) -> str:
    """Draw grey pictures side by side, each with its name below."""
    picture = Picture()
    side = 108.0
    for index, (name, pixels) in enumerate(pictures):
        x, y = (index % columns) * (side + 24), (index // columns) * (side + 40)
        _pixels(picture, pixels, (x, y), side)
        picture.text(x + side / 2, y + side + 14, name, "small")
    return picture.render(words)


def feature_maps(
    image: NDArray[np.uint8], kernels: ArrayLike, biases: ArrayLike, words: Words
) -> str:
    """Draw kernels, and the map that each makes of an image, light where it answers most.

    Args:
        image: (H, W).
        kernels: (K, kh, kw).
        biases: (K,).
        words: for readers who do not see the picture.
    """
    picture = Picture()
    side, weights = 62.0, np.asarray(kernels, dtype=np.float64)
    _pixels(picture, image, (0, 0), 84)
    for index, (kernel, bias) in enumerate(
        zip(weights, np.asarray(biases, dtype=np.float64), strict=True)
    ):
        x, y = 108 + (index % 8) * (side + 10), (index // 8) * (2 * side + 26)
        step = side / max(kernel.shape)
        largest = float(np.abs(kernel).max(initial=0.0)) or 1.0
        for row, column in np.ndindex(*kernel.shape):
            box = (x + column * step, y + row * step, step - 1.5, step - 1.5)
            picture.rect(box, tint(float(kernel[row, column]), largest), 3)
        windows = np.lib.stride_tricks.sliding_window_view(image / 255, kernel.shape)
        answers = np.maximum(np.einsum("jiyx,yx->ji", windows, kernel) + bias, 0)
        light = answers / (float(answers.max(initial=0.0)) or 1.0) * 255
        _pixels(picture, light.astype(np.uint8), (x, y + side + 6), side)
    return picture.render(words)


def _pixels(
    picture: Picture, pixels: NDArray[np.uint8], corner: tuple[float, float], side: float
) -> None:
    x, y = corner
    image = f'<image x="{n(x)}" y="{n(y)}" width="{n(side)}" height="{n(side)}"'
    picture.add(f'{image} href="{png(pixels)}"/>')
    picture.reach(x + side, y + side)


def _grouped(inside: str, kind: str) -> str:
    return f'<g class="{kind}">{inside}</g>' if kind else inside


def png(pixels: NDArray[np.uint8]) -> str:
    """Grey (H, W) or coloured (H, W, 3) pixels as a PNG in a data URL, the same on each machine."""
    height, width = pixels.shape[:2]
    colour = 2 if pixels.ndim == 3 else 0
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    lines = b"".join(b"\0" + row.tobytes() for row in np.ascontiguousarray(pixels))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(lines, 0)),
            _chunk(b"IEND", b""),
        )
    )
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
