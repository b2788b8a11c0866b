"""A learning rate of 0 is taken for one that was not given.

caught_by: test_learning_rates
ko: 학습률이 0인데도 가중치가 움직였습니다. Python의 `or`와 `if`는 0을 '없는 것'으로 보지만, 여기서 0은 '움직이지 말라'는 뜻의 수입니다. 학습률을 그대로 곱하고 있는지 보세요.
en: The weights moved although the learning rate was 0. Python's `or` and `if` take 0 for nothing, but here it is a number that means: stay. See whether the rate is used as it came.
"""


def step(x, targets, weights, learning_rate):
    learning_rate = learning_rate or 0.5
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    return vector(weights, 8) - learning_rate * np.concatenate([hidden, output])
