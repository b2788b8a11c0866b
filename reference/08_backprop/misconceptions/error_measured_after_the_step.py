"""Each error is measured after the update instead of before.

caught_by: test_worked_training, test_random_training
ko: 오차가 한 걸음씩 앞당겨져 있습니다. 첫 오차는 아직 한 번도 고치지 않은 신경망의 오차여야 합니다. 재는 것과 고치는 것 가운데 무엇을 먼저 하는지 보세요.
en: Your errors are one step early. The first must be that of a network that has not been changed yet. See which you do first, measure or update.
"""


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    errors = []
    for _ in range(steps):
        weights = step(x, targets, weights, learning_rate)
        errors.append(total_error(forward(x, weights)[3], targets))
    return np.array(errors, dtype=np.float64)
