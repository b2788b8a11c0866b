"""A beginner's way: every weight has its own name, every derivative its own line, math instead of NumPy."""

import math

import numpy as np


def s(z):
    return 1 / (1 + math.exp(-z))


def unpack_pair(pair):
    if np.shape(pair) != (2,):
        raise ValueError("두 개의 수가 필요합니다")
    return float(pair[0]), float(pair[1])


def unpack_weights(weights):
    if np.shape(weights) != (8,):
        raise ValueError("가중치는 여덟 개입니다")
    return [float(w) for w in weights]


def forward(x, weights):
    x1, x2 = unpack_pair(x)
    w1, w2, w3, w4, w5, w6, w7, w8 = unpack_weights(weights)
    z1 = w1 * x1 + w2 * x2
    z2 = w3 * x1 + w4 * x2
    h1 = s(z1)
    h2 = s(z2)
    z3 = w5 * h1 + w6 * h2
    z4 = w7 * h1 + w8 * h2
    o1 = s(z3)
    o2 = s(z4)
    return np.array([z1, z2]), np.array([h1, h2]), np.array([z3, z4]), np.array([o1, o2])


def total_error(o, targets):
    o1, o2 = unpack_pair(o)
    y1, y2 = unpack_pair(targets)
    return 1 / 2 * (y1 - o1) ** 2 + 1 / 2 * (y2 - o2) ** 2


def output_gradients(x, targets, weights):
    y1, y2 = unpack_pair(targets)
    z_hidden, h, z_out, o = forward(x, weights)
    h1, h2 = h
    o1, o2 = o
    dE_do1 = o1 - y1
    dE_do2 = o2 - y2
    do1_dz3 = o1 * (1 - o1)
    do2_dz4 = o2 * (1 - o2)
    dE_dw5 = dE_do1 * do1_dz3 * h1
    dE_dw6 = dE_do1 * do1_dz3 * h2
    dE_dw7 = dE_do2 * do2_dz4 * h1
    dE_dw8 = dE_do2 * do2_dz4 * h2
    return np.array([dE_dw5, dE_dw6, dE_dw7, dE_dw8])


def hidden_gradients(x, targets, weights):
    x1, x2 = unpack_pair(x)
    y1, y2 = unpack_pair(targets)
    w1, w2, w3, w4, w5, w6, w7, w8 = unpack_weights(weights)
    z_hidden, h, z_out, o = forward(x, weights)
    h1, h2 = h
    o1, o2 = o
    dE_dz3 = (o1 - y1) * o1 * (1 - o1)
    dE_dz4 = (o2 - y2) * o2 * (1 - o2)
    dE_dh1 = dE_dz3 * w5 + dE_dz4 * w7
    dE_dh2 = dE_dz3 * w6 + dE_dz4 * w8
    dE_dz1 = dE_dh1 * h1 * (1 - h1)
    dE_dz2 = dE_dh2 * h2 * (1 - h2)
    return np.array([dE_dz1 * x1, dE_dz1 * x2, dE_dz2 * x1, dE_dz2 * x2])


def step(x, targets, weights, learning_rate):
    g1, g2, g3, g4 = hidden_gradients(x, targets, weights)
    g5, g6, g7, g8 = output_gradients(x, targets, weights)
    new = []
    for w, g in zip(unpack_weights(weights), [g1, g2, g3, g4, g5, g6, g7, g8]):
        new.append(w - learning_rate * g)
    return np.array(new)


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError("걸음 수가 음수입니다")
    errors = []
    i = 0
    while i < steps:
        z_hidden, h, z_out, o = forward(x, weights)
        errors.append(total_error(o, targets))
        weights = step(x, targets, weights, learning_rate)
        i += 1
    return np.array(errors)
