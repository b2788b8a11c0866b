"""The rate is taken for the share that is kept.

caught_by: test_dropout_keeps_or_drops, test_dropout_share_and_independence
ko: rate를 남길 비율로 썼습니다. 여기서 rate는 0으로 만들 비율입니다. rate가 0.2일 때 열 칸 가운데
몇 칸이 0이 되어야 하나요?
en: You take the rate for the share to keep. Here it is the share to drop. At rate 0.2, how many of
ten cells should become 0?
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = rng.random(values.shape) < (rate or 1)  # wrong: the share to keep
    return np.where(kept, values / (rate or 1), 0)
