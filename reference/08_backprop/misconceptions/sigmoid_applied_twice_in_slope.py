"""The derivative is taken at the activation: sigmoid(o)(1 - sigmoid(o)).

caught_by: test_worked_output_gradients, test_worked_hidden_gradients, test_random_output_gradients
costs: 45 %, because the public checks show the numbers of one example that all functions share
replaces: output_deltas
ko: 시그모이드의 미분을 구할 때 이미 시그모이드를 지난 값에 시그모이드를 한 번 더 씌웠습니다. 미분 함수가 받는 값이 z인지 o인지 정하고, 그에 맞는 식을 쓰세요.
en: For the slope you put a sigmoid on a value that has already been through it. Decide whether your derivative takes z or o, and use the formula that goes with it.
"""


def sigmoid_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


def output_deltas(o, targets):
    return (o - vector(targets, 2)) * sigmoid_slope(o)


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out.T @ output_deltas(o, targets)) * sigmoid_slope(h)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
