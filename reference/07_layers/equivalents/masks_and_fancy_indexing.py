"""Boolean masks write into copies; dropout draws a Bernoulli mask with binomial."""

import numpy as np


def floats(x):
    x = np.array(x, dtype="float64", ndmin=1)
    if not x.size:
        raise ValueError("empty")
    return x


def like(x, result):
    """Give a number back for a number."""
    return result[0] if np.ndim(x) == 0 else result


def describe_tensor(array):
    return (np.ndim(array), tuple(array.shape), np.dtype(array.dtype).name)


def flatten(batch):
    if np.ndim(batch) == 0:
        raise ValueError("rank 0")
    x = floats(batch)
    out = np.empty((x.shape[0], x[0].size))
    for row, sample in zip(out, x):
        row[:] = sample.ravel()
    return out


def dense(x, weights, bias):
    if (np.ndim(x), np.ndim(weights), np.ndim(bias)) != (2, 2, 1):
        raise ValueError("ranks")
    x, weights, bias = floats(x), floats(weights), floats(bias)
    if x.shape[1] != weights.shape[0] or bias.shape != weights.shape[1:]:
        raise ValueError("shapes")
    out = np.tile(bias, (x.shape[0], 1))
    for j in range(x.shape[1]):
        out += np.outer(x[:, j], weights[j])
    return out


def sigmoid(x):
    v = floats(x)
    out = np.empty_like(v)
    up = v > 0
    out[up] = 1 / (1 + np.exp(-v[up]))
    power = np.exp(v[~up])
    out[~up] = power / (power + 1)
    return like(x, out)


def tanh(x):
    v = floats(x)
    p = np.exp(-2 * np.abs(v))
    return like(x, np.sign(v) * (1 - p) / (1 + p))


def relu(x):
    v = floats(x)
    v[v < 0] = 0
    return like(x, v)


def leaky_relu(x, alpha=0.1):
    v = floats(x)
    v[v < 0] *= alpha
    return like(x, v)


def elu(x, alpha=1.0):
    v = floats(x)
    low = v < 0
    v[low] = alpha * (np.exp(v[low]) - 1)
    return like(x, v)


def maxout(x, w1, b1, w2, b2):
    if np.shape(w1) != np.shape(w2):
        raise ValueError("the two layers differ")
    return np.stack([dense(x, w1, b1), dense(x, w2, b2)]).max(axis=0)


def softmax(logits):
    if np.ndim(logits) not in (1, 2):
        raise ValueError("rank")
    z = floats(logits).T
    z -= z.max(axis=0)
    np.exp(z, out=z)
    z /= z.sum(axis=0)
    return z.T.copy()


def dropout(x, rate, rng, training=True):
    v = floats(x)
    if not (rate >= 0 and rate < 1):
        raise ValueError("rate")
    if training:
        v *= rng.binomial(1, 1 - rate, size=v.shape) / (1 - rate)
    return v
