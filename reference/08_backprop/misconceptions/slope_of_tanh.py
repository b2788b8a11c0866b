"""The derivative used is that of tanh, 1 - f².

caught_by: test_worked_output_gradients, test_worked_hidden_gradients, test_random_output_gradients
ko: 1 − f²은 tanh의 미분입니다. 이 신경망의 활성화 함수는 시그모이드이고, 미분의 식이 다릅니다. 예제에서 o = 0.60944일 때의 미분값이 표와 같은지 보십시오.
en: 1 − f² is the slope of tanh. This network's activation is the sigmoid, whose slope is another. See whether yours has the table's value at o = 0.60944.
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
    return (o - vector(targets, 2)) * (1 - o**2)


def output_gradients(x, targets, weights):
    _, h, _, o = forward(x, weights)
    return np.outer(output_deltas(o, targets), h).ravel()


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out.T @ output_deltas(o, targets)) * (1 - h**2)
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
