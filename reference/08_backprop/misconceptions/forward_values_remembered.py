"""The gradients use the values that the last call of forward left behind.

caught_by: test_random_output_gradients, test_random_hidden_gradients
ko: 기울기를 지금의 인수가 아니라 forward를 마지막으로 불렀을 때의 값으로 계산했습니다. 전역 변수에 남은 h와 o는 다른 신경망의 것일 수 있습니다. 필요한 값을 함수 안에서 얻으세요.
en: Your slopes are made of what the last call of forward left behind, not of the arguments. An h and o kept in a global may belong to another network. Get what you need inside the function.
"""

LAST = {}


def forward(x, weights):
    w_hidden, w_out = matrices(weights)
    z_hidden = w_hidden @ vector(x, 2)
    h = sigmoid(z_hidden)
    z_out = w_out @ h
    o = sigmoid(z_out)
    LAST.update(h=h, o=o)
    return z_hidden, h.copy(), z_out, o.copy()


def output_gradients(x, targets, weights):
    vector(x, 2), vector(weights, 8)
    if not LAST:
        forward(x, weights)
    h, o = LAST["h"], LAST["o"]
    return np.outer(output_deltas(o, targets), h).ravel()


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    if not LAST:
        forward(x, weights)
    h, o = LAST["h"], LAST["o"]
    hidden_deltas = (w_out.T @ output_deltas(o, targets)) * h * (1 - h)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
