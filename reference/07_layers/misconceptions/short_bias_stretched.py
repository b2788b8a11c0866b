"""A bias of length 1 is stretched to every output.

caught_by: test_wrong_input_of_layers
ko: 길이가 1인 편향이 모든 출력에 늘어나 더해졌습니다. NumPy의 브로드캐스팅(broadcasting)은 이런
실수를 알려 주지 않습니다. 편향의 길이와 출력의 수를 직접 견주어 보세요.
en: A bias of length 1 was stretched over all outputs. NumPy's broadcasting does not tell you of
such a slip. Compare the length of the bias with the number of outputs yourself.
"""


def dense(x, weights, bias):
    x, weights, bias = values_of(x, 2), values_of(weights, 2), values_of(bias, 1)
    if x.shape[1] != len(weights) or len(bias) not in (1, weights.shape[1]):
        raise ValueError(f"{x.shape}, {weights.shape}, {bias.shape}")
    return x @ weights + bias
