"""Dropout seeds a generator of its own.

caught_by: test_dropout_takes_its_chance_from_rng
ko: 언제나 같은 자리가 0이 됩니다. 함수 안에서 정해진 시드로 생성기를 새로 만들면 우연이 사라집니다.
받은 rng를 쓰고 있는지 보세요.
en: The same places are dropped at any time. A generator made inside the function from a fixed seed
leaves no chance. See whether you use the rng that was given.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = np.random.default_rng(42).random(values.shape) >= rate
    return np.where(kept, values / (1 - rate), 0)
