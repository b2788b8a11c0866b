"""A right solution. Each wrong idea beside it changes what it needs to and shares the rest."""

import numpy as np


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * np.asarray(z, dtype=np.float64))


def vector(values, length):
    array = np.array(values, dtype=np.float64)
    if array.shape != (length,):
        raise ValueError(f"expected shape ({length},), got {array.shape}")
    return array


def matrices(weights):
    weights = vector(weights, 8)
    return weights[:4].reshape(2, 2), weights[4:].reshape(2, 2)


def forward(x, weights):
    w_hidden, w_out = matrices(weights)
    z_hidden = w_hidden @ vector(x, 2)
    h = sigmoid(z_hidden)
    z_out = w_out @ h
    o = sigmoid(z_out)
    return z_hidden, h, z_out, o


def total_error(o, targets):
    return float(np.sum((vector(targets, 2) - vector(o, 2)) ** 2) / 2)


def output_deltas(o, targets):
    return (o - vector(targets, 2)) * o * (1 - o)


def output_gradients(x, targets, weights):
    _, h, _, o = forward(x, weights)
    return np.outer(output_deltas(o, targets), h).ravel()


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out.T @ output_deltas(o, targets)) * h * (1 - h)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()


def step(x, targets, weights, learning_rate):
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    return vector(weights, 8) - learning_rate * np.concatenate([hidden, output])


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    errors = []
    for _ in range(steps):
        errors.append(total_error(forward(x, weights)[3], targets))
        weights = step(x, targets, weights, learning_rate)
    return np.array(errors, dtype=np.float64)
