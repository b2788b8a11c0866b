"""The layers and activation functions that turn the values of one layer into those of the next."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


# BEGIN SOLUTION helper
def as_values(x: ArrayLike, name: str = "x") -> NDArray[np.float64]:
    """Give the input as a new float64 array that is not empty: whatever we do to it is ours."""
    values = np.array(x, dtype=np.float64)
    if values.size == 0:
        raise ValueError(f"{name} must not be empty, but its shape is {values.shape}")
    return values


def require_rank(values: NDArray[np.float64], rank: int, name: str) -> None:
    """Refuse an array with another number of axes."""
    if values.ndim != rank:
        raise ValueError(f"{name} must have {rank} axes, but its shape is {values.shape}")


# END SOLUTION


def describe_tensor(array: NDArray) -> tuple[int, tuple[int, ...], str]:
    """Give a tensor's rank, its shape and the name of its dtype (slide "Tensor").

    텐서의 축의 수(랭크), shape, 자료형의 이름을 돌려줍니다.

    array: any NumPy array, also of no axes or of no cells; nothing is wrong here.
    Result: for instance (4, (60, 28, 28, 1), "uint8").
    """
    # BEGIN SOLUTION
    return array.ndim, array.shape, array.dtype.name
    # END SOLUTION


def flatten(batch: ArrayLike) -> NDArray[np.float64]:
    """Write every sample of a batch as one row, the last axis running fastest (slide "Flattening").

    배치의 표본마다 모든 값을 한 줄로 폅니다. 표본의 수는 그대로입니다.

    batch: (N, ...) -> (N, features); (N,) -> (N, 1).
    ValueError: a single number (no axis), an empty array.
    """
    # BEGIN SOLUTION
    values = as_values(batch, "batch")
    if values.ndim == 0:
        raise ValueError("batch must have an axis of samples, but it is a single number")
    return values.reshape(len(values), -1)  # (N, a, b, c) -> (N, a * b * c)
    # END SOLUTION


def dense(x: ArrayLike, weights: ArrayLike, bias: ArrayLike) -> NDArray[np.float64]:
    """Compute a fully connected layer, x @ weights + bias, without an activation.

    완전 연결층을 계산합니다. 활성화 함수는 들어 있지 않습니다.

    x: (N, in), weights: (in, out), bias: (out,); result: (N, out).
    ValueError: another rank, an empty array, `in` or `out` that do not fit together.
    """
    # BEGIN SOLUTION
    x, weights, bias = as_values(x), as_values(weights, "weights"), as_values(bias, "bias")
    require_rank(x, 2, "x")
    require_rank(weights, 2, "weights")
    require_rank(bias, 1, "bias")
    # NumPy would stretch a bias of length 1, so that its length must be looked at.
    if x.shape[1] != len(weights) or weights.shape[1] != len(bias):
        raise ValueError(f"shapes {x.shape}, {weights.shape} and {bias.shape} do not fit together")
    return x @ weights + bias  # every row of x meets every column of weights
    # END SOLUTION


def sigmoid(x: ArrayLike) -> NDArray[np.float64]:
    """Press values into 0..1: 1 / (1 + exp(-x)) (slide "Activation Functions").

    값을 0과 1 사이로 누릅니다 (시그모이드).

    x: a number or an array of any rank; the result has the same shape.
    ValueError: an empty array.
    """
    # BEGIN SOLUTION
    values = as_values(x)
    small = np.exp(-np.abs(values))  # at most 1, so it cannot overflow
    # Where x < 0, numerator and denominator of the slide's formula are multiplied by exp(x).
    return np.where(values >= 0, 1.0, small) / (1.0 + small)
    # END SOLUTION


def tanh(x: ArrayLike) -> NDArray[np.float64]:
    """Press values into -1..1: the hyperbolic tangent (slide "Activation Functions").

    값을 -1과 1 사이로 누릅니다 (쌍곡탄젠트).

    Shapes and errors are those of `sigmoid`.
    """
    # BEGIN SOLUTION
    return np.tanh(as_values(x))
    # END SOLUTION


def relu(x: ArrayLike) -> NDArray[np.float64]:
    """Keep positive values and put 0 for negative ones: max(0, x) (slide "Activation Functions").

    양수는 그대로 두고 음수는 0으로 바꿉니다.

    Shapes and errors are those of `sigmoid`.
    """
    # BEGIN SOLUTION
    return np.maximum(as_values(x), 0.0)
    # END SOLUTION


def leaky_relu(x: ArrayLike, alpha: float = 0.1) -> NDArray[np.float64]:
    """Keep positive values and flatten negative ones to a slope: max(alpha x, x).

    양수는 그대로 두고 음수는 alpha배로 줄입니다.

    alpha: a number, 0 <= alpha <= 1. Shapes and errors are those of `sigmoid`.
    """
    # BEGIN SOLUTION
    values = as_values(x)
    return np.maximum(alpha * values, values)
    # END SOLUTION


def elu(x: ArrayLike, alpha: float = 1.0) -> NDArray[np.float64]:
    """Keep values from 0 up and bend negative ones: alpha (exp(x) - 1) for x < 0.

    0 이상은 그대로 두고 음수는 -alpha로 다가가는 곡선으로 바꿉니다.

    alpha: a number, 0 <= alpha <= 1. Shapes and errors are those of `sigmoid`.
    """
    # BEGIN SOLUTION
    values = as_values(x)
    # One of the two terms is always 0, and exp never sees a large positive value.
    return np.maximum(values, 0.0) + alpha * np.expm1(np.minimum(values, 0.0))
    # END SOLUTION


def maxout(
    x: ArrayLike, w1: ArrayLike, b1: ArrayLike, w2: ArrayLike, b2: ArrayLike
) -> NDArray[np.float64]:
    """Compute two dense layers and keep the larger value of each output: max(w1 x + b1, w2 x + b2).

    완전 연결층 두 개를 계산하여 출력마다 더 큰 값을 남깁니다.

    x: (N, in), w1 and w2: (in, out), b1 and b2: (out,); result: (N, out).
    ValueError: what `dense` refuses for either, and two layers of different `out`.
    """
    # BEGIN SOLUTION
    first = dense(x, w1, b1)
    second = dense(x, w2, b2)
    if first.shape != second.shape:
        raise ValueError(f"the layers give shapes {first.shape} and {second.shape}")
    return np.maximum(first, second)
    # END SOLUTION


def softmax(logits: ArrayLike) -> NDArray[np.float64]:
    """Turn scores into probabilities that add up to 1 along the last axis.

    점수를 더해서 1이 되는 확률로 바꿉니다. 마지막 축을 따라 계산합니다.

    logits: (K,) or (N, K); the result has the same shape.
    ValueError: another rank, an empty array.
    """
    # BEGIN SOLUTION
    values = as_values(logits, "logits")
    if values.ndim not in (1, 2):
        raise ValueError(f"logits must be (K,) or (N, K), not of shape {values.shape}")
    # Subtracting a constant from a row changes nothing; afterwards its largest power is exp(0) = 1.
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    # END SOLUTION


def dropout(
    x: ArrayLike,
    rate: float,
    rng: np.random.Generator,
    training: bool = True,
) -> NDArray[np.float64]:
    """Drop each value with probability `rate` and divide the others by 1 - rate (inverted dropout).

    값마다 rate의 확률로 0으로 만들고, 남은 값은 1 - rate로 나눕니다.

    x: an array of one axis or more; the result has the same shape. When not training, the values
    stay as they are. All chance comes from `rng`.
    ValueError: a rate outside 0 <= rate < 1, also when not training; an empty array.
    """
    # BEGIN SOLUTION
    values = as_values(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate must be at least 0 and below 1, not {rate}")
    if not training:
        return values
    kept = rng.random(values.shape) >= rate  # random() gives 0 <= u < 1: kept with 1 - rate
    return np.where(kept, values / (1 - rate), 0.0)
    # END SOLUTION
