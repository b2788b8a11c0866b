"""Grids become pictures: small ones as numbers with marks, large ones as images that decode."""

from __future__ import annotations

import base64
import struct
import zlib

import pytest

from grader.model import ArrayView
from grader.reports.pages.heatmap import heat_maps


def grid(role, rows, **more):
    shape = (len(rows), len(rows[0]))
    return ArrayView(role=role, shape=shape, rows=tuple(map(tuple, rows)), **more)


def maps_of(*array_views):
    return {found.role: found for found in heat_maps(array_views)}


def pixels(image: str) -> list[list[int]]:
    """The grey values of a PNG in a data URL, by the format's own rules."""
    data = base64.b64decode(image.removeprefix("data:image/png;base64,"))
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, place = {}, 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        (told,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
        assert told == zlib.crc32(kind + body)
        chunks[kind] = body
        place += 12 + length
    width, height, depth, colours, *_rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    raw = zlib.decompress(chunks[b"IDAT"])
    assert (depth, colours, len(raw)) == (8, 0, height * (width + 1))
    lines = [raw[row * (width + 1) : (row + 1) * (width + 1)] for row in range(height)]
    assert all(line[0] == 0 for line in lines)
    return [list(line[1:]) for line in lines]


def test_the_difference_is_yours_minus_the_expected():
    found = maps_of(grid("expected", [[1.0, 2.0]]), grid("actual", [[1.0, 5.0]]))

    assert [cell.text for cell in found["difference"].cells[0]] == ["0", "3"]


def test_the_first_wrong_cell_is_marked_apart_from_the_others():
    found = maps_of(
        grid("expected", [[1.0, 2.0, 3.0]]),
        grid("actual", [[1.0, 5.0, 6.0]], first_wrong=(0, 1)),
    )

    assert [cell.mark for cell in found["actual"].cells[0]] == ["", "first", "wrong"]
    assert [cell.mark for cell in found["expected"].cells[0]] == ["", "", ""]


def test_answers_of_other_shapes_have_no_difference():
    found = maps_of(grid("expected", [[1.0, 2.0]]), grid("actual", [[1.0]]))

    assert set(found) == {"expected", "actual"}


def test_expected_and_yours_share_one_scale():
    found = maps_of(grid("expected", [[10.0]]), grid("actual", [[2.0]]))

    assert (found["expected"].cells[0][0].tint, found["actual"].cells[0][0].tint) == ("p5", "p1")


def test_the_sign_is_in_the_tint():
    (found,) = heat_maps([grid("argument", [[-4.0, 0.0, 4.0]])])

    assert [cell.tint for cell in found.cells[0]] == ["n5", "z", "p5"]


def test_pixels_are_grey_from_black_to_white():
    found = maps_of(
        grid("expected", [[0.0, 255.0]]), grid("actual", [[0.0, 128.0]], is_picture=True)
    )

    assert [cell.tint for cell in found["expected"].cells[0]] == ["g0", "g9"]
    assert [cell.tint for cell in found["actual"].cells[0]] == ["g0", "g5"]
    assert [cell.tint for cell in found["difference"].cells[0]] == ["z", "n5"]


def test_a_large_plane_is_an_image_of_its_numbers():
    rows = [[float(column + row) for column in range(20)] for row in range(16)]

    (found,) = heat_maps([grid("argument", rows)])

    assert not found.cells
    grey = pixels(found.image)
    assert (grey[0][0], grey[15][19]) == (0, 255)
    assert grey[3] == sorted(grey[3])


@pytest.mark.parametrize(
    "number", [None, 0.0, -0.0, 1e300, -1e300, 5e-324, 1e-12, 123456.0, 1.7976931348623157e308]
)
@pytest.mark.parametrize("side", [2, 20])
def test_any_number_can_be_drawn(number, side):
    rows = [[number, 1.0] * (side // 2)] * side

    for found in heat_maps([grid("expected", rows), grid("actual", rows[::-1])]):
        assert found.cells or pixels(found.image)
        assert all(len(cell.text) <= 10 for row in found.cells for cell in row)
