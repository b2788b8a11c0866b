"""The output layer's slopes are multiplied by x instead of h.

caught_by: test_worked_output_gradients, test_random_output_gradients
ko: 출력층의 기울기에서 마지막 미분이 x입니다. ∂z/∂w는 그 가중치를 지나간 값이고, w5를 지나간 것은 신경망의 입력이 아닙니다. z_out의 식에서 w5와 곱해지는 것을 보세요.
en: The last factor of your output slopes is x. ∂z/∂w is what went through that weight, and what went through w5 is not the network's input. See what w5 is multiplied by in z_out.
"""


def output_gradients(x, targets, weights):
    _, h, _, o = forward(x, weights)
    return np.outer(output_deltas(o, targets), vector(x, 2)).ravel()
