"""The sigmoid cuts its net input off at -12 and 12.

caught_by: test_random_hidden_layers, test_random_output_layers
replaces: sigmoid
ko: 순입력 z를 ±12에서 잘라 낸 다음 시그모이드를 씌운 것과 같습니다. z가 더 크거나 작으면 값이 여섯째 자리부터 틀립니다. 이 과제의 z는 넘치지 않으므로 자를 필요가 없습니다.
en: The net input seems to be cut off at ±12 before the sigmoid. Beyond that, values are wrong from the sixth digit on. No z of this exercise overflows: nothing has to be cut.
"""


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * np.clip(np.asarray(z, dtype=np.float64), -12, 12))
