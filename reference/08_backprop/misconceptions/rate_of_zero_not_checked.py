"""A rate of 0 gives the weights back before shapes are looked at.

caught_by: test_wrong_training_input
ko: 학습률이 0이면 모양을 보지 않고 가중치를 돌려준 것과 같습니다. 학습률이 0이어도 맞지 않는 모양은 ValueError입니다.
en: With a learning rate of 0 the weights seem to come back before the shapes were looked at. Wrong shapes are a ValueError at this rate as well.
"""


def step(x, targets, weights, learning_rate):
    if learning_rate == 0:
        return np.array(weights, dtype=np.float64)
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    return vector(weights, 8) - learning_rate * np.concatenate([hidden, output])
