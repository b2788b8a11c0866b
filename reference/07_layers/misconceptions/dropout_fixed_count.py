"""The same number of values is dropped each time.

caught_by: test_dropout_takes_its_chance_from_rng
ko: 0이 되는 값의 개수가 매번 똑같습니다. 카드를 섞어 정해진 수만큼 뽑는 것과 칸마다 동전을 던지는
것은 다릅니다. 한 칸의 결과가 다른 칸에 영향을 주는지 생각해 보세요.
en: The number of dropped values is the same each time. Drawing a fixed number of cards is not
throwing a coin for each cell. Ask whether the fate of one cell affects another.
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
    return powers / powers.sum(axis=-1, keepdims=True)


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    order = rng.permutation(values.size).reshape(values.shape)
    kept = order >= round(rate * values.size)  # wrong: always as many
    return np.where(kept, values / (1 - rate), 0)
