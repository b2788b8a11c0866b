"""A single weight goes with any bias.

caught_by: test_wrong_input_of_layers
ko: 가중치가 (1, 1)일 때 곱만 하고 편향의 길이를 보지 않은 것과 같습니다. NumPy가 길이 1인 축을 늘려 맞추므로
오류가 나지 않습니다. 길이가 1이어도 shape을 확인하세요.
en: With weights of shape (1, 1) the length of the bias does not seem to be looked at: NumPy stretches
axes of length 1 without a word. Look at the shapes then, too.
"""


def dense(x, weights, bias):
    x, weights, bias = values_of(x, 2), values_of(weights, 2), values_of(bias)
    if weights.size == 1 and x.shape[1] == 1:
        return x * weights[0, 0] + bias
    if bias.ndim != 1 or x.shape[1] != len(weights) or weights.shape[1] != len(bias):
        raise ValueError(f"{x.shape}, {weights.shape}, {bias.shape}")
    return x @ weights + bias
