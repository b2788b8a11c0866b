"""The reference of exercise 07 agrees with SciPy, brute force and finite differences."""

import itertools
import math

import numpy as np
import pytest
from scipy import special, stats

from grader.checks.staff_modules import load_staff_module

ENDS = np.array([-1000.0, -710.0, -40.0, -1e-9, 0.0, 1e-9, 40.0, 710.0, 1000.0])


@pytest.fixture(scope="module")
def rng():
    return np.random.default_rng(20261107)


@pytest.fixture(scope="module")
def layers(course):
    return load_staff_module(course.reference / "07_layers" / "layers.py", "oracle_07")


@pytest.fixture(params=[(), (6,), (3, 4), (2, 1, 5)], ids=str)
def x(request, rng):
    return rng.normal(scale=4.0, size=request.param)


def test_sigmoid_is_scipys_expit(layers, x):
    np.testing.assert_allclose(layers.sigmoid(x), special.expit(x), atol=1e-15)
    np.testing.assert_allclose(layers.sigmoid(ENDS), special.expit(ENDS), atol=1e-15)


def test_sigmoid_has_the_slope_that_backpropagation_uses(layers, x):
    h = 1e-6
    slope = (layers.sigmoid(x + h) - layers.sigmoid(x - h)) / (2 * h)

    np.testing.assert_allclose(slope, layers.sigmoid(x) * (1 - layers.sigmoid(x)), atol=1e-9)


def test_tanh_is_sigmoid_stretched(layers, x):
    np.testing.assert_allclose(layers.tanh(x), 2 * special.expit(2 * x) - 1, atol=1e-15)


@pytest.mark.parametrize("alpha", [0.0, 0.1, 0.5, 1.0])
def test_the_bent_lines_cell_by_cell(layers, x, alpha):
    for cell in np.ravel(x).tolist():
        leaky = cell if cell > 0 else alpha * cell
        bent = cell if cell > 0 else alpha * (math.exp(cell) - 1)

        assert layers.relu(cell) == max(0.0, cell)
        assert layers.leaky_relu(cell, alpha) == pytest.approx(leaky, abs=1e-15)
        assert layers.elu(cell, alpha) == pytest.approx(bent, abs=1e-15)
    assert np.shape(layers.elu(x, alpha)) == np.shape(layers.leaky_relu(x, alpha)) == np.shape(x)


def test_elu_is_smooth_at_0_for_alpha_1(layers):
    h = 1e-6

    assert (layers.elu(h) - layers.elu(0.0)) / h == pytest.approx(1)
    assert (layers.elu(0.0) - layers.elu(-h)) / h == pytest.approx(1)


@pytest.mark.parametrize("shape", [(5,), (1,), (3, 4), (4, 1)])
@pytest.mark.parametrize("scale", [1.0, 500.0])
def test_softmax_is_scipys(layers, rng, shape, scale):
    logits = rng.normal(scale=scale, size=shape)

    np.testing.assert_allclose(layers.softmax(logits), special.softmax(logits, -1), atol=1e-15)


@pytest.mark.parametrize(("samples", "inputs", "outputs"), [(3, 4, 2), (1, 1, 1), (2, 5, 5)])
def test_dense_and_maxout_by_brute_force(layers, rng, samples, inputs, outputs):
    x = rng.normal(size=(samples, inputs))
    w1, w2 = rng.normal(size=(2, inputs, outputs))
    b1, b2 = rng.normal(size=(2, outputs))

    first, second = layers.dense(x, w1, b1), layers.dense(x, w2, b2)
    largest = layers.maxout(x, w1, b1, w2, b2)

    assert first.shape == largest.shape == (samples, outputs)
    for n, k in itertools.product(range(samples), range(outputs)):
        total = math.fsum([*(x[n, j] * w1[j, k] for j in range(inputs)), b1[k]])
        assert first[n, k] == pytest.approx(total, abs=1e-14)
        assert largest[n, k] == max(first[n, k], second[n, k])


def test_flatten_puts_each_cell_where_its_index_says(layers, rng):
    batch = rng.normal(size=(2, 3, 4, 5))
    rows = layers.flatten(batch)

    for n, i, j, c in np.ndindex(batch.shape):
        assert rows[n, (i * 4 + j) * 5 + c] == batch[n, i, j, c]


@pytest.mark.parametrize("rate", [0.05, 0.5, 0.9])
def test_dropout_counts_are_binomial(layers, rate):
    x = np.ones(400)
    counts = [
        int((layers.dropout(x, rate, np.random.default_rng(seed)) == 0).sum())
        for seed in range(300)
    ]

    assert stats.binomtest(sum(counts), 300 * 400, rate).pvalue > 1e-6
    ratio = np.var(counts, ddof=1) / (400 * rate * (1 - rate))
    assert 0.6 < ratio < 1.5  # neither whole blocks nor a fixed number


def test_nothing_warns_at_the_ends(layers):
    for name in ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "softmax"):
        assert np.isfinite(getattr(layers, name)(ENDS)).all()  # warnings are errors in tests
