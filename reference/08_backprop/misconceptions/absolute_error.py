"""The error is half the sum of the distances, not of their squares.

caught_by: test_worked_error, test_random_errors
ko: 오차에 제곱이 빠지고 차이의 크기만 더해졌습니다. 제곱이 있어야 큰 차이가 더 무거워지고, 미분이 o − y가 됩니다. 오차의 식을 다시 보세요.
en: The differences were added without being squared. The square is what makes a large difference weigh more, and what makes the slope o − y. Look at the formula of the error again.
"""


def total_error(o, targets):
    return float(np.sum(np.abs(vector(targets, 2) - vector(o, 2))) / 2)
