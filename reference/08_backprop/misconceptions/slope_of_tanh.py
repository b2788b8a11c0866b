"""The derivative used is that of tanh, 1 - f².

caught_by: test_worked_output_gradients, test_worked_hidden_gradients, test_random_output_gradients
costs: 45 %, because the public checks show the numbers of one example that all functions share
replaces: output_deltas
ko: 1 − f²은 tanh의 미분입니다. 이 신경망의 활성화 함수는 시그모이드이고, 미분의 식이 다릅니다. 예제에서 o = 0.60944일 때의 미분값이 표와 같은지 보세요.
en: 1 − f² is the slope of tanh. This network's activation is the sigmoid, whose slope is another. See whether yours has the table's value at o = 0.60944.
"""


def output_deltas(o, targets):
    return (o - vector(targets, 2)) * (1 - o**2)


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out.T @ output_deltas(o, targets)) * (1 - h**2)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
