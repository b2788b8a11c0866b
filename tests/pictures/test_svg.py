"""The drawing kit: numbers as people write them, a clock, and words that stay words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from grader.pictures import (
    Convolution,
    Words,
    convolve,
    dropout,
    feature_maps,
    pad,
    pool,
    staircase,
    stairs,
)
from grader.pictures.cells import grid, png, tint
from grader.pictures.networks import cut
from grader.pictures.svg import Picture, number

WORDS = Words("제목", "Title", "1 + 2 = 3")
IMAGE, KERNEL = [[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 2], [3, 4]]


def words_of(svg: str) -> list[str]:
    """Every line of words in a picture, put together from its spans."""
    root = ET.fromstring(svg)
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3.0, "3"),
        (-2.0, "−2"),
        (0.06, "0.06"),
        (-0.0, "0"),
        (256, "256"),
        (1e-9, "0"),
        (5 / 3, "1.667"),
    ],
)
def test_numbers_are_short_and_have_a_true_minus_sign(value, shown):
    assert number(value) == shown


def test_figures_are_cut_as_the_lecture_cuts_them():
    assert cut(0.5199893401555818) == "0.51998…"
    assert cut(0.08) == "0.08"


def test_tints_tell_the_sign_and_the_size():
    assert [tint(v, 4) for v in (0, 0.1, 1, 4, -4)] == ["z", "z", "p1", "p4", "n4"]


def test_every_sum_of_a_convolution_is_spelled_out():
    svg = convolve(Convolution(IMAGE, KERNEL, [[37, 47], [67, 77]]), WORDS)

    shown = words_of(svg)

    for line in ("   1·1 + 2·2", " + 4·3 + 5·4 = 37", " + 8·3 + 9·4 = 77"):
        assert line in shown


def test_a_result_is_taken_and_not_worked_out_by_the_picture():
    svg = convolve(Convolution(IMAGE, KERNEL, [[1, 2], [3, 5]]), WORDS)

    assert " + 4·3 + 5·4 = 1" in words_of(svg)


def test_what_is_more_than_the_sum_stands_behind_it():
    svg = convolve(Convolution([[9]], [[30]], [[255]], sums=[[270]]), WORDS)

    assert any(line.endswith("= 270 → 255") for line in words_of(svg))


def test_the_bias_stands_in_the_sum():
    svg = convolve(Convolution(IMAGE, KERNEL, np.full((2, 2), 47), bias=10), WORDS)

    assert " + 4·3 + 5·4 + 10 = 47" in words_of(svg)


@pytest.mark.parametrize(
    ("how", "line"), [("max", "max(1, 3, 2, 9) = 9"), ("mean", "(1 + 3 + 2 + 9) / 4 = 9")]
)
def test_a_pooling_window_is_spelled_out(how, line):
    svg = pool([[1, 3], [2, 9]], [[9]], WORDS, size=2, stride=2, how=how)

    assert line in words_of(svg)


def test_each_added_cell_of_copies_comes_from_its_nearest_cell():
    svg = pad([[1, 2]], [[1, 1, 2, 2]] * 3, ((1, 1), (1, 1)), WORDS)

    # the corner's nearest cell lies one down and one to the right
    assert "translate(37px,37px)" in svg


def test_zeros_come_from_nowhere():
    svg = pad([[1]], np.pad([[1]], 1), ((1, 1), (1, 1)), WORDS)

    assert "translate(37px" not in svg


def test_a_staircase_says_how_each_layer_is_counted():
    rows = [("Conv2D 32 3x3 valid relu", (26, 26, 32), 320), ("Flatten", (21632,), 0)]

    shown = words_of(staircase(stairs((28, 28, 1), rows), WORDS))

    assert "(3·3·1)·32 + 32 = 320" in shown
    assert "26·26·32 = 21632" in shown


def test_at_rate_0_nothing_is_dropped():
    svg = dropout([[1.0]], [(0.0, [[[1.0]]]), (0.5, [[[0.0]]])], WORDS)

    assert words_of(svg).count("1") == 2  # the cell, and what it is multiplied by


def test_words_are_no_markup():
    picture = Picture()
    picture.text(0, 0, "a < b & <script>")

    svg = picture.render(Words("<b>", "&", "<i>"))

    assert words_of(svg) == ["a < b & <script>"]
    assert "<script>" not in svg


def test_a_picture_of_one_step_does_not_move():
    picture = Picture()
    picture.add(f'<g class="{picture.only(0)}"/>')

    assert "animation" not in picture.render(WORDS)


def test_the_still_picture_hides_what_belongs_to_other_steps():
    picture = Picture(3, still=1)
    for step in range(3):
        picture.only(step)
    still = picture.render(WORDS).partition("@media(prefers-reduced-motion")[0]

    assert set(re.findall(r"\.(s\d)\{opacity:0\}", still)) == {"s0", "s2"}


def test_wide_numbers_get_wide_cells():
    assert grid([[0.125, 1.0]]).step > grid([[1.0, 2.0]]).step


def test_pixels_are_a_png_of_their_size():
    header = png(np.zeros((3, 5), dtype=np.uint8))

    assert header.startswith("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAD")


def test_every_kernel_and_its_map_are_drawn():
    image = np.arange(30, dtype=np.uint8).reshape(5, 6)

    svg = feature_maps(image, np.ones((3, 2, 2)), np.zeros(3), WORDS)

    assert svg.count("<image") == 4  # the image itself, and three maps
    assert svg.count('class="p4"') == 12
