"""Dropout drops when not training, too.

caught_by: test_dropout_when_not_training
ko: 학습 중이 아닌데도 값이 0이 됩니다. 그러면 같은 입력의 예측이 부를 때마다 달라집니다. training이
코드의 어디에서 쓰이는지 찾아보세요.
en: Values become 0 when not training, so the same input is predicted differently each time. Look
for the place where your code uses training.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    kept = rng.random(values.shape) >= rate
    return np.where(kept, values / (1 - rate), 0)
