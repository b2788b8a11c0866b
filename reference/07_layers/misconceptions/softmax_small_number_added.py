"""A small number is added to the denominator.

caught_by: test_number_types_of_activations
ko: 분모에 작은 수를 더해 한 행의 합이 1보다 조금 작습니다. 가장 큰 점수를 빼고 나면 분모는 1보다
작을 수 없으므로 0으로 나눌 걱정이 없습니다.
en: A small number in the denominator makes rows add up to a little less than 1. Once the largest
score is subtracted, the denominator cannot be below 1 and needs no guard.
"""


def softmax(logits):
    values = values_of(logits, 1, 2)
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return powers / (powers.sum(axis=-1, keepdims=True) + 1e-7)
