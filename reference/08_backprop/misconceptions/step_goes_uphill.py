"""The gradient is added to the weights instead of subtracted.

caught_by: test_worked_step, test_random_steps, test_training_falls
ko: 가중치가 반대쪽으로 움직여 오차가 걸음마다 커집니다. 기울기는 오차가 커지는 방향을 가리킵니다. 경사 하강법의 식에서 부호를 다시 보세요.
en: The weights move the other way, and the error grows with each step. The gradient points to where the error grows. Look at the sign in the rule of gradient descent again.
"""


def step(x, targets, weights, learning_rate):
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    return vector(weights, 8) + learning_rate * np.concatenate([hidden, output])
