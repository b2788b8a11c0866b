"""The sigmoid's derivative is left out in both layers.

caught_by: test_worked_output_gradients, test_worked_hidden_gradients, test_random_output_gradients, test_random_hidden_gradients
ko: 기울기에 시그모이드의 미분이 빠져 있습니다. 오차는 o에 달려 있고, o는 z를 거쳐서만 가중치에 달려 있습니다. 연쇄 법칙의 세 인자 가운데 o에서 z로 가는 인자를 찾아보십시오.
en: The derivative of the sigmoid is missing. The error depends on o, and o depends on the weights only by way of z. Of the chain rule's three factors, look for the one from o to z.
"""

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
    return o - vector(targets, 2)


def output_gradients(x, targets, weights):
    _, h, _, o = forward(x, weights)
    return np.outer(output_deltas(o, targets), h).ravel()


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out.T @ output_deltas(o, targets))
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
