"""The error goes back through the output weights without the transpose.

caught_by: test_worked_hidden_gradients, test_random_hidden_gradients
ko: 되돌아오는 오차가 엉뚱한 가중치를 지났습니다. h1로 돌아오는 길은 h1에서 나간 화살표들이지 o1로 들어온 화살표들이 아닙니다. 그림에서 h1을 나가는 두 가중치를 확인하고 행렬의 행과 열을 견주어 보세요.
en: The error came back through the wrong weights. The ways back to h1 are the arrows that leave h1, not those that run into o1. Find the two in the picture and compare with the rows and columns of your matrix.
"""


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out @ output_deltas(o, targets)) * h * (1 - h)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
