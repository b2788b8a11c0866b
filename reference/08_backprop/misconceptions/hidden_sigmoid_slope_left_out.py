"""The hidden neurons' own sigmoid has no derivative.

caught_by: test_worked_hidden_gradients, test_random_hidden_gradients
ko: 출력층의 기울기는 맞지만, 은닉층의 기울기에서 은닉 뉴런 자신의 시그모이드 미분이 빠졌습니다. 오차가 h까지 되돌아온 다음 w1에 닿기 전에 무엇을 한 번 더 지나는지 그림에서 보세요.
en: The output layer is right, but the hidden slopes lack the derivative of the hidden neuron's own sigmoid. When the error is back at h, see in the picture what lies between h and w1.
"""


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = w_out.T @ output_deltas(o, targets)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
