"""The references agree with SciPy, which knows nothing of them."""

import numpy as np
import pytest
from scipy import ndimage, signal

from grader.checks.staff_modules import load_staff_module

SHAPES = [((6, 6), (3, 3)), ((5, 8), (2, 4)), ((1, 7), (1, 2)), ((4, 4), (4, 4)), ((9, 3), (5, 1))]


@pytest.fixture(scope="module")
def rng():
    return np.random.default_rng(20261122)


@pytest.fixture(scope="module")
def convolution(course):
    return load_staff_module(course.reference / "01_convolution" / "convolution.py", "oracle_01")


@pytest.fixture(scope="module")
def pooling(course):
    return load_staff_module(course.reference / "05_pooling" / "pooling.py", "oracle_05")


@pytest.fixture(scope="module")
def output_size(course):
    return load_staff_module(course.reference / "06_output_size" / "output_size.py", "oracle_06")


@pytest.mark.parametrize(("image", "kernel"), SHAPES)
def test_conv2d_is_scipys_correlation(convolution, rng, image, kernel):
    x, k = rng.normal(size=image), rng.normal(size=kernel)

    expected = signal.correlate2d(x, k, mode="valid") + 0.5

    np.testing.assert_allclose(convolution.conv2d(x, k, 0.5), expected, atol=1e-12)


@pytest.mark.parametrize(("image", "kernel"), SHAPES)
def test_flipped_convolution_is_scipys_convolution(convolution, rng, image, kernel):
    x, k = rng.normal(size=image), rng.normal(size=kernel)

    expected = signal.convolve2d(x, k, mode="valid")

    np.testing.assert_allclose(convolution.flipped_convolution2d(x, k), expected, atol=1e-12)


@pytest.mark.parametrize(("signal_size", "kernel_size"), [(7, 3), (5, 5), (4, 1)])
def test_conv1d_is_scipys_correlation(convolution, rng, signal_size, kernel_size):
    x, k = rng.normal(size=signal_size), rng.normal(size=kernel_size)

    expected = signal.correlate(x, k, mode="valid")

    np.testing.assert_allclose(convolution.conv1d(x, k), expected, atol=1e-12)


@pytest.mark.parametrize("channels", [1, 2, 5])
def test_channels_are_scipys_correlation_in_three_dimensions(convolution, rng, channels):
    x, k = rng.normal(size=(6, 5, channels)), rng.normal(size=(2, 3, channels))

    expected = signal.correlate(x, k, mode="valid")[:, :, 0]

    np.testing.assert_allclose(convolution.conv2d_channels(x, k), expected, atol=1e-12)


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("stride", [1, 2, 4])
@pytest.mark.parametrize(
    ("name", "oracle"),
    [
        ("max_pool2d", ndimage.maximum_filter),
        ("min_pool2d", ndimage.minimum_filter),
        ("avg_pool2d", ndimage.uniform_filter),
    ],
)
def test_pooling_is_scipys_filter_at_the_strided_cells(pooling, rng, name, oracle, size, stride):
    image = rng.normal(size=(7, 9))
    filtered = oracle(image, size=size, origin=-(size // 2) if size > 1 else 0, mode="nearest")
    # the filter's window begins at the cell itself when its origin is moved by half its size
    shift = size // 2 + (-(size // 2) if size > 1 else 0)
    expected = filtered[shift : 7 - size + 1 : stride, shift : 9 - size + 1 : stride]

    np.testing.assert_allclose(getattr(pooling, name)(image, size, stride), expected, atol=1e-12)


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_the_size_formula_counts_scipys_cells(output_size, rng, stride, padding):
    image = np.pad(rng.normal(size=(8, 8)), padding)

    cells = signal.correlate2d(image, np.ones((3, 3)), mode="valid")[::stride, ::stride]

    assert output_size.conv_output_size(8, 3, padding, stride) == cells.shape[0]
