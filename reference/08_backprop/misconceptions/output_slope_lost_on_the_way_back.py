"""What is sent back to the hidden layer is o - target, without the output's derivative.

caught_by: test_worked_hidden_gradients, test_random_hidden_gradients
ko: 은닉층으로 되돌려 보낸 값에 출력 뉴런의 시그모이드 미분이 빠져 있습니다. 오차는 출력 뉴런의 시그모이드도 거슬러 지나야 w5에 닿습니다. 출력층의 기울기를 구할 때 쓴 δ와 견주어 보세요.
en: What you send back to the hidden layer lacks the slope of the output neuron's sigmoid. On its way back to w5 the error passes that sigmoid as well. Compare with the δ of your output gradients.
"""


def hidden_gradients(x, targets, weights):
    _, w_out = matrices(weights)
    _, h, _, o = forward(x, weights)
    hidden_deltas = (w_out.T @ (o - vector(targets, 2))) * h * (1 - h)
    return np.outer(hidden_deltas, vector(x, 2)).ravel()
