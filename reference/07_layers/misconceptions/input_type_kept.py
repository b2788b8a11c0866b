"""Everything is computed in the type that comes in.

caught_by: test_number_types_of_layers, test_number_types_of_activations
replaces: values_of
ko: 들어온 자료형 그대로 계산했습니다. uint8은 255를 넘거나 0보다 작아지면 다시 세고, float32는
일곱째 자리에서 어긋납니다. 계산하기 전에 어떤 자료형으로 바꾸어야 할지 보세요.
en: You compute in the type that comes in. uint8 starts again beyond 255 and below 0, float32 is off
in the seventh digit. See which type to convert to before computing.
"""


def values_of(x, *ranks):
    values = np.array(x) * 1  # wrong: uint8 stays uint8
    if values.size == 0 or (ranks and values.ndim not in ranks):
        raise ValueError(f"shape {values.shape}")
    return values


@np.errstate(over="ignore")
def sigmoid(x):
    small = np.exp(-np.abs(values_of(x)))
    return np.where(values_of(x) >= 0, 1, small) / (1 + small)


@np.errstate(over="ignore")
def softmax(logits):
    values = values_of(logits, 1, 2)
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
