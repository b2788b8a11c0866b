"""The dense layer has no bias.

caught_by: test_dense_by_hand, test_dense_on_random_input, test_maxout_by_hand,
test_maxout_on_random_input
ko: 가중치를 곱해 더한 값까지는 맞지만 편향이 빠져 있습니다. 출력 뉴런마다 편향이 하나씩 더해져야
합니다. bias가 코드의 어디에서 쓰이는지 찾아보세요.
en: Weights times inputs are right, but the bias is missing. Each output neuron adds one of its own.
Look for the place where your code uses bias.
"""


def dense(x, weights, bias):
    x, weights, bias = values_of(x, 2), values_of(weights, 2), values_of(bias, 1)
    if x.shape[1] != len(weights) or weights.shape[1] != len(bias):
        raise ValueError(f"{x.shape}, {weights.shape}, {bias.shape}")
    return x @ weights
