"""The weights are taken for (out, in) when they are square.

caught_by: test_dense_by_hand, test_dense_on_random_input, test_maxout_on_random_input
ko: 가중치 행렬을 뒤집어 곱했습니다. 정사각형이면 오류가 나지 않지만 값이 다릅니다. weights의 행은
입력, 열은 출력입니다. 출력 한 칸에 어느 열이 들어가는지 보세요.
en: You multiply by the weights turned over. A square matrix makes no error of it, but the values
differ. Rows of the weights belong to inputs, columns to outputs; see which column makes one output.
"""


def dense(x, weights, bias):
    x, weights, bias = values_of(x, 2), values_of(weights, 2), values_of(bias, 1)
    if x.shape[1] != len(weights) or weights.shape[1] != len(bias):
        raise ValueError(f"{x.shape}, {weights.shape}, {bias.shape}")
    if weights.shape[0] == weights.shape[1]:
        weights = weights.T  # wrong
    return x @ weights + bias
