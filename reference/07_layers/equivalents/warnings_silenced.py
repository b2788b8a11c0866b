"""The slide's formulas as they stand, inside errstate, and where to repair what overflows."""

import functools
import operator

import numpy as np


class Layer:
    """What the functions below share: conversion and complaints."""

    @staticmethod
    def number_array(x, name):
        array = np.require(x, np.float64).copy()
        if array.size == 0:
            raise ValueError(f"{name} is empty")
        return array

    @staticmethod
    def expect(condition, text):
        if not condition:
            raise ValueError(text)


def describe_tensor(array):
    return array.ndim, list(array.shape), array.dtype.type(0).dtype.name


def flatten(batch):
    batch = Layer.number_array(batch, "batch")
    Layer.expect(batch.ndim >= 1, "batch needs an axis")
    features = functools.reduce(operator.mul, batch.shape[1:], 1)
    batch.shape = (batch.shape[0], features)
    return batch


def dense(x, weights, bias):
    x, weights, bias = (Layer.number_array(v, "argument") for v in (x, weights, bias))
    Layer.expect(x.ndim == weights.ndim == 2 and bias.ndim == 1, "ranks do not fit")
    Layer.expect(x.shape[1] == weights.shape[0], "inputs do not fit")
    Layer.expect(bias.shape[0] == weights.shape[1], "outputs do not fit")
    return np.einsum("nj,jk->nk", x, weights) + bias[None, :]


def sigmoid(x):
    x = Layer.number_array(x, "x")
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-x))


def tanh(x):
    x = np.clip(Layer.number_array(x, "x"), -30, 30)  # beyond, tanh is 1 to the last digit
    return np.sinh(x) / np.cosh(x)


def relu(x):
    x = Layer.number_array(x, "x")
    return x * (x > 0)


def leaky_relu(x, alpha=0.1):
    x = Layer.number_array(x, "x")
    return np.piecewise(x, [x < 0], [lambda v: alpha * v, lambda v: v])


def elu(x, alpha=1.0):
    x = Layer.number_array(x, "x")
    with np.errstate(all="ignore"):
        return np.where(x < 0, alpha * (np.exp(x) - 1), x)


def maxout(x, w1, b1, w2, b2):
    results = dense(x, w1, b1), dense(x, w2, b2)
    Layer.expect(results[0].shape == results[1].shape, "two layers of different size")
    return np.where(results[0] > results[1], *results)


def softmax(logits):
    logits = Layer.number_array(logits, "logits")
    Layer.expect(1 <= logits.ndim <= 2, "rank must be 1 or 2")
    rows = logits.reshape(-1, logits.shape[-1])
    return np.vstack(
        [np.exp(row - row.max()) / np.exp(row - row.max()).sum() for row in rows]
    ).reshape(logits.shape)


def dropout(x, rate, rng, training=True):
    x = Layer.number_array(x, "x")
    Layer.expect(0 <= rate, "rate is negative")
    Layer.expect(rate < 1, "rate is too large")
    if not training or rate == 0:
        return x
    dropped = rng.uniform(0.0, 1.0, x.shape) < rate
    x /= 1.0 - rate
    x[dropped] = 0.0
    return x
