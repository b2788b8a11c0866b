"""The whole matrix adds up to 1.

caught_by: test_softmax_by_hand, test_softmax_on_random_logits, test_softmax_at_the_ends
ko: 행렬 전체를 더해서 1이 됩니다. 표본이 여럿이면 저마다 1이 되어야 합니다. 합과 최댓값을 어느 축을
따라 구하는지 보세요.
en: The whole matrix adds up to 1. With several samples each must do so on its own. See along which
axis you take the sum and the maximum.
"""


def softmax(logits):
    values = values_of(logits, 1, 2)
    powers = np.exp(values - values.max())
    return powers / powers.sum()  # wrong: all samples together
