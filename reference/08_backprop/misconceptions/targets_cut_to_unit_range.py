"""Targets outside 0…1 are cut to that range.

caught_by: test_random_errors, test_random_output_gradients, test_random_hidden_gradients
replaces: output_deltas
ko: 목표를 0과 1 사이로 잘라 낸 것과 같습니다. 시그모이드가 닿지 못하는 목표도 주어질 수 있고, 오차는 주어진 목표와의 차이입니다.
en: Targets seem to be cut to 0…1. Targets that no sigmoid reaches occur, and the error is the distance to the target as it is given.
"""


def total_error(o, targets):
    return float(np.sum((np.clip(vector(targets, 2), 0, 1) - vector(o, 2)) ** 2) / 2)


def output_deltas(o, targets):
    return (o - np.clip(vector(targets, 2), 0, 1)) * o * (1 - o)
