"""Pictures of receptive fields: what is seen of each map, where, and in which order."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from grader.pictures import Seen, Storey, Words, fields, storeys

WORDS = Words("수용장", "Field", "1 → 4")
SVG = "{http://www.w3.org/2000/svg}"
MAPS = [
    Seen("input", (11, 9), (6, 9), (0, 3)),
    Seen("MaxPooling2D 2x2", (5, 4), (3, 4), (0, 1)),
    Seen("Conv2D 8 3x3 same relu", (5, 4), (4, 4), (0, 0)),
]
STOREYS = [
    Storey("input", 11, (6, 9), 1, 0.0),
    Storey("MaxPooling2D 2x2", 5, (3, 4), 2, 0.5, (1, 1)),
    Storey("Conv2D 8 3x3 same relu", 5, (4, 4), 2, 0.5),
]


def words_of(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]


def boxes(svg: str, kind: str) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of the rectangles of a class."""
    found = [r for r in ET.fromstring(svg).iter(f"{SVG}rect") if r.get("class") == kind]
    return [tuple(float(r.get(side)) for side in ("x", "y", "width", "height")) for r in found]


def first_step(svg: str, name: str) -> float:
    """The share of the clock before something appears."""
    shares = re.search(rf"@keyframes {re.escape(name)}{{0%{{opacity:0}}([\d.]+)%", svg)
    return float(shares[1]) if shares else 0.0


def test_each_map_says_how_much_of_it_is_seen():
    shown = words_of(fields(MAPS, WORDS))

    assert {"11×9", "4×4", "2×2", "1×1", "input:  6 … 9,  0 … 3"} <= set(shown)


def test_the_lit_part_of_a_map_is_the_part_that_is_seen():
    (whole, *_), (lit, *_) = (boxes(fields(MAPS, WORDS), kind) for kind in ("z", "frame"))
    cell = whole[3] / 11

    top, left = (lit[1] - whole[1]) / cell, (lit[0] - whole[0]) / cell
    assert (round(top), round(left)) == (6, 0)
    assert (round(lit[3] / cell), round(lit[2] / cell)) == (4, 4)


def test_the_still_picture_lights_every_map():
    svg = fields(MAPS, WORDS)
    still, _, moving = svg.partition("@media(prefers-reduced-motion:no-preference)")

    assert len(boxes(svg, "frame")) == len(MAPS)
    assert not re.search(r"\.f\d+{opacity:0}", still)
    assert moving


def test_the_light_goes_from_the_last_map_back_to_the_input():
    svg = fields(MAPS, WORDS)
    groups = [g.get("class") for g in ET.fromstring(svg).iter(f"{SVG}g") if g.get("class")]
    lights = [name for name in groups if name.startswith("f")]

    shares = [first_step(svg, name) for name in lights]
    assert len(shares) == len(MAPS)
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == len(shares)


def test_a_cell_stands_above_the_middle_of_the_cells_that_it_pools():
    marks = boxes(storeys(STOREYS, WORDS), "mark")
    rows = [[x for x, y, *_ in marks if y == level] for level in sorted({m[1] for m in marks})]
    _top, pooled, image = rows

    assert [len(row) for row in rows] == [1, 2, 4]
    assert pooled[0] == (image[0] + image[1]) / 2
    assert pooled[1] == (image[2] + image[3]) / 2


def test_padded_cells_are_drawn_and_never_lit():
    svg = storeys(STOREYS, WORDS)
    padded = {box[:2] for box in boxes(svg, "g")}

    assert len(padded) == 2
    assert not padded & {box[:2] for box in boxes(svg, "mark")}
