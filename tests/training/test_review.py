"""Sources with more numbers than any honest training needs are named, and lose nothing."""

import base64
from pathlib import Path

import numpy as np
import pytest

from grader.model import Cause
from grader.training.review import MAX_NUMBERS, named_for_review, numbers_in

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
RIGHT = [
    path
    for slug in ("10_keras_mnist", "11_keras_repair")
    for path in sorted((REFERENCE / slug).rglob("*.py"))
]
WEIGHTS = np.random.default_rng(0).normal(size=(64, 200)).astype(np.float16)


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_honest_code_is_far_from_being_named(path):
    assert numbers_in(path.read_text("utf-8")) < MAX_NUMBERS / 4


@pytest.mark.parametrize(
    "text",
    [
        f"W = {WEIGHTS.tolist()}",
        f"W = {base64.b64encode(WEIGHTS.tobytes())!r}",
        f"W = {base64.b85encode(WEIGHTS.tobytes()).decode()!r}",
        f"W = {WEIGHTS.tobytes().hex()!r}",
        "W = '" + "".join(chr(0xAC00 + i % 11000) for i in range(12800)) + "'",
    ],
    ids=["written out", "base64", "base85", "hexadecimal", "Hangul"],
)
def test_weights_in_the_source_are_named(text):
    (problem,) = named_for_review(["import keras\n", text])

    assert problem.cause is Cause.MANY_NUMBERS


def test_numbers_in_several_files_are_counted_together():
    part = " ".join(map(str, range(MAX_NUMBERS - 10)))

    assert not named_for_review([part])
    assert named_for_review([part, part])
