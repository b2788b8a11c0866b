"""What dropout keeps is divided by the rate.

caught_by: test_dropout_keeps_or_drops, test_dropout_keeps_the_mean
ko: 남은 값을 rate로 나누었습니다. rate가 0.5일 때만 맞습니다. 평균을 지키려면 남을 확률이
얼마인지부터 적어 보세요.
en: You divide what is kept by the rate, which is right at 0.5 alone. For the mean to stay, write
down first how probable it is to be kept.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = rng.random(values.shape) >= rate
    return np.where(kept, values / (rate or 1), 0)
