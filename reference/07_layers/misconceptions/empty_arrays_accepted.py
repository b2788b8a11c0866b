"""Empty arrays give empty results.

caught_by: test_wrong_input_of_layers, test_wrong_input_of_activations
replaces: values_of
ko: 길이가 0인 축이 있는 배열에서 빈 결과가 나왔습니다. 칸이 없는 입력은 대개 앞 단계의 실수이므로
알려야 합니다. 계산하기 전에 배열에 칸이 있는지 확인하세요.
en: Arrays with an axis of length 0 give empty results. Input without cells is mostly a slip further
up and must be told. See whether there are any cells before computing.
"""


def values_of(x, *ranks):
    values = np.array(x, dtype=np.float64)
    if ranks and values.ndim not in ranks:
        raise ValueError(f"shape {values.shape}")
    return values


def flatten(batch):
    values = values_of(batch)
    if values.ndim == 0:
        raise ValueError("a single number")
    return values.reshape(len(values), int(np.prod(values.shape[1:])))


def softmax(logits):
    values = values_of(logits, 1, 2)
    if values.size == 0:
        return values
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
