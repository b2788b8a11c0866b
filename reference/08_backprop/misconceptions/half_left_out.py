"""The error is the sum of squares without the half.

caught_by: test_worked_error, test_random_errors
ko: 오차가 꼭 두 배입니다. 제곱을 더하기만 하고 앞에 곱하는 수가 빠졌습니다. 예제의 0.02193이 0.20944의 제곱과 어떤 관계인지 계산해 보세요.
en: The error is exactly twice as large: the squares are added, and the factor in front is missing. Work out what the example's 0.02193 has to do with the square of 0.20944.
"""


def total_error(o, targets):
    return float(np.sum((vector(targets, 2) - vector(o, 2)) ** 2))
