"""Dropout draws from NumPy's global generator.

caught_by: test_dropout_takes_its_chance_from_rng
ko: 같은 시드로 만든 생성기를 주어도 0의 자리가 달라집니다. 받은 생성기가 아니라 다른 곳에서 난수를
뽑고 있습니다. 난수를 뽑는 줄을 찾아보세요.
en: Generators made from the same seed do not give the same zeros, because your random numbers come
from elsewhere. Find the line that draws them.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    kept = np.random.random(values.shape) >= rate
    return np.where(kept, values / (1 - rate), 0)
