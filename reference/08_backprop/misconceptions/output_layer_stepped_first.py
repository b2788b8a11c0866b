"""The output layer takes its step first, and the hidden slopes come from a second forward pass.

caught_by: test_worked_step, test_random_steps
ko: 출력층을 먼저 고치고, 고친 신경망으로 순전파를 다시 한 다음 은닉층의 기울기를 잰 것과 같습니다. 한 걸음에는 순전파가 한 번이고, 두 층의 기울기는 같은 신경망에서 나와야 합니다. hidden_gradients에 어떤 weights를 넘기는지 보십시오.
en: The output layer was changed first and the hidden slopes were taken from the changed network, forward pass and all. One step has one forward pass, and both layers' slopes belong to the same network. See which weights you hand to hidden_gradients.
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
    weights = vector(weights, 8)
    weights[4:] -= learning_rate * output_gradients(x, targets, weights)
    weights[:4] -= learning_rate * hidden_gradients(x, targets, weights)
    return weights


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    errors = []
    for _ in range(steps):
        errors.append(total_error(forward(x, weights)[3], targets))
        weights = step(x, targets, weights, learning_rate)
    return np.array(errors, dtype=np.float64)
