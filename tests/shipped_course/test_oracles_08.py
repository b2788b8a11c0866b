"""The reference's slopes agree with oracles that know no chain rule."""

import numpy as np
import pytest

from grader.checks.staff_modules import load_staff_module

SEEDS = range(6)


@pytest.fixture(scope="module")
def backprop(course):
    return load_staff_module(course.reference / "08_backprop" / "backprop.py", "oracle_08")


def network(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=2), rng.uniform(0.05, 0.95, size=2), 1.5 * rng.normal(size=8)


def error_of(x, targets, weights):
    """The error of the network, cell by cell, for real and for complex weights."""

    def neuron(first, second, a, b):
        return 1 / (1 + np.exp(-(first * a + second * b)))

    w1, w2, w3, w4, w5, w6, w7, w8 = weights
    h1, h2 = neuron(w1, w2, *x), neuron(w3, w4, *x)
    o1, o2 = neuron(w5, w6, h1, h2), neuron(w7, w8, h1, h2)
    return ((targets[0] - o1) ** 2 + (targets[1] - o2) ** 2) / 2


def gradients(backprop, x, targets, weights):
    hidden = backprop.hidden_gradients(x, targets, weights)
    return np.concatenate([hidden, backprop.output_gradients(x, targets, weights)])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_error_is_that_of_the_network_written_out(backprop, seed):
    x, targets, weights = network(seed)

    error = backprop.total_error(backprop.forward(x, weights)[3], targets)

    assert error == pytest.approx(error_of(x, targets, weights), abs=1e-15)


@pytest.mark.parametrize("seed", SEEDS)
def test_slopes_are_the_complex_steps(backprop, seed):
    """The imaginary part after a tiny imaginary nudge is the slope, with no cancellation."""
    x, targets, weights = network(seed)

    expected = [error_of(x, targets, weights + 1e-30j * one).imag / 1e-30 for one in np.eye(8)]

    np.testing.assert_allclose(gradients(backprop, x, targets, weights), expected, atol=1e-15)


@pytest.mark.parametrize("seed", SEEDS)
def test_slopes_are_the_central_differences_of_the_reference_itself(backprop, seed):
    x, targets, weights = network(seed)

    def error(nudged):
        return backprop.total_error(backprop.forward(x, nudged)[3], targets)

    h = 1e-5
    expected = [
        (error(weights + h * one) - error(weights - h * one)) / (2 * h) for one in np.eye(8)
    ]

    np.testing.assert_allclose(gradients(backprop, x, targets, weights), expected, atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rate", [0.1, 0.5, 1.0])
def test_training_follows_the_complex_steps_downhill(backprop, seed, rate):
    x, targets, weights = network(seed)

    expected = []
    current = weights
    for _ in range(20):
        expected.append(error_of(x, targets, current))
        slopes = [error_of(x, targets, current + 1e-30j * one).imag / 1e-30 for one in np.eye(8)]
        current = current - rate * np.array(slopes)
    errors = backprop.train(x, targets, weights, rate, 20)

    np.testing.assert_allclose(errors, expected, atol=1e-13)
    assert (np.diff(errors) < 0).all()
