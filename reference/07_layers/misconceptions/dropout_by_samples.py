"""Whole samples are dropped.

caught_by: test_dropout_share_and_independence
ko: 한 표본의 값이 모두 함께 0이 되거나 함께 남습니다. 드롭아웃은 값마다 따로 정합니다. 난수를 몇 개
뽑는지 세어 보세요.
en: All values of a sample are dropped or kept together. Dropout decides for each value; count how
many random numbers you draw.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = rng.random((len(values),) + (1,) * (values.ndim - 1)) >= rate
    return np.where(kept, values / (1 - rate), 0)
