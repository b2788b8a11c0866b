"""The gradients use the values that the last call of forward left behind.

caught_by: test_random_output_gradients, test_random_hidden_gradients
ko: 기울기를 지금의 인수가 아니라 forward를 마지막으로 불렀을 때의 값으로 계산했습니다. 전역 변수에 남은 h와 o는 다른 신경망의 것일 수 있습니다. 필요한 값을 함수 안에서 얻으십시오.
en: Your slopes are made of what the last call of forward left behind, not of the arguments. An h and o kept in a global may belong to another network. Get what you need inside the function.
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


LAST = {}


def forward(x, weights):
    w_hidden, w_out = matrices(weights)
    z_hidden = w_hidden @ vector(x, 2)
    h = sigmoid(z_hidden)
    z_out = w_out @ h
    o = sigmoid(z_out)
    LAST.update(h=h, o=o)
    return z_hidden, h.copy(), z_out, o.copy()


def total_error(o, targets):
    return float(np.sum((vector(targets, 2) - vector(o, 2)) ** 2) / 2)


def output_deltas(o, targets):
    return (o - vector(targets, 2)) * o * (1 - o)


def output_gradients(x, targets, weights):
    vector(x, 2), vector(weights, 8)
    if not LAST:
        forward(x, weights)
    h, o = LAST["h"], LAST["o"]
    return np.outer(output_deltas(o, targets), h).ravel()


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    if not LAST:
        forward(x, weights)
    h, o = LAST["h"], LAST["o"]
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
