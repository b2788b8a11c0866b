"""Only arrays are taken, a single number is not.

caught_by: test_tanh_and_relu_by_hand, test_leaky_relu_by_hand, test_elu_by_hand
ko: 배열에서는 맞지만 숫자 하나가 들어오면 답하지 못합니다. 활성화 함수는 숫자에도 쓰입니다. 칸에
값을 쓰는 방법이 축이 없는 값에도 통하는지 보세요.
en: Right for arrays, but a single number finds no answer. Activations are asked for numbers, too.
See whether the way you write to cells works for a value without axes.
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
    values_of(x)
    result = x * 1.0
    result[result < 0] = 0  # wrong: a number has no cells
    return np.asarray(result, dtype=np.float64)


def leaky_relu(x, alpha=0.1):
    values_of(x)
    result = x * 1.0
    result[result < 0] *= alpha
    return np.asarray(result, dtype=np.float64)


def elu(x, alpha=1.0):
    values_of(x)
    result = x * 1.0
    result[result < 0] = alpha * np.expm1(result[result < 0])
    return np.asarray(result, dtype=np.float64)


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
