"""The chain rule as a product of Jacobian matrices, one for each arrow of x -> z -> h -> z -> o -> E."""

from itertools import islice

import numpy as np


def squash(z):
    return 0.5 * (1 + np.tanh(z / 2))


def checked(**arrays):
    lengths = {"x": 2, "targets": 2, "o": 2, "weights": 8}
    result = [np.array(array, dtype="float64") for array in arrays.values()]
    for name, array in zip(arrays, result):
        if array.shape != (lengths[name],):
            raise ValueError(f"{name}: {array.shape}")
    return result


def forward(x, weights):
    x, weights = checked(x=x, weights=weights)
    layers = np.empty((4, 2))
    layers[0] = weights[:4].reshape(2, 2).dot(x)
    layers[1] = squash(layers[0])
    layers[2] = weights[4:].reshape(2, 2).dot(layers[1])
    layers[3] = squash(layers[2])
    return layers  # four rows: z_hidden, h, z_out, o


def total_error(o, targets):
    o, targets = checked(o=o, targets=targets)
    return np.mean((o - targets) ** 2)  # half the sum of two squares is their mean


def jacobians(x, targets, weights):
    x, targets, weights = checked(x=x, targets=targets, weights=weights)
    _, h, _, o = forward(x, weights)
    error_by_z_out = (o - targets)[None, :] @ np.diag(o - o**2)  # (1, 2)
    z_out_by_z_hidden = weights[4:].reshape(2, 2) @ np.diag(h - h**2)  # (2, 2)
    z_hidden_by_weights, z_out_by_weights = np.kron(np.eye(2), x), np.kron(np.eye(2), h)  # (2, 4)
    return error_by_z_out, z_out_by_z_hidden, z_hidden_by_weights, z_out_by_weights


def output_gradients(x, targets, weights):
    error_by_z_out, _, _, z_out_by_weights = jacobians(x, targets, weights)
    return (error_by_z_out @ z_out_by_weights).reshape(4)  # (1, 2) @ (2, 4)


def hidden_gradients(x, targets, weights):
    error_by_z_out, z_out_by_z_hidden, z_hidden_by_weights, _ = jacobians(x, targets, weights)
    return (error_by_z_out @ z_out_by_z_hidden @ z_hidden_by_weights).reshape(4)


def step(x, targets, weights, learning_rate):
    slopes = np.r_[hidden_gradients(x, targets, weights), output_gradients(x, targets, weights)]
    return np.subtract(weights, learning_rate * slopes)


def descent(x, targets, weights, learning_rate):
    while True:
        yield np.asarray(total_error(forward(x, weights)[-1], targets))  # a 0-d array
        weights = step(x, targets, weights, learning_rate)


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError(f"steps = {steps}")
    return list(islice(descent(x, targets, weights, learning_rate), steps))
