"""Layer objects as in a small framework: each keeps what its backward pass needs; made anew in each call."""

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Layer:
    weights: np.ndarray  # (out, in)
    memory: dict = field(default_factory=dict)

    def forward(self, inputs):
        z = np.einsum("oi,i->o", self.weights, inputs)
        activation = np.reciprocal(1.0 + np.exp(-z))
        self.memory = {"inputs": inputs, "z": z, "activation": activation}
        return activation

    def backward(self, slope):
        """dE/d(activation) -> dE/d(weights), dE/d(inputs)."""
        a = self.memory["activation"]
        delta = slope * a * (1.0 - a)
        return np.einsum("o,i->oi", delta, self.memory["inputs"]), np.einsum(
            "oi,o->i", self.weights, delta
        )


class Network:
    def __init__(self, weights):
        weights = np.asarray(weights, dtype=np.float64)
        if weights.ndim != 1 or weights.size != 8:
            raise ValueError("weights must be eight numbers")
        self.layers = [Layer(part) for part in weights.reshape(2, 2, 2).copy()]

    def predict(self, x):
        value = pair(x)
        for layer in self.layers:
            value = layer.forward(value)
        return value

    def gradients(self, x, targets):
        slope = self.predict(x) - pair(targets)
        found = []
        for layer in reversed(self.layers):
            gradient, slope = layer.backward(slope)
            found.insert(0, gradient)
        return np.array(found)  # (layer, out, in)

    def learn(self, x, targets, learning_rate):
        for layer, gradient in zip(self.layers, self.gradients(x, targets)):
            layer.weights -= learning_rate * gradient

    def flat(self):
        return np.concatenate([layer.weights.ravel() for layer in self.layers])


def pair(values):
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 1 or values.size != 2:
        raise ValueError("two numbers are needed")
    return values


def forward(x, weights):
    network = Network(weights)
    network.predict(x)
    return [layer.memory[key] for layer in network.layers for key in ("z", "activation")]


def total_error(o, targets):
    difference = pair(o) - pair(targets)
    return np.dot(difference, difference) / 2


def output_gradients(x, targets, weights):
    return Network(weights).gradients(x, targets)[1].flatten()


def hidden_gradients(x, targets, weights):
    return Network(weights).gradients(x, targets)[0].flatten()


def step(x, targets, weights, learning_rate):
    network = Network(weights)
    network.learn(x, targets, learning_rate)
    return network.flat()


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError("steps must not be negative")
    network = Network(weights)
    errors = []
    for _ in range(steps):
        errors.append(total_error(network.predict(x), targets))
        network.learn(x, targets, learning_rate)
    return tuple(errors)
