"""The derivative is written z(1 - z) instead of with the activation.

caught_by: test_worked_output_gradients, test_worked_hidden_gradients, test_random_output_gradients
costs: 45 %, because the public checks show the numbers of one example that all functions share
replaces: output_deltas
ko: 시그모이드의 미분에 z를 넣은 것과 같습니다. f(1 − f)에서 f는 시그모이드를 지난 값이지 지나기 전의 값이 아닙니다. 예제의 0.23802가 어느 수에서 나오는지 계산해 보세요.
en: Your derivative of the sigmoid was given z. In f(1 − f) the f is what comes out of the sigmoid, not what goes in. Work out from which number the example's 0.23802 comes.
"""


def output_deltas(o, z_out, targets):
    return (o - vector(targets, 2)) * z_out * (1 - z_out)


def output_gradients(x, targets, weights):
    _, h, z_out, o = forward(x, weights)
    return np.outer(output_deltas(o, z_out, targets), h).ravel()


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    z_hidden, h, z_out, o = forward(x, weights)
    hidden_deltas = (w_out.T @ output_deltas(o, z_out, targets)) * z_hidden * (1 - z_hidden)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
