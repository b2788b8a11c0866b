"""Automatic differentiation: numbers that remember what they were made of, read backwards."""

import math

import numpy as np


class Number:
    """A value, its slope, and the numbers it came from with their local slopes."""

    def __init__(self, value, parents=()):
        self.value = float(value)
        self.parents = parents
        self.slope = 0.0

    def __add__(self, other):
        return Number(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def __sub__(self, other):
        return Number(self.value - other.value, ((self, 1.0), (other, -1.0)))

    def __mul__(self, other):
        return Number(self.value * other.value, ((self, other.value), (other, self.value)))

    def sigmoid(self):
        value = 1 / (1 + math.exp(-self.value))
        return Number(value, ((self, value * (1 - value)),))

    def backward(self):
        order, seen = [], set()

        def visit(number):
            if id(number) not in seen:
                seen.add(id(number))
                for parent, _ in number.parents:
                    visit(parent)
                order.append(number)

        visit(self)
        self.slope = 1.0
        for number in reversed(order):
            for parent, local in number.parents:
                parent.slope += local * number.slope


def numbers(values, count):
    array = np.asarray(values, dtype=float)
    if array.ndim != 1 or len(array) != count:
        raise ValueError(f"{count} numbers are needed, not {array.shape}")
    return [Number(value) for value in array]


def values(*nodes):
    return np.array([node.value for node in nodes])


def network(x, weights):
    x1, x2 = x
    w1, w2, w3, w4, w5, w6, w7, w8 = weights
    z = (w1 * x1 + w2 * x2, w3 * x1 + w4 * x2)
    h1, h2 = h = tuple(one.sigmoid() for one in z)
    z_out = (w5 * h1 + w6 * h2, w7 * h1 + w8 * h2)
    return z, h, z_out, tuple(one.sigmoid() for one in z_out)


def loss(o, targets):
    half = Number(0.5)
    return half * ((targets[0] - o[0]) * (targets[0] - o[0])) + half * (
        (targets[1] - o[1]) * (targets[1] - o[1])
    )


def forward(x, weights):
    layers = network(numbers(x, 2), numbers(weights, 8))
    return tuple(values(*layer) for layer in layers)


def total_error(o, targets):
    return loss(numbers(o, 2), numbers(targets, 2)).value


def all_gradients(x, targets, weights):
    leaves = numbers(weights, 8)
    *_, o = network(numbers(x, 2), leaves)
    loss(o, numbers(targets, 2)).backward()
    return np.array([leaf.slope for leaf in leaves])


def output_gradients(x, targets, weights):
    return all_gradients(x, targets, weights)[4:]


def hidden_gradients(x, targets, weights):
    return all_gradients(x, targets, weights)[:4]


def step(x, targets, weights, learning_rate):
    return np.array(weights) - learning_rate * all_gradients(x, targets, weights)


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError("steps < 0")
    errors = np.empty(steps)
    for i in range(len(errors)):
        *_, o = forward(x, weights)
        errors[i] = total_error(o, targets)
        weights = step(x, targets, weights, learning_rate)
    return errors
