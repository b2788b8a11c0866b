"""When not training, the argument itself is returned.

caught_by: test_arguments_stay_as_they_were
ko: 학습 중이 아닐 때 받은 배열 자체를 돌려주었습니다. 값이 같아도 결과는 새 배열이어야 합니다.
결과의 한 칸을 바꾸었을 때 입력이 어떻게 되는지 해 보세요.
en: When not training you return the very array that was given. Even with equal values the result
must be a new one. Change a cell of the result and look at the input.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return np.asarray(x, dtype=np.float64)  # wrong: no copy of a float64 array
    kept = rng.random(values.shape) >= rate
    return np.where(kept, values / (1 - rate), 0)
