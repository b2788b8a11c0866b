"""A small number is added to the denominator.

caught_by: test_softmax_by_hand, test_softmax_on_random_logits
ko: 분모에 작은 수를 더해 한 행의 합이 1보다 조금 작습니다. 가장 큰 점수를 빼고 나면 분모는 1보다
작을 수 없으므로 0으로 나눌 걱정이 없습니다.
en: A small number in the denominator makes rows add up to a little less than 1. Once the largest
score is subtracted, the denominator cannot be below 1 and needs no guard.
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
    return values.reshape(len(values), -1)


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
    return powers / (powers.sum(axis=-1, keepdims=True) + 1e-7)


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = rng.random(values.shape) >= rate
    return np.where(kept, values / (1 - rate), 0)
