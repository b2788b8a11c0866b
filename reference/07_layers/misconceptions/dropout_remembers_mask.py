"""The mask is kept from the first call with a shape.

caught_by: test_dropout_takes_its_chance_from_rng
ko: 한 번 만든 마스크를 다음 호출에서도 그대로 씁니다. 드롭아웃은 부를 때마다 다른 값을 지워야
합니다. 함수 밖에 남아 있는 값이 있는지 보세요.
en: A mask, once made, is used in later calls, too. Dropout must drop others each time. Look for
values that stay behind outside the function.
"""

masks = {}


def dropout(x, rate, rng, training=True):
    values = values_of(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate}")
    if not training:
        return values
    if (values.shape, rate) not in masks:  # wrong: the first mask for ever
        masks[values.shape, rate] = rng.random(values.shape) >= rate
    return np.where(masks[values.shape, rate], values / (1 - rate), 0)
