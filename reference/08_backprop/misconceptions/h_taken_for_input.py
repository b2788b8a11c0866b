"""The hidden layer's slopes are multiplied by h instead of x.

caught_by: test_worked_hidden_gradients, test_random_hidden_gradients
ko: 은닉층의 기울기에서 마지막 미분이 h입니다. ∂z/∂w는 그 가중치를 지나간 값이고, h는 은닉층에서 나온 값입니다. 은닉층으로 들어온 것은 무엇이었나요?
en: The last factor of your hidden slopes is h. ∂z/∂w is what went through that weight; h is what came out of the hidden layer. What went in?
"""


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out.T @ output_deltas(o, targets)) * h * (1 - h)
    return np.outer(hidden_deltas, h).ravel()
