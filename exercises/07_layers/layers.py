"""The layers and activation functions that turn the values of one layer into those of the next."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def describe_tensor(array: NDArray) -> tuple[int, tuple[int, ...], str]:
    """Give a tensor's rank, its shape and the name of its dtype (slide "Tensor").

    텐서의 축의 수(랭크), shape, 자료형의 이름을 돌려줍니다.

    array: any NumPy array, also of no axes or of no cells; nothing is wrong here.
    Result: for instance (4, (60, 28, 28, 1), "uint8").
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("describe_tensor")


def flatten(batch: ArrayLike) -> NDArray[np.float64]:
    """Write every sample of a batch as one row, the last axis running fastest (slide "Flattening").

    배치의 표본마다 모든 값을 한 줄로 폅니다. 표본의 수는 그대로입니다.

    batch: (N, ...) -> (N, features); (N,) -> (N, 1).
    ValueError: a single number (no axis), an empty array.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("flatten")


def dense(x: ArrayLike, weights: ArrayLike, bias: ArrayLike) -> NDArray[np.float64]:
    """Compute a fully connected layer, x @ weights + bias, without an activation.

    완전 연결층을 계산합니다. 활성화 함수는 들어 있지 않습니다.

    x: (N, in), weights: (in, out), bias: (out,); result: (N, out).
    ValueError: another rank, an empty array, `in` or `out` that do not fit together.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("dense")


def sigmoid(x: ArrayLike) -> NDArray[np.float64]:
    """Press values into 0..1: 1 / (1 + exp(-x)) (slide "Activation Functions").

    값을 0과 1 사이로 누릅니다 (시그모이드).

    x: a number or an array of any rank; the result has the same shape.
    ValueError: an empty array.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("sigmoid")


def tanh(x: ArrayLike) -> NDArray[np.float64]:
    """Press values into -1..1: the hyperbolic tangent (slide "Activation Functions").

    값을 -1과 1 사이로 누릅니다 (쌍곡탄젠트).

    Shapes and errors are those of `sigmoid`.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("tanh")


def relu(x: ArrayLike) -> NDArray[np.float64]:
    """Keep positive values and put 0 for negative ones: max(0, x) (slide "Activation Functions").

    양수는 그대로 두고 음수는 0으로 바꿉니다.

    Shapes and errors are those of `sigmoid`.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("relu")


def leaky_relu(x: ArrayLike, alpha: float = 0.1) -> NDArray[np.float64]:
    """Keep positive values and flatten negative ones to a slope: max(alpha x, x).

    양수는 그대로 두고 음수는 alpha배로 줄입니다.

    alpha: a number, 0 <= alpha <= 1. Shapes and errors are those of `sigmoid`.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("leaky_relu")


def elu(x: ArrayLike, alpha: float = 1.0) -> NDArray[np.float64]:
    """Keep values from 0 up and bend negative ones: alpha (exp(x) - 1) for x < 0.

    0 이상은 그대로 두고 음수는 -alpha로 다가가는 곡선으로 바꿉니다.

    alpha: a number, 0 <= alpha <= 1. Shapes and errors are those of `sigmoid`.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("elu")


def maxout(
    x: ArrayLike, w1: ArrayLike, b1: ArrayLike, w2: ArrayLike, b2: ArrayLike
) -> NDArray[np.float64]:
    """Compute two dense layers and keep the larger value of each output: max(w1 x + b1, w2 x + b2).

    완전 연결층 두 개를 계산하여 출력마다 더 큰 값을 남깁니다.

    x: (N, in), w1 and w2: (in, out), b1 and b2: (out,); result: (N, out).
    ValueError: what `dense` refuses for either, and two layers of different `out`.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("maxout")


def softmax(logits: ArrayLike) -> NDArray[np.float64]:
    """Turn scores into probabilities that add up to 1 along the last axis.

    점수를 더해서 1이 되는 확률로 바꿉니다. 마지막 축을 따라 계산합니다.

    logits: (K,) or (N, K); the result has the same shape.
    ValueError: another rank, an empty array.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("softmax")


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
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("dropout")
