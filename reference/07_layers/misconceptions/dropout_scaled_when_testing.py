"""What belongs to training is done when testing: values shrink by 1 − rate.

caught_by: test_dropout_keeps_or_drops, test_dropout_when_not_training, test_dropout_keeps_the_mean
ko: 학습할 때는 그대로 두고 학습이 끝난 뒤에 1 − rate를 곱했습니다. 예전의 방식입니다. 이 과제의
방식은 학습할 때 미리 나누어 두므로 나중에 할 일이 없습니다.
en: You leave values as they are in training and multiply by 1 − rate afterwards. That is the older
way; here they are divided in training already, so that nothing is left to do later.
"""


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values * (1 - rate)
    kept = rng.random(values.shape) >= rate
    return np.where(kept, values, 0)
