"""The hidden layer's error is sent back through the output weights that have just been changed.

caught_by: test_worked_step, test_random_steps
ko: 은닉층으로 되돌아온 오차가 이미 고친 w5…w8을 지나온 것과 같습니다. 기울기는 모두 순전파에 쓰인 그 가중치에서 재야 하며, 하나를 고친 뒤에 다른 하나를 재면 서로 다른 신경망의 값이 섞입니다. 여덟 가중치를 언제 한꺼번에 바꾸는지 보세요.
en: The error came back to the hidden layer through w5 … w8 that had already been changed. All slopes belong to the weights that the forward pass used; measured after a change, they mix two different networks. See at what moment your eight weights change.
"""


def step(x, targets, weights, learning_rate):
    _, h, _, o = forward(x, weights)
    output = output_gradients(x, targets, weights)
    new_out = vector(weights, 8)[4:] - learning_rate * output
    hidden_deltas = (new_out.reshape(2, 2).T @ output_deltas(o, targets)) * h * (1 - h)
    hidden = np.outer(hidden_deltas, vector(x, 2)).ravel()
    return np.concatenate([vector(weights, 8)[:4] - learning_rate * hidden, new_out])
