"""A batch of one sample becomes a vector.

caught_by: test_flatten_the_picture, test_flatten_any_batch
ko: 표본이 하나일 때 배치 축이 사라졌습니다. 길이가 1인 축도 축이며 다음 층은 (1, features)를
기다립니다. 표본이 하나인 배치의 결과에서 shape을 출력해 보세요.
en: With a single sample the batch axis is gone. An axis of length 1 is an axis, and the next layer
waits for (1, features). Print the shape of your result for a batch of one.
"""

import numpy as np


def values_of(x, *ranks):
    values = np.array(x, dtype=np.float64)
    if values.size == 0 or (ranks and values.ndim not in ranks):
        raise ValueError(f"shape {values.shape}")
    return values


def describe_tensor(array):
    return array.ndim, array.shape, array.dtype.name


def flatten(batch):
    values = values_of(batch)
    if values.ndim == 0:
        raise ValueError("a single number")
    rows = values.reshape(len(values), -1)
    return rows[0] if len(rows) == 1 else rows  # wrong


def dense(x, weights, bias):
    x, weights, bias = values_of(x, 2), values_of(weights, 2), values_of(bias, 1)
    if x.shape[1] != len(weights) or weights.shape[1] != len(bias):
        raise ValueError(f"{x.shape}, {weights.shape}, {bias.shape}")
    return x @ weights + bias


def sigmoid(x):
    small = np.exp(-np.abs(values_of(x)))
    return np.where(values_of(x) >= 0, 1, small) / (1 + small)


def tanh(x):
    return np.tanh(values_of(x))


def relu(x):
    return np.maximum(values_of(x), 0)


def leaky_relu(x, alpha=0.1):
    values = values_of(x)
    return np.where(values > 0, values, alpha * values)


def elu(x, alpha=1.0):
    values = values_of(x)
    return np.where(values > 0, values, alpha * np.expm1(np.minimum(values, 0)))


def maxout(x, w1, b1, w2, b2):
    first, second = dense(x, w1, b1), dense(x, w2, b2)
    if first.shape != second.shape:
        raise ValueError(f"{first.shape} and {second.shape}")
    return np.maximum(first, second)


def softmax(logits):
    values = values_of(logits, 1, 2)
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = rng.random(values.shape) >= rate
    return np.where(kept, values / (1 - rate), 0)
