"""The sigmoid's derivative is left out in both layers.

caught_by: test_worked_output_gradients, test_worked_hidden_gradients, test_random_output_gradients, test_random_hidden_gradients
costs: 45 %, because the public checks show the numbers of one example that all functions share
replaces: output_deltas
ko: 기울기에 시그모이드의 미분이 빠져 있습니다. 오차는 o에 달려 있고, o는 z를 거쳐서만 가중치에 달려 있습니다. 연쇄 법칙의 세 미분 가운데 o에서 z로 가는 미분을 찾아보세요.
en: The derivative of the sigmoid is missing. The error depends on o, and o depends on the weights only by way of z. Of the chain rule's three factors, look for the one from o to z.
"""


def output_deltas(o, targets):
    return o - vector(targets, 2)


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = w_out.T @ output_deltas(o, targets)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
