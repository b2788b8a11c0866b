"""Backpropagation by hand: a network of two inputs, two hidden neurons and two outputs learns.

x1 ──w1──► h1 ──w5──► o1        z_hidden = (w1·x1 + w2·x2, w3·x1 + w4·x2),   h = sigmoid(z_hidden)
   ╲w3  ╱w2   ╲w7  ╱w6          z_out    = (w5·h1 + w6·h2, w7·h1 + w8·h2),   o = sigmoid(z_out)
x2 ──w4──► h2 ──w8──► o2        no bias
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vector = NDArray[np.float64]


def sigmoid(z: ArrayLike) -> Vector:
    """Squash every value into 0…1: given to you, nothing to write here.

    모든 값을 0과 1 사이로 누릅니다. 이미 완성된 함수이며 고칠 것이 없습니다.
    """
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=np.float64)))


def forward(x: ArrayLike, weights: ArrayLike) -> tuple[Vector, Vector, Vector, Vector]:
    """Carry the input through the network and keep every value on the way.

    입력을 신경망 끝까지 보내며 중간의 값을 모두 돌려줍니다.

    x (2,), weights (8,) -> (z_hidden, h, z_out, o), four new float64 arrays of shape (2,).
    ValueError: another shape.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("forward")


def total_error(o: ArrayLike, targets: ArrayLike) -> float:
    """Measure how far the two outputs are from their targets, as one number.

    두 출력이 목표에서 얼마나 떨어져 있는지를 수 하나로 잽니다.

    o (2,), targets (2,) -> a number. ValueError: another shape.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("total_error")


def output_gradients(x: ArrayLike, targets: ArrayLike, weights: ArrayLike) -> Vector:
    """Give the slope of the error in each weight of the output layer: dE/dw5 … dE/dw8.

    출력층의 가중치 네 개에 대한 오차의 기울기를 구합니다.

    x (2,), targets (2,), weights (8,) -> a new float64 array (4,). ValueError: another shape.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("output_gradients")


def hidden_gradients(x: ArrayLike, targets: ArrayLike, weights: ArrayLike) -> Vector:
    """Give the slope of the error in each weight of the hidden layer: dE/dw1 … dE/dw4.

    은닉층의 가중치 네 개에 대한 오차의 기울기를 구합니다.

    x (2,), targets (2,), weights (8,) -> a new float64 array (4,). ValueError: another shape.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("hidden_gradients")


def step(x: ArrayLike, targets: ArrayLike, weights: ArrayLike, learning_rate: float) -> Vector:
    """Move all eight weights one step downhill.

    가중치 여덟 개를 모두 내리막으로 한 걸음 옮깁니다.

    weights (8,) -> the new weights, a new float64 array (8,). ValueError: another shape.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("step")


def train(
    x: ArrayLike, targets: ArrayLike, weights: ArrayLike, learning_rate: float, steps: int
) -> Vector:
    """Take many steps and note the error before each of them.

    여러 걸음을 옮기며, 걸음마다 옮기기 직전의 오차를 적습니다.

    -> `steps` errors, a new float64 array (steps,). ValueError: another shape, `steps` below 0.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("train")
