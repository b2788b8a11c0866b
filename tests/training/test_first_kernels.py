"""What a network's first convolution learnt is kept with its training, for a picture."""

from __future__ import annotations

import numpy as np
import pytest

from grader.training.architecture import parse_architecture
from grader.training.evaluation import MAX_KERNELS, first_kernels

CONV = {
    "class_name": "Conv2D",
    "filters": 20,
    "kernel_size": [3, 2],
    "strides": [1, 1],
    "padding": "valid",
    "activation": "relu",
    "use_bias": True,
}
FLAT = {"class_name": "Flatten"}
IMAGES = np.arange(2 * 28 * 28, dtype=np.uint8).reshape(2, 28, 28)
KERNELS = np.arange(120, dtype=np.float32).reshape(3, 2, 1, 20)
WEIGHTS = [[KERNELS, np.arange(20, dtype=np.float32)]]


def found(layers, weights=WEIGHTS, images=IMAGES, shape=(28, 28, 1)):
    named = [[fields["class_name"], fields] for fields in layers]
    return first_kernels(parse_architecture(named, shape, "build_cnn"), weights, images)


def test_kernels_stand_as_they_lie_on_the_image():
    kept = found([CONV])

    assert len(kept.kernels) == len(kept.biases) == MAX_KERNELS
    assert kept.kernels[1] == ((1, 21), (41, 61), (81, 101))
    assert kept.biases[1] == 1
    assert bytes.fromhex(kept.pixels) == IMAGES[0].tobytes()
    assert kept.width == 28


@pytest.mark.parametrize(
    ("layers", "more"),
    [
        ([FLAT], {}),
        ([CONV | {"strides": [2, 2]}], {}),
        ([CONV | {"kernel_size": [9, 9]}], {}),
        ([CONV], {"images": IMAGES[:0]}),
        ([CONV], {"images": IMAGES.astype(np.float32)}),
        ([CONV], {"weights": [[np.full_like(KERNELS, np.nan), np.zeros(20)]]}),
    ],
)
def test_other_models_keep_none(layers, more):
    assert found(layers, **more) is None


def test_without_a_bias_it_is_zero():
    assert set(found([CONV | {"use_bias": False}], [[KERNELS]]).biases) == {0.0}
