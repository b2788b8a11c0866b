"""Arrays -> values to draw: tinted and marked cells, or one image for a large array."""

from __future__ import annotations

import base64
import functools
import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import ArrayView

MAX_COLUMNS = 12  # an array with more columns or rows is drawn as an image, without numbers
MAX_ROWS = 14
TINTS = 5  # steps of colour on each side of zero

Rows = tuple[tuple[float | None, ...], ...]
Tint = Callable[[float | None], str]
Role = Literal["argument", "expected", "actual", "difference"]


class MapCell(NamedTuple):
    """One number of a small map.

    Attributes:
        tint: "p1" to "p5" for positive numbers, "n1" to "n5" for negative ones, "z" near zero;
            "g0" (black) to "g9" (white) for pixels.
        mark: whether the cell is the first wrong one, or another wrong one.
    """

    text: str
    tint: str
    mark: Literal["", "wrong", "first"]


class HeatMap(NamedTuple):
    """One array as a picture.

    Attributes:
        cells: rows of cells; empty for a large array, which has an `image` instead.
        image: the plane as a PNG in a data URL, one pixel a cell, dark for small numbers.
        first_wrong: column and row of the first wrong cell.
    """

    role: Role
    name: str
    shape: str
    plane: str
    step: int
    columns: int
    rows: int
    cells: list[list[MapCell]]
    image: str
    first_wrong: tuple[int, int] | None


def heat_maps(array_views: Sequence[ArrayView]) -> list[HeatMap]:
    """Draw the arrays of a failed check, and the difference of the answers if they compare."""
    expected = next((view for view in array_views if view.role == "expected"), None)
    actual = next((view for view in array_views if view.role == "actual"), None)
    comparable = expected is not None and actual is not None and _alike(expected, actual)
    answers = [view for view in (expected, actual) if view is not None]
    together = _largest(answers)
    maps = []
    for view in array_views:
        largest = _largest([view]) if view.role == "argument" else together
        wrong = _wrong(view, expected) if view is actual and comparable else set()
        tint = _grey if _pictures(view, answers) else functools.partial(_tint, largest=largest)
        maps.append(_map(view.role, view, view.rows, tint, wrong))
    if comparable:
        assert expected is not None
        assert actual is not None
        off = _difference(expected, actual)
        tint = functools.partial(_tint, largest=_largest_of(off))
        maps.append(_map("difference", actual, off, tint, _wrong(actual, expected)))
    return maps


def _pictures(view: ArrayView, answers: list[ArrayView]) -> bool:
    """Whether to draw grey pixels: for a picture, and for the expected value of a picture."""
    return view.is_picture or (view in answers and answers[-1].is_picture)


def _alike(one: ArrayView, other: ArrayView) -> bool:
    return (one.shape, one.plane, len(one.rows)) == (other.shape, other.plane, len(other.rows))


def _map(
    role: Role, view: ArrayView, rows: Rows, tint: Tint, wrong: set[tuple[int, int]]
) -> HeatMap:
    columns = len(rows[0]) if rows else 0
    small = columns <= MAX_COLUMNS and len(rows) <= MAX_ROWS
    marked = view.first_wrong if role in {"actual", "difference"} else None
    return HeatMap(
        role=role,
        name=view.name,
        shape="×".join(map(str, view.shape)),
        plane=view.plane,
        step=view.step,
        columns=columns,
        rows=len(rows),
        cells=_cells(rows, tint, wrong, marked) if small else [],
        image="" if small else _image(rows),
        first_wrong=(marked[1], marked[0]) if marked is not None else None,
    )


def _cells(
    rows: Rows, tint: Tint, wrong: set[tuple[int, int]], first: tuple[int, int] | None
) -> list[list[MapCell]]:
    def cell(row: int, column: int, number: float | None) -> MapCell:
        place = (row, column)
        mark: Literal["", "wrong", "first"] = "wrong" if place in wrong else ""
        return MapCell(_short(number), tint(number), "first" if place == first else mark)

    return [
        [cell(row, column, number) for column, number in enumerate(numbers)]
        for row, numbers in enumerate(rows)
    ]


def _short(number: float | None) -> str:
    """The number in at most four digits, because a cell is narrow."""
    if number is None:
        return "NaN, ∞"
    text = f"{number:.4g}".replace("e+0", "e").replace("e-0", "e-")
    return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")


def _tint(number: float | None, largest: float) -> str:
    if number is None:
        return "none"
    step = round(abs(number) / largest * TINTS) if largest else 0
    return "z" if step == 0 else f"{'p' if number > 0 else 'n'}{min(step, TINTS)}"


def _grey(number: float | None) -> str:
    return "none" if number is None else f"g{min(max(int(number / 25.6), 0), 9)}"


def _largest(array_views: Sequence[ArrayView]) -> float:
    return max((_largest_of(view.rows) for view in array_views), default=0.0)


def _largest_of(rows: Rows) -> float:
    return max((abs(number) for row in rows for number in row if number is not None), default=0.0)


def _difference(expected: ArrayView, actual: ArrayView) -> Rows:
    """The actual minus the expected value, cell by cell."""

    def off(want: float | None, got: float | None) -> float | None:
        if want is None or got is None:
            return None
        difference = got - want
        # a view keeps six digits: a smaller difference may be rounding
        return 0.0 if abs(difference) <= 1e-5 * max(abs(want), abs(got)) else difference

    return tuple(
        tuple(off(want, got) for want, got in zip(wants, gots, strict=True))
        for wants, gots in zip(expected.rows, actual.rows, strict=True)
    )


def _wrong(actual: ArrayView, expected: ArrayView | None) -> set[tuple[int, int]]:
    if expected is None:
        return set()
    return {
        (row, column)
        for row, numbers in enumerate(_difference(expected, actual))
        for column, number in enumerate(numbers)
        if number != 0.0
    }


def _image(rows: Rows) -> str:
    """The plane as an 8-bit greyscale PNG, in a data URL."""
    known = [number for row in rows for number in row if number is not None]
    low, high = min(known, default=0.0) / 2, max(known, default=0.0) / 2
    span = (high - low) or 1.0  # of the halves: the whole span may be beyond all numbers
    lines = (
        b"\0" + bytes(0 if n is None else round((n / 2 - low) / span * 255) for n in row)
        for row in rows
    )
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(b"".join(lines), 9)),
            _chunk(b"IEND", b""),
        )
    )
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
