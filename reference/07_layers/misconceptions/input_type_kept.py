"""Everything is computed in the type that comes in.

caught_by: test_number_types_of_layers, test_number_types_of_activations
ko: 들어온 자료형 그대로 계산했습니다. uint8은 255를 넘거나 0보다 작아지면 다시 세고, float32는
일곱째 자리에서 어긋납니다. 계산하기 전에 어떤 자료형으로 바꾸어야 할지 보세요.
en: You compute in the type that comes in. uint8 starts again beyond 255 and below 0, float32 is off
in the seventh digit. See which type to convert to before computing.
"""

import numpy as np


def values_of(x, *ranks):
    values = np.array(x) * 1  # wrong: uint8 stays uint8
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


@np.errstate(over="ignore")
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


@np.errstate(over="ignore")
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
