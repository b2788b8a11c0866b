"""The fields of exercise 12 agree with SciPy's correlations, along which a single one travels."""

import numpy as np
import pytest
from scipy import ndimage, signal

from grader.checks.staff_modules import load_staff_module

NETS = {
    "mnist": ((28, 28), ["Conv2D 1 3x3 valid relu", "MaxPooling2D 2x2"] * 2),
    "lenet": (
        (28, 28),
        ["Conv2D 1 5x5 same tanh", "AveragePooling2D 2x2", "Conv2D 1 5x5 valid tanh"],
    ),
    "even kernels": ((9, 12), ["Conv2D 1 4x4 same relu", "Conv2D 1 2x2 same relu"]),
    "cells left over": (
        (11, 23),
        ["MaxPooling2D 2x2", "AveragePooling2D 2x2", "Conv2D 1 3x3 same relu"],
    ),
    "wider than the map": ((4, 6), ["Conv2D 1 9x9 same relu"]),
    "vectors behind": ((7, 7), ["Dropout 0.5", "MaxPooling2D 3x3", "Flatten", "Dense 2 softmax"]),
}


@pytest.fixture(scope="module")
def receptive_field(course):
    path = course.reference / "12_receptive_field" / "receptive_field.py"
    return load_staff_module(path, "oracle_12")


def through(image: np.ndarray, layers: list[str]) -> np.ndarray:
    """The last map, with kernels of ones and without activations."""
    for kind, *options in map(str.split, layers):
        if kind == "Flatten":
            break
        if kind == "Conv2D":
            size, word = int(options[1][0]), options[2]
            ones = np.ones((size, size))
            if word == "same":  # signal's "same" leans to the other side with even kernels
                image = ndimage.correlate(image, ones, mode="constant", origin=-((size + 1) % 2))
            else:
                image = signal.correlate2d(image, ones, mode="valid")
        elif kind.endswith("Pooling2D"):
            size = int(options[0][0])
            whole = signal.correlate2d(image, np.ones((size, size)), mode="valid")
            image = whole[::size, ::size]
    return image


def touched_by(shape: tuple[int, int], layers: list[str], cell: tuple[int, int]) -> np.ndarray:
    """Which input cells change a cell of the last map, each tried alone."""
    touched = np.zeros(shape, dtype=bool)
    for at in np.ndindex(*shape):
        image = np.zeros(shape)
        image[at] = 1
        touched[at] = through(image, layers)[cell] > 0.5
    return touched


@pytest.mark.parametrize("name", NETS)
def test_a_cell_changes_exactly_with_the_cells_that_it_sees(receptive_field, name):
    shape, layers = NETS[name]
    height, width = through(np.zeros(shape), layers).shape
    for cell in {(0, 0), (height - 1, width - 1), (height // 2, 0)}:
        (top, bottom), (left, right) = receptive_field.seen_cells((*shape, 1), layers, cell)
        seen = np.zeros(shape, dtype=bool)
        seen[top : bottom + 1, left : right + 1] = True

        np.testing.assert_array_equal(touched_by(shape, layers, cell), seen)


@pytest.mark.parametrize("name", ["mnist", "lenet", "even kernels"])
def test_size_jump_and_centre_are_those_of_cells_far_from_the_border(receptive_field, name):
    layers = NETS[name][1]
    _name, size, jump, centre = receptive_field.receptive_field(layers)[-1]
    ends = []
    for row in (5, 6):
        touched = touched_by((60, 41), layers, (row, 4))
        rows = np.flatnonzero(touched.any(axis=1))
        ends.append((rows[0], rows[-1]))

    (first, last), (next_first, _next_last) = ends
    assert last - first + 1 == size
    assert next_first - first == jump
    assert (first + last) / 2 == centre + 5 * jump


@pytest.mark.parametrize(("kernel", "goal"), [(2, 2), (3, 18), (5, 28), (7, 7), (4, 1)])
def test_layers_needed_is_the_first_number_of_layers_that_reaches_the_goal(
    receptive_field, kernel, goal
):
    needed = receptive_field.layers_needed(kernel, goal)
    sizes = [1]
    for _ in range(needed):
        sizes.append(sizes[-1] + kernel - 1)

    assert sizes[-1] >= goal
    assert all(size < goal for size in sizes[:-1])
