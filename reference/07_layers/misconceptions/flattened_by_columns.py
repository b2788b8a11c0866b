"""The first axis of a sample runs fastest.

caught_by: test_flatten_the_picture, test_flatten_any_batch
ko: 값이 열을 따라 내려가는 순서로 놓였습니다. 책을 읽는 순서는 첫 행을 끝까지 읽은 다음에 둘째
행으로 갑니다. 어느 축이 가장 빨리 바뀌어야 하는지 설명의 그림에서 확인하세요.
en: Your values run down the columns. Reading order finishes the first row before it goes to the
second. See in the statement's picture which axis changes fastest.
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
    return values.reshape(len(values), -1, order="F")


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
