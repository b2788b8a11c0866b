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


# BEGIN SOLUTION helper
def _vector(name: str, values: ArrayLike, length: int) -> Vector:
    """Take `values` as float64, refusing anything but one axis of `length`."""
    vector = np.asarray(values, dtype=np.float64)
    if vector.shape != (length,):
        raise ValueError(f"{name} must have shape ({length},), got {vector.shape}")
    return vector


def _matrices(weights: ArrayLike) -> tuple[Vector, Vector]:
    """Lay the eight weights out as two matrices: a row for the neuron that receives.

    (8,) -> [[w1, w2], [w3, w4]] and [[w5, w6], [w7, w8]]
    """
    vector = _vector("weights", weights, 8)
    return vector[:4].reshape(2, 2), vector[4:].reshape(2, 2)


def _output_deltas(o: Vector, targets: Vector) -> Vector:
    """Give dE/dz of the two output neurons, which both gradients begin with: (2,)."""
    error_slope = o - targets  # slide "역전파 1단계", ①: dE/do
    sigmoid_slope = o * (1.0 - o)  # ②: do/dz, written with the activation itself
    return error_slope * sigmoid_slope


# END SOLUTION
def forward(x: ArrayLike, weights: ArrayLike) -> tuple[Vector, Vector, Vector, Vector]:
    """Carry the input through the network and keep every value on the way.

    입력을 신경망 끝까지 보내며 중간의 값을 모두 돌려줍니다.

    x (2,), weights (8,) -> (z_hidden, h, z_out, o), four new float64 arrays of shape (2,).
    ValueError: another shape.
    """
    # BEGIN SOLUTION
    x = _vector("x", x, 2)
    w_hidden, w_out = _matrices(weights)

    z_hidden = w_hidden @ x  # slide "순전파": z1 = w1 x1 + w2 x2, z2 = w3 x1 + w4 x2
    h = sigmoid(z_hidden)
    z_out = w_out @ h  # z3 = w5 h1 + w6 h2, z4 = w7 h1 + w8 h2
    o = sigmoid(z_out)
    return z_hidden, h, z_out, o
    # END SOLUTION


def total_error(o: ArrayLike, targets: ArrayLike) -> float:
    """Measure how far the two outputs are from their targets, as one number.

    두 출력이 목표에서 얼마나 떨어져 있는지를 수 하나로 잽니다.

    o (2,), targets (2,) -> a number. ValueError: another shape.
    """
    # BEGIN SOLUTION
    difference = _vector("targets", targets, 2) - _vector("o", o, 2)
    return float(0.5 * np.sum(difference**2))  # slide: E_total = 1/2 (y1 - o1)^2 + 1/2 (y2 - o2)^2
    # END SOLUTION


def output_gradients(x: ArrayLike, targets: ArrayLike, weights: ArrayLike) -> Vector:
    """Give the slope of the error in each weight of the output layer: dE/dw5 … dE/dw8.

    출력층의 가중치 네 개에 대한 오차의 기울기를 구합니다.

    x (2,), targets (2,), weights (8,) -> a new float64 array (4,). ValueError: another shape.
    """
    # BEGIN SOLUTION
    _, h, _, o = forward(x, weights)
    deltas = _output_deltas(o, _vector("targets", targets, 2))

    # slide, ③: dz3/dw5 = h1, so dE/dw5 = delta1 h1; a row for each output, a column for each h
    return np.outer(deltas, h).ravel()
    # END SOLUTION


def hidden_gradients(x: ArrayLike, targets: ArrayLike, weights: ArrayLike) -> Vector:
    """Give the slope of the error in each weight of the hidden layer: dE/dw1 … dE/dw4.

    은닉층의 가중치 네 개에 대한 오차의 기울기를 구합니다.

    x (2,), targets (2,), weights (8,) -> a new float64 array (4,). ValueError: another shape.
    """
    # BEGIN SOLUTION
    x = _vector("x", x, 2)
    _, w_out = _matrices(weights)
    _, h, _, o = forward(x, weights)
    deltas = _output_deltas(o, _vector("targets", targets, 2))

    # slide "역전파 2단계": h1 reaches the error by o1 (over w5) and by o2 (over w7); both count
    error_slope = w_out.T @ deltas  # dE/dh: (2, 2) @ (2,) -> (2,)
    hidden_deltas = error_slope * h * (1.0 - h)  # dE/dz of the hidden neurons
    return np.outer(hidden_deltas, x).ravel()
    # END SOLUTION


def step(x: ArrayLike, targets: ArrayLike, weights: ArrayLike, learning_rate: float) -> Vector:
    """Move all eight weights one step downhill.

    가중치 여덟 개를 모두 내리막으로 한 걸음 옮깁니다.

    weights (8,) -> the new weights, a new float64 array (8,). ValueError: another shape.
    """
    # BEGIN SOLUTION
    gradients = np.concatenate(  # both taken at the old weights, before anything moves
        [hidden_gradients(x, targets, weights), output_gradients(x, targets, weights)]
    )
    return _vector("weights", weights, 8) - learning_rate * gradients  # slide: new W = W - α dE/dW
    # END SOLUTION


def train(
    x: ArrayLike, targets: ArrayLike, weights: ArrayLike, learning_rate: float, steps: int
) -> Vector:
    """Take many steps and note the error before each of them.

    여러 걸음을 옮기며, 걸음마다 옮기기 직전의 오차를 적습니다.

    -> `steps` errors, a new float64 array (steps,). ValueError: another shape, `steps` below 0.
    """
    # BEGIN SOLUTION
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    x, targets = _vector("x", x, 2), _vector("targets", targets, 2)
    weights = _vector("weights", weights, 8)

    errors = []
    for _ in range(steps):
        errors.append(total_error(forward(x, weights)[3], targets))
        weights = step(x, targets, weights, learning_rate)  # a new array: the caller's stays
    return np.array(errors, dtype=np.float64)
    # END SOLUTION
