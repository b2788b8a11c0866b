"""Where a parameter changes nothing, the input is not looked at.

caught_by: test_wrong_input_of_activations
ko: 결과가 입력과 같을 때(rate가 0, 학습 중이 아닐 때, alpha가 1) 입력을 확인하기 전에 돌려준 것과 같습니다.
빈 배열은 그때에도 ValueError입니다. 확인을 맨 앞에 두세요.
en: Where the result is the input (a rate of 0, not training, an alpha of 1), it seems to come back
before the input was looked at. An empty array is a ValueError then, too: check first.
"""


def leaky_relu(x, alpha=0.1):
    if alpha == 1:
        return np.array(x, dtype=np.float64)
    values = values_of(x)
    return np.where(values > 0, values, alpha * values)


def elu(x, alpha=1.0):
    if alpha == 0:
        return np.maximum(np.array(x, dtype=np.float64), 0)
    values = values_of(x)
    return np.where(values > 0, values, alpha * np.expm1(np.minimum(values, 0)))


def dropout(x, rate, rng, training=True):
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if rate == 0 or not training:
        return np.array(x, dtype=np.float64)
    values = values_of(x)
    kept = rng.random(values.shape) >= rate
    return np.where(kept, values / (1 - rate), 0)
