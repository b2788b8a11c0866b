"""What dropout keeps is not enlarged.

caught_by: test_dropout_keeps_or_drops, test_dropout_keeps_the_mean
ko: 0으로 만든 것은 맞지만 남은 값이 그대로입니다. 그러면 다음 층이 받는 합이 학습할 때만
작아집니다. 1로 채운 배열의 평균이 지켜지는지 보세요.
en: Values become 0, but the kept ones are left as they were, so the next layer's sums are smaller
in training only. See whether the mean of an array of ones stays.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = rng.random(values.shape) >= rate
    return np.where(kept, values, 0)
