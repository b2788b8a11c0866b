"""Identities between the functions: sigmoid from tanh, softmax from log-sum-exp, einsum layers."""

import numpy as np


def _f(x, ranks=None):
    x = np.asarray(x, dtype=np.float64)
    if 0 in x.shape or (ranks is not None and x.ndim not in ranks):
        raise ValueError("array of shape %s" % (x.shape,))
    return x


def describe_tensor(array):
    return array.shape.__len__(), array.shape, f"{array.dtype}"


def flatten(batch):
    x = _f(batch, range(1, 20))
    return np.stack([sample.flatten() for sample in x])


def dense(x, weights, bias):
    x, w, b = _f(x, {2}), _f(weights, {2}), _f(bias, {1})
    if b.size != w.shape[-1]:
        raise ValueError("bias")
    # an appended 1 in x meets the bias as one more row of weights
    return np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([w, b])


def sigmoid(x):
    return 0.5 * (1 + np.tanh(_f(x) / 2))


def tanh(x):
    return 2 * sigmoid(2 * _f(x)) - 1


def relu(x):
    x = _f(x)
    return (x + abs(x)) / 2


def leaky_relu(x, alpha=0.1):
    return relu(x) - alpha * relu(-_f(x))


def elu(x, alpha=1.0):
    return relu(x) + alpha * np.expm1(-relu(-_f(x)))


def maxout(x, w1, b1, w2, b2):
    a, b = dense(x, w1, b1), dense(x, w2, b2)
    if a.shape[1] != b.shape[1]:
        raise ValueError("outputs")
    return b + relu(a - b)


def softmax(logits):
    z = _f(logits, (1, 2))
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


def dropout(x, rate, rng, training=True):
    x = _f(x)
    if rate != min(max(rate, 0), 1) or rate == 1:
        raise ValueError("rate")
    factors = rng.choice([0.0, 1 / (1 - rate)], size=x.shape, p=[rate, 1 - rate])
    return x * factors if training else 1.0 * x
