"""Exercise 02: the reference agrees with SciPy's image filters, which know nothing of it."""

import numpy as np
import pytest
from scipy import ndimage, signal

from grader.checks.staff_modules import load_staff_module

SHAPES = [((6, 6), (3, 3)), ((5, 8), (1, 5)), ((1, 7), (3, 3)), ((2, 3), (7, 5)), ((1, 1), (5, 5))]


@pytest.fixture(scope="module")
def rng():
    return np.random.default_rng(20261122)


@pytest.fixture(scope="module")
def kernels(course):
    path = course.reference / "02_image_kernels" / "image_kernels.py"
    return load_staff_module(path, "oracle_02")


def scipys_picture(image, kernel):
    """SciPy's float64 sums with its "nearest" border; Python's own rounding, pixel by pixel."""
    sums = ndimage.correlate(image.astype(np.float64), kernel, mode="nearest")
    return np.array([[min(max(round(s), 0), 255) for s in row] for row in sums], dtype=np.uint8)


@pytest.mark.parametrize(("image", "kernel"), SHAPES)
def test_apply_kernel_is_scipys_correlation(kernels, rng, image, kernel):
    picture = rng.integers(0, 256, size=image, dtype=np.uint8)
    weights = rng.normal(size=kernel)

    assert np.array_equal(kernels.apply_kernel(picture, weights), scipys_picture(picture, weights))


@pytest.mark.parametrize("channels", [1, 2, 5])
def test_every_channel_is_filtered_as_if_alone(kernels, rng, channels):
    picture = rng.integers(0, 256, size=(6, 7, channels), dtype=np.uint8)
    weights = rng.normal(size=(3, 5))

    filtered = kernels.apply_kernel(picture, weights)

    for c in range(channels):
        assert np.array_equal(filtered[:, :, c], scipys_picture(picture[:, :, c], weights))


@pytest.mark.parametrize("shape", [(6, 8), (1, 7), (2, 2), (1, 1)])
def test_edge_magnitude_is_scipys_sobel(kernels, rng, shape):
    image = rng.normal(size=shape)

    expected = np.hypot(*(ndimage.sobel(image, axis=axis, mode="nearest") for axis in (0, 1)))

    np.testing.assert_allclose(kernels.edge_magnitude(image), expected, atol=1e-12)


def test_the_other_lectures_edge_kernels_find_the_same_strengths(kernels, rng):
    image = rng.normal(size=(7, 6))
    padded = np.pad(image, 1, mode="edge")
    across = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    down = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])

    gx, gy = (signal.correlate2d(padded, kernel, mode="valid") for kernel in (across, down))

    np.testing.assert_allclose(kernels.edge_magnitude(image), np.sqrt(gx**2 + gy**2), atol=1e-12)


def test_each_constant_does_what_its_name_says(kernels, rng):
    image = rng.integers(30, 100, size=(6, 7), dtype=np.uint8)
    pictures = {
        name: kernels.apply_kernel(image, getattr(kernels, name)).astype(float)
        for name in ("BLUR", "SHARPEN", "BRIGHTEN", "DARKEN", "IDENTITY")
    }

    assert np.array_equal(pictures["IDENTITY"], image)
    assert np.abs(pictures["BRIGHTEN"] - 1.5 * image).max() <= 0.5
    assert np.abs(pictures["DARKEN"] - 0.5 * image).max() <= 0.5
    assert pictures["BLUR"].std() < image.std() < pictures["SHARPEN"].std()
    flat = np.full((3, 4), 200, dtype=np.uint8)
    assert (kernels.apply_kernel(flat, kernels.BLUR) == 202).all()
    assert not kernels.edge_magnitude(flat).any()
