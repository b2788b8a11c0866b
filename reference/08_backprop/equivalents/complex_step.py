"""Slopes without derivatives: a tiny imaginary nudge of each weight, read off the error's imaginary part."""

import numpy as np

TINY = 1e-30


def run(x, weights):
    z_hidden = np.array([weights[0] * x[0] + weights[1] * x[1], weights[2] * x[0] + weights[3] * x[1]])
    h = 1 / (1 + np.exp(-z_hidden))
    z_out = np.array([weights[4] * h[0] + weights[5] * h[1], weights[6] * h[0] + weights[7] * h[1]])
    return z_hidden, h, z_out, 1 / (1 + np.exp(-z_out))


def floats(values, shape):
    values = np.array(values, dtype=float)
    if values.shape != shape:
        raise ValueError(f"shape {values.shape}, not {shape}")
    return values


def forward(x, weights):
    return run(floats(x, (2,)), floats(weights, (8,)))


def total_error(o, targets):
    o, targets = floats(o, (2,)), floats(targets, (2,))
    return 0.5 * (targets[0] - o[0]) ** 2 + 0.5 * (targets[1] - o[1]) ** 2


def slope(x, targets, weights, index):
    x, targets = floats(x, (2,)), floats(targets, (2,))
    nudged = floats(weights, (8,)).astype(complex)
    nudged[index] += TINY * 1j
    o = run(x, nudged)[3]
    return (0.5 * np.sum((targets - o) ** 2)).imag / TINY


def output_gradients(x, targets, weights):
    return np.array([slope(x, targets, weights, index) for index in range(4, 8)])


def hidden_gradients(x, targets, weights):
    return np.array([slope(x, targets, weights, index) for index in range(4)])


def step(x, targets, weights, learning_rate):
    slopes = [slope(x, targets, weights, index) for index in range(8)]
    return floats(weights, (8,)) - learning_rate * np.array(slopes)


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError("negative steps")
    errors = np.full(steps, np.nan)
    weights = floats(weights, (8,))
    for i in range(steps):
        errors[i] = total_error(run(floats(x, (2,)), weights)[3], targets)
        weights = step(x, targets, weights, learning_rate)
    return errors
