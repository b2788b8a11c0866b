"""The error after the last step is returned as well.

caught_by: test_worked_training, test_training_falls
ko: 오차가 걸음보다 하나 많습니다. 걸음마다 고치기 전의 오차를 하나씩만 돌려주어야 하며, 마지막 걸음 뒤의 오차는 넣지 않습니다. 반복문 밖에서 더하는 것이 있는지 보세요.
en: There is one error more than there are steps. Each step gives one error, the one before it; what comes after the last step is not returned. See what you add outside the loop.
"""


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    errors = []
    for _ in range(steps):
        errors.append(total_error(forward(x, weights)[3], targets))
        weights = step(x, targets, weights, learning_rate)
    errors.append(total_error(forward(x, weights)[3], targets))
    return np.array(errors, dtype=np.float64)
