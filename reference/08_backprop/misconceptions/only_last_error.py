"""train returns the last error instead of all of them.

caught_by: test_worked_training, test_training_falls
ko: train이 수 하나를 돌려주었습니다. 걸음마다의 오차를 모두 모아 돌려주어야 합니다. 오차를 변수 하나에 덮어쓰고 있지 않은지 보세요.
en: train returned a single number. The errors of all steps must be collected and returned. See whether each error overwrites the one before.
"""


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    errors = []
    for _ in range(steps):
        errors.append(total_error(forward(x, weights)[3], targets))
        weights = step(x, targets, weights, learning_rate)
    return errors[-1] if errors else 0.0
