"""The reference of exercise 03 agrees with NumPy's and SciPy's own padding and with counting."""

import numpy as np
import pytest
from scipy import ndimage, signal

from grader.checks.staff_modules import load_staff_module

PADS = [0, 1, 7, ((0, 2), (3, 0)), ((4, 1), (2, 5))]
SHAPES = [(4, 6), (1, 5), (5, 1, 3), (2, 3, 1), (1, 1)]


@pytest.fixture(scope="module")
def padding(course):
    return load_staff_module(course.reference / "03_padding" / "padding.py", "oracle_03")


@pytest.fixture
def rng():
    return np.random.default_rng(20261122)


@pytest.mark.parametrize("pad", PADS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("name", "mode"), [("zero_pad", "constant"), ("replicate_pad", "edge")])
def test_padding_is_numpys(padding, rng, name, mode, shape, pad):
    image = rng.normal(size=shape)
    sides = ((pad, pad), (pad, pad)) if isinstance(pad, int) else pad

    expected = np.pad(image, [*sides, (0, 0)][: image.ndim], mode=mode)

    np.testing.assert_array_equal(getattr(padding, name)(image, pad), expected)


def places(size, kernel, stride):
    """In how many places a window fits, by trying every cell."""
    return sum(1 for start in range(0, size, stride) if start + kernel <= size)


@pytest.mark.parametrize("stride", [1, 2, 3, 5])
@pytest.mark.parametrize("kernel", [1, 2, 3, 4, 7])
def test_same_padding_is_the_least_that_gives_every_strided_cell_a_place(padding, kernel, stride):
    for size in range(1, 16):
        before, after = padding.same_padding(size, kernel, stride)

        wanted = len(range(0, size, stride))
        least = next(t for t in range(30) if places(size + t, kernel, stride) >= wanted)
        assert (before + after, before) == (least, least // 2)


@pytest.mark.parametrize("image", [(6, 6), (5, 9), (1, 4), (1, 1)])
@pytest.mark.parametrize("kernel", [(3, 3), (1, 5), (2, 2), (4, 3), (7, 6)])
def test_conv2d_same_is_the_middle_of_scipys_full_correlation(padding, rng, image, kernel):
    x, k = rng.normal(size=image), rng.normal(size=kernel)
    full = signal.correlate2d(x, k, mode="full")
    top, left = kernel[0] // 2, kernel[1] // 2  # where TensorFlow's 'same' begins

    expected = full[top : top + image[0], left : left + image[1]]

    np.testing.assert_allclose(padding.conv2d_same(x, k), expected, atol=1e-12)


@pytest.mark.parametrize("kernel", [(3, 3), (5, 1), (3, 7)])
def test_conv2d_same_is_scipys_filter_for_odd_kernels(padding, rng, kernel):
    x, k = rng.normal(size=(6, 8)), rng.normal(size=kernel)

    expected = ndimage.correlate(x, k, mode="constant")

    np.testing.assert_allclose(padding.conv2d_same(x, k), expected, atol=1e-12)
