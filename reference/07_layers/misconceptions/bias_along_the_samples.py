"""The bias goes to samples instead of outputs where their numbers agree.

caught_by: test_dense_by_hand, test_dense_on_random_input, test_maxout_by_hand,
test_maxout_on_random_input
ko: 편향이 출력이 아니라 표본에 더해졌습니다. 표본의 수와 출력의 수가 같으면 오류 없이 지나갑니다.
같은 편향을 나누어 쓰는 것은 결과의 한 열인지 한 행인지 생각해 보세요.
en: The bias is added to samples instead of outputs; where their numbers agree no error tells. Is it
a column or a row of the result that shares one bias?
"""


def dense(x, weights, bias):
    x, weights, bias = values_of(x, 2), values_of(weights, 2), values_of(bias, 1)
    if x.shape[1] != len(weights) or weights.shape[1] != len(bias):
        raise ValueError(f"{x.shape}, {weights.shape}, {bias.shape}")
    if len(x) == len(bias):
        return x @ weights + bias[:, np.newaxis]  # wrong
    return x @ weights + bias
