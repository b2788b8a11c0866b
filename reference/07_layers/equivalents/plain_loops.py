"""Plain loops and the math module, without NumPy arithmetic."""

import math

import numpy as np


def describe_tensor(array):
    lengths = []
    for side in np.shape(array):
        lengths.append(side)
    return [len(lengths), lengths, str(array.dtype)]


def table(x):
    """배열을 행의 리스트로 바꾼다."""
    x = np.array(x, dtype=float)
    if x.ndim != 2:
        raise ValueError("2차원 배열이 필요합니다")
    if x.shape[0] == 0 or x.shape[1] == 0:
        raise ValueError("빈 배열입니다")
    return x.tolist()


def unfold(value):
    if not isinstance(value, list):
        return [value]
    cells = []
    for part in value:
        cells.extend(unfold(part))
    return cells


def flatten(batch):
    batch = np.array(batch, dtype=float)
    if batch.ndim == 0 or 0 in batch.shape:
        raise ValueError("펼칠 수 없는 배열입니다")
    return np.array([unfold(sample) for sample in batch.tolist()])


def dense(x, weights, bias):
    x = table(x)
    weights = table(weights)
    bias = np.array(bias, dtype=float)
    if bias.ndim != 1:
        raise ValueError("편향은 1차원이어야 합니다")
    inputs = len(weights)
    outputs = len(weights[0])
    if len(x[0]) != inputs:
        raise ValueError("입력의 수가 맞지 않습니다")
    if len(bias) != outputs:
        raise ValueError("편향의 수가 맞지 않습니다")
    result = []
    for row in x:
        line = []
        for k in range(outputs):
            total = float(bias[k])
            for j in range(inputs):
                total += row[j] * weights[j][k]
            line.append(total)
        result.append(line)
    return np.array(result)


def each(function, x):
    """칸마다 함수를 적용한다. 숫자 하나면 숫자를 돌려준다."""
    x = np.array(x, dtype=float)
    if x.ndim == 0:
        return function(float(x))
    if 0 in x.shape:
        raise ValueError("빈 배열입니다")
    result = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        result[place] = function(float(x[place]))
    return result


def sigmoid_of(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    return math.exp(v) / (1 + math.exp(v))


def sigmoid(x):
    return each(sigmoid_of, x)


def tanh(x):
    return each(math.tanh, x)


def relu(x):
    return each(lambda v: v if v > 0 else 0.0, x)


def leaky_relu(x, alpha=0.1):
    return each(lambda v: max(alpha * v, v), x)


def elu(x, alpha=1.0):
    return each(lambda v: v if v >= 0 else alpha * (math.exp(v) - 1), x)


def maxout(x, w1, b1, w2, b2):
    a = dense(x, w1, b1)
    b = dense(x, w2, b2)
    if a.shape != b.shape:
        raise ValueError("두 층의 출력 수가 다릅니다")
    for n in range(a.shape[0]):
        for k in range(a.shape[1]):
            if b[n, k] > a[n, k]:
                a[n, k] = b[n, k]
    return a


def softmax_of(row):
    largest = max(row)
    powers = [math.exp(v - largest) for v in row]
    total = sum(powers)
    return [p / total for p in powers]


def softmax(logits):
    logits = np.array(logits, dtype=float)
    if logits.ndim == 1 and len(logits) > 0:
        return np.array(softmax_of(logits.tolist()))
    return np.array([softmax_of(row) for row in table(logits)])


def dropout(x, rate, rng, training=True):
    if rate < 0 or rate >= 1:
        raise ValueError("rate는 0 이상 1 미만입니다")
    x = np.array(x, dtype=float)
    if x.size == 0:
        raise ValueError("빈 배열입니다")
    if training:
        for place in np.ndindex(x.shape):
            if rng.random() < rate:
                x[place] = 0
            else:
                x[place] /= 1 - rate
    return x
