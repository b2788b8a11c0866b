"""The output layer takes its step first, and the hidden slopes come from a second forward pass.

caught_by: test_worked_step, test_random_steps
ko: 출력층을 먼저 고치고, 고친 신경망으로 순전파를 다시 한 다음 은닉층의 기울기를 잰 것과 같습니다. 한 걸음에는 순전파가 한 번이고, 두 층의 기울기는 같은 신경망에서 나와야 합니다. hidden_gradients에 어떤 weights를 넘기는지 보세요.
en: The output layer was changed first and the hidden slopes were taken from the changed network, forward pass and all. One step has one forward pass, and both layers' slopes belong to the same network. See which weights you hand to hidden_gradients.
"""


def step(x, targets, weights, learning_rate):
    weights = vector(weights, 8)
    weights[4:] -= learning_rate * output_gradients(x, targets, weights)
    weights[:4] -= learning_rate * hidden_gradients(x, targets, weights)
    return weights
