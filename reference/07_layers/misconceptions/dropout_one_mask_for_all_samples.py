"""Every sample of the batch loses the same values.

caught_by: test_dropout_share_and_independence
ko: 배치의 모든 표본에서 같은 자리가 0이 됩니다. 표본마다 다른 자리를 지워야 합니다. 마스크의
shape을 x의 shape과 견주어 보세요.
en: The same places are dropped in every sample of the batch. Each sample should lose others.
Compare the shape of your mask with that of x.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = rng.random(values.shape[1:]) >= rate
    return np.where(kept, values / (1 - rate), 0)
