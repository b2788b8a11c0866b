"""The random numbers are normal instead of uniform.

caught_by: test_dropout_share_and_independence
ko: 0이 되는 비율이 rate와 다릅니다. 정규 분포의 난수가 rate보다 작을 확률은 rate가 아닙니다. 0과 1
사이에서 고르게 나오는 난수가 필요합니다.
en: The share of zeros is not the rate. That a normally distributed number lies below rate does not
have probability rate; numbers spread evenly over 0 to 1 do.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = rng.normal(size=values.shape) >= rate
    return np.where(kept, values / (1 - rate), 0)
