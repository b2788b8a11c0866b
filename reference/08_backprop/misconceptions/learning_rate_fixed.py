"""The learning rate is 0.5 whatever is asked.

caught_by: test_random_steps, test_learning_rates
ko: 학습률을 무엇으로 주어도 0.5로 움직인 것과 같습니다. 0.5는 강의 예제의 값일 뿐입니다. 인수 learning_rate를 어디에서 쓰는지 찾아보세요.
en: Whatever the learning rate, the weights move as they do for 0.5, which is only the value of the lecture's example. Find where you use the argument learning_rate.
"""


def step(x, targets, weights, learning_rate):
    hidden = hidden_gradients(x, targets, weights)
    output = output_gradients(x, targets, weights)
    return vector(weights, 8) - 0.5 * np.concatenate([hidden, output])
