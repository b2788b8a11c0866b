"""The slope of the error is 2(o - target): the half is forgotten.

caught_by: test_worked_output_gradients, test_worked_hidden_gradients, test_random_output_gradients
costs: 45 %, because the public checks show the numbers of one example that all functions share
replaces: output_deltas
ko: 모든 기울기가 꼭 두 배입니다. 제곱을 미분하면 2가 내려오지만, 오차의 식에는 그것과 만나는 수가 앞에 있습니다. 오차의 식 전체를 미분해 보세요.
en: All slopes are exactly twice as large. The square brings down a 2, but the error has a factor in front that meets it. Differentiate the whole formula of the error.
"""


def output_deltas(o, targets):
    return 2 * (o - vector(targets, 2)) * o * (1 - o)
