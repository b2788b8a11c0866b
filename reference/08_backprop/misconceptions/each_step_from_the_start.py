"""Every step begins with the first weights again.

caught_by: test_worked_training, test_random_training, test_training_falls
ko: 오차가 걸음마다 같습니다. 고친 가중치를 다음 걸음이 쓰지 않으면 신경망은 아무것도 배우지 못합니다. step의 결과를 어디에 담는지 보세요.
en: The error is the same in every step. Unless the next step uses the changed weights, the network learns nothing. See where you keep what step returns.
"""


def train(x, targets, weights, learning_rate, steps):
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    errors = []
    for _ in range(steps):
        errors.append(total_error(forward(x, weights)[3], targets))
        step(x, targets, weights, learning_rate)
    return np.array(errors, dtype=np.float64)
