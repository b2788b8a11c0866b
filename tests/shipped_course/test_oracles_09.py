"""The layers of exercise 09 agree with SciPy, and their slopes with oracles that know no layers."""

import numpy as np
import pytest
from scipy import ndimage, optimize, signal

from grader.checks.staff_modules import load_staff_module

# (x, kernels, stride, padding)
LAYERS = [
    ((2, 5, 6, 3), (3, 2, 3, 4), 1, 0),
    ((1, 1, 7, 2), (1, 3, 2, 3), 1, 0),
    ((2, 4, 5, 2), (3, 3, 2, 2), 1, 1),
    ((2, 7, 5, 1), (3, 3, 1, 2), 2, 1),
    ((1, 6, 6, 1), (2, 2, 1, 2), 3, 0),
    ((1, 2, 3, 1), (4, 4, 1, 2), 1, 1),
]
POOLS = [((2, 6, 5, 2), 2, None), ((1, 7, 7, 2), 3, 2), ((2, 5, 6, 1), 2, 3), ((1, 4, 4, 2), 4, 1)]


@pytest.fixture(scope="module")
def conv_layer(course):
    return load_staff_module(course.reference / "09_conv_layer" / "conv_layer.py", "oracle_09")


@pytest.fixture
def rng():
    return np.random.default_rng(20261122)


def layer(rng, x, kernels):
    return rng.normal(size=x), rng.normal(size=kernels), rng.normal(size=kernels[3])


@pytest.mark.parametrize(("x", "kernels", "stride", "padding"), LAYERS)
def test_the_forward_pass_is_scipys_correlation_in_three_dimensions(
    conv_layer, rng, x, kernels, stride, padding
):
    images, filters, bias = layer(rng, x, kernels)
    padded = np.pad(images, [(0, 0), (padding, padding), (padding, padding), (0, 0)])

    expected = [
        [signal.correlate(image, filters[..., k], mode="valid")[:, :, 0] for k in range(len(bias))]
        for image in padded
    ]  # (N, K, H', W') at stride 1

    out = conv_layer.conv_forward(images, filters, bias, stride, padding)
    expected = np.moveaxis(expected, 1, -1)[:, ::stride, ::stride] + bias
    np.testing.assert_allclose(out, expected, atol=1e-12)


@pytest.mark.parametrize(("x", "kernels", "stride", "padding"), LAYERS)
def test_the_slopes_of_a_linear_layer_are_the_error_of_one_cell_at_a_time(
    conv_layer, rng, x, kernels, stride, padding
):
    """A layer is linear in each argument, so the error at a unit array is that cell's slope."""
    images, filters, bias = layer(rng, x, kernels)
    d_out = rng.normal(size=conv_layer.conv_forward(images, filters, bias, stride, padding).shape)

    def error(images, filters, bias):
        return np.sum(conv_layer.conv_forward(images, filters, bias, stride, padding) * d_out)

    def units(array):
        return np.eye(array.size).reshape(array.size, *array.shape)

    expected = (
        [error(unit, filters, 0 * bias) for unit in units(images)],
        [error(images, unit, 0 * bias) for unit in units(filters)],
        [error(0 * images, filters, unit) for unit in units(bias)],
    )

    slopes = conv_layer.conv_backward(d_out, images, filters, stride, padding)
    for got, wanted, shape in zip(slopes, expected, (x, kernels, bias.shape), strict=True):
        assert got.shape == shape
        np.testing.assert_allclose(got.ravel(), wanted, atol=1e-12)


@pytest.mark.parametrize(("x", "kernels"), [(x, kernels) for x, kernels, *steps in LAYERS[:2]])
def test_the_input_slopes_are_scipys_full_convolution(conv_layer, rng, x, kernels):
    images, filters, bias = layer(rng, x, kernels)
    d_out = rng.normal(size=conv_layer.conv_forward(images, filters, bias).shape)

    expected = np.zeros(x)
    for n, c, k in np.ndindex(x[0], x[3], kernels[3]):
        expected[n, :, :, c] += signal.convolve2d(d_out[n, :, :, k], filters[:, :, c, k])

    d_x, _, _ = conv_layer.conv_backward(d_out, images, filters)
    np.testing.assert_allclose(d_x, expected, atol=1e-12)


@pytest.mark.parametrize(("shape", "size", "stride"), POOLS)
def test_max_pooling_is_scipys_maximum_filter_at_the_strided_cells(
    conv_layer, rng, shape, size, stride
):
    x = rng.normal(size=shape)
    filtered = ndimage.maximum_filter(
        x, size=(1, size, size, 1), origin=(0, -((size - 1) // 2), -((size - 1) // 2), 0)
    )
    # SciPy's window begins size // 2 cells before its cell; the origin takes (size - 1) // 2 back
    late, step = size // 2 - (size - 1) // 2, stride or size
    rows, columns = (range(late, side - size + 1 + late, step) for side in shape[1:3])

    expected = filtered[:, rows][:, :, columns]

    np.testing.assert_array_equal(conv_layer.max_pool_forward(x, size, stride), expected)


@pytest.mark.parametrize(("shape", "size", "stride"), POOLS)
def test_the_pooling_slopes_are_central_differences(conv_layer, rng, shape, size, stride):
    """Between ties the error is linear, and values that differ stay apart under a small step."""
    x = rng.permutation(np.prod(shape)).reshape(shape).astype(float)
    d_out = rng.normal(size=conv_layer.max_pool_forward(x, size, stride).shape)

    def error(x):
        return float(np.sum(conv_layer.max_pool_forward(x, size, stride) * d_out))

    d_x = conv_layer.max_pool_backward(d_out, x, size, stride)

    steps = 0.25 * np.eye(x.size).reshape(x.size, *shape)
    expected = [(error(x + step) - error(x - step)) / 0.5 for step in steps]
    np.testing.assert_allclose(d_x.ravel(), expected, atol=1e-11)


@pytest.mark.parametrize("value", [0, 1, 7])
def test_flat_maps_are_paid_once_for_each_window(conv_layer, value):
    d_out = np.arange(1.0, 10.0).reshape(1, 3, 3, 1)

    d_x = conv_layer.max_pool_backward(d_out, np.full((1, 4, 4, 1), value), 2, 1)

    assert d_x.sum() == d_out.sum()
    assert np.count_nonzero(d_x) <= d_out.size


@pytest.mark.parametrize("shape", [(7,), (2, 3), (2, 1, 3)])
def test_the_numerical_gradient_is_the_complex_step_and_scipys(conv_layer, rng, shape):
    x = rng.normal(size=shape)

    def f(values):
        return np.sum(np.exp(values) * np.roll(values, 1) ** 2)

    slopes = conv_layer.numerical_gradient(f, x)

    units = np.eye(x.size).reshape(x.size, *shape)
    exact = [f(x + 1e-30j * unit).imag / 1e-30 for unit in units]
    np.testing.assert_allclose(slopes.ravel(), exact, atol=1e-8)
    rough = optimize.approx_fprime(x.ravel(), lambda flat: f(flat.reshape(shape)))
    np.testing.assert_allclose(slopes.ravel(), rough, atol=1e-5)


def test_the_relative_error_is_the_worst_cell_found_one_by_one(conv_layer, rng):
    a, b = rng.normal(size=(2, 4, 5)), rng.normal(size=(2, 4, 5))
    a[0], b[0, :2] = 0, 0

    worst = 0.0
    for p, q in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True):
        if p != q:
            worst = max(worst, abs(p - q) / max(abs(p) + abs(q), 1e-12))

    assert conv_layer.relative_error(a, b) == worst
    assert conv_layer.relative_error(a, a) == 0
    assert conv_layer.relative_error([1e-13, 1], [0, 1]) == pytest.approx(0.1)


def test_the_lectures_colour_cell_is_nine(conv_layer):
    """Figure 4-14: one cell of a padded convolution over three channels."""
    image = np.stack([[[1, 1], [2, 1]], [[2, 2], [1, 0]], [[0, 3], [1, 0]]], axis=-1)[None]
    red = [[0, 0, 0], [0, 0, 1], [0, 1, 0]]
    green = [[0, 2, 0], [0, 2, 0], [0, 2, 0]]
    blue = [[1, 0, 0], [0, 2, 0], [0, 0, 1]]
    kernel = np.stack([red, green, blue], axis=-1)[..., None]

    out = conv_layer.conv_forward(image, kernel, [0], padding=1)

    assert out[0, 0, 0, 0] == 9
