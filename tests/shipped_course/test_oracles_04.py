"""The strided convolution of exercise 04 agrees with SciPy and with a sum over single cells."""

import itertools

import numpy as np
import pytest
from scipy import signal

from grader.checks.staff_modules import load_staff_module

SHAPES = [((6, 6), (3, 3)), ((5, 8), (2, 4)), ((1, 7), (1, 2)), ((4, 4), (4, 4)), ((9, 3), (5, 1))]
STEPS = [(1, 1), (2, 2), (3, 1), (2, 5), (11, 3)]


@pytest.fixture(scope="module")
def rng():
    return np.random.default_rng(20261122)


@pytest.fixture(scope="module")
def stride(course):
    return load_staff_module(course.reference / "04_stride" / "stride.py", "oracle_04")


def cell_by_cell(image, kernel, steps, before, shape):
    """Adds single products; what lies outside the image is zero."""
    out = np.zeros(shape)
    for j, i in np.ndindex(shape):
        for (y, x), weight in np.ndenumerate(kernel):
            row, column = j * steps[0] + y - before[0], i * steps[1] + x - before[1]
            if 0 <= row < image.shape[0] and 0 <= column < image.shape[1]:
                out[j, i] += weight * image[row, column]
    return out


def tensorflows_same(size, window, step):
    """The rule as TensorFlow's documentation writes it, by cases of the remainder."""
    remainder = size % step
    total = max(window - (step if remainder == 0 else remainder), 0)
    return total // 2, (size + step - 1) // step


@pytest.mark.parametrize(("image", "kernel"), SHAPES)
@pytest.mark.parametrize("steps", STEPS)
def test_a_stride_keeps_every_so_many_of_scipys_cells(stride, rng, image, kernel, steps):
    x, k = rng.normal(size=image), rng.normal(size=kernel)

    expected = signal.correlate2d(x, k, mode="valid")[:: steps[0], :: steps[1]]

    np.testing.assert_allclose(stride.conv2d_strided(x, k, steps), expected, atol=1e-12)
    np.testing.assert_allclose(stride.conv2d_strided(x, k, steps, "valid"), expected, atol=1e-12)


@pytest.mark.parametrize(("image", "kernel"), SHAPES)
def test_padding_by_the_kernel_less_one_is_scipys_full_correlation(stride, rng, image, kernel):
    x, k = rng.normal(size=image), rng.normal(size=(kernel[0], kernel[0]))
    pad = kernel[0] - 1

    expected = signal.correlate2d(x, k, mode="full")[::2, ::2]

    np.testing.assert_allclose(stride.conv2d_strided(x, k, 2, pad), expected, atol=1e-12)


@pytest.mark.parametrize(
    ("image", "kernel"), [((6, 6), (3, 3)), ((5, 8), (1, 5)), ((1, 7), (3, 1))]
)
def test_same_at_stride_1_is_scipys_same_for_odd_kernels(stride, rng, image, kernel):
    x, k = rng.normal(size=image), rng.normal(size=kernel)
    full = signal.correlate2d(x, k, mode="full")
    top, left = kernel[0] // 2, kernel[1] // 2

    expected = full[top : top + image[0], left : left + image[1]]

    np.testing.assert_allclose(stride.conv2d_strided(x, k, 1, "same"), expected, atol=1e-12)


@pytest.mark.parametrize(("image", "kernel"), [*SHAPES, ((2, 3), (5, 4)), ((1, 1), (3, 2))])
@pytest.mark.parametrize("steps", STEPS)
def test_same_is_tensorflows_rule(stride, rng, image, kernel, steps):
    x, k = rng.normal(size=image), rng.normal(size=kernel)
    sides = [tensorflows_same(*side) for side in zip(image, kernel, steps, strict=True)]
    before, shape = zip(*sides, strict=True)

    expected = cell_by_cell(x, k, steps, before, shape)

    np.testing.assert_allclose(stride.conv2d_strided(x, k, steps, "same"), expected, atol=1e-12)


@pytest.mark.parametrize("padding", [0, 1, 3])
@pytest.mark.parametrize("steps", STEPS)
def test_padding_is_zero_outside_the_image(stride, rng, padding, steps):
    x, k = rng.normal(size=(4, 7)), rng.normal(size=(3, 2))
    shape = tuple(
        len(range(0, size + 2 * padding - window + 1, step))
        for size, window, step in zip(x.shape, k.shape, steps, strict=True)
    )

    expected = cell_by_cell(x, k, steps, (padding, padding), shape)

    np.testing.assert_allclose(stride.conv2d_strided(x, k, steps, padding), expected, atol=1e-12)


def test_the_kernel_must_fit_the_padded_image(stride):
    for height, kh, step, padding in itertools.product(range(1, 5), range(1, 9), (1, 3), (0, 1, 2)):
        image, kernel = np.ones((height, 9)), np.ones((kh, 1))

        if kh <= height + 2 * padding:
            assert stride.conv2d_strided(image, kernel, step, padding).size > 0
        else:
            with pytest.raises(ValueError, match="does not fit"):
                stride.conv2d_strided(image, kernel, step, padding)
