"""The picture of a wrong cell's window: the sum, and the student's number beside it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import msgspec
import pytest

from grader.model import WindowPlane, WrongWindow
from grader.pictures.reading import words_of, wrong_window

PLANE = WindowPlane(values=((1.0, 2.0), (4.0, 5.0)), weights=((1.0, 2.0), (3.0, 4.0)))
SUM = WrongWindow(
    function="conv2d", at=(0, 0), how="sum", planes=(PLANE,), result=37.0, wanted=37.0, got=0.0
)
BARE = WindowPlane(values=((1.0, 3.0), (2.0, 9.0)))
MAX = WrongWindow(
    function="max_pool2d", at=(0, 0), how="max", planes=(BARE,), result=9.0, wanted=9.0, got=3.0
)
SHOWN = [
    (SUM, "1·1 + 2·2 + 4·3 + 5·4 = 37 ≠ 0"),
    (MAX, "max(1, 3, 2, 9) = 9 ≠ 3"),
    (msgspec.structs.replace(MAX, how="mean", result=3.75), "(1 + 3 + 2 + 9) / 4 = 3.75 → 9 ≠ 3"),
    (
        msgspec.structs.replace(SUM, bias=-1.5, result=35.5, wanted=35.5),
        "1·1 + 2·2 + 4·3 + 5·4 + (−1.5) = 35.5 ≠ 0",
    ),
    (
        msgspec.structs.replace(SUM, result=300.0, wanted=255.0, got=None),
        "1·1 + 2·2 + 4·3 + 5·4 = 300 → 255 ≠ NaN, ∞",
    ),
    (
        msgspec.structs.replace(SUM, planes=(PLANE, PLANE), result=74.0, wanted=74.0),
        "1·1 + 2·2 + 4·3 + 5·4 + 1·1 + 2·2 + 4·3 + 5·4 = 74 ≠ 0",
    ),
]


@pytest.mark.parametrize(("window", "line"), SHOWN)
def test_the_sum_is_spelled_out_in_the_picture_and_in_words(window, line):
    texts = ET.fromstring(wrong_window(window)).iter("{http://www.w3.org/2000/svg}text")
    drawn = " ".join("".join(text.itertext()) for text in texts)

    assert words_of(window) == line
    assert line.rpartition("= ")[2] in drawn


def test_two_frames_go_through_the_window_and_its_weights_together():
    svg = wrong_window(SUM)

    assert "@keyframes a" in svg
    assert "@keyframes b" in svg
    assert "animation" not in wrong_window(MAX)
