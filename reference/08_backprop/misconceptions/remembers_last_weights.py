"""step goes on from the weights of its last call.

caught_by: test_repeated_calls, test_random_steps
ko: step이 인수로 받은 가중치가 아니라 앞의 호출에서 얻은 가중치에서 계속합니다. 함수 밖의 변수에 남은 값은 다음 호출을 망칩니다. 결과가 인수만으로 정해지는지 보십시오.
en: step goes on from the weights of the call before instead of those it was given. What is kept outside the function spoils the next call. See that the result depends on the arguments alone.
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


CURRENT = {}


def step(x, targets, weights, learning_rate):
    vector(weights, 8)
    weights = CURRENT.get("weights", weights)
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    CURRENT["weights"] = vector(weights, 8) - learning_rate * np.concatenate([hidden, output])
    return CURRENT["weights"].copy()


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    errors = []
    for _ in range(steps):
        errors.append(total_error(forward(x, weights)[3], targets))
        weights = step(x, targets, weights, learning_rate)
    return np.array(errors, dtype=np.float64)
