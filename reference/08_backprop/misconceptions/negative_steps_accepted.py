"""A negative number of steps gives no errors instead of a ValueError.

caught_by: test_wrong_training_input
ko: 음수 걸음에도 빈 결과를 돌려주었습니다. range(-1)은 오류 없이 아무 일도 하지 않으므로 잘못이 드러나지 않습니다. 걸음 수를 먼저 확인하세요.
en: A negative number of steps gave an empty result. range(-1) does nothing without an error, so that nobody notices. Look at the number of steps first.
"""


def train(x, targets, weights, learning_rate, steps):
    errors = []
    for _ in range(steps):
        errors.append(total_error(forward(x, weights)[3], targets))
        weights = step(x, targets, weights, learning_rate)
    return np.array(errors, dtype=np.float64)
