"""The deltas are added up without the weights that they travel through.

caught_by: test_worked_hidden_gradients, test_random_hidden_gradients
ko: 두 출력의 δ를 가중치를 곱하지 않고 더했습니다. 굵은 길(큰 가중치)로 이어진 출력의 오차는 더 크게 되돌아옵니다. z_out을 h1로 미분하면 무엇이 남는지 보세요.
en: The two δ were added without the weights on their way. An output that hangs on a large weight sends back more. See what is left when z_out is differentiated by h1.
"""


def hidden_gradients(x, targets, weights):
    _, h, _, o = forward(x, weights)
    hidden_deltas = np.sum(output_deltas(o, targets)) * h * (1 - h)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
