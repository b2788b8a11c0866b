"""A rate outside 0 … 1 is not refused.

caught_by: test_wrong_input_of_activations
ko: rate가 1이거나 음수인데도 값이 나왔습니다. rate가 1이면 남는 값이 없고 0으로 나누게 됩니다. 양쪽
끝에서 어떤 값까지 맞는 rate인지 설명에서 확인하세요.
en: A rate of 1 or below 0 gives values. At 1 nothing is kept and the divisor is 0. See in the
statement which ends belong to the range.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    rate = max(rate, 0)
    if rate > 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = rng.random(values.shape) >= rate
    return np.where(kept, values / (1 - rate or 1), 0)
